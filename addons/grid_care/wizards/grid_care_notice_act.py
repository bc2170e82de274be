from odoo import fields, models

LINKS = ("organization_id",)


class GridCareNoticeAct(models.TransientModel):
    """A move of a notice that asks for something; it gives no right of its own."""

    _name = "grid.care.notice.act"
    _description = "Step of a Notice"
    _inherit = ["grid.link.mixin"]

    notice_id = fields.Many2one("grid.care.notice", required=True, ondelete="cascade")
    move = fields.Char(required=True)
    kind = fields.Selection(related="notice_id.kind", related_sudo=False)
    answer = fields.Text("What Was Arranged")
    reason = fields.Text()
    organization_id = fields.Many2one("grid.organization", "Receiver")
    signer = fields.Char("Signed For By")
    proof = fields.Binary("Signature or Scan")

    def action_confirm(self):
        """Make the move with what was entered."""
        self.ensure_one()
        move = self.notice_id._moves.get(self.move)
        names = {*move.needs, *move.takes} if move else ()
        values = {
            name: self[name].id if name in LINKS else self[name]
            for name in names
            if self[name]
        }
        self.notice_id.action_move(self.move, values)
        return {"type": "ir.actions.act_window_close"}
