from odoo import api, models

from odoo.addons.grid_base.report.xlsx_column import Column


class GridReportEventKpi(models.AbstractModel):
    """What the reports of figures have in common.

    An heir says by what it groups (``_by``) and which columns it has: the ``key`` of
    a column is the name of one of the ``Figures``, or of a cell that ``_cells`` gives.
    """

    _name = "grid.report.event.kpi"
    _inherit = "grid.xlsx.report"
    _description = "Figures on Events"

    _model = "grid.event"
    _filters = ("grid_id", "month")
    _groups = "grid_base.group_grid_officer"
    _by = ""
    _kpi = "grid.event.kpi"
    """The model that counts."""

    @api.private
    def _may_run(self):
        # not a report itself
        return bool(self._by) and super()._may_run()

    def _measure(self):
        return self.env._("matters, %")

    # what is counted

    def _domain(self, filters):
        kpi = self.env[self._kpi]
        return kpi._reported(self._root(filters), *self._bounds(filters))

    def _root(self, filters):
        """The grids that the report is on: the one chosen, or one's own."""
        return self._unit(filters) or self.env.user._grid_scope_roots()

    def _nodes(self, filters):
        """The grids that are rows."""
        level = self.env["grid.level"].browse(filters.get("event_level_id") or [])
        root = self._root(filters)
        if len(root) > 1 and not level:
            return root
        return self.env[self._kpi]._nodes(root, level)

    def _figures(self, filters):
        """Figures by the id of a row."""
        kpi = self.env[self._kpi]
        nodes = self._nodes(filters) if self._by == "grid" else None
        found = kpi._figures(self._domain(filters), (self._by,), nodes)
        return {key: figures for (key,), figures in found.items()}

    # rows

    def _count(self, filters):
        return len(self._rows(filters))

    def _slices(self, filters, columns):
        rows = self._rows(filters)
        if rows:
            yield [[self._cell(row, column) for row in rows] for column in columns]

    def _rows(self, filters):
        """List of (cells by key, figures), in the order of the report."""
        found = self._figures(filters)
        records = self._records(filters, found)
        cells = self._cells(records, filters)
        none = self.env[self._kpi]._result()
        return [(cells[r.id], found.get(r.id, none)) for r in records]

    def _cell(self, row, column):
        cells, figures = row
        return cells[column.key] if column.key in cells else self._of(figures, column)

    def _of(self, figures, column):
        return getattr(figures, column.key) if column.key else None

    def _records(self, filters, found):
        """The records that are rows: those without any event, too."""
        # what lies directly in the grid itself has a row if there is something
        itself = self._itself(filters)
        return self._nodes(filters).filtered(
            lambda node: node.id in found or (node.active and node != itself)
        )

    def _cells(self, records, filters):
        """Cells by key of each row."""
        itself = self._itself(filters)
        return {
            node.id: {
                "district": self.env._("%s itself", node.name)
                if node == itself
                else node.name
            }
            for node in records
        }

    def _itself(self, filters):
        """The one grid that the report is on, whose children are the rows."""
        root = self._root(filters)
        return root if len(root) == 1 else root.browse()

    def _ranked(self, rows, place):
        """Rows in the order of a figure, highest first; equal ones share a rank."""
        rows = sorted(rows, key=lambda row: place(row[1]), reverse=True)
        ranks, last = {}, None
        for at, (cells, figures) in enumerate(rows, 1):
            if place(figures) != last:
                rank, last = at, place(figures)
            ranks[at] = dict(cells, rank=rank), figures
        return list(ranks.values())

    # columns

    def _monthly_columns(self):
        """The numbers of both monthly reports."""
        env = self.env
        return [
            Column(
                env._("Matters Reported"),
                type="integer",
                width=14,
                total=True,
                key="reported",
            ),
            Column(
                env._("Valid Matters"),
                type="integer",
                width=14,
                total=True,
                key="valid",
            ),
            Column(
                env._("Valid Share"),
                type="percent",
                ratio=("valid", "reported"),
                key="valid_rate",
            ),
            Column(
                env._("Valid and Closed"),
                type="integer",
                width=12,
                total=True,
                key="done",
            ),
            Column(
                env._("Completion Rate"),
                type="percent",
                ratio=("done", "valid"),
                key="completion_rate",
            ),
            Column(env._("Overdue Matters"), type="integer", total=True, key="overdue"),
            Column(
                env._("Overdue Rate"),
                type="percent",
                ratio=("overdue", "valid"),
                key="overdue_rate",
            ),
        ]
