"""All pairs of states and all moves, over RPC, as everybody: the table and no more."""

import json

from odoo.addons.grid_base.tools.moves import SYSTEM, dead_ends
from odoo.addons.grid_event.tools.moves import (
    ENDS,
    EVENT_MOVES,
    EVENT_STATES,
    TASK_ENDS,
    TASK_MOVES,
    TASK_STATES,
)

from .event_case import ACCESS, EventRpcCase

STATES = [state for state, _name in EVENT_STATES]
ORDER_STATES = [state for state, _name in TASK_STATES]

ABOVE = {"town officer", "town head", "county officer", "city officer"}
ACTORS = {
    "reporter": {"reporter"},
    "holder": {"station"} | ABOVE,
    "rater": {"reporter", "station"} | ABOVE,
    SYSTEM: set(),
}
"""Who is who to an event of the reporter's that the station holds."""

HANDLER = {"department with an order"}
ORDER_ACTORS = {"sender": {"station"} | ABOVE, SYSTEM: set()}
ASSIGNER = {"node": {"station"} | ABOVE, "organization": HANDLER}


class TestTables(EventRpcCase):
    def test_every_state_but_the_ends_has_an_exit(self):
        self.assertEqual(dead_ends(EVENT_MOVES, STATES, ENDS), [])
        self.assertEqual(dead_ends(TASK_MOVES, ORDER_STATES, TASK_ENDS), [])

    def test_an_exit_that_somebody_can_take(self):
        """Not only the system leads out of a state; its orders out of work begun."""
        by_hand = {n: m for n, m in EVENT_MOVES.items() if m.actor != SYSTEM}
        self.assertEqual(dead_ends(by_hand, STATES, ENDS), ["in_progress"])

    def test_every_state_is_reached(self):
        targets = {t for move in EVENT_MOVES.values() for t in move.targets}
        self.assertEqual(targets, set(STATES))
        targets = {t for move in TASK_MOVES.values() for t in move.targets}
        self.assertEqual(targets | {"sent"}, set(ORDER_STATES))


class MoveCase(EventRpcCase):
    def assertMove(self, record, name, values, move, actors):
        """The move as everybody: possible for its actors from its sources only."""
        before = record.state
        for who in self.everybody:
            with self.subTest(state=before, move=name, who=who), self.undone():
                traces = self.traces()
                self.act_as(who)
                error = self.attempt(
                    record._name, "action_move", record.ids, name, values
                )
                if who in actors and before in move.sources:
                    self.assertIsNone(error, error)
                    self.assertIn(record.state, move.targets)
                    continue
                self.assertIsNotNone(error, "this is not in the table")
                if who not in actors and before in move.sources:
                    self.assertIn(error.name, ACCESS, error.message)
                self.assertEqual(self.traces(), traces, "refused, but it left traces")


class TestEventMoves(MoveCase):
    def values(self, name):
        return {
            "solve": {"result": "Talked to both."},
            "reopen": {"reason": "Broken again."},
            "reject": {"reason": "Where?"},
            "hand_down": {"node_id": self.community_a1.id},
            "invalidate": {"invalid_id": self.invalid_reason.id},
            "merge": {"main_event_id": self.main.id},
            "dispatch": {"orders": [self.order(self.works)]},
            "add_orders": {"orders": [self.order(self.works)]},
            "add_orders_later": {"orders": [self.order(self.works)]},
            "handle": {"result": "Done ourselves."},
            "take_back": {"reason": "Wrong one"},
            "fail": {"reason": "Still broken."},
            "rate": self.rating(),
        }.get(name, {})

    def check_state(self, state):
        self.main = self.event_in("reported")
        held = {up: self.event_in(state, up) for up in (None, "town")}
        for event in held.values():
            self.assertEqual(event.state, state)
        for name, move in EVENT_MOVES.items():
            # to hand down there must be somebody below who could accept it
            up = "town" if name == "hand_down" else None
            actors = ACTORS[move.actor] - ({"station"} if up else set())
            self.assertMove(held[up], name, self.values(name), move, actors)

    def test_a_name_of_no_move(self):
        event = self.event_in("reported")
        for name in ("nothing", "", None, "_make_move", "state"):
            for who in ("reporter", "station"):
                self.act_as(who)
                self.assertIsNotNone(
                    self.attempt("grid.event", "action_move", event.ids, name)
                )
        self.assertEqual(event.state, "reported")

    def test_private_methods_of_moves(self):
        event = self.event_in("reported")
        for method in ("_make_move", "_add_step", "_end_tasks", "_hand_to"):
            self.act_as("station")
            error = self.attempt("grid.event", method, event.ids, "accept")
            self.assertIn(error.name, ACCESS)
        self.assertEqual(event.state, "reported")


