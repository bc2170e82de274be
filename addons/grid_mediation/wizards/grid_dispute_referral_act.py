from odoo import fields, models


class GridDisputeReferralAct(models.TransientModel):
    """A move of a referral that asks for something; it gives no right of its own."""

    _name = "grid.dispute.referral.act"
    _description = "Step of a Referral"
    _inherit = ["grid.link.mixin"]

    referral_id = fields.Many2one(
        "grid.dispute.referral", required=True, ondelete="cascade"
    )
    move = fields.Char(required=True)
    result = fields.Text("Result to Return")
    to_id = fields.Many2one("grid.organization", "Organization That Is Right")
    reason = fields.Text("Explanation")

    def action_confirm(self):
        self.ensure_one()
        move = self.referral_id._moves.get(self.move)
        values = {}
        for name in {*(move.needs if move else ()), "reason"}:
            value = self[name]
            if value:
                values[name] = value.id if name == "to_id" else value
        self.referral_id.action_move(self.move, values)
        return {"type": "ir.actions.act_window_close"}
