from odoo import api, fields, models

from ..tools.case import HERE


class GridCareCase(models.Model):
    """What hangs on the file: emergencies, hardships, the agreement of the guardian."""

    _inherit = "grid.care.case"

    emergency_ids = fields.One2many("grid.care.emergency", "case_id", "Emergencies")
    help_ids = fields.One2many(
        "grid.care.help",
        "case_id",
        "Hardships and Help",
        groups="grid_care.group_care_officer,grid_care.group_care_community",
    )

    guardianship_ids = fields.One2many(
        "grid.guardianship",
        "case_id",
        "Guardianship",
        groups="grid_care.group_care_officer,grid_care.group_care_community",
    )

    can_report = fields.Boolean(compute="_compute_can_report")

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_report(self):
        """Who has the person in hand, or a place in the team, reports emergencies."""
        # sudo: who is in a team is known to the system
        team = self.filtered(lambda case: self.env.user in case.sudo().user_ids)
        mine = self._actor_carer() | team
        for case in self:
            case.can_report = case in mine and case.state in HERE

    def action_new_guardianship(self):
        """Apply for an agreement with the guardian."""
        return self._new_part("grid.guardianship", self.env._("Guardianship Agreement"))

    def action_new_emergency(self):
        """Record an emergency."""
        return self._new_part("grid.care.emergency", self.env._("Emergency"))

    def action_new_help(self):
        """Record a hardship."""
        return self._new_part("grid.care.help", self.env._("Hardship"))
