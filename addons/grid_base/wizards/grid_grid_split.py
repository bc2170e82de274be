from odoo import api, fields, models
from odoo.exceptions import UserError


class GridGridSplit(models.TransientModel):
    """Make new grids out of one; what nobody chose stays in the old grid."""

    _name = "grid.grid.split"
    _description = "Split a Grid"
    _inherit = ["grid.restructure.mixin"]

    grid_id = fields.Many2one("grid.grid", "Grid", required=True, readonly=True)
    line_ids = fields.One2many("grid.grid.split.line", "split_id", "New Grids")
    archive = fields.Boolean(
        "Archive the Old Grid", help="Only if no house is left in it."
    )
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.depends("grid_id", "line_ids.name", "line_ids.house_ids", "line_ids.addresses")
    def _compute_preview(self):
        for wizard in self:
            grid = wizard.grid_id._origin
            if not grid or not wizard.line_ids or grid._beyond_restructuring():
                wizard.preview = False
                continue
            wizard.preview = self._render_preview(
                (line.name or "", wizard._count(line)) for line in wizard.line_ids
            )

    def _count(self, line):
        # sudo: numbers only, of a grid that the user may reshape
        grid = self.grid_id._origin.sudo()
        houses = line._find_houses()[0].filtered(lambda house: house.grid_id == grid)
        counts = {}
        if houses:
            found = grid._records_with(houses)
            counts = {name: len(records) for name, records in found.items()}
        if line.posting_ids:
            counts["grid.posting"] = len(line.posting_ids)
        return counts

    def action_apply(self):
        self.ensure_one()
        if not self.line_ids:
            raise UserError(self.env._("Name the new grids."))
        houses_by_line = self._distribute_houses()
        parts = [
            {
                "values": {
                    "name": line.name,
                    "kind": line.kind,
                    "head_id": line.head_id.id,
                },
                "houses": houses_by_line[line],
                "postings": line.posting_ids,
                "keep_postings": line.keep_postings,
            }
            for line in self.line_ids
        ]
        created = self.grid_id._split_off(parts, self.reason, self.archive)
        return self._open_result(created | self.grid_id)

    def _distribute_houses(self):
        """The houses of each new grid; none may be missing or be given twice."""
        taken = self.env["grid.house"]
        result = {}
        for line in self.line_ids:
            houses, unmatched = line._find_houses()
            if unmatched:
                raise UserError(
                    self.env._(
                        "%(name)s: no house at %(addresses)s.",
                        name=line.name,
                        addresses=", ".join(unmatched),
                    )
                )
            if taken & houses:
                raise UserError(
                    self.env._(
                        "%(number)s houses are given to two grids (%(name)s).",
                        number=len(taken & houses),
                        name=line.name,
                    )
                )
            taken |= houses
            result[line] = houses
        return result
