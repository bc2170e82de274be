from odoo import fields, models


class GridCode(models.Model):
    """Causes for which an event may be suspended (DOMAIN 3.3)."""

    _inherit = "grid.code"

    table = fields.Selection(
        selection_add=[("event_suspension", "Cause of Suspension")],
        ondelete={"event_suspension": "cascade"},
    )
