from odoo import models

from ..models.grid_dispute import OFFICER


class GridReportDisputeFigures(models.AbstractModel):
    """What the reports of figures on disputes have in common.

    They are in the form of those on events; rows and totals come from
    ``grid.dispute.kpi``, under the rules of the user.
    """

    _name = "grid.report.dispute.figures"
    _inherit = "grid.report.event.kpi"
    _description = "Figures on Disputes"

    _model = "grid.dispute"
    _kpi = "grid.dispute.kpi"
    _groups = OFFICER
    _moment = "accepted_at"

    def _measure(self):
        return self.env._("disputes, %")

    def _root(self, filters):
        return self._unit(filters) or self.env.user._grid_scope_roots(OFFICER)

    def _domain(self, filters):
        kpi = self.env[self._kpi]
        bounds = self._bounds(filters)
        return kpi._reported(self._root(filters), *bounds, moment=self._moment)
