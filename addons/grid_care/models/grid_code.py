from odoo import fields, models


class GridCode(models.Model):
    _inherit = "grid.code"

    table = fields.Selection(
        selection_add=[
            ("care_behaviour", "Observed Behaviour"),
            ("care_diagnosis", "Diagnosis of a Severe Mental Disorder"),
        ],
        ondelete={"care_behaviour": "cascade", "care_diagnosis": "cascade"},
    )
