from odoo import models

from odoo.addons.grid_base.report.xlsx_column import Column
from odoo.addons.grid_base.tools.deadline import CALENDAR_DAY, WORKING_DAY


class GridEventLateness(models.AbstractModel):
    """Ranking of districts by the share of overdue matters, the latest first.

    The heads of the last columns name the days of the general time limit, as the
    offices do; each event is measured by its own limit.
    """

    _name = "grid.report.event.lateness"
    _inherit = "grid.report.event.kpi"
    _description = "Ranking of Lateness"

    _filters = ("grid_id", "month", "event_level_id")
    _by = "grid"

    def _columns(self, filters):
        env = self.env
        number = {"type": "integer", "total": True}
        return [
            Column(env._("Rank"), type="integer", width=6, key="rank"),
            Column(env._("District"), width=20, key="district"),
            Column(env._("Total Matters"), key="reported", **number),
            Column(env._("Valid"), key="valid", **number),
            # late in accepting and in handling counts once, so it is no sum of the
            # two columns behind
            Column(env._("Overdue Matters"), key="overdue", **number),
            Column(
                env._("Overdue Share"),
                type="percent",
                ratio=("overdue", "valid"),
                key="overdue_rate",
            ),
            Column(self._late_label("accept"), width=14, key="late_accept", **number),
            Column(self._late_label("handle"), width=14, key="late_handle", **number),
        ]

    def _late_label(self, name):
        env = self.env
        none = (
            env[model] for model in ("grid.event.category", "grid.code", "grid.level")
        )
        limit = env["grid.time.limit"]._find(*none)
        days = limit[f"{name}_unit"] in (CALENDAR_DAY, WORKING_DAY)
        value = limit[f"{name}_value"]
        if name == "accept":
            if days and value:
                return env._("Not Accepted in %s Days", value)
            return env._("Not Accepted in Time")
        if days and value:
            return env._("Not Handled in %s Days", value)
        return env._("Not Handled in Time")

    def _rows(self, filters):
        return self._ranked(
            super()._rows(filters), lambda found: (found.overdue_rate, found.overdue)
        )
