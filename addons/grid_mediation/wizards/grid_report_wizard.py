from odoo import api, fields, models

from ..models.grid_dispute import OFFICER


class GridReportWizard(models.TransientModel):
    """The filters of the reports on disputes."""

    _inherit = "grid.report.wizard"

    dispute_scope = fields.Selection(
        [("screened", "Found in Screening"), ("all", "All Disputes")],
        "Disputes",
        default="screened",
    )

    @api.model
    def _default_grid(self):
        """The desk's own grid, for officers who work nowhere else."""
        roots = self.env.user._grid_scope_roots(OFFICER)
        return super()._default_grid() or roots[:1]