class TestTaskMoves(MoveCase):
    def order_in(self, state, desk=None, **values):
        """An order beside a main one that keeps the event going."""
        desk = desk or self.police
        event = self.accepted()
        orders = [self.order(self.works), self.order(desk, kind="assist", **values)]
        self.move(event, self.station, "dispatch", orders=orders)
        order = event.order_ids.filtered(lambda o: o.kind == "assist")
        if state == "cancelled":
            self.move(event, self.station, "take_back", reason="x")
        handler = self.handler if desk == self.police else self.worker
        step = {
            "accepted": (handler, "take", {}),
            "done": (handler, "answer", {"result": "Helped."}),
            "returned": (handler, "return", self.values("return")),
            "recalled": (self.station, "recall", {"reason": "x"}),
        }.get(state)
        if step:
            user, name, more = step
            self.move(order, user, name, **more)
        self.assertEqual(order.state, state)
        return order

    def values(self, name):
        return {
            "answer": {"result": "Helped."},
            "return": {"return_id": self.return_reason.id, "reason": "Not ours."},
            "recall": {"reason": "Wrong one"},
        }.get(name, {})

    def check_order(self, order, handlers):
        assigner = ASSIGNER["node" if order.node_id else "organization"]
        actors = ORDER_ACTORS | {"handler": handlers, "assigner": assigner}
        for name, move in TASK_MOVES.items():
            self.assertMove(order, name, self.values(name), move, actors[move.actor])

    def check_state(self, state):
        self.check_order(self.order_in(state), HANDLER)

    def test_order_to_a_grid(self):
        """All who are posted there, and the dispatchers above; no leader."""
        handlers = {"reporter", "colleague", "station"} | ABOVE
        self.check_order(self.order_in("sent", self.grid_a11), handlers)

    def test_order_to_somebody(self):
        staff = self.worker.sudo().grid_staff_ids
        order = self.order_in("sent", self.grid_a11, staff_id=staff.id)
        self.check_order(order, {"reporter", "station"} | ABOVE)

    def test_what_the_centre_owes_is_no_order(self):
        task = self.event_in("reported").accept_task_id
        for name, move in TASK_MOVES.items():
            self.assertMove(task, name, self.values(name), move, set())


