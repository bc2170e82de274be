from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.limits import limit_values, own_clock
from ..tools.moves import TASK_OPEN
from .grid_event_task import DESK_KINDS, DISPATCHER, ORDER_KINDS, WORKER

ORDER_VALUES = {
    "kind",
    "node_id",
    "organization_id",
    "staff_id",
    "instruction",
    "limit_value",
    "limit_unit",
}


class GridEvent(models.Model):
    """The tasks of an event: one open desk task, or open orders.

    An event between reported and rated always waits for exactly one centre or
    station, or for handlers; when orders come back while others run, both.
    """

    _inherit = "grid.event"

    def _open_tasks(self):
        return self.task_ids.filtered(lambda task: task.state in TASK_OPEN)

    def _desk(self):
        """The open task of the node that decides, if it waits for one."""
        return self._open_tasks().filtered(lambda task: task.kind in DESK_KINDS)

    def _open_desk(self, kind, node, **vals):
        """Let the event wait for a node; it waits for one at a time."""
        return self._make_task(self._desk_values(kind, node, **vals))

    def _make_task(self, values):
        # what was closed just now, before the index is asked whether one is open
        self.task_ids.flush_recordset(["state"])
        task = self.env["grid.event.task"].create(values)
        self._tasks_changed(task)
        return task

    def _desk_values(self, kind, node, **vals):
        """The values of the task for which an event waits for a node."""
        return {
            "event_id": self.id,
            "kind": kind,
            "node_id": node.id,
            "sender_id": self.holder_id.id,
            **self._shared_clock(),
            **vals,
        }

    def _shared_clock(self):
        """The clock of a task that has none of its own: the event's."""
        return {
            "shares_deadline": True,
            "deadline_start": self.deadline_start,
            "limit_value": self.limit_value,
            "limit_unit": self.limit_unit,
        }

    def _own_clock(self, node, name):
        limits = self._time_limit(node)
        return own_clock(limits, name, fields.Datetime.now())

    def _limit(self, node, name):
        return limit_values(self._time_limit(node), name)

    def _time_limit(self, node):
        """The limits of an event for which a node answers: values, not a record."""
        level = node._event_territory().nodes[node.id].level_id if node else False
        return self.env["grid.time.limit"]._find_limits(
            self.category_id.id, self.urgency_id.id, level
        )

    def _open_verify(self):
        clock = self._own_clock(self.holder_id, "verify")
        return self._open_desk("verify", self.holder_id, **clock)

    def _open_rate(self):
        """What is handled is no longer late: to ask for a rating has no deadline."""
        clock = dict.fromkeys(self._shared_clock(), False)
        return self._open_desk("rate", self.holder_id, **clock)

    def _accept_values(self, node, kind="accept"):
        """To accept has a limit of its own (2 days, DOMAIN 3.3)."""
        return self._desk_values(kind, node, **self._own_clock(node, "accept"))

    def _open_accept(self, node, kind="accept"):
        task = self._make_task(self._accept_values(node, kind))
        if not self.accept_task_id:
            self.accept_task_id = task
        return task

    def _close_desk(self, cancel=False):
        desk = self._desk()
        desk._make_move("cancel" if cancel else "close")
        self._tasks_changed(desk)

    def _end_tasks(self):
        """Whatever was waiting, no longer does."""
        tasks = self._open_tasks()
        orders = tasks.filtered("is_order")
        tasks._make_move("cancel")
        orders._notify_desks("cancel")
        self._tasks_changed(tasks)

    # -- orders ------------------------------------------------------------------

    def _issue_orders(self, orders):
        """Send orders to handlers; there is a main one, or was.

        :param orders: list of dictionaries with kind, node_id or organization_id,
            and if wanted staff_id, instruction, limit_value, limit_unit
        """
        binding = self._desk().kind == "arbitrate"
        now = fields.Datetime.now()
        self._narrow_place([order.get("node_id") for order in orders])
        vals_list = [self._order_values(order, binding, now) for order in orders]
        kept = self.order_ids.filtered(
            lambda o: o.kind == "main" and o.state in (*TASK_OPEN, "done")
        )
        if not kept and not any(vals["kind"] == "main" for vals in vals_list):
            raise UserError(self.env._("Name the main handler."))
        self._close_desk()
        tasks = self.env["grid.event.task"].create(vals_list)
        tasks._notify_desks("order")
        self._tasks_changed(tasks)
        return tasks

    def _order_values(self, order, binding, now):
        if unknown := order.keys() - ORDER_VALUES:
            raise UserError(
                self.env._("Unknown values: %s.", ", ".join(sorted(unknown)))
            )
        vals = {name: value for name, value in order.items() if value}
        vals.setdefault("kind", "main")
        if vals["kind"] not in ORDER_KINDS:
            raise UserError(
                self.env._("An order is main, assisting or countersigning.")
            )
        self._check_handler(vals)
        clock = (
            {"deadline_start": now} if vals.get("limit_unit") else self._shared_clock()
        )
        return (
            vals
            | clock
            | {
                "event_id": self.id,
                "sender_id": self._decider().id,
                "binding": binding,
            }
        )

    def _check_handler(self, vals):
        """A handler is somebody who is there, once for an event, and in reach."""
        node = self.env["grid.grid"].browse(vals.get("node_id") or []).exists()
        organization = (
            self.env["grid.organization"]
            .browse(vals.get("organization_id") or [])
            .exists()
        )
        if bool(node) == bool(organization):
            raise UserError(
                self.env._("An order goes to one station or grid, or one department.")
            )
        desk = node or organization
        if not desk.active or (
            not node._event_staffed("grid_base.group_grid_worker")
            if node
            else not organization._event_acting()
        ):
            raise UserError(
                self.env._("%s: nobody is there to act.", desk.display_name)
            )
        # sudo: who acts for a desk, whatever the user may see of the staff
        staff = self.env["grid.staff"].sudo().browse(vals.get("staff_id") or [])
        present = node._event_users(WORKER) if node else organization.sudo().user_ids
        if staff and staff.user_id not in present:
            raise UserError(
                self.env._("Choose somebody who acts for %s.", desk.display_name)
            )
        decider = self._decider()
        if node and not node.parent_path.startswith(decider.parent_path):
            raise UserError(
                self.env._(
                    "%(node)s does not stand under %(decider)s: report upwards.",
                    node=node.display_name,
                    decider=decider.display_name,
                )
            )
        if node and not self._lies_in(node):
            # they could not even read it
            raise UserError(
                self.env._(
                    "%(node)s does not look after this place, %(place)s.",
                    node=node.display_name,
                    place=self.grid_id.display_name,
                )
            )
        for order in self.order_ids:
            if order.state in TASK_OPEN and desk in (
                order.node_id,
                order.organization_id,
            ):
                raise UserError(
                    self.env._("%s has an order already.", desk.display_name)
                )

    def _order_changed(self):
        """An order was answered, returned or recalled: what follows for the event."""
        event = self.sudo()
        if event.state not in ("dispatched", "in_progress"):
            return
        running = event._open_tasks().filtered("is_order")
        if running:
            return
        if event._desk():
            # somebody has to dispatch again
            event._make_move("all_back")
        elif event._last_main_orders():
            event._make_move("complete")
        else:
            event._make_move("all_back")

    def _superior_decider(self):
        """Who decides after too many returns: the next staffed level up."""
        above = self.holder_id.parent_id or self.holder_id
        return above._event_climb(DISPATCHER)
