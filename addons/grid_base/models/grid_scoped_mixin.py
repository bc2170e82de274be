from odoo import api, fields, models


class GridScopedMixin(models.AbstractModel):
    """A record that belongs to a grid and is seen through it.

    Every operational record carries its own required ``grid_id``: a rule on its
    parent would not guard it. Its record rules read
    ``[('grid_id', 'in', grid_scope('<group>'))]``, see ``ir.rule``.
    """

    _name = "grid.scoped.mixin"
    _description = "Record That Belongs to a Grid"

    grid_id = fields.Many2one(
        "grid.grid", "Grid", required=True, index=True, ondelete="restrict"
    )

    @api.model
    @api.private
    def _grid_scoped_models(self):
        """Names of all stored models whose records belong to a grid."""
        names = self.env.registry.descendants(["grid.scoped.mixin"], "_inherit")
        return sorted(name for name in names if not self.env[name]._abstract)
