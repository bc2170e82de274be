from odoo import fields, models


class GridVisitPurpose(models.Model):
    """Why somebody calls on a household or premises, and how soon again."""

    _name = "grid.visit.purpose"
    _description = "Visit Purpose"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    interval_days = fields.Integer(
        "Next Visit After (days)",
        help="Calendar days until the next visit is due. 0: no next visit follows.",
    )
    basis = fields.Char(translate=True, help="The document that asks for these visits.")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is taken.")
    _interval_positive = models.Constraint(
        "CHECK (interval_days >= 0)", "The interval cannot be negative."
    )
