from odoo import fields, models


class GridCode(models.Model):
    _inherit = "grid.code"

    table = fields.Selection(
        selection_add=[
            ("care_behaviour", "Observed Behaviour"),
            ("care_diagnosis", "Diagnosis of a Severe Mental Disorder"),
            ("care_lost", "Reason of Losing Somebody to Follow-Up"),
            ("care_hardship", "Hardship of a Family in Care"),
        ],
        ondelete={
            "care_behaviour": "cascade",
            "care_diagnosis": "cascade",
            "care_lost": "cascade",
            "care_hardship": "cascade",
        },
    )
