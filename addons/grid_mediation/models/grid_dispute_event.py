from odoo import api, fields, models

from odoo.addons.grid_event.tools.moves import TASK_OPEN

from .grid_dispute_referred import ENDING
from .grid_event import FROM_DISPUTE


class GridDispute(models.Model):
    """A dispute reports itself as an event, and returns its result to its event."""

    _inherit = "grid.dispute"

    can_report_event = fields.Boolean(compute="_compute_can_report_event")

    @api.depends("state", "mediator_ids", "event_id")
    @api.depends_context("uid")
    def _compute_can_report_event(self):
        handled = set(self._actor_handler()._ids)
        for dispute in self:
            mine = bool(set(dispute._ids) & handled)
            dispute.can_report_event = mine and not dispute.sudo().event_id

    def action_report_event(self):
        """An event of it, for other offices: place and time, and no names."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Report as an Event"),
            "res_model": "grid.event",
            "view_mode": "form",
            "context": {
                FROM_DISPUTE: self.id,
                "default_grid_id": self.grid_id.id,
                "default_address": self.place,
            },
        }

    def _make_move(self, name, values=None):
        """How it ended goes back to the event: the state, and no words of parties."""
        result = super()._make_move(name, values)
        if name in (*ENDING, "agree") and name != "discard":
            for dispute in self.sudo().filtered("event_id"):
                dispute._return_to_event()
        return result

    def _return_to_event(self):
        """The event's desks are told; nothing is closed by itself."""
        event = self.event_id
        states = dict(self._fields["state"]._description_selection(self.env))
        words = ": ".join(filter(None, (states[self.state], self.end_id.name)))
        event._add_step("mediated", event.state, words)
        desks = event.task_ids.filtered(lambda task: task.state in TASK_OPEN)
        users = self.env["res.users"]
        for task in desks:
            users |= task._desk_users()
        users |= event.reporter_id
        event._notify(users - self.env.user, "mediated", words)
