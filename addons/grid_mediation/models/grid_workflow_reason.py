from odoo import models


class GridWorkflowMixin(models.AbstractModel):
    _inherit = "grid.workflow.mixin"

    def _ask_reason(self, move):
        """The dialog that asks for the reason of a move and then makes it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self._move_names().get(move),
            "res_model": "grid.mediation.reason",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_res_model": self._name,
                "default_res_id": self.id,
                "default_move": move,
            },
        }
