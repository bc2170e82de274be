from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.case import MANAGED
from ..tools.followup import FIRST
from ..tools.notices import HEALTH, TAKEN


class GridCareNotice(models.Model):
    """When a health centre has to visit whom it was told of."""

    _inherit = "grid.care.notice"

    followup_ids = fields.One2many(
        "grid.followup",
        "notice_id",
        "Follow-Up Visits",
        groups="grid_care.group_care_recipient",
    )
    visit_by = fields.Date(
        "Visit By",
        compute="_compute_visit_by",
        store=True,
        index="btree_not_null",
        groups="grid_care.group_care_recipient",
        help="Two weeks after receiving, then as the last visit says.",
    )
    visit_due = fields.Boolean(
        "Visit Due",
        compute="_compute_visit_due",
        search="_search_visit_due",
        groups="grid_care.group_care_recipient",
    )
    can_visit = fields.Boolean(compute="_compute_can_visit")

    @api.depends(
        "kind", "state", "received_at", "followup_ids.next_on", "case_id.state"
    )
    def _compute_visit_by(self):
        calendar = self.env["grid.workday"]._work_calendar()
        for notice in self:
            here = notice.case_id.state == MANAGED and notice.state in TAKEN
            if notice.kind != HEALTH or not here:
                notice.visit_by = False
                continue
            last = notice.followup_ids.sorted("visited_on")[-1:]
            begun = calendar.local_day(notice.received_at)
            notice.visit_by = last.next_on or begun + FIRST

    def _compute_visit_due(self):
        today = local_today(self.env)
        for notice in self:
            notice.visit_due = bool(notice.visit_by and notice.visit_by <= today)

    @api.model
    def _search_visit_due(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain("visit_by", "<=", local_today(self.env))

    @api.depends("state", "kind")
    @api.depends_context("uid")
    def _compute_can_visit(self):
        mine = self._actor_receiver()
        for notice in self:
            notice.can_visit = (
                notice in mine and notice.kind == HEALTH and notice.state in TAKEN
            )

    def action_new_followup(self):
        """Enter a visit."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Follow-Up Visit"),
            "res_model": "grid.followup",
            "view_mode": "form",
            "context": {"default_notice_id": self.id},
        }
