from odoo import fields, models


class GridGridHistory(models.Model):
    """What became of a grid: split, merged, moved; kept for ever."""

    _name = "grid.grid.history"
    _description = "Grid History"
    _order = "date desc, id desc"

    grid_id = fields.Many2one(
        "grid.grid", "Grid", required=True, index=True, ondelete="cascade"
    )
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    kind = fields.Selection(
        [("split", "Split"), ("merge", "Merge"), ("move", "Move")], required=True
    )
    other_grid_ids = fields.Many2many("grid.grid", string="Other Grids")
    old_parent_id = fields.Many2one("grid.grid", "Managed By Before")
    new_parent_id = fields.Many2one("grid.grid", "Managed By After")
    old_code = fields.Char("Code Before")
    new_code = fields.Char("Code After")
    user_id = fields.Many2one(
        "res.users", "Done By", required=True, default=lambda self: self.env.user
    )
    reason = fields.Text()
    carried = fields.Json("Records Carried", help="Number of records by model.")
    carried_text = fields.Text("Carried", compute="_compute_carried_text")

    def _compute_carried_text(self):
        for entry in self:
            entry.carried_text = "\n".join(
                f"{self.env['ir.model']._get(name).name}: {number}"
                for name, number in sorted((entry.carried or {}).items())
            )
