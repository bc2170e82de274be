from odoo import fields, models


class GridReportProgress(models.Model):
    """How far a report in the background is.

    A table of its own, because it is committed while the report runs: writing on the
    job would collide with the transaction that finishes it.
    """

    _name = "grid.report.progress"
    _description = "Progress of a Report"
    _log_access = False

    job_id = fields.Many2one(
        "grid.report.job", "Report", required=True, ondelete="cascade"
    )
    rows = fields.Integer("Rows Written")

    _job_uniq = models.UniqueIndex("(job_id)")
