from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.moves import DRAFT, ENDS, TERMINATED
from ..tools.warning import Facts, graver, gravest
from .grid_dispute import OFFICER
from .grid_dispute_duty import LEADER
from .grid_dispute_settlement import READERS

INPUTS = {
    "kind_id",
    "intensity_id",
    "scale_id",
    "people_count",
    "amount",
    "repeated",
}
"""What the rules look at."""


class GridDispute(models.Model):
    """Graded warning: the grade, why, what it asks of whom, and who leads the case."""

    _inherit = "grid.dispute"

    grade_by_hand = fields.Boolean(
        "Graded by Hand",
        readonly=True,
        copy=False,
        help="Rules raise such a grade, and do not lower it.",
    )
    duty_ids = fields.One2many(
        "grid.dispute.duty", "dispute_id", "Duties", groups=READERS
    )
    grading_ids = fields.One2many(
        "grid.dispute.grading", "dispute_id", "Gradings", groups=READERS
    )
    lacks_leader = fields.Boolean(compute="_compute_lacks_leader")

    @api.depends("grade", "leader_id", "state")
    def _compute_lacks_leader(self):
        for dispute in self:
            grave = dispute.grade in ("red", "orange")
            going_on = dispute.state not in (DRAFT, *ENDS)
            dispute.lacks_leader = grave and going_on and not dispute.leader_id

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & INPUTS:
            self.filtered(lambda d: d.state not in (DRAFT, *ENDS))._regrade()
        return result

    def _move_register(self, values):
        result = super()._move_register(values)
        self._regrade()
        return result

    def _regrade(self):
        """Apply the rules to what is known now."""
        rules = self.env["grid.warning.rule"]._rules()
        for dispute in self:
            facts = Facts(
                dispute.kind_id.id,
                dispute.intensity_id.id,
                dispute.scale_id.id,
                dispute.people_count,
                dispute.amount,
                dispute.repeated,
            )
            rule = gravest(rules, facts)
            grade = rule.grade if rule else False
            if dispute.grade_by_hand and not graver(grade, dispute.grade):
                continue
            if grade != dispute.grade:
                dispute._set_grade(grade, rule_id=rule.key if rule else False)

    def _make_move(self, name, values=None):
        """What a warning asked falls away when the case is over."""
        result = super()._make_move(name, values)
        # sudo: duties follow the dispute
        over = self.sudo().filtered(lambda d: d.state in (TERMINATED, *ENDS))
        over.duty_ids.filtered(lambda duty: duty.state == "open")._make_move("drop")
        return result

    def _set_grade(self, grade, **how):
        """Give a grade, keep how it came, and hand out what it asks."""
        # sudo: the grade, its history and its duties are written here only
        dispute = self.sudo()
        self.env["grid.dispute.grading"].sudo().create(
            {
                "dispute_id": self.id,
                "from_grade": dispute.grade,
                "to_grade": grade,
                **how,
            }
        )
        dispute.write({"grade": grade, "grade_by_hand": bool(how.get("user_id"))})
        dispute.duty_ids.filtered(lambda duty: duty.state == "open")._make_move("drop")
        dispute._hand_out_duties()

    def _hand_out_duties(self):
        duties = self.env["grid.warning.duty"].search([("grade", "=", self.grade)])
        now = fields.Datetime.now()
        created = self.env["grid.dispute.duty"].create(
            [
                {
                    "dispute_id": self.id,
                    "name": duty.name,
                    "grade": self.grade,
                    "who": duty.who,
                    "desk_id": self._desk_of(duty.who).id,
                    "due_at": now + timedelta(hours=duty.hours),
                }
                for duty in duties
            ]
        )
        for duty in created:
            duty._notify(duty._addressees() - self.env.user, "due")

    def _desk_of(self, who):
        """The grid whose desk owes a duty; none where it is owed by persons."""
        if who in ("mediator", "leader"):
            return self.env["grid.grid"]
        if who == "desk":
            return self.grid_id._event_climb(OFFICER)
        path = [int(step) for step in self.grid_id.parent_path.split("/") if step]
        grids = self.env["grid.grid"].browse(path)
        level = self.env.ref(f"grid_base.grid_level_{who}")
        found = grids.filtered(lambda grid: grid.level_id == level)[-1:]
        return (found or self.grid_id)._event_climb(OFFICER)

    @api.private
    def _leader_users(self):
        """Who leads in the grids of the dispute, at any level above."""
        self.ensure_one()
        # sudo: who is posted where need not be seen by whoever asks
        path = [int(s) for s in self.sudo().grid_id.parent_path.split("/") if s]
        return self.env["grid.grid"].sudo().browse(path)._event_users(LEADER)

    @api.private
    def _leader_candidates(self):
        """The files of those who may lead the case."""
        # sudo: of the files only the names are offered
        staff = self.env["grid.staff"].sudo()
        return staff.search([("user_id", "in", self._leader_users().ids)]).sudo(False)

    # -- moves -----------------------------------------------------------------------

    def _actor_chief(self):
        """The desk, or a leader of the area."""
        scope = set(self.env.user._grid_scope(LEADER))
        led = self.filtered(lambda dispute: dispute.grid_id.id in scope)
        return self._actor_desk() | led

    def _move_grade(self, values):
        if values["grade"] == self.grade:
            raise UserError(self.env._("The dispute has this grade already."))
        self._set_grade(values["grade"], user_id=self.env.uid, reason=values["reason"])
        return {"state": self.state}

    def _move_lead(self, values):
        leader = self.env["grid.staff"].browse(values["leader_id"])
        if leader not in self._leader_candidates():
            raise UserError(self.env._("Choose a leader of this area."))
        self._notify(leader.user_id - self.env.user, "leads")
        return {"state": self.state, "leader_id": leader.id}

    @api.model
    def _move_names(self):
        return super()._move_names() | {
            "grade": self.env._("Change the Grade"),
            "lead": self.env._("Name the Case Leader"),
        }

    @api.model
    def _notice_texts(self):
        leads = self.env._("You lead the settlement of a dispute.")
        return super()._notice_texts() | {"leads": leads}
