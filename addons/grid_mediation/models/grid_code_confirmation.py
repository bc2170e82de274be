from odoo import fields, models


class GridCode(models.Model):
    _inherit = "grid.code"

    table = fields.Selection(
        selection_add=[
            ("confirmation_bar", "Matter That Is Not Confirmed"),
            ("confirmation_dismissal", "Ground to Dismiss Confirmation"),
        ],
        ondelete={"confirmation_bar": "cascade", "confirmation_dismissal": "cascade"},
    )
