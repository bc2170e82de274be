from odoo import fields, models
from odoo.exceptions import UserError


class GridWorkflowReason(models.TransientModel):
    """Asks for the reason of a move; it gives no right of its own."""

    _name = "grid.workflow.reason"
    _description = "Reason of a Step"

    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True)
    move = fields.Char(required=True)
    reason = fields.Text("Explanation", required=True)

    def action_confirm(self):
        self.ensure_one()
        model = self.env.get(self.res_model)
        if model is None or not hasattr(model, "action_move"):
            raise UserError(self.env._("There is no such step."))
        record = model.browse(self.res_id).exists()
        record.ensure_one().action_move(self.move, {"reason": self.reason})
        return {"type": "ir.actions.act_window_close"}
