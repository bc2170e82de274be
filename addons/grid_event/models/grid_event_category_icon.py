from odoo import fields, models


class GridEventCategory(models.Model):
    """Big classes are told apart by a picture on the phone."""

    _inherit = "grid.event.category"

    icon = fields.Char(help="Name of a Font Awesome 4 icon, such as fa-fire.")
