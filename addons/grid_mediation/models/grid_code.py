from odoo import fields, models

TABLES = [
    ("dispute_kind", "Kind of Dispute"),
    ("dispute_second", "Second Classification"),
    ("dispute_source", "Source of Dispute"),
    ("dispute_scale", "Scale"),
    ("dispute_intensity", "Intensity"),
    ("dispute_refusal", "Ground of Refusal"),
    ("dispute_end", "Reason of Ending"),
    ("mediation_body_kind", "Kind of Mediation Body"),
    ("dispute_agent", "Kind of Agent"),
]


class GridCode(models.Model):
    _inherit = "grid.code"

    table = fields.Selection(
        selection_add=TABLES,
        ondelete={table: "cascade" for table, _label in TABLES},
    )
