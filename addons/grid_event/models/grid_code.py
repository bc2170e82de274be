from odoo import fields, models


class GridCode(models.Model):
    _inherit = "grid.code"

    table = fields.Selection(
        selection_add=[
            ("event_source", "Event Source"),
            ("event_channel", "Event Channel"),
            ("event_urgency", "Urgency"),
            ("event_impact", "Scope of Impact"),
            ("event_return", "Reason of Return"),
            ("event_invalid", "Reason of Invalidity"),
            ("event_rating", "Satisfaction"),
            ("event_visit_method", "Method of Return Visit"),
        ],
        ondelete={
            "event_source": "cascade",
            "event_channel": "cascade",
            "event_urgency": "cascade",
            "event_impact": "cascade",
            "event_return": "cascade",
            "event_invalid": "cascade",
            "event_rating": "cascade",
            "event_visit_method": "cascade",
        },
    )
    counts_satisfied = fields.Boolean(
        "Counts as Satisfied",
        help="Ratings of this kind are counted in the rate of satisfaction.",
    )