class TestState(EventRpcCase):
    """No way to a state but the moves."""

    def assertStays(self, record, method, *args, **kwargs):
        """Refused to everybody, and nothing came of it."""
        before = self.traces()
        for who in self.everybody:
            with self.subTest(method=method, who=who):
                self.act_as(who)
                error = self.attempt(record._name, method, *args, **kwargs)
                self.assertIsNotNone(error, f"{method}{args} was let through")
        self.assertEqual(self.traces(), before)

    def check_state(self, state):
        event = self.event_in(state)
        for target in STATES:
            self.assertStays(event, "write", event.ids, {"state": target})

    def test_tasks(self):
        event = self.event_in("in_progress")
        for task in event.task_ids:
            for target in ORDER_STATES:
                self.assertStays(task, "write", task.ids, {"state": target})

    def test_lines_of_an_event(self):
        """Not through the tasks in the form of an event either."""
        event = self.event_in("accepted")
        task = event._desk()
        for lines in ("task_ids", "order_ids", "step_ids"):
            for command in (
                [1, task.id, {"state": "done"}],
                [0, 0, {"kind": "main", "node_id": self.grid_a11.id}],
                [2, task.id, 0],
                [3, task.id, 0],
                [5, 0, 0],
            ):
                with self.subTest(lines=lines, command=command):
                    before = self.parts(event)
                    self.act_as("station")
                    self.attempt("grid.event", "write", event.ids, {lines: [command]})
                    self.assertEqual(self.parts(event), before)

    def parts(self, event):
        """Its tasks, and its steps but those that say who edited it."""
        self.env.flush_all()
        self.env.invalidate_all()
        steps = event.step_ids.filtered(lambda step: step.move != "edit")
        return event.task_ids.read(), steps.read()

    def closed_fields(self, model="grid.event"):
        """What people see and only the moves or the system set."""
        return [
            field
            for name, field in self.env[model]._fields.items()
            if field.store
            and field.readonly
            and field.column_type
            and not field.groups
            and name
            not in {"id", "create_uid", "create_date", "write_uid", "write_date"}
        ]

    def sample(self, field):
        """Some value that the field could take and does not have."""
        if field.type == "many2one":
            return self.env[field.comodel_name].search([], order="id desc", limit=1).id
        return {
            "boolean": True,
            "date": "2020-01-02",
            "datetime": "2020-01-02 03:04:05",
            "float": 7.0,
            "integer": 7,
            "selection": field.type == "selection" and field.get_values(self.env)[-1],
        }.get(field.type, "x")

    def test_there_are_closed_fields(self):
        names = {field.name for field in self.closed_fields()}
        self.assertLess({"state", "holder_id", "number", "deadline"}, names)
        self.assertLessEqual(
            self.env["grid.event"]._guarded_fields() - {"limit_value", "limit_unit"},
            names | {"deadline_start"},
        )

    def test_closed_fields_are_not_written(self):
        events = {
            "reporter": self.event_in("draft"),
            "station": self.event_in("dispatched"),
        }
        for who, event in events.items():
            for field in self.closed_fields():
                with self.subTest(field=field.name, who=who):
                    before = event.read([field.name], load=False)
                    self.act_as(who)
                    values = {field.name: self.sample(field)}
                    self.attempt("grid.event", "write", event.ids, values)
                    self.assertEqual(event.read([field.name], load=False), before)

    def draft_values(self):
        return {
            "category_id": self.category.id,
            "description": "x",
            "address": "x",
            "grid_id": self.grid_a11.id,
        }

    def created(self, values, **context):
        """What becomes of a new event, or ``None`` where it is refused."""
        self.act_as("reporter")
        error = self.attempt("grid.event", "create", [values], context=context)
        return self.env["grid.event"].browse() if error else self.newest()

    def newest(self):
        return self.first_new("grid.event")

    def first_new(self, model):
        return self.env[model].search([], order="id desc", limit=1)

    def assertFresh(self, field, event, value):
        """Nothing of what was smuggled in is kept."""
        if event:
            kept = event.read([field.name], load=False)[0][field.name]
            plain = self.plain.read([field.name], load=False)[0][field.name]
            if kept == plain:
                return
            self.assertNotEqual(json.dumps(kept, default=str), json.dumps(value))

    def test_closed_fields_of_a_new_event(self):
        self.plain = self.created(self.draft_values())
        self.assertEqual(self.plain.state, "draft")
        for field in self.closed_fields():
            value = self.sample(field)
            if field.name == "state":
                value = "archived"
            with self.subTest(field.name), self.undone():
                values = {**self.draft_values(), field.name: value}
                self.assertFresh(field, self.created(values), value)
            with self.subTest(f"default_{field.name}"), self.undone():
                context = {f"default_{field.name}": value}
                event = self.created(self.draft_values(), **context)
                self.assertTrue(event, "a default is passed over, not refused")
                self.assertFresh(field, event, value)

    def test_import(self):
        names = ["category_id/.id", "description", "address", "grid_id/.id"]
        row = [str(self.category.id), "x", "x", str(self.grid_a11.id)]
        self.act_as("reporter")
        for name, value in (
            ("state", "archived"),
            ("state", "Archived"),
            ("holder_id/.id", str(self.town_a.id)),
            ("reporter_id/.id", str(self.town.id)),
            ("reported_at", "2020-01-02 03:04:05"),
        ):
            with self.subTest(name), self.undone():
                before = self.newest()
                self.attempt("grid.event", "load", [*names, name], [[*row, value]])
                event = self.newest()
                if event != before:
                    self.assertEqual(event.state, "draft")
                    self.assertFalse(event.reported_at or event.holder_id)
                    self.assertEqual(event.reporter_id, self.worker)

    def test_import_over_an_event(self):
        """By the external id of one that is there."""
        event = self.event_in("accepted")
        self.act_as("station")
        self.attempt("grid.event", "load", [".id", "state"], [[event.id, "archived"]])
        self.assertEqual(event.state, "accepted")

    def test_copy(self):
        event = self.event_in("archived")
        for default in ({}, {"state": "archived"}, {"reporter_id": self.town.id}):
            with self.undone():
                self.act_as("reporter")
                error = self.attempt("grid.event", "copy", event.ids, default)
                copy = self.newest()
                self.assertEqual(bool(error), bool(default), error and error.debug)
                if not error:
                    self.assertEqual(copy.state, "draft")
                    self.assertNotEqual(copy.number, event.number)
                    self.assertFalse(copy.reported_at or copy.holder_id)
                    self.assertEqual(copy.reporter_id, self.worker)

    def test_onchange_and_save(self):
        """A form that claims another state gets nowhere with it."""
        event = self.event_in("draft")
        self.act_as("reporter")
        self.attempt(
            "grid.event", "onchange", event.ids, {"state": "archived"}, ["state"], {}
        )
        self.assertEqual(event.state, "draft")
        before = self.newest()
        values = {**self.draft_values(), "state": "reported"}
        self.assertIsNotNone(self.attempt("grid.event", "web_save", [], values, {}))
        self.assertEqual(self.newest(), before)

    def test_resequence(self):
        event = self.event_in("accepted")
        self.act_as("station")
        for name in ("limit_value", "return_count", "reopen_count"):
            with self.subTest(name):
                before = event[name]
                arguments = event.ids, {}
                self.assertIsNotNone(
                    self.attempt(
                        "grid.event",
                        "web_resequence",
                        *arguments,
                        field_name=name,
                        offset=5,
                    )
                )
                self.assertEqual(event[name], before)

    def test_reported_events_are_never_deleted(self):
        for state in STATES:
            event = self.event_in(state)
            if event.reported_at:
                self.assertStays(event, "unlink", event.ids)

    def test_steps_are_nobodys_to_write(self):
        step = self.event_in("reported").step_ids[-1:]
        self.assertStays(step, "write", step.ids, {"reason": "x"})
        self.assertStays(step, "unlink", step.ids)
        values = {
            "res_model": "grid.event",
            "res_id": step.res_id,
            "move": "accept",
            "state_to": "accepted",
        }
        self.assertStays(step, "create", [values])


def _test(state):
    def test(self):
        self.check_state(state)

    test.__name__ = f"test_{state}"
    return test


def _generate():
    for case, states in (
        (TestEventMoves, STATES),
        (TestState, STATES),
        (TestTaskMoves, ORDER_STATES),
    ):
        for state in states:
            test = _test(state)
            setattr(case, test.__name__, test)


_generate()
del MoveCase
