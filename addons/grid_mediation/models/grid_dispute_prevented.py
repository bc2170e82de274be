from odoo import fields, models


class GridDispute(models.Model):
    """What the mediation kept from happening, as the monthly statistics ask."""

    _inherit = "grid.dispute"

    prevented_crime = fields.Integer(
        "People Kept from Crime",
        copy=False,
        help="How many people would have been in a criminal case without the "
        "mediation; 0 if it did not come to that.",
    )
    prevented_petition = fields.Integer(
        "People Kept from a Mass Petition",
        copy=False,
        help="How many people would have petitioned together without the mediation; "
        "0 if it did not come to that.",
    )

    _prevented_positive = models.Constraint(
        "CHECK (prevented_crime >= 0 AND prevented_petition >= 0)",
        "Numbers of people cannot be negative.",
    )
