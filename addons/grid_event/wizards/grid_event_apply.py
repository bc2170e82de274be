from odoo import api, fields, models

from odoo.addons.grid_base.models.grid_deadline_mixin import LIMIT_UNITS
from odoo.addons.grid_base.tools.code_field import Code

from ..tools.application_moves import KIND_TABLE, KINDS


class GridEventApply(models.TransientModel):
    """The dialogue in which somebody applies; it grants nothing by itself."""

    _name = "grid.event.apply"
    _description = "Apply"
    _inherit = ["grid.link.mixin", "grid.coded.mixin"]

    event_id = fields.Many2one("grid.event", "Event", required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, default="extension")
    order_id = fields.Many2one(
        "grid.event.task",
        "Order",
        domain="[('id', 'in', order_ids)]",
        help="Whose time limit is extended, if it has one of its own.",
    )
    order_ids = fields.Many2many(
        "grid.event.task", compute="_compute_order_ids", string="Open Orders"
    )
    deadline = fields.Datetime(
        related="event_id.deadline", string="Deadline", related_sudo=False
    )
    extend_value = fields.Integer("Extend By")
    extend_unit = fields.Selection(LIMIT_UNITS, "Unit", default="calendar_day")
    suspension_id = Code("event_suspension", "Cause")
    resume_on = fields.Date("Resume On")
    category_id = fields.Many2one("grid.event.category", "New Category")
    urgency_id = Code("event_urgency", "New Urgency")
    reason = fields.Text(required=True)

    @api.depends("event_id")
    def _compute_order_ids(self):
        tasks = self.env["grid.event.task"]
        for wizard in self:
            wizard.order_ids = tasks.search(
                [
                    ("event_id", "=", wizard.event_id.id),
                    ("kind", "in", ("main", "assist", "countersign")),
                    ("state", "in", ("sent", "accepted")),
                ]
            )

    def action_send(self):
        """File it as the user: who may apply for what is decided by the event."""
        self.ensure_one()
        kind = KIND_TABLE[self.kind]
        values = {"reason": self.reason, "order_id": self.order_id.id}
        for name in (*kind.needs, *kind.takes):
            value = self[name]
            values[name] = value.id if isinstance(value, models.BaseModel) else value
        self.event_id.action_apply(self.kind, values)
        return {"type": "ir.actions.act_window_close"}
