from odoo import fields, models


class GridDisputePay(models.TransientModel):
    """Records that an instalment was paid, or what was done about its absence."""

    _name = "grid.dispute.pay"
    _description = "Performance of an Instalment"
    _inherit = ["grid.link.mixin"]

    instalment_id = fields.Many2one(
        "grid.dispute.instalment", required=True, ondelete="cascade"
    )
    state = fields.Selection(related="instalment_id.state", related_sudo=False)
    what = fields.Selection(
        [("paid", "It Was Paid or Done"), ("urged", "It Was Urged")],
        "What Happened",
        required=True,
        default="paid",
    )
    paid_on = fields.Date("Day of Payment", default=fields.Date.context_today)
    scan = fields.Binary("Proof of Payment")
    scan_name = fields.Char("Name of Scan")
    note = fields.Text("What Was Done")

    def action_confirm(self):
        self.ensure_one()
        if self.what == "paid":
            self.instalment_id.action_paid(self.paid_on, self.scan, self.scan_name)
        else:
            self.instalment_id.action_urge(self.note)
        return {"type": "ir.actions.act_window_close"}
