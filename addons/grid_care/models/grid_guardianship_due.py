from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.guardianship import ACTIVE, quarter_of


class GridGuardianship(models.Model):
    """Which agreements still have to be checked in this quarter."""

    _inherit = "grid.guardianship"

    checked_quarter = fields.Date(
        "Last Quarter Checked",
        compute="_compute_checked_quarter",
        store=True,
        index=True,
    )
    check_due = fields.Boolean(
        "Check Due", compute="_compute_check_due", search="_search_check_due"
    )

    @api.depends("check_ids.quarter_on")
    def _compute_checked_quarter(self):
        for one in self:
            one.checked_quarter = max(one.check_ids.mapped("quarter_on"), default=False)

    @api.depends("checked_quarter", "state")
    def _compute_check_due(self):
        now = quarter_of(local_today(self.env))
        for one in self:
            last = one.checked_quarter
            one.check_due = one.state == ACTIVE and (not last or last < now)

    @api.model
    def _search_check_due(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        now = quarter_of(local_today(self.env))
        return Domain("state", "=", ACTIVE) & (
            Domain("checked_quarter", "=", False) | Domain("checked_quarter", "<", now)
        )

    def action_check(self):
        """Enter the check of the quarter."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Quarterly Check"),
            "res_model": "grid.guardianship.check",
            "view_mode": "form",
            "target": "new",
            "context": {"default_guardianship_id": self.id},
        }
