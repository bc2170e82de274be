from odoo import fields, models

from .grid_dispute_settlement import READERS


class GridDispute(models.Model):
    _inherit = "grid.dispute"

    oversight_ids = fields.One2many(
        "grid.dispute.oversight", "dispute_id", "Supervision", groups=READERS
    )

    def action_oversee(self):
        """Demand something of who handles the dispute."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Supervise"),
            "res_model": "grid.dispute.oversight",
            "view_mode": "form",
            "target": "new",
            "context": {"default_dispute_id": self.id},
        }
