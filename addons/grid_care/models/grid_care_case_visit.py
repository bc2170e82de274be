from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.case import MANAGED, MISSING
from ..tools.settings import POLICE_DAYS, get_int

VISITED = (MANAGED, MISSING)


class GridCareCase(models.Model):
    """When the police have to look in again: no law says how often, a setting does."""

    _inherit = "grid.care.case"

    police_visit_ids = fields.One2many(
        "grid.care.visit",
        "case_id",
        "Police Visits",
        groups="grid_care.group_care_recipient,grid_care.group_care_officer",
    )
    police_by = fields.Date(
        "Police Visit By",
        compute="_compute_police_by",
        store=True,
        index="btree_not_null",
        groups="grid_care.group_care_recipient,grid_care.group_care_officer",
    )
    police_due = fields.Boolean(
        "Police Visit Due",
        compute="_compute_police_due",
        search="_search_police_due",
        groups="grid_care.group_care_recipient,grid_care.group_care_officer",
    )
    is_police = fields.Boolean(compute="_compute_is_police")

    @api.depends("state", "police_id", "police_visit_ids.visited_on")
    def _compute_police_by(self):
        pause = timedelta(days=get_int(self.env, POLICE_DAYS))
        for case in self:
            if not case.police_id or case.state not in VISITED:
                case.police_by = False
                continue
            last = max(case.police_visit_ids.mapped("visited_on"), default=None)
            case.police_by = (last or local_today(self.env)) + pause

    @api.depends("police_by")
    def _compute_police_due(self):
        today = local_today(self.env)
        for case in self:
            case.police_due = bool(case.police_by and case.police_by <= today)

    @api.model
    def _search_police_due(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain("police_by", "<=", local_today(self.env))

    @api.depends_context("uid")
    def _compute_is_police(self):
        mine = self._actor_police()
        for case in self:
            case.is_police = case in mine

    def action_new_visit(self):
        """Enter a visit of the police."""
        return self._new_part("grid.care.visit", self.env._("Police Visit"))
