"""Histories written down at once, as the moves would have left them.

A thousand closed events cannot be moved one step at a time when a demo is loaded.
This writes events, tasks, steps and feedback of the straight ways through the table
of moves (reported, accepted, dispatched, answered, verified, rated; solved on the
spot) with the times they happened at; deadlines are counted by the ORM. That it
writes what the moves write is tested (``test_demo_record``): both are compared field
by field. What does not go straight is played with real moves (``play``).
"""

from dataclasses import dataclass, field

from odoo.models import BaseModel

from ..tools.limits import limit_values, own_clock
from ..tools.moves import (
    ACCEPTED,
    ARCHIVED,
    DISPATCHED,
    DRAFT,
    IN_PROGRESS,
    REPORTED,
    TO_RATE,
    TO_VERIFY,
)

STAGES = (
    REPORTED,
    ACCEPTED,
    DISPATCHED,
    IN_PROGRESS,
    TO_VERIFY,
    TO_RATE,
    ARCHIVED,
)


@dataclass
class Order:
    """An order to a desk: who answers, when, and what."""

    desk: BaseModel
    user: BaseModel
    kind: str = "main"
    taken_at: object = None
    answered_at: object = None
    result: str = ""
    instruction: str = ""

    def target(self):
        name = "node_id" if self.desk._name == "grid.grid" else "organization_id"
        return {name: self.desk.id}


@dataclass
class History:
    """What happened to one event, up to a stage."""

    vals: dict
    reporter: BaseModel
    reported_at: object
    stage: str = ARCHIVED
    decider: BaseModel = None
    accepted_at: object = None
    dispatched_at: object = None
    orders: list = field(default_factory=list)
    verified_at: object = None
    rated_at: object = None
    rating: tuple = ()
    remark: str = ""
    solved: str = ""
    route: tuple = ()
    limit: BaseModel = None
    code: str = ""
    desk: BaseModel = None

    @property
    def completed_at(self):
        return max(order.answered_at for order in self.orders)

    @property
    def answering(self):
        """The order that was answered last: its handler completes the event."""
        return max(self.orders, key=lambda order: order.answered_at)

    @property
    def main(self):
        return next(order for order in self.orders if order.kind == "main")

    def reached(self, stage):
        return STAGES.index(self.stage) >= STAGES.index(stage)

    def at_once(self):
        """A rule names a department: its events are passed on by the reporter."""
        _node, organization, rule = self.route
        return rule if organization else None


