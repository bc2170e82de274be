from odoo import fields, models


class GridReportWizard(models.TransientModel):
    """The filters of the reports on events."""

    _inherit = "grid.report.wizard"

    event_level_id = fields.Many2one(
        "grid.level", "Rows by Level", help="Empty: the grids next below."
    )
    event_category_id = fields.Many2one("grid.event.category", "Category")
