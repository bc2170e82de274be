from odoo import api, models


class ReportLooks(models.AbstractModel):
    """Who has seen what is kept of a person, for the person to take along."""

    _name = "report.grid_care.report_looks"
    _description = "Print of Who Has Seen a Record"

    @api.model
    def _get_report_values(self, docids, data=None):
        patients = self.env["grid.patient"].browse(docids)
        patients.check_access("read")
        return {"patients": patients}
