from odoo import models

from odoo.addons.grid_base.report.xlsx_column import Column

from ..tools.kpi import rate


class GridEventSupervised(models.AbstractModel):
    """How much of what a grid reported had to be supervised, and its share of all."""

    _name = "grid.report.event.supervision"
    _inherit = "grid.report.event.kpi"
    _description = "Supervision Statistics"

    _filters = ("grid_id", "date_from", "date_to", "event_level_id")
    _by = "grid"

    def _columns(self, filters):
        env = self.env
        number = {"type": "integer", "width": 14, "total": True}
        return [
            Column(env._("Name of Grid"), width=20, key="district"),
            Column(env._("Total Supervised"), key="supervised", **number),
            Column(env._("Total Reported"), key="reported", **number),
            Column(
                env._("Supervision Rate"),
                type="percent",
                width=12,
                ratio=("supervised", "reported"),
                key="supervision_rate",
            ),
            Column(
                env._("Share"),
                type="percent",
                ratio=("supervised", "supervised"),
                key="share",
            ),
        ]

    def _rows(self, filters):
        rows = super()._rows(filters)
        whole = sum(figures.supervised for _cells, figures in rows)
        return [
            (dict(cells, share=rate(figures.supervised, whole)), figures)
            for cells, figures in rows
        ]