class Recorder:
    def __init__(self, city):
        self.city = city
        self.env = city.env
        self.tasks, self.steps, self.feedback = [], [], []

    def route(self, histories):
        """Where the rules send them; what is solved on the spot goes nowhere."""
        drafts = [
            self.env["grid.event"].new(
                dict(history.vals, reported_at=history.reported_at)
            )
            for history in histories
        ]
        routes = self.env["grid.routing.rule"]._route_all(drafts)
        for draft, history, route in zip(drafts, histories, routes, strict=True):
            if history.solved:
                nothing = self.env["grid.organization"], self.env["grid.routing.rule"]
                route = draft._station(), *nothing
            history.route = route

    def write_down(self, histories):
        """Create everything; :return: the events"""
        events = self.env["grid.event"]
        limits = self.env["grid.time.limit"]
        vals_list = []
        drawn = events._draw_numbers(len(histories))
        for history, number in zip(histories, drawn, strict=True):
            vals = self._event_vals(history, number)
            event = events.new(vals)
            level = (event.grid_id if history.solved else history.route[0]).level_id
            limit = limits._find(event.category_id, event.urgency_id, level)
            history.limit = limit
            vals |= limit_values(limit, "handle")
            vals_list.append(vals)
        made = events.create(vals_list)
        for event, history in zip(made, histories, strict=True):
            self._tell(event, history)
        self._create_parts()
        self.env.flush_all()
        return made

    def _event_vals(self, history, number):
        done = history.reached(TO_VERIFY)
        node, _organization, rule = history.route
        vals = dict(
            history.vals,
            state=history.stage,
            number=f"{self.city.local(history.reported_at):%Y%m%d}{number[8:]}",
            reporter_id=history.reporter.id,
            reported_at=history.reported_at,
            deadline_start=history.reported_at,
            holder_id=node.id,
            place_certain=True,
        )
        if history.solved:
            return vals | {
                "accepted_at": history.reported_at,
                "deadline_done_at": history.reported_at,
                "archived_at": history.reported_at,
                "result": history.solved,
                "on_the_spot": True,
                "rating_id": self.city.code("rating", "02"),
            }
        vals["route_rule_id"] = rule.id
        if history.reached(ACCEPTED):
            vals["accepted_at"] = history.accepted_at
        if done:
            vals["deadline_done_at"] = history.completed_at
            vals["result"] = history.main.result
        if history.reached(ARCHIVED):
            vals["archived_at"] = history.rated_at
            vals["rating_id"] = self.city.code("rating", history.rating[0])
        return vals

    # -- what happened -----------------------------------------------------------

    def _tell(self, event, history):
        if history.solved:
            self._step(event, history.reporter, history.reported_at, "solve", DRAFT)
            self._rate(event, history.reporter, history.reported_at, automatic=True)
            return
        told = history.reporter, history.reported_at
        self._step(event, *told, "report", DRAFT, REPORTED)
        actor = history.reporter if history.at_once() else history.decider
        self._accept(event, history, actor)
        if history.reached(ACCEPTED):
            self._dispatch(event, history, actor)
        if history.reached(DISPATCHED):
            self._handle(event, history)
        if history.reached(TO_VERIFY):
            self._verify(event, history)
        if history.reached(TO_RATE):
            self._ask(event, history)

    def _accept(self, event, history, actor):
        clock = own_clock(history.limit, "accept", history.reported_at)
        done = (actor, history.accepted_at) if history.reached(ACCEPTED) else None
        self._desk(event, "accept", history.reported_at, clock, done)
        if done:
            rule = history.at_once()
            self._step(
                event, *done, "accept", REPORTED, ACCEPTED, rule.name if rule else None
            )

    def _dispatch(self, event, history, actor):
        clock = self._shared(event)
        moment = history.dispatched_at
        done = (actor, moment) if history.reached(DISPATCHED) else None
        self._desk(event, "dispatch", history.accepted_at, clock, done)
        if done:
            self._step(event, *done, "dispatch", ACCEPTED, DISPATCHED)

    def _handle(self, event, history):
        begun = [order for order in history.orders if order.taken_at]
        if begun and history.reached(IN_PROGRESS):
            first = min(begun, key=lambda order: order.taken_at)
            moment = first.taken_at
            self._step(event, first.user, moment, "begin", DISPATCHED, IN_PROGRESS)
        for order in history.orders:
            self._order(event, history, order)

    def _order(self, event, history, order):
        vals = {
            "event_id": event.id,
            "kind": order.kind,
            "sender_id": event.holder_id.id,
            "sent_at": history.dispatched_at,
            "instruction": order.instruction or False,
            "state": "sent",
            **order.target(),
            **self._shared(event),
        }
        steps = []
        if order.taken_at:
            vals |= self._taken(order.user, order.taken_at) | {"state": "accepted"}
            steps.append((order.user, order.taken_at, "take", "sent", "accepted"))
        if order.answered_at:
            vals |= self._closed(order.user, order.answered_at)
            vals["result"] = order.result
            steps.append((order.user, order.answered_at, "answer", "accepted", "done"))
        self.tasks.append((vals, steps))

    def _verify(self, event, history):
        moment = history.completed_at
        last = history.answering.user
        self._step(event, last, moment, "complete", IN_PROGRESS, TO_VERIFY)
        clock = own_clock(history.limit, "verify", moment)
        done = None
        if history.reached(TO_RATE):
            done = history.decider, history.verified_at
        self._desk(event, "verify", moment, clock, done)
        if done:
            self._step(event, *done, "verify", TO_VERIFY, TO_RATE)

    def _ask(self, event, history):
        clock = dict.fromkeys(self._shared(event), False)
        done = None
        if history.reached(ARCHIVED):
            done = history.decider, history.rated_at
        self._desk(event, "rate", history.verified_at, clock, done)
        if done:
            self._step(event, *done, "rate", TO_RATE, ARCHIVED)
            _code, method, text = history.rating
            self._rate(event, *done, method=method, text=text)

    # -- the parts ---------------------------------------------------------------

    def _desk(self, event, kind, moment, clock, done):
        """A task of the holder, and who closed it when."""
        node = event.holder_id
        vals = {
            "event_id": event.id,
            "kind": kind,
            "node_id": node.id,
            "sender_id": node.id,
            "sent_at": moment,
            "state": "sent",
            **clock,
        }
        steps = []
        if done:
            vals |= self._taken(*done) | self._closed(*done)
            steps.append((*done, "close", "sent", "done"))
        self.tasks.append((vals, steps))

    def _shared(self, event):
        return event._shared_clock()

    def _taken(self, user, moment):
        return {"accepted_at": moment, "accepted_by_id": user.id}

    def _closed(self, user, moment):
        return {
            "state": "done",
            "closed_at": moment,
            "closed_by_id": user.id,
            "deadline_done_at": moment,
        }

    def _step(self, record, user, moment, move, before, after=None, reason=None):
        self.steps.append(
            {
                "res_model": record._name,
                "res_id": record.id,
                "user_id": user.id,
                "date": moment,
                "move": move,
                "state_from": before,
                "state_to": after or record.state,
                "reason": reason or False,
            }
        )

    def _rate(self, event, user, moment, automatic=False, method=None, text=None):
        self.feedback.append(
            {
                "event_id": event.id,
                "visited_at": moment,
                "caller_id": user.id,
                "automatic": automatic,
                "method_id": method and self.city.code("visit_method", method),
                "rating_id": event.rating_id.id,
                "result": text or False,
            }
        )

    def _create_parts(self):
        tasks = self.env["grid.event.task"].create([vals for vals, _s in self.tasks])
        for task, (vals, steps) in zip(tasks, self.tasks, strict=True):
            if vals["kind"] == "accept":
                task.event_id.accept_task_id = task
            for user, moment, move, before, after in steps:
                self._step(task, user, moment, move, before, after)
        self.steps.sort(key=lambda step: step["date"])
        self.env["grid.workflow.step"].create(self.steps)
        self.env["grid.event.feedback"].create(self.feedback)
        self.tasks, self.steps, self.feedback = [], [], []
