from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.moves import (
    ACCEPTED,
    IN_PROGRESS,
    REPORTED,
    TASK_OPEN,
)
from ..tools.settings import REOPEN_DAYS, get_int
from .grid_event_task import DISPATCHER

DUPLICATE = "01"
"""The reason for which a merged event counts as invalid (DOMAIN 3.8)."""

SATISFIED = "02"
"""Found and solved on the spot is rated satisfied (DOMAIN 3.2)."""


class GridEvent(models.Model):
    """The moves of an event: who may make them and what they bring about."""

    _inherit = "grid.event"

    @api.model
    def _move_names(self):
        env = self.env
        return {
            "report": env._("Report"),
            "solve": env._("Found and Solved"),
            "discard": env._("Discard"),
            "withdraw": env._("Withdraw"),
            "reopen": env._("Reopen"),
            "accept": env._("Accept"),
            "reject": env._("Reject"),
            "report_up": env._("Report Upwards"),
            "hand_down": env._("Hand Down"),
            "invalidate": env._("Declare Invalid"),
            "merge": env._("Merge"),
            "dispatch": env._("Dispatch"),
            "add_orders": env._("Add Orders"),
            "add_orders_later": env._("Add Orders"),
            "handle": env._("Handled Ourselves"),
            "take_back": env._("Take Back"),
            "verify": env._("Verified"),
            "fail": env._("Not Solved"),
            "resume": env._("Resume"),
            "rate": env._("Rate"),
            "begin": env._("Work Begun"),
            "all_back": env._("All Orders Back"),
            "complete": env._("All Orders Done"),
            "archive_unrated": env._("Archived Unrated"),
            "suspend": env._("Suspend"),
            "annul": env._("Make Void"),
            "reset": env._("Reset"),
            "reroute": env._("Route Anew"),
            "edit": env._("Edited"),
        }

    # -- actors ------------------------------------------------------------------

    def _actor_reporter(self):
        return self.filtered(lambda event: event.reporter_id == self.env.user)

    def _actor_holder(self):
        """Dispatchers of the deciding node, or of a centre above it."""
        scope = set(self.env.user._grid_scope(DISPATCHER))
        return self.filtered(lambda event: event._decider().id in scope)

    def _actor_rater(self):
        return self._actor_holder() | self._actor_reporter()

    def _decider(self):
        """The arbiter while there is one, else the holder: who has the say now."""
        return self.arbiter_id or self.holder_id

    # -- the reporter ------------------------------------------------------------

    def _move_report(self, values):
        self._check_complete()
        node, organization, rule = self._route()
        self.write(self._report_values(node, rule))
        self._open_accept(node, self._accept_kind())
        values["routed"][self.id] = organization

    def _report_values(self, node, rule):
        """What is set on an event that is reported to a node.

        ``submit`` takes these before there is a record: nothing is written here.
        """
        now = fields.Datetime.now()
        vals = {
            "holder_id": node.id,
            "reported_at": self.reported_at or now,
            "route_rule_id": rule.id,
            "arbiter_id": False,
        }
        if not self.reported_at:
            vals |= {"deadline_start": now} | self._limit(node, "handle")
        return vals

    def _accept_kind(self):
        return "accept" if self.place_certain else "arbitrate"

    def _make_move(self, name, values=None):
        if name not in ("report", "reroute"):
            return super()._make_move(name, values)
        values = dict(values or {}, routed={})
        super()._make_move(name, values)
        for event in self.sudo():
            event._follow_rule(values["routed"][event.id])
        return None

    def _follow_rule(self, organization):
        """A rule named a department: nobody has to look at it before it goes there."""
        if not organization:
            return
        self._make_move("accept", {"reason": self.route_rule_id.name})
        order = {"organization_id": organization.id, "kind": "main"}
        self._make_move("dispatch", {"orders": [order]})

    def _check_complete(self):
        if missing := self._missing():
            raise UserError(
                self.env._("Before it can be reported: %s.", ", ".join(missing))
            )

    def _missing(self):
        """What must be known before somebody can act on it, and is not."""
        missing = [
            self._fields[name]._description_string(self.env)
            for name in ("category_id", "description", "address", "happened_at")
            if not self[name]
        ]
        asked = self.category_id._required_questions()
        answered = self.answer_ids.filtered("value").question_id
        return missing + (asked - answered).mapped("name")

    def _move_solve(self, values):
        self._check_complete()
        now = fields.Datetime.now()
        node = self._station()
        rating = self.env["grid.code"]._id_of("event_rating", SATISFIED)
        vals = {"holder_id": node.id, "accepted_at": now}
        if not self.reported_at:
            # on-the-spot matters have the limit of the grid itself: the same day;
            # what was reported before keeps its clock, late or not
            vals |= {"reported_at": now, "deadline_start": now}
            vals |= self._limit(self.grid_id, "handle")
        self.write(vals)
        self._add_feedback(rating_id=rating, automatic=True)
        return {
            "on_the_spot": True,
            "result": values["result"],
            "deadline_done_at": now,
            "archived_at": now,
            "rating_id": rating,
        }

    def _move_withdraw(self, values):
        """Only while the next one has not acted."""
        last = self.step_ids[-1:]
        if last.move != "report":
            raise UserError(
                self.env._("It was passed on already and cannot be withdrawn.")
            )
        self._close_desk(cancel=True)
        return {"accept_task_id": False}

    def _move_reopen(self, values):
        days = get_int(self.env, REOPEN_DAYS)
        if fields.Datetime.now() > self.archived_at + timedelta(days=days):
            raise UserError(self.env._("It can be reopened within %s days only.", days))
        now = fields.Datetime.now()
        self.write(
            {
                "archived_at": False,
                "rating_id": False,
                "on_the_spot": False,
                "reopen_count": self.reopen_count + 1,
                # the old clock is settled; a new one runs for the new work
                "deadline_done_at": False,
                "deadline_start": now,
            }
        )
        orders = self._last_main_orders()
        if orders._staffed_desks():
            orders.filtered(lambda o: not o.shares_deadline).deadline_start = now
            orders._rework(values["reason"])
            return {"state": IN_PROGRESS}
        self._open_accept(self.holder_id)
        return {"state": REPORTED}

    # -- the holder --------------------------------------------------------------

    def _move_accept(self, values):
        self._close_desk()
        self._open_desk("dispatch", self.holder_id)
        return {
            "accepted_at": self.accepted_at or fields.Datetime.now(),
            "arbiter_id": False,
        }

    def _move_reject(self, values):
        if not self.reporter_id.active:
            raise UserError(
                self.env._("Its reporter is no longer there: declare it invalid.")
            )
        self._close_desk()
        self._notify(self.reporter_id, "reject", values["reason"])

    def _move_report_up(self, values):
        above = self.holder_id.parent_id
        node = self.env["grid.grid"].browse(values.get("node_id") or above.id)
        if not node or node == self.holder_id or not self._is_above_holder(node):
            raise UserError(
                self.env._("It is reported to a centre above %s.", self.holder_id.name)
            )
        return self._hand_to(node)

    def _move_hand_down(self, values):
        node = self.env["grid.grid"].browse(values["node_id"]).exists()
        path = self.holder_id.parent_path
        below = node and node != self.holder_id and node.parent_path.startswith(path)
        if not below or (self.place_certain and not self._is_on_way(node)):
            raise UserError(
                self.env._(
                    "It is handed down to a station or centre between %(holder)s and "
                    "the place, %(place)s.",
                    holder=self.holder_id.display_name,
                    place=self.grid_id.display_name,
                )
            )
        if not node._event_staffed(DISPATCHER):
            raise UserError(
                self.env._("Nobody in %s could accept it.", node.display_name)
            )
        self._narrow_place(node.ids)
        # who decides where it lies decides for good
        self.place_certain = True
        return self._hand_to(node)

    def _hand_to(self, node):
        self._close_desk()
        self.write({"holder_id": node.id, "arbiter_id": False})
        self._open_accept(node)

    def _move_invalidate(self, values):
        self._end_tasks()
        self._notify(self.reporter_id, "invalidate", values.get("reason"))
        return {"invalid_id": values["invalid_id"]}

    def _move_merge(self, values):
        """The duplicate follows the main event, and so does its reporter."""
        main = self.browse(values["main_event_id"]).exists()
        if not main or main == self or main.main_event_id or main.state == "draft":
            raise UserError(self.env._("Choose a reported event that is no duplicate."))
        # whoever merges must see both
        main.with_user(self.env.user).check_access("read")
        self.duplicate_ids.write({"main_event_id": main.id})
        self._end_tasks()
        self._notify(self.reporter_id, "merge", main.number)
        return {
            "main_event_id": main.id,
            "invalid_id": self.env["grid.code"]._id_of("event_invalid", DUPLICATE),
        }

    def _move_dispatch(self, values):
        self._issue_orders(values["orders"])
        return {"arbiter_id": False}

    def _move_add_orders(self, values):
        return self._move_dispatch(values)

    def _move_add_orders_later(self, values):
        return self._move_dispatch(values)

    def _move_handle(self, values):
        self._close_desk()
        self._open_verify()
        return {
            "arbiter_id": False,
            "result": values["result"],
            "deadline_done_at": fields.Datetime.now(),
        }

    def _move_take_back(self, values):
        orders = self.order_ids.filtered(lambda order: order.state in TASK_OPEN)
        if any(order.state != "sent" for order in orders):
            raise UserError(
                self.env._("A handler has begun already: it cannot be taken back.")
            )
        orders._make_move("cancel", values)
        orders._notify_desks("take_back", values["reason"])
        self._close_desk()
        self._open_desk("dispatch", self.holder_id)

    def _move_verify(self, values):
        self._close_desk()
        self._open_rate()

    def _move_fail(self, values):
        self._close_desk()
        self.deadline_done_at = False
        orders = self._last_main_orders()
        if orders._staffed_desks():
            orders._rework(values["reason"])
            return {"state": IN_PROGRESS}
        self._open_desk("dispatch", self.holder_id)
        return {"state": ACCEPTED}

    def _move_resume(self, values):
        self._resume_clocks(values.get("moment"))
        return {"state": self.resume_state, "resume_state": False}

    def _move_rate(self, values):
        by_reporter = self.env.user == self.reporter_id
        if not by_reporter and not values.get("method_id"):
            raise UserError(self.env._("Say how the reporter was asked."))
        self._close_desk()
        self._add_feedback(
            rating_id=values["rating_id"],
            method_id=values.get("method_id"),
            result=values.get("result"),
            by_reporter=by_reporter,
        )
        return self._archive() | {"rating_id": values["rating_id"]}

    # -- what follows from other things ------------------------------------------

    def _move_all_back(self, values):
        """No order is left: somebody has to dispatch again."""
        if not self._desk():
            self._open_desk("dispatch", self.holder_id)

    def _move_complete(self, values):
        self._open_verify()
        last = self._last_main_orders()[-1:]
        return {"deadline_done_at": fields.Datetime.now(), "result": last.result}

    def _move_archive_unrated(self, values):
        self._close_desk(cancel=True)
        return self._archive()

    def _move_suspend(self, values):
        self._deadline_pause(values["reason"])
        for task in self._open_tasks().filtered(lambda t: not t.shares_deadline):
            task._deadline_pause(values["reason"])
        self._tasks_changed(self._open_tasks())
        return {"resume_state": self.state}

    def _move_annul(self, values):
        self._end_tasks()

    def _move_reset(self, values):
        self._restart_clock()
        self._end_tasks()
        self._open_desk("dispatch", self.holder_id)
        return {"arbiter_id": False}

    def _move_reroute(self, values):
        """Another category: other time limit, other desk."""
        self._restart_clock()
        self._end_tasks()
        node, organization, rule = self._route()
        self.write(
            {
                "holder_id": node.id,
                "route_rule_id": rule.id,
                "arbiter_id": False,
                **self._limit(node, "handle"),
            }
        )
        self._open_accept(node)
        values["routed"][self.id] = organization

    # -- helpers -----------------------------------------------------------------

    def _restart_clock(self):
        if self.state == "suspended":
            self._resume_clocks()
        if self.deadline_done_at:
            self.deadline_done_at = False

    def _resume_clocks(self, moment=None):
        self._deadline_resume(moment)
        tasks = self._open_tasks().filtered(lambda task: not task.shares_deadline)
        tasks.filtered("deadline_paused")._deadline_resume(moment)
        self._tasks_changed(self._open_tasks())

    def _archive(self):
        for duplicate in self.duplicate_ids:
            duplicate._notify(duplicate.reporter_id, "main_closed", self.result)
        return {"archived_at": fields.Datetime.now()}

    def _add_feedback(self, **vals):
        self.env["grid.event.feedback"].create(dict(vals, event_id=self.id))

    def _last_main_orders(self):
        """The main orders that led to the last answer."""
        return self.order_ids.filtered(
            lambda order: order.kind == "main" and order.state == "done"
        )
