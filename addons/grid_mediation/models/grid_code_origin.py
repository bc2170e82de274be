from odoo import fields, models

ORIGINS = [
    ("own", "On Own Initiative"),
    ("applied", "On Application"),
    ("entrusted", "Commissioned or Transferred"),
]


class GridCode(models.Model):
    _inherit = "grid.code"

    table = fields.Selection(
        selection_add=[("mediation_place", "Kind of Place of Mediation")],
        ondelete={"mediation_place": "cascade"},
    )
    dispute_origin = fields.Selection(
        ORIGINS,
        "Counted As",
        help="For a source of disputes: under which of the three heads of the monthly "
        "statistics it is counted.",
    )
