from odoo import models

from odoo.addons.grid_base.report.xlsx_column import Column


class GridEventClosing(models.AbstractModel):
    """How much a district has collected and closed, and how satisfied people are."""

    _name = "grid.report.event.closing"
    _inherit = "grid.report.event.kpi"
    _description = "Collection and Closing"

    _filters = ("grid_id", "date_from", "date_to", "event_level_id")
    _by = "grid"

    def _columns(self, filters):
        env = self.env
        number = {"type": "integer", "total": True}
        total = env["grid.event.kpi"]._total(self._domain(filters))
        return [
            Column(env._("District"), width=20, key="district"),
            Column(env._("Collected"), key="reported", **number),
            Column(env._("Number Closed"), key="done", **number),
            Column(
                env._("Closing Rate"),
                type="percent",
                ratio=("done", "reported"),
                key="closing_rate",
            ),
            Column(
                env._("Satisfaction Rate"),
                type="percent",
                # of all the ratings: they have no columns here
                whole=total.satisfaction_rate,
                key="satisfaction_rate",
            ),
        ]
