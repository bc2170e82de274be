from odoo import api, models


class ReportNotice(models.AbstractModel):
    """The five notices on paper: exactly what the screen shows."""

    _name = "report.grid_care.report_notice"
    _description = "Print of a Notice"

    @api.model
    def _get_report_values(self, docids, data=None):
        notices = self.env["grid.care.notice"].browse(docids)
        notices._check_printable()
        return {"notices": notices}
