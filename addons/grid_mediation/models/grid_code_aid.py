from odoo import fields, models


class GridCode(models.Model):
    _inherit = "grid.code"

    table = fields.Selection(
        selection_add=[
            ("judicial_aid_situation", "Situation of Judicial Aid"),
            ("judicial_aid_refusal", "Ground to Refuse Judicial Aid"),
        ],
        ondelete={
            "judicial_aid_situation": "cascade",
            "judicial_aid_refusal": "cascade",
        },
    )
