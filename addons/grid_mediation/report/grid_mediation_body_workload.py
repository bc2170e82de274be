from odoo import models

from odoo.addons.grid_base.report.xlsx_column import Column


class GridReportMediationBody(models.AbstractModel):
    """The work of each mediation body in a period, by the date of acceptance."""

    _name = "grid.report.mediation.body"
    _inherit = "grid.report.mediation.workload"
    _description = "Workload of Mediation Bodies"

    _by = "body"
    _rows_of = "grid.mediation.body"

    def _columns(self, filters):
        env = self.env
        return [
            Column(env._("No."), type="serial"),
            Column(env._("Mediation Body"), width=30, key="body"),
            Column(env._("Kind of Body"), width=16, key="kind"),
            Column(env._("Serves"), width=18, key="place"),
            Column(
                env._("Committee Members"), type="integer", total=True, key="members"
            ),
            Column(
                env._("Full-Time Mediators"), type="integer", total=True, key="full"
            ),
            *self._figure_columns(filters, None),
        ]

    def _cells(self, records, filters):
        return {
            body.id: {
                "body": body.name,
                "kind": body.kind_id.name,
                "place": body.grid_id.name,
                "members": body.member_count,
                "full": body.full_time_count,
            }
            for body in records
        }
