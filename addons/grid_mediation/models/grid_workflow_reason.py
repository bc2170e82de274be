from odoo import models


class GridWorkflowMixin(models.AbstractModel):
    _inherit = "grid.workflow.mixin"

    def _ask_reason(self, move):
        """The dialog that asks for the reason of a move and then makes it."""
        return self._move_dialog(
            move,
            "grid.mediation.reason",
            default_res_model=self._name,
            default_res_id=self.id,
        )
