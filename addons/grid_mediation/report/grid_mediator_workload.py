from odoo import models
from odoo.fields import Domain

from odoo.addons.grid_base.report.xlsx_column import Column

from ..tools.kpi import Figures


class GridReportMediationMediator(models.AbstractModel):
    """The work of each mediator in a period, by the date of acceptance."""

    _name = "grid.report.mediation.mediator"
    _inherit = "grid.report.mediation.workload"
    _description = "Workload of Mediators"

    _by = "mediator"
    _rows_of = "grid.mediator"

    def _columns(self, filters):
        env = self.env
        total = env[self._kpi]._figures(self._domain(filters)).get((), Figures())
        return [
            Column(env._("No."), type="serial"),
            Column(env._("Mediator"), width=14, key="mediator"),
            Column(env._("Belongs To"), width=18, key="place"),
            Column(env._("Sits In"), width=28, key="bodies"),
            Column(env._("Full Time"), width=8, key="full"),
            *self._figure_columns(filters, total),
            Column(env._("Open Disputes"), type="integer", key="open"),
        ]

    def _domain(self, filters):
        # the total is that of the cases somebody was appointed to
        return super()._domain(filters) & Domain("mediator_ids", "!=", False)

    def _cells(self, records, filters):
        words = {True: self.env._("Yes"), False: self.env._("No")}
        return {
            mediator.id: {
                "mediator": mediator.name,
                "place": mediator.grid_id.name,
                "bodies": ", ".join(mediator.body_ids.mapped("name")),
                "full": words[bool(mediator.full_time)],
                "open": mediator.open_count,
            }
            for mediator in records
        }
