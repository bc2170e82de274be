from odoo import models
from odoo.exceptions import UserError


class ReportExport(models.AbstractModel):
    """The one report action behind all Excel reports: its record says which."""

    _name = "report.grid_base.report_export"
    _inherit = "report.report_xlsx.abstract"
    _description = "Excel File of a Requested Report"

    def create_xlsx_report(self, docids, data):
        job = self._get_objs_for_report(docids, data)
        if job._name != "grid.report.job" or len(job) != 1:
            raise UserError(self.env._("Reports are started from the menu Reports."))
        return job._render(), "xlsx"
