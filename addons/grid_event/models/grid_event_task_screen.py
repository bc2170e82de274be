from odoo import api, fields, models

from .grid_event_task import DESK_KINDS

STEPS_OF_KIND = {
    "accept": ("accept", "hand_down", "report_up", "reject"),
    "dispatch": ("dispatch", "add_orders", "add_orders_later", "handle"),
    "arbitrate": ("accept", "hand_down", "dispatch", "add_orders", "add_orders_later"),
    "verify": ("verify", "fail"),
    "rate": ("rate",),
}
"""The moves of the event by which each kind of desk task is done."""


class GridEventTask(models.Model):
    """What the work lists ask: who may do what, and the next dialog."""

    _inherit = "grid.event.task"

    desk_moves = fields.Json(compute="_compute_desk_moves")
    can_dispatch = fields.Boolean(compute="_compute_desk_moves")

    is_urgent = fields.Boolean(related="event_id.is_urgent")

    _closed_by_idx = models.Index("(closed_by_id) WHERE closed_by_id IS NOT NULL")

    @api.depends("kind", "state", "event_id.allowed_moves")
    @api.depends_context("uid")
    def _compute_desk_moves(self):
        """The moves of the event that would do the task."""
        orders = ("dispatch", "add_orders", "add_orders_later")
        for task in self:
            moves = ["read"]
            if task.state == "sent" and task.kind in DESK_KINDS:
                wanted = STEPS_OF_KIND[task.kind]
                moves += [m for m in task.event_id.allowed_moves if m in wanted]
            task.desk_moves = moves
            task.can_dispatch = any(name in moves for name in orders)

    def action_step(self, name=None):
        """Make a move of an order, by a dialog if it asks for something."""
        self.ensure_one()
        name = name or self.env.context.get("step")
        if name == "take":
            return self.action_move(name)
        label = self._move_names().get(name, name)
        return {
            "type": "ir.actions.act_window",
            "name": f"{label} · {self.event_id.display_name}",
            "res_model": "grid.event.task.act",
            "view_mode": "form",
            "target": "new",
            "context": {"default_task_id": self.id, "default_move": name},
        }

    def action_desk_step(self, name=None):
        """Make a move of the event by which a desk task is done."""
        self.ensure_one()
        return self.event_id.action_step(name)

    def action_dispatch(self):
        self.ensure_one()
        return self.event_id.action_add_orders()

    def action_open_event(self):
        self.ensure_one()
        return self.event_id.action_open_event()
