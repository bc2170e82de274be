from odoo import models
from odoo.tools import SQL


class GridGrid(models.Model):
    """Full names below a grid that is renamed or moved, in one statement.

    The full name of a county begins those of hundreds of grids. Worked out one by
    one they take most of the time of a move.
    """

    _inherit = "grid.grid"

    def write(self, vals):
        if len(self) != 1 or not {"name", "parent_id"} & vals.keys():
            return super().write(vals)
        self.flush_recordset(["complete_name"])
        before = self.complete_name
        below = self.browse(self._subtree_ids(tuple(self.ids))) - self
        field = self._fields["complete_name"]
        with self.env.protecting([field], below):
            res = super().write(vals)
            after = self.complete_name
            if below and after != before:
                below._replace_beginning(before, after)
        return res

    def _replace_beginning(self, before, after):
        """Change how the full names begin; they are known to begin so."""
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                UPDATE grid_grid SET complete_name = %s || substr(complete_name, %s)
                 WHERE id = ANY(%s) RETURNING id
                """,
                after,
                len(before) + 1,
                self.ids,
            )
        )
        self.invalidate_recordset(["complete_name"], flush=False)
        # for what other models may keep of it
        self.modified(["complete_name"])
