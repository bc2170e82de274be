from odoo import fields, models


class GridEventPartMixin(models.AbstractModel):
    """A part of an event: it lies in the event's grid and is seen by the same people.

    It has its own grid and its own rules, as a rule on the event does not guard it.
    """

    _name = "grid.event.part.mixin"
    _description = "Part of an Event"
    _inherit = ["grid.scoped.mixin"]

    event_id = fields.Many2one(
        "grid.event", "Event", required=True, index=True, ondelete="cascade"
    )
    grid_id = fields.Many2one(
        related="event_id.grid_id", store=True, precompute=True, related_sudo=True
    )
