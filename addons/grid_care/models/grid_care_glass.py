from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.grid_base.tools.deadline import WORKING_DAY

from ..tools.glass import (
    GLASS_MOVES,
    GLASS_STATES,
    OPENED,
    REFUSALS,
    REFUSED,
)
from ..tools.settings import REVIEW_DAYS, get_int

OFFICER = "grid_care.group_care_officer"


class GridCareGlass(models.Model):
    """One opening of a file in an emergency, or the attempt at one.

    The row is made by ``ask`` alone. While it is open (``until``) the file can be read
    by whoever opened it; nothing can be changed in it, as every move looks for its own
    ground.
    """

    _name = "grid.care.glass"
    _description = "Emergency Access"
    _inherit = [
        "grid.workflow.mixin",
        "grid.scoped.mixin",
        "grid.deadline.mixin",
        "grid.notice.mixin",
    ]
    _order = "id desc"
    _rec_name = "number"
    _moves = GLASS_MOVES
    _guarded = ("deadline_start", "limit_unit", "limit_value")

    user_id = fields.Many2one(
        "res.users",
        "Who",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    case_id = fields.Many2one(
        "grid.care.case",
        "Person in Care",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    number = fields.Char("Asked For", readonly=True, help="The number as it was given.")
    why = fields.Text("Reason", readonly=True)
    opened_at = fields.Datetime("When", required=True, readonly=True, index=True)
    until = fields.Datetime("Open Until", readonly=True)
    refused_because = fields.Selection(REFUSALS, readonly=True)
    state = fields.Selection(
        GLASS_STATES, required=True, readonly=True, default=OPENED, index=True
    )
    reviewer_id = fields.Many2one("res.users", "Reviewed By", readonly=True, copy=False)
    is_open = fields.Boolean(compute="_compute_is_open", search="_search_is_open")

    _user_until_idx = models.Index("(user_id, until) WHERE until IS NOT NULL")

    @api.depends("until")
    def _compute_is_open(self):
        now = fields.Datetime.now()
        for glass in self:
            glass.is_open = bool(glass.until and now < glass.until)

    @api.model
    def _search_is_open(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain("until", ">", fields.Datetime.now())

    # -- review --------------------------------------------------------------------

    @api.model
    def _move_names(self):
        return {
            "justify": self.env._("Justified"),
            "object": self.env._("Not Justified"),
        }

    @api.model
    def _notice_texts(self):
        return {
            "opened": self.env._("A file was opened in an emergency: review it."),
            "objected": self.env._("An emergency access was found not justified."),
        }

    def _notice_subject(self):
        return self.number or ""

    def _actor_reviewer(self):
        """The desk of the place, and those above; never oneself."""
        scope = set(self.env.user._grid_scope(OFFICER))
        return self.filtered(
            lambda glass: glass.grid_id.id in scope and glass.user_id != self.env.user
        )

    def _move_justify(self, values):
        return self._reviewed()

    def _move_object(self, values):
        self._notify(self.user_id, "objected", values["reason"])
        return self._reviewed()

    def _reviewed(self):
        return {
            "reviewer_id": self.env.uid,
            "deadline_done_at": fields.Datetime.now(),
        }

    def action_step(self):
        """Ask for the words of the review."""
        self.ensure_one()
        return self._move_or_reason(self.env.context.get("step"))

    # -- made by the system --------------------------------------------------------

    @api.model
    @api.private
    def _grant(self, case, why, hours):
        """Open a file, and tell those who supervise."""
        now = fields.Datetime.now()
        # sudo: rows are made here and nowhere else
        glass = self.sudo().create(
            {
                **self._row(case.number, why, case.grid_id),
                "case_id": case.id,
                "until": now + timedelta(hours=hours),
                "deadline_start": now,
                "limit_value": get_int(self.env, REVIEW_DAYS),
                "limit_unit": WORKING_DAY,
            }
        )
        log = self.env["grid.access.log"]
        log._record("glass", case, reason=why, detail=str(hours))
        glass._notify(glass._supervisors(case), "opened")
        return glass

    @api.model
    @api.private
    def _refuse(self, number, why, cause, grid):
        """Keep that it was tried, and why not."""
        # sudo: rows are made here and nowhere else
        glass = self.sudo().create(
            {
                **self._row(number, why, grid),
                "state": REFUSED,
                "refused_because": cause,
            }
        )
        self.env["grid.access.log"]._record(
            "refused", "grid.care.case", count=0, reason=why, detail=cause
        )
        return glass

    @api.model
    def _row(self, number, why, grid):
        return {
            "user_id": self.env.uid,
            "number": number,
            "why": why,
            "grid_id": grid.id,
            "opened_at": fields.Datetime.now(),
        }

    @api.model
    def _supervisors(self, case):
        """The nearest care desk above the person's home, other than the user."""
        # sudo: whoever opens need not see who is posted
        home = case.sudo().grid_id
        path = home._event_territory().path(home.id)
        desk = home._event_first_staffed(path, OFFICER, self.env.user)
        return desk._event_users(OFFICER) - self.env.user
