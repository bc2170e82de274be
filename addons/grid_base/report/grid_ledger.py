from odoo import models
from odoo.fields import Domain

from .xlsx_column import Column


class GridLedger(models.AbstractModel):
    _name = "grid.report.ledger"
    _inherit = "grid.xlsx.report"
    _description = "Grid Ledger"

    _model = "grid.grid"
    _order_by = "code, id"
    _grid_field = "id"
    _groups = (
        "grid_base.group_grid_worker,grid_base.group_grid_department,"
        "grid_base.group_grid_admin"
    )

    def _measure(self):
        return self.env._("grids")

    def _columns(self, filters):
        env = self.env
        return [
            Column(env._("No."), type="serial"),
            Column(env._("Code"), "code", type="code", width=18),
            Column(env._("Grid"), "name", width=18),
            Column(env._("Full Path"), "complete_name", width=44),
            Column(env._("Level"), "level_id", width=10),
            Column(env._("Kind"), "kind", width=10),
            Column(env._("Centre or Station"), "office_name", width=22),
            Column(env._("Phone"), "office_phone", type="code", width=14),
            Column(env._("Head"), "head_id", width=12),
            Column(env._("Head's Phone"), "head_phone", type="code", width=14),
            Column(env._("Area (km²)"), "area", type="decimal"),
            Column(env._("Households"), "household_count", type="integer"),
            Column(env._("Population"), "population", type="integer"),
            Column(env._("Workers"), compute="_workers", type="integer", width=9),
        ]

    def _domain(self, filters):
        domain = super()._domain(filters)
        user = self.env.user
        # everybody may look up any grid; a ledger is of those one answers for
        if user.has_group("grid_base.group_grid_worker"):
            scope = user._grid_scope("grid_base.group_grid_worker")
            domain &= Domain("id", "in", scope)
        return domain

    def _workers(self, ids):
        """Staff posted in the grid itself today."""
        postings = self.env["grid.posting"]
        counts = postings._read_group(
            postings._live() & Domain("grid_id", "in", ids),
            ["grid_id"],
            ["staff_id:count_distinct"],
        )
        return {grid.id: number for grid, number in counts}
