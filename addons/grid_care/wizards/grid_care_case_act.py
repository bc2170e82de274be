from odoo import fields, models

from odoo.addons.grid_base.tools.code_field import Code

LINKS = ("lost_reason_id",)


class GridCareCaseAct(models.TransientModel):
    """A move of a file that asks for something; it gives no right of its own."""

    _name = "grid.care.case.act"
    _description = "Step of a Person in Care"
    _inherit = ["grid.link.mixin"]

    case_id = fields.Many2one("grid.care.case", required=True, ondelete="cascade")
    move = fields.Char(required=True)
    reason = fields.Text()
    lost_reason_id = Code("care_lost", "Lost Because")
    destination = fields.Char("Moved To")
    died_on = fields.Date("Died On")
    death_cause = fields.Char("Cause of Death")

    def action_confirm(self):
        """Make the move with what was entered."""
        self.ensure_one()
        move = self.case_id._moves.get(self.move)
        names = {*move.needs, *move.takes} if move else ()
        values = {
            name: self[name].id if name in LINKS else self[name]
            for name in names
            if self[name]
        }
        self.case_id.action_move(self.move, values)
        return {"type": "ir.actions.act_window_close"}
