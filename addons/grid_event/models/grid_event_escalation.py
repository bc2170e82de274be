from odoo import api, fields, models

from ..tools.supervision import CARDS, NO_CARD, REMIND, SUPERVISE
from .grid_event_task import ORDER_KINDS

OWED_BY_CENTRES = ("accept", "dispatch", "arbitrate", "verify")
"""To ask for a rating is owed to nobody by a deadline."""

TASK_KINDS = {
    "all": (*OWED_BY_CENTRES, *ORDER_KINDS),
    "desk": OWED_BY_CENTRES,
    "accept": ("accept", "arbitrate"),
    "verify": ("verify",),
    "order": ORDER_KINDS,
}


class GridEventEscalation(models.Model):
    """What happens by itself when a task is late, or will be soon.

    Thresholds are local rules, none is confirmed for Putian (DOMAIN 3.5).
    """

    _name = "grid.event.escalation"
    _description = "Escalation Step"
    _order = "hours, id"

    name = fields.Char(required=True, translate=True)
    hours = fields.Float(
        "Hours After the Deadline",
        required=True,
        aggregator=None,
        help="Negative: before the deadline, as a reminder that it is due soon.",
    )
    task_kind = fields.Selection(
        [
            ("all", "Everything"),
            ("desk", "What centres and stations owe"),
            ("accept", "Acceptance"),
            ("verify", "Verification"),
            ("order", "Orders"),
        ],
        "Holds For",
        required=True,
        default="all",
    )
    card = fields.Selection(CARDS, required=True, default=NO_CARD)
    levels = fields.Integer(
        "Levels Up",
        aggregator=None,
        help="Who is told beside the late desk: 0 nobody, 1 the next level that can "
        "act, and so on up to the city.",
    )
    basis = fields.Char(
        translate=True, help="The law, rule or decision that sets this step."
    )
    active = fields.Boolean(default=True)

    _levels_range = models.Constraint(
        "CHECK (levels BETWEEN 0 AND 9)", "A step goes 0 to 9 levels up."
    )
    _hours_range = models.Constraint(
        "CHECK (hours BETWEEN -8760 AND 8760)",
        "A step lies within a year of the deadline.",
    )
    _early_check = models.Constraint(
        "CHECK (hours >= 0 OR card = 'none')",
        "Nobody gets a card before the deadline.",
    )

    @api.private
    def _kind(self):
        return REMIND if self.card == NO_CARD else SUPERVISE

    @api.private
    def _task_kinds(self):
        """Kinds of task for which the step holds."""
        return TASK_KINDS[self.task_kind]
