from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.grid_event.tools import slices

from ..tools.warning import DUTY_MOVES, DUTY_STATES, WHO
from .grid_dispute import GRADES, OFFICER

LEADER = "grid_mediation.group_mediation_leader"


class GridDisputeDuty(models.Model):
    """A duty that the grade of a dispute brought, for whoever holds the post now.

    ``desk_id`` is the desk that owes it; mediators and leaders are those of the case
    and of the area at the moment. What stays open past its time is told once to the
    desk above.
    """

    _name = "grid.dispute.duty"
    _description = "Warning Duty"
    _inherit = [
        "grid.workflow.mixin",
        "grid.dispute.part.mixin",
        "grid.notice.mixin",
        "grid.waiting.mixin",
    ]
    _order = "due_at, id"
    _rec_name = "name"
    _moves = DUTY_MOVES

    name = fields.Char("What Is to Be Done", required=True, readonly=True)
    dispute_number = fields.Char(
        "Case Number", related="dispute_id.number", related_sudo=False
    )
    grade = fields.Selection(GRADES, "Grade", required=True, readonly=True)
    who = fields.Selection(WHO, "Who", required=True, readonly=True)
    desk_id = fields.Many2one(
        "grid.grid", "Desk", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    state = fields.Selection(
        DUTY_STATES, required=True, readonly=True, default="open", copy=False
    )
    due_at = fields.Datetime("Due", required=True, readonly=True)
    done_at = fields.Datetime("Done On", readonly=True)
    done_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    note = fields.Text("What Was Done", readonly=True)
    told_above_at = fields.Datetime("Told Above", readonly=True)
    is_late = fields.Boolean("Late", compute="_compute_is_late", search="_search_late")

    _open_idx = models.Index("(due_at) WHERE state = 'open'")

    @api.model
    def _move_names(self):
        return {"done": self.env._("Done"), "drop": self.env._("Fell Away")}

    @api.model
    def _notice_texts(self):
        env = self.env
        return {
            "due": env._("A dispute was graded: something is to be done in time."),
            "late": env._("A warning duty was not done in time."),
        }

    def _notice_subject(self):
        return self.dispute_id.number or self.env._("Warning")

    @api.depends("state", "due_at")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for duty in self:
            duty.is_late = duty.state == "open" and duty.due_at < now

    @api.model
    def _search_late(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return self._late_domain()

    @api.model
    def _late_domain(self):
        now = fields.Datetime.now()
        return Domain("state", "=", "open") & Domain("due_at", "<", now)

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_waits_for_me(self):
        super()._compute_waits_for_me()

    @api.model
    def _waits_for_me_domain(self):
        """What I owe: by the cases I mediate, the desk I hold, the area I lead."""
        mine = Domain("who", "=", "mediator") & Domain("dispute_id.is_mine", "=", True)
        desk = Domain("desk_id", "in", self._desks_of_user())
        scope = self.env.user._grid_scope(LEADER)
        # sudo: which file is one's own; mediators do not read files of staff
        own = self.env["grid.staff"].sudo().search([("user_id", "=", self.env.uid)])
        led = Domain("dispute_id.leader_id", "in", own.ids)
        leader = Domain("who", "=", "leader") & (Domain("grid_id", "in", scope) | led)
        return Domain("state", "=", "open") & (mine | desk | leader)

    @api.model
    def _desks_of_user(self):
        """The grids at whose desk the user is posted; not all those below."""
        group = self.env.ref(OFFICER)
        postings = self.env.user._grid_live_postings()
        # sudo: what one's own roles grant
        roles = self.env["grid.role"].sudo().browse({role for _grid, role in postings})
        granting = roles.filtered(
            lambda role: group in role.group_ids | role.group_ids.all_implied_ids
        )
        return [grid for grid, role in postings if role in granting.ids]

    def _actor_addressee(self):
        return self.filtered("waits_for_me")

    def _move_done(self, values):
        return {
            "done_at": fields.Datetime.now(),
            "done_by_id": self.env.uid,
            "note": values.get("reason"),
        }

    @api.private
    def _addressees(self):
        """The users who owe it now."""
        # sudo: who is posted where need not be seen by whoever grades
        duty = self.sudo()
        if duty.who == "mediator":
            return duty.dispute_id._mediator_users()
        if duty.who == "leader":
            return duty.dispute_id._leader_users() | duty.dispute_id.leader_id.user_id
        return duty.desk_id._event_users(OFFICER)

    # -- buttons -------------------------------------------------------------------

    def action_done(self):
        """It was done."""
        return self.action_move("done")

    def action_done_note(self):
        """It was done, and how."""
        return self._ask_reason("done")

    # -- jobs ------------------------------------------------------------------------

    @api.model
    def _cron_late(self):
        """Tell the desk above of what was not done in time, once."""
        slices.run(self.env, self._to_tell, lambda duty: duty._tell_above())

    @api.model
    def _to_tell(self, left_out, size):
        domain = self._late_domain() & Domain("told_above_at", "=", False)
        domain &= Domain("id", "not in", left_out)
        found = self.sudo().search(domain, limit=size, order="due_at, id")
        return slices.lock_free(found)

    def _tell_above(self):
        self.told_above_at = fields.Datetime.now()
        below = self.desk_id or self.grid_id
        above = (below.parent_id or below)._event_climb(OFFICER)
        self._notify(above._event_users(OFFICER) - self._addressees(), "late")
