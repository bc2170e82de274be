from odoo import api, fields, models


class GridReportWizard(models.TransientModel):
    """The filters of the reports on people in care."""

    _inherit = "grid.report.wizard"

    care_scope = fields.Selection(
        [("registered", "Registered"), ("all", "All Files")],
        "People",
        default="registered",
    )

    @api.model
    def _default_grid(self):
        """The area of the care desk, for officers who work nowhere else."""
        roots = self.env.user._grid_scope_roots("grid_care.group_care_officer")
        return super()._default_grid() or roots[:1]
