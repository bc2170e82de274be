from odoo import api, fields, models
from odoo.tools import SQL


class GridScopedMixin(models.AbstractModel):
    """A record that belongs to a grid and is seen through it.

    Every operational record carries its own required ``grid_id``: a rule on its
    parent would not guard it. Its record rules read
    ``[('grid_id', 'in', grid_scope('<group>'))]``, see ``ir.rule``.

    When a grid is split or merged its records are carried to another one, see
    ``_grid_carry``.
    """

    _name = "grid.scoped.mixin"
    _description = "Record That Belongs to a Grid"
    _inherit = ["grid.link.mixin"]

    _grid_follows = ("household_id", "house_id", "resident_id")
    """When houses go to another grid: a record goes with what the first of these
    fields that is set refers to. Names that a model does not have are passed over."""

    grid_id = fields.Many2one(
        "grid.grid", "Grid", required=True, index=True, ondelete="restrict"
    )

    def write(self, vals):
        res = super().write(vals)
        if not self.env.su and self._place_fields() & vals.keys():
            # rules are checked before a write: here the new place counts as well
            self.check_access("write")
        return res

    @api.model
    def _place_fields(self):
        """Fields that decide in which grid a record lies."""
        paths = self.env.registry.field_depends[self._fields["grid_id"]]
        return {"grid_id", *(path.split(".")[0] for path in paths)}

    @api.model
    @api.private
    def _grid_scoped_models(self):
        """Names of all stored models whose records belong to a grid."""
        names = self.env.registry.descendants(["grid.scoped.mixin"], "_inherit")
        return sorted(name for name in names if not self.env[name]._abstract)

    @api.private
    def _grid_carry(self, old, new):
        """Carry these records, which lie in ``old``, to the grid ``new``.

        One UPDATE whatever their number, past ``write``: nobody moves house, it is
        the grid that changes. A model refines this where a record must stay as it
        was, or must leave a trace.

        :return: how many records were carried
        """
        self.flush_model()
        assignments = [SQL("grid_id = %s", new.id)]
        names = ["grid_id"]
        if self._log_access:
            assignments.append(SQL("write_uid = %s", self.env.uid))
            assignments.append(SQL("write_date = %s", self.env.cr.now()))
            names += ["write_uid", "write_date"]
        self.env.execute_query(
            SQL(
                "UPDATE %s SET %s WHERE id = ANY(%s) RETURNING id",
                SQL.identifier(self._table),
                SQL(", ").join(assignments),
                list(self.ids),
            )
        )
        self.invalidate_recordset(names, flush=False)
        self.modified(["grid_id"])
        return len(self)
