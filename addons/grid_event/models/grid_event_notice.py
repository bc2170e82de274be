from odoo import api, models

from odoo.addons.grid_base.tools import bell

from .grid_event_task import DISPATCHER, WORKER


class GridEvent(models.Model):
    """Telling people what happened to an event: number and title, nothing more."""

    _inherit = "grid.event"

    @api.model
    def _notice_texts(self):
        """The first line of each kind of notice."""
        env = self.env
        return super()._notice_texts() | {
            "order": env._("A new order is waiting for you."),
            "rework": env._("It is not solved yet and comes back to you."),
            "cancel": env._("Your order was cancelled."),
            "take_back": env._("The order was taken back."),
            "recall": env._("The order was recalled."),
            "return": env._("An order was returned."),
            "reject": env._("Your report was rejected: amend it and report again."),
            "invalidate": env._("Your report was declared invalid."),
            "merge": env._("Your report was merged into another one."),
            "main_closed": env._("The event your report was merged into is closed."),
        }

    @api.model
    def _tasks_changed(self, tasks):
        """Open lists of the desks concerned reload; nothing is told but that."""
        for task in tasks:
            self._ring_desk(task.node_id or task.organization_id)

    @api.model
    def _ring_desk(self, desk):
        bell.ring(self.env, (desk, "event_tasks"), "grid_event/changed")


class GridEventTask(models.Model):
    _inherit = "grid.event.task"

    def _notify_desks(self, kind, text=None):
        for task in self:
            task.event_id._notify(task._desk_users(), kind, text)

    def _notify_sender(self, kind, text=None):
        for task in self:
            users = task.sender_id._event_users(DISPATCHER)
            task.event_id._notify(users, kind, text)

    def _desk_users(self):
        """Who acts for the desk of a task today."""
        task = self.sudo()
        if task.staff_id:
            return task.staff_id.user_id
        if task.organization_id:
            return task.organization_id.user_ids.filtered("active")
        group = WORKER if task.is_order else DISPATCHER
        return task.node_id._event_users(group)
