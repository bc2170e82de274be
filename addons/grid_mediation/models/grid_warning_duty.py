from odoo import fields, models

from ..tools.warning import WHO
from .grid_dispute import GRADES


class GridWarningDuty(models.Model):
    """What a grade of warning asks of whom, and within how many hours."""

    _name = "grid.warning.duty"
    _description = "Duty of a Warning Grade"
    _order = "grade, hours, id"

    name = fields.Char("What Is to Be Done", required=True, translate=True)
    grade = fields.Selection(GRADES, "Grade", required=True)
    who = fields.Selection(WHO, "Who", required=True, default="desk")
    hours = fields.Integer("Within Hours", required=True, default=24)
    basis = fields.Char(translate=True)
    active = fields.Boolean(default=True)

    _hours_positive = models.Constraint(
        "CHECK (hours > 0)", "A duty needs at least an hour."
    )
