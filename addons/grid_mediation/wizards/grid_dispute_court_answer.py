from odoo import fields, models

from odoo.addons.grid_base.tools.code_field import Code


class GridDisputeCourtAnswer(models.TransientModel):
    """What the court answered; it gives no right of its own."""

    _name = "grid.dispute.court.answer"
    _description = "Answer of the Court"
    _inherit = ["grid.link.mixin", "grid.coded.mixin"]

    confirmation_id = fields.Many2one(
        "grid.dispute.confirmation", required=True, ondelete="cascade"
    )
    move = fields.Char(required=True)
    court_number = fields.Char("Court Number")
    ruling_number = fields.Char("Number of the Ruling")
    bar_id = Code("confirmation_bar", "Matter Not Confirmed")
    dismissal_id = Code("confirmation_dismissal", "Ground to Dismiss")
    reason = fields.Text("Explanation")

    def action_confirm(self):
        self.ensure_one()
        move = self.confirmation_id._moves.get(self.move)
        values = {}
        for name in {*(move.needs if move else ()), "reason"}:
            value = self[name]
            if value:
                values[name] = value.id if name.endswith("_id") else value
        self.confirmation_id.action_move(self.move, values)
        if self.confirmation_id.has_access("read"):
            return {"type": "ir.actions.act_window_close"}
        # the court has decided: the case is no longer before it
        return self.env["ir.actions.actions"]._for_xml_id(
            "grid_mediation.grid_dispute_confirmation_action"
        ) | {"target": "main"}
