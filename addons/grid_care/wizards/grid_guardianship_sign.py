from odoo import fields, models


class GridGuardianshipSign(models.TransientModel):
    """The guardian signs; it gives no right of its own."""

    _name = "grid.guardianship.sign"
    _description = "Signature of a Guardian"
    _inherit = ["grid.link.mixin"]

    guardianship_id = fields.Many2one(
        "grid.guardianship", required=True, ondelete="cascade"
    )
    move = fields.Char(required=True, default="sign")
    signer = fields.Char("Signed By", required=True)
    proof = fields.Binary("Signature or Scan", required=True)

    def action_confirm(self):
        """Sign."""
        self.ensure_one()
        values = {"signer": self.signer, "proof": self.proof}
        self.guardianship_id.action_move(self.move, values)
        return {"type": "ir.actions.act_window_close"}
