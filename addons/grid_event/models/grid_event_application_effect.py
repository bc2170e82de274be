import logging

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.application_moves import (
    EXTENSION,
    KIND_TABLE,
    RECATEGORISE,
    SUSPENSION,
    WAITING,
)
from ..tools.moves import SUSPENDED
from .grid_event_approval import SUPERVISOR

_logger = logging.getLogger(__name__)


class GridEventApplication(models.Model):
    """When it can be granted, what is done then, and what goes on by itself."""

    _inherit = "grid.event.application"

    # -- checks ------------------------------------------------------------------

    def _check_possible(self):
        """Refuse with a sentence what the event no longer allows."""
        event = self.event_id
        if obstacle := self._obstacle():
            raise UserError(obstacle)
        if self.kind == EXTENSION:
            event._check_cap(self._clock(), self.extend_value, self.extend_unit)
        if self.kind == SUSPENSION and self.resume_on:
            self._check_resume_on()

    def _obstacle(self):
        """Why it is without object now, or nothing."""
        event = self.event_id
        states = dict(event._fields["state"]._description_selection(self.env))
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        if event.state not in KIND_TABLE[self.kind].sources:
            return self.env._(
                "%(kind)s is not possible: %(event)s is in state %(state)s.",
                kind=kinds[self.kind],
                event=event.display_name,
                state=states[event.state],
            )
        if self.order_id and not self.order_id._is_open():
            return self.env._("The order it was applied for has ended.")
        if self.kind == EXTENSION and not self._clock().limit_unit:
            return self.env._("There is no time limit to extend.")
        if self.kind == RECATEGORISE:
            return self._obstacle_category()
        return None

    def _obstacle_category(self):
        event = self.event_id
        if not self.category_id.active:
            return self.env._("“%s” is no longer used.", self.category_id.display_name)
        urgency = self.urgency_id or event.urgency_id
        if (self.category_id, urgency) == (event.category_id, event.urgency_id):
            return self.env._("The event has this category and urgency already.")
        return None

    def _check_resume_on(self):
        if self.event_id._local_start(self.resume_on) <= fields.Datetime.now():
            raise UserError(self.env._("The day on which it resumes lies after today."))

    # -- effects -----------------------------------------------------------------

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
            if not (node.active and set(users.get(node, ())) - set(user.ids)):
                application._find_approver()
                if application.approver_id != node:
                    application._ask()
