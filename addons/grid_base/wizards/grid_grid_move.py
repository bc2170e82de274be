from odoo import api, fields, models


class GridGridMove(models.TransientModel):
    """Put a grid under another managing grid, with its old code or a new one."""

    _name = "grid.grid.move"
    _description = "Move a Grid"
    _inherit = ["grid.restructure.mixin"]

    grid_id = fields.Many2one("grid.grid", "Grid", required=True, readonly=True)
    allowed_level_ids = fields.Many2many(related="grid_id.level_id.parent_level_ids")
    old_parent_id = fields.Many2one(related="grid_id.parent_id")
    new_parent_id = fields.Many2one("grid.grid", "New Managing Grid", required=True)
    code_change = fields.Selection(
        [
            ("keep", "Keep the code: only the management changes"),
            ("new", "New code: the division itself is re-coded"),
        ],
        "Code",
        default="keep",
        required=True,
    )
    level_kind = fields.Selection(related="grid_id.level_kind")
    new_code = fields.Char(help="The code of a unit grid is drawn when left empty.")
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.depends("grid_id")
    def _compute_preview(self):
        for wizard in self:
            grid = wizard.grid_id
            if not grid or grid._beyond_restructuring():
                wizard.preview = False
                continue
            # sudo: numbers only, of a grid that the user may reshape
            grid = grid.sudo()
            counts = grid._count_in(subtree=True)
            below = grid.search_count([("id", "child_of", grid.id)]) - 1
            title = self.env._("Comes along with %s", grid.display_name)
            wizard.preview = self._render_preview(
                [(title, {"grid.grid": below, **counts})]
            )

    def action_apply(self):
        self.ensure_one()
        self.grid_id._move_to(
            self.new_parent_id,
            code=self.new_code,
            recode=self.code_change == "new",
            reason=self.reason,
        )
        return self._open_result(self.grid_id)
