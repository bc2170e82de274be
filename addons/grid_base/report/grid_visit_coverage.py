from odoo import models
from odoo.fields import Domain

from .xlsx_column import Column


class GridVisitCoverageReport(models.AbstractModel):
    """Coverage = households visited / households of the grid.

    One row for each grid, or for each grid and visitor. A household visited twice
    counts once. Households are those of today.
    """

    _name = "grid.report.coverage"
    _inherit = "grid.xlsx.report"
    _description = "Visit Coverage"

    _model = "grid.visit"
    _filters = ("grid_id", "month", "coverage_per")
    _date_field = "visited_at"
    _groups = "grid_base.group_grid_worker"

    def _measure(self):
        return self.env._("households, visits, %")

    def _columns(self, filters):
        env = self.env
        columns = [
            Column(env._("No."), type="serial"),
            Column(env._("Community"), width=18),
            Column(env._("Grid"), width=20),
            Column(env._("Code"), type="code", width=18),
        ]
        per_worker = self._per_worker(filters)
        if per_worker:
            columns.append(Column(env._("Visitor"), width=14))
        return columns + [
            Column(
                env._("Households"),
                type="integer",
                # the households of a grid stand in the row of each of its visitors
                total=not per_worker,
                key="all",
            ),
            Column(
                env._("Households Visited"),
                type="integer",
                total=not per_worker,
                key="visited",
                width=12,
            ),
            Column(
                env._("Coverage"),
                type="percent",
                ratio=None if per_worker else ("visited", "all"),
            ),
            Column(env._("Visits"), type="integer", total=True),
            Column(env._("Met"), type="integer", total=True),
        ]

    def _count(self, filters):
        return len(self._rows(filters))

    def _slices(self, filters, columns):
        rows = self._rows(filters)
        if rows:
            yield [list(cells) for cells in zip(*rows, strict=True)]

    def _rows(self, filters):
        """The whole table: a city has some thousand grids."""
        households = self._households(filters)
        visits = self._visits(filters)
        if not self._per_worker(filters):
            # a grid that nobody called on is what the reader looks for
            nothing = self.env["grid.staff"], 0, 0, 0
            visits.update({grid: [nothing] for grid in households.keys() - visits})
        grids = self.env["grid.grid"].union(*visits)
        communities = self._communities(grids.ids)
        rows = []
        for grid in grids.sorted(lambda grid: (grid.code, grid.id)):
            place = [None, communities.get(grid.id), grid.name, grid.code]
            total = households.get(grid, 0)
            for staff, done, number, met in visits[grid]:
                # sudo: who sees the visit sees the visitor's name, as in any list
                visitor = [staff.sudo().name] if self._per_worker(filters) else []
                rate = done / total if total else 0
                rows.append([*place, *visitor, total, done, rate, number, met])
        return rows

    def _per_worker(self, filters):
        return filters.get("coverage_per") == "worker"

    def _households(self, filters):
        """Number of households in each grid."""
        domain = Domain.TRUE
        if filters.get("grid_id"):
            domain = Domain("grid_id", "child_of", filters["grid_id"])
        households = self.env["grid.household"]
        return dict(households._read_group(domain, ["grid_id"], ["__count"]))

    def _visits(self, filters):
        """For each grid the visitors, each with households, visits and people met."""
        keys = ["grid_id", "staff_id"] if self._per_worker(filters) else ["grid_id"]
        domain = self._domain(filters)
        visits = self.env["grid.visit"]
        met = {
            tuple(key): number
            for *key, number in visits._read_group(
                domain & Domain("outcome", "=", "met"), keys, ["__count"]
            )
        }
        found = {}
        for *key, done, number in visits._read_group(
            domain, keys, ["household_id:count_distinct", "__count"]
        ):
            staff = key[1] if len(key) > 1 else self.env["grid.staff"]
            found.setdefault(key[0], []).append(
                (staff, done, number, met.get(tuple(key), 0))
            )
        return found
