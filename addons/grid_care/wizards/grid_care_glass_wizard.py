from odoo import fields, models

from ..tools.glass import REFUSALS


class GridCareGlassWizard(models.TransientModel):
    """Asks for a file in an emergency; every answer is on record."""

    _name = "grid.care.glass.wizard"
    _description = "Open a File in an Emergency"

    number = fields.Char("Number of the Person")
    why = fields.Text("What Happened")
    hours = fields.Integer("For Hours", default=1)
    refusal = fields.Selection(REFUSALS, "Not Opened", readonly=True)

    def action_ask(self):
        """Open the file, or show why not."""
        self.ensure_one()
        glass = self.env["grid.care.glass"].ask(self.number, self.why, self.hours)
        self.refusal = glass.refused_because
        if not self.refusal:
            return {
                "type": "ir.actions.act_window",
                "res_model": "grid.care.case",
                "res_id": glass.case_id.id,
                "view_mode": "form",
            }
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open a File in an Emergency"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
