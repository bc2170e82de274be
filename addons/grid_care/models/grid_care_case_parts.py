from odoo import fields, models


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

    def action_new_guardianship(self):
        """Apply for an agreement with the guardian."""
        return self._new_part("grid.guardianship", self.env._("Guardianship Agreement"))

    def action_new_emergency(self):
        """Record an emergency."""
        return self._new_part("grid.care.emergency", self.env._("Emergency"))

    def action_new_help(self):
        """Record a hardship."""
        return self._new_part("grid.care.help", self.env._("Hardship"))
