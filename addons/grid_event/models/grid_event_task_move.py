from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.moves import TASK_ENDS
from ..tools.settings import RETURN_LIMIT, get_int
from .grid_event_task import DISPATCHER, ORDER_KINDS, WORKER


class GridEventTask(models.Model):
    """The moves of an order: take, answer, return, recall."""

    _inherit = "grid.event.task"

    @api.model
    def _move_names(self):
        env = self.env
        return {
            "take": env._("Take"),
            "answer": env._("Answer the Order"),
            "return": env._("Return"),
            "recall": env._("Recall"),
            "close": env._("Closed"),
            "cancel": env._("Cancelled"),
            "rework": env._("To Be Reworked"),
        }

    # -- actors ------------------------------------------------------------------

    def _actor_handler(self):
        """Who acts for the desk of an order; the named person or a dispatcher there."""
        user = self.env.user
        # a post above, such as a leader's, is no post there
        working = set(self._own_nodes(WORKER))
        dispatching = set(user._grid_scope(DISPATCHER))
        # sudo: which departments a user acts for
        return self.filtered(
            lambda task: (
                task.kind in ORDER_KINDS
                and task.sudo()._is_handler(user, working, dispatching)
            )
        )

    def _is_handler(self, user, working, dispatching):
        if self.organization_id:
            return user in self.organization_id.user_ids and user.has_group(
                "grid_base.group_grid_department"
            )
        if self.node_id.id in dispatching:
            return True
        if self.staff_id:
            return self.staff_id.user_id == user and self.node_id.id in working
        return self.node_id.id in working

    def _actor_sender(self):
        """Dispatchers of the node that sent the order, or of a centre above it."""
        scope = set(self.env.user._grid_scope(DISPATCHER))
        return self.filtered(
            lambda task: task.kind in ORDER_KINDS and task.sender_id.id in scope
        )

    # -- moves -------------------------------------------------------------------

    def _move_take(self, values):
        self._check_running()
        if self.event_id.state == "dispatched":
            self.event_id._make_move("begin")
        return self._taken()

    def _move_answer(self, values):
        self._check_running()
        if self.event_id.state == "dispatched":
            self.event_id._make_move("begin")
        return (
            ({} if self.accepted_at else self._taken())
            | self._closed()
            | {"result": values["result"]}
        )

    def _move_return(self, values):
        """Back to who sent it; the clock goes on (DOMAIN 3.3: only a misdispatch)."""
        self._check_running()
        if self.binding:
            raise UserError(
                self.env._("The arbiter decided: this order cannot be returned.")
            )
        event = self.event_id
        event.return_count += 1
        limit = get_int(self.env, RETURN_LIMIT)
        if not event._desk():
            if event.return_count >= limit:
                event.arbiter_id = event._superior_decider()
                event._open_desk("arbitrate", event.arbiter_id)
            else:
                event._open_desk("dispatch", event.holder_id)
        self._notify_sender("return", values["reason"])
        return self._closed() | {
            "return_id": values["return_id"],
            "return_note": values["reason"],
            "competent_node_id": values.get("competent_node_id"),
            "competent_organization_id": values.get("competent_organization_id"),
        }

    def _move_recall(self, values):
        self._check_running()
        self._notify_desks("recall", values["reason"])
        if not self.event_id._desk():
            self.event_id._open_desk("dispatch", self.event_id.holder_id)
        return self._closed()

    def _move_close(self, values):
        return ({} if self.accepted_at else self._taken()) | self._closed()

    def _move_cancel(self, values):
        return self._closed()

    def _move_rework(self, values):
        if not self.shares_deadline:
            self._add_missed_pauses()
        return {
            "closed_at": False,
            "closed_by_id": False,
            "deadline_done_at": False,
            "rework_count": self.rework_count + 1,
        }

    def _make_move(self, name, values=None):
        res = super()._make_move(name, values)
        if name in ("answer", "return", "recall"):
            for event in self.sudo().event_id:
                event._order_changed()
        if name in ("take", "answer", "return", "recall"):
            for task in self.sudo():
                task.event_id._tasks_changed(task)
        return res

    # -- helpers -----------------------------------------------------------------

    def _add_missed_pauses(self):
        """The event was suspended while the order was done: its clock stood, too."""
        for pause in self.event_id.deadline_change_ids:
            if pause.kind == "pause" and pause.date_from >= self.closed_at:
                self._deadline_change(
                    pause.reason,
                    kind="pause",
                    date_from=pause.date_from,
                    date_to=pause.date_to,
                )

    def _check_running(self):
        if self.event_id.state not in ("dispatched", "in_progress"):
            raise UserError(
                self.env._(
                    "%s is not being worked on at the moment.",
                    self.event_id.display_name,
                )
            )

    def _taken(self):
        return {
            "accepted_at": fields.Datetime.now(),
            "accepted_by_id": self.env.uid,
        }

    def _closed(self):
        now = fields.Datetime.now()
        return {
            "closed_at": now,
            "closed_by_id": self.env.uid,
            "deadline_done_at": now,
        }

    def _rework(self, reason):
        """Answered orders go back to their handlers, who may not return them."""
        if any(task.state not in TASK_ENDS for task in self):
            raise UserError(self.env._("This order is still open."))
        self._make_move("rework", {"reason": reason})
        self._notify_desks("rework", reason)
        for task in self:
            task.event_id._tasks_changed(task)

    def _staffed_desks(self):
        """The orders whose desk can still act; all of them, or none."""
        able = self.filtered(
            lambda task: (
                task.node_id._event_staffed(WORKER)
                if task.node_id
                else task.organization_id._event_acting()
            )
        )
        return able if able == self else self.browse()
