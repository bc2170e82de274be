import logging

from odoo import api, models

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.application_moves import SUSPENSION, WAITING
from ..tools.moves import SUSPENDED
from .grid_event_approval import SUPERVISOR

_logger = logging.getLogger(__name__)


class GridEventApplication(models.Model):
    """What a granted application does, and what goes on by itself."""

    _inherit = "grid.event.application"

    def _grant(self):
        """Do what was granted; if it fails, the approval fails with it."""
        getattr(self, f"_grant_{self.kind}")()
        self.new_deadline = self._clock().deadline

    def _grant_extension(self):
        clock = self._clock()
        clock._deadline_extend(self.extend_value, self.extend_unit, self.reason)
        orders = self.event_id._open_tasks().filtered("is_order")
        if clock == self.event_id:
            orders = orders.filtered("shares_deadline")
        else:
            orders = clock
        orders._notify_desks("extended")
        self.event_id._tasks_changed(orders)

    def _grant_suspension(self):
        event = self.event_id
        event.resume_on = self.resume_on
        reason = f"{self.suspension_id.display_name}: {self.reason}"
        event._make_move("suspend", {"reason": reason})
        event._open_tasks().filtered("is_order")._notify_desks("suspended", reason)

    def _grant_void(self):
        event = self.event_id
        event._make_move("annul", {"reason": self.reason})
        event._notify(event.reporter_id, "annul", self.reason)

    def _grant_recategorise(self):
        """The event goes another way from here on: other limit, other desk."""
        urgency = self.urgency_id or self.event_id.urgency_id
        self.event_id.write(
            {"category_id": self.category_id.id, "urgency_id": urgency.id}
        )
        self.event_id._make_move("reroute", {"reason": self.reason})

    def _grant_reset(self):
        self.event_id._make_move("reset", {"reason": self.reason})

    def _grant_resume(self):
        self.event_id._make_move("resume", {"reason": self.reason})
        self.event_id._open_tasks().filtered("is_order")._notify_desks("resumed")

    # -- by itself ---------------------------------------------------------------

    def _lapse(self):
        """Withdraw what has become without object; the applicant is told why."""
        for application in self:
            if reason := application._obstacle():
                application._make_move("lapse", {"reason": reason})

    @api.model
    def _cron_applications(self):
        self._resume_due()
        self._redirect_unstaffed()

    @api.model
    def _resume_due(self):
        """Suspensions granted until a day end with the beginning of that day."""
        due = [("state", "=", SUSPENDED), ("resume_on", "<=", local_today(self.env))]
        events = self.env["grid.event"].search(due, order="id")
        for left, event in enumerate(reversed(events)):
            try:
                with self.env.cr.savepoint():
                    event._resume_on_day()
            except Exception:
                # the others resume all the same; this one is tried again
                _logger.exception("Event %s was not resumed", event.id)
            self.env["ir.cron"]._commit_progress(1, remaining=len(events) - left - 1)

    @api.model
    def _redirect_unstaffed(self):
        """Nothing waits for a desk where nobody is left to answer it."""
        waiting = self.search([("state", "=", WAITING)])
        users = waiting.approver_id._event_user_ids(SUPERVISOR)
        for application in waiting:
            node, user = application.approver_id, application.user_id
            if not set(users.get(node, ())) - set(user.ids):
                application._find_approver()
                if application.approver_id != node:
                    application._ask()
