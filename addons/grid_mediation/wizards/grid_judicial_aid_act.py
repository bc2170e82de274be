from odoo import fields, models

from odoo.addons.grid_base.tools.code_field import Code


class GridJudicialAidAct(models.TransientModel):
    """A move of judicial aid that asks for something; it gives no right of its own."""

    _name = "grid.judicial.aid.act"
    _description = "Step of Judicial Aid"
    _inherit = ["grid.link.mixin", "grid.coded.mixin"]

    aid_id = fields.Many2one("grid.judicial.aid", required=True, ondelete="cascade")
    move = fields.Char(required=True)
    most = fields.Float(related="aid_id.most", related_sudo=False)
    granted = fields.Float("Granted (CNY)", digits=(14, 2))
    refusal_id = Code("judicial_aid_refusal", "Ground to Refuse")
    paid_on = fields.Date("Paid On", default=fields.Date.context_today)
    reason = fields.Text("Explanation")

    def action_confirm(self):
        self.ensure_one()
        move = self.aid_id._moves.get(self.move)
        names = {*(move.needs if move else ()), "reason"}
        values = {
            name: self[name].id if name == "refusal_id" else self[name]
            for name in names
            if self[name]
        }
        self.aid_id.action_move(self.move, values)
        return {"type": "ir.actions.act_window_close"}
