from odoo import fields, models


class GridEventApplicationAnswer(models.TransientModel):
    """Granting or refusing an application with an opinion."""

    _name = "grid.event.application.answer"
    _description = "Answer an Application"
    _inherit = ["grid.link.mixin"]

    application_id = fields.Many2one(
        "grid.event.application", "Application", required=True, readonly=True
    )
    reason = fields.Text(
        related="application_id.reason", string="Reason", related_sudo=False
    )
    opinion = fields.Text()

    def action_approve(self):
        return self._answer("approve")

    def action_refuse(self):
        return self._answer("refuse")

    def _answer(self, move):
        self.ensure_one()
        self.application_id.action_move(move, {"opinion": self.opinion})
        return {"type": "ir.actions.act_window_close"}
