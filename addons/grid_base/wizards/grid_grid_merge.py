from odoo import api, fields, models


class GridGridMerge(models.TransientModel):
    """Make one grid out of several that stand side by side."""

    _name = "grid.grid.merge"
    _description = "Merge Grids"
    _inherit = ["grid.restructure.mixin"]

    grid_ids = fields.Many2many("grid.grid", string="Grids", required=True)
    parent_id = fields.Many2one("grid.grid", compute="_compute_place")
    level_id = fields.Many2one("grid.level", compute="_compute_place")
    target_id = fields.Many2one(
        "grid.grid",
        "Grid That Remains",
        compute="_compute_target",
        store=True,
        readonly=False,
        required=True,
        help="It takes over everything; the others are archived.",
    )
    sum_figures = fields.Boolean(
        "Add Up Figures",
        default=True,
        help="Area, households and population are added, outlines joined.",
    )
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.depends("grid_ids")
    def _compute_place(self):
        for wizard in self:
            first = wizard.grid_ids[:1]
            wizard.parent_id = first.parent_id
            wizard.level_id = first.level_id

    @api.depends("grid_ids")
    def _compute_target(self):
        for wizard in self:
            if wizard.target_id not in wizard.grid_ids:
                wizard.target_id = wizard.grid_ids.sorted("code")[:1]

    @api.depends("grid_ids", "target_id")
    def _compute_preview(self):
        for wizard in self:
            emptied = (wizard.grid_ids - wizard.target_id)._origin
            if not emptied or emptied._beyond_restructuring():
                wizard.preview = False
                continue
            # sudo: numbers only, of grids that the user may reshape
            wizard.preview = self._render_preview(
                (grid.display_name, grid.sudo()._count_in()) for grid in emptied
            )

    def action_apply(self):
        self.ensure_one()
        (self.grid_ids - self.target_id)._merge_into(
            self.target_id, reason=self.reason, sum_figures=self.sum_figures
        )
        return self._open_result(self.target_id)
