from odoo import fields, models

from ..tools.clue import ANSWERS, RESULTS


class GridCareClueAct(models.TransientModel):
    """A move of a clue that asks for something; it gives no right of its own."""

    _name = "grid.care.clue.act"
    _description = "Step of a Clue"
    _inherit = ["grid.link.mixin"]

    clue_id = fields.Many2one("grid.care.clue", required=True, ondelete="cascade")
    move = fields.Char(required=True)
    hospital_id = fields.Many2one(
        "grid.organization", domain=[("kind_id.code", "=", "hospital")]
    )
    screened_by = fields.Text(
        "Who Screened Together",
        help="Police, health centre, community, and who else was there.",
    )
    result = fields.Selection([one for one in RESULTS if one[0] in ANSWERS])
    answer = fields.Text("In Words")

    def action_confirm(self):
        """Make the move with what was entered."""
        self.ensure_one()
        move = self.clue_id._moves.get(self.move)
        names = {*move.needs, *move.takes} if move else ()
        values = {
            name: self[name].id if name == "hospital_id" else self[name]
            for name in names
            if self[name]
        }
        self.clue_id.action_move(self.move, values)
        return {"type": "ir.actions.act_window_close"}
