from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.grid_base.tools.deadline import HOUR

from ..tools.case import HERE
from ..tools.emergency import (
    CHECK_EVERY,
    EMERGENCY_STATES,
    OPEN,
    RECORD_HOURS,
    STABLE,
    TRIGGERS,
    is_over,
    police_are_told,
)
from ..tools.risk import RISKS

ASSESSORS = (
    "grid_care.group_clinician,grid_care.group_care_officer,"
    "grid_care.group_care_recipient"
)
"""Groups that assess risk, and read it; community and team do not."""


class GridCareEmergency(models.Model):
    """An emergency: told at once to all who have the person in hand, then looked after.

    Whoever has the file, or a place in the team, records one; what is recorded stays.
    """

    _name = "grid.care.emergency"
    _description = "Emergency in Care"
    _inherit = ["grid.care.part.mixin", "grid.deadline.mixin", "grid.notice.mixin"]
    _order = "occurred_at desc, id desc"

    occurred_at = fields.Datetime(
        "Happened At", required=True, index=True, default=fields.Datetime.now
    )
    trigger = fields.Selection(TRIGGERS, "What It Is", required=True)
    place = fields.Char()
    description = fields.Text("Course of Events", required=True)
    measures = fields.Text("What Was Done")
    incident = fields.Boolean(
        "Somebody Was Harmed", help="An incident for the reward of the guardian."
    )
    risk = fields.Selection(RISKS, "Risk", index=True, groups=ASSESSORS)
    reporter_id = fields.Many2one(
        "res.users",
        "Entered By",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    state = fields.Selection(
        EMERGENCY_STATES, required=True, readonly=True, default=OPEN, index=True
    )
    police_told_at = fields.Datetime("Police Told At", readonly=True, copy=False)
    check_ids = fields.One2many(
        "grid.care.emergency.check", "emergency_id", "Checks", readonly=True
    )
    check_by = fields.Datetime(
        "Check By",
        compute="_compute_check_by",
        store=True,
        index="btree_not_null",
        help="Every four hours, until two checks in a row were stable.",
    )
    check_late = fields.Boolean(
        "Check Overdue", compute="_compute_check_late", search="_search_check_late"
    )

    @api.depends("number", "trigger")
    def _compute_display_name(self):
        triggers = dict(self._fields["trigger"]._description_selection(self.env))
        for one in self:
            one.display_name = f"{one.number or ''} {triggers.get(one.trigger, '')}"

    @api.depends("state", "occurred_at", "check_ids.checked_at")
    def _compute_check_by(self):
        for one in self:
            last = max(one.check_ids.mapped("checked_at"), default=one.occurred_at)
            one.check_by = one.state == OPEN and last + CHECK_EVERY

    @api.depends("check_by")
    def _compute_check_late(self):
        now = fields.Datetime.now()
        for one in self:
            one.check_late = bool(one.check_by and one.check_by < now)

    @api.model
    def _search_check_late(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain("check_by", "<", fields.Datetime.now())

    @api.constrains("occurred_at")
    def _check_occurred(self):
        for one in self:
            if one.occurred_at > fields.Datetime.now():
                raise ValidationError(self.env._("Nothing has happened in the future."))

    @api.model_create_multi
    def create(self, vals_list):
        now = fields.Datetime.now()
        fixed = {
            "state": OPEN,
            "reporter_id": self.env.uid,
            "police_told_at": False,
            # recorded within 24 hours, or late
            "limit_value": RECORD_HOURS,
            "limit_unit": HOUR,
            "deadline_done_at": now,
        }
        emergencies = super().create(
            [
                {**vals, **fixed, "deadline_start": vals.get("occurred_at") or now}
                for vals in vals_list
            ]
        )
        # sudo: who records it need see neither the file's state nor the others
        for one in emergencies.sudo():
            if one.case_id.state not in HERE:
                raise UserError(self.env._("Nobody is in care under this number."))
            one._notify(one.case_id._carers() - self.env.user, "emergency")
            one._assessed(one.risk)
        return emergencies

    # -- what follows --------------------------------------------------------------

    @api.model
    def _notice_texts(self):
        return {
            "emergency": self.env._("An emergency of somebody in care."),
            "police": self.env._("An emergency in care: the police have to know."),
        }

    def _notice_subject(self):
        """A mail leaves the house: the number alone."""
        return self.number

    def _assessed(self, risk):
        """Keep the risk, and tell the police once if they have to know."""
        if risk:
            self.risk = self.case_id.risk = risk
        if self.police_told_at or not police_are_told(self.trigger, self.risk):
            return
        station = self.case_id.police_id
        if station.user_ids:
            self._notify(station.user_ids, "police")
            self.police_told_at = fields.Datetime.now()

    def _checked(self, check):
        """Two stable checks in a row end it."""
        self._assessed(check.risk)
        if is_over(self.check_ids.sorted("checked_at").mapped("stable")):
            self.state = STABLE

    def action_check(self):
        """Enter a check."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Check"),
            "res_model": "grid.care.emergency.check",
            "view_mode": "form",
            "target": "new",
            "context": {"default_emergency_id": self.id},
        }
