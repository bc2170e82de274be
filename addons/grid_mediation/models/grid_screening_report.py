from odoo import fields, models


class GridScreeningReport(models.Model):
    """That a grid was screened on a day, and what was found: maybe nothing."""

    _name = "grid.screening.report"
    _description = "Screening Report"
    _inherit = ["grid.scoped.mixin"]
    _order = "date desc, id desc"
    _rec_name = "date"

    task_id = fields.Many2one(
        "grid.screening.task",
        "Task",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    grid_id = fields.Many2one(
        related="task_id.grid_id", store=True, precompute=True, related_sudo=True
    )
    date = fields.Date(required=True, readonly=True)
    found = fields.Integer("Disputes Found", readonly=True)
    user_id = fields.Many2one(
        "res.users", "Reported By", required=True, readonly=True, ondelete="restrict"
    )

    _day_uniq = models.UniqueIndex("(task_id, date)", "This day was reported already.")
