from odoo import models

from odoo.addons.grid_base.report.xlsx_column import Column


class GridEventValidity(models.AbstractModel):
    """Ranking of districts by the share of valid matters, the best first."""

    _name = "grid.report.event.validity"
    _inherit = "grid.report.event.kpi"
    _description = "Ranking of Validity"

    _filters = ("grid_id", "month", "event_level_id")
    _by = "grid"

    def _columns(self, filters):
        env = self.env
        number = {"type": "integer", "total": True}
        return [
            Column(env._("Rank"), type="integer", width=6, key="rank"),
            Column(env._("District"), width=20, key="district"),
            Column(env._("Total Matters"), key="reported", **number),
            Column(env._("Invalid"), key="invalid", **number),
            Column(env._("Valid"), key="valid", **number),
            Column(
                env._("Valid Reporting Rate"),
                type="percent",
                width=14,
                ratio=("valid", "reported"),
                key="valid_rate",
            ),
            Column(env._("Duplicate Matters"), width=12, key="duplicate", **number),
            Column(env._("Content Missing"), width=12, key="incomplete", **number),
            Column(env._("Own Work as a Matter"), width=16, key="own_work", **number),
        ]

    def _rows(self, filters):
        return self._ranked(
            super()._rows(filters), lambda found: (found.valid_rate, found.valid)
        )
