"""Random work of random people on one event, and what must hold after each step."""

from datetime import datetime, timedelta
from functools import cache

from freezegun import freeze_time
from hypothesis import Phase, example, given, note, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError

from odoo.addons.grid_base.tests import (
    oracle,
    properties,  # noqa: F401  (loads the profile)
)
from odoo.addons.grid_base.tests.test_deadline import local, utc
from odoo.addons.grid_base.tools.deadline import CALENDAR_DAY, HOUR, WORKING_DAY
from odoo.addons.grid_base.tools.moves import SYSTEM

from ..models.grid_event_task import DESK_KINDS, DISPATCHER, WORKER
from ..tools.application_moves import APPLICATION_MOVES, KIND_TABLE, WAITING
from ..tools.moves import (
    DRAFT,
    ENDS,
    EVENT_MOVES,
    OPEN,
    SUSPENDED,
    TASK_MOVES,
    VOID,
    WORKED_ON,
)
from .common import EventCase

# Monday 2 March 2026, 10:00 in the city: holidays are known for the rest of the year
START = datetime(2026, 3, 2, 2)
LIMITS = {WORKING_DAY: 3, CALENDAR_DAY: 5, HOUR: 60}
CAP = 12
OWN_HOURS = 20
HANDLED = ("to_verify", "to_rate", "archived")
SELDOM = {
    # what ends an event, or takes back a step: else no story gets far
    **dict.fromkeys(("discard", "invalidate", "merge", "withdraw", "apply void"), 9),
    **dict.fromkeys(("reject", "report_up", "hand_down", "take_back", "recall"), 3),
    **dict.fromkeys(("apply recategorise", "apply reset"), 3),
}

examples = {
    "unit": st.sampled_from(sorted(LIMITS)),
    "place": st.sampled_from(["staffed", "unstaffed", "uncertain"]),
    "begun": st.integers(0, 3),
    "steps": st.lists(
        st.tuples(
            # minutes that pass, up to three days
            st.one_of(st.integers(0, 90), st.integers(0, 3 * 1440)),
            st.integers(0, 999),  # which of the possible moves
            st.integers(0, 999),  # with what
            st.integers(0, 99),  # by whom; now and then by anybody at all
        ),
        min_size=8,
        max_size=24,
    ),
}


@cache
def expected(start, number, unit, pauses=()):
    """What the oracle says, as stored; all in whole minutes."""
    spans = [(local(begin), local(end)) for begin, end in pauses]
    if unit == HOUR:
        return utc(oracle.hours_due(local(start), number, spans))
    return utc(oracle.days_due(local(start), number, unit == WORKING_DAY, spans))


class Clock:
    """A clock as somebody notes it who watches the event from outside."""

    def __init__(self, start, number, unit):
        self.start, self.number, self.unit = start, number, unit
        self.pauses = []
        self.stopped = None

    def stop(self, now):
        self.stopped = now

    def run(self, moment):
        if moment > self.stopped:
            self.pauses.append((self.stopped, moment))
        self.stopped = None

    def due(self):
        return expected(self.start, self.number, self.unit, tuple(self.pauses))

    def shown(self):
        """Nothing while it is stopped; but what is late stays late."""
        late = self.stopped is None or self.due() <= self.stopped
        return late and self.due()

    def cap(self):
        return expected(self.start, CAP, CALENDAR_DAY, tuple(self.pauses))


RETURNED_TWICE = [
    (48, 508, 400, 37),
    (2398, 385, 13, 59),
    (87, 94, 270, 76),
    (120, 249, 469, 40),
    (29, 280, 451, 17),
    (4, 513, 66, 10),
    (50, 742, 757, 52),
    (279, 0, 715, 72),
    (22, 1, 351, 46),
    (1495, 593, 197, 34),
    (13, 40, 285, 56),
    (485, 380, 583, 59),
    (19, 100, 251, 75),
    (864, 321, 175, 40),
    (27, 175, 241, 98),
    (285, 100, 5, 46),
    (16, 452, 911, 78),
    (2439, 166, 104, 97),
    (78, 269, 90, 21),
    (84, 218, 228, 14),
    (4249, 6, 436, 92),
    (66, 87, 585, 8),
    (939, 137, 788, 31),
    (218, 941, 672, 23),
]
"""An event without a certain place whose orders are returned until it is arbitrated."""


class TestInvariants(EventCase):
    @classmethod
    def setUpClass(cls):
        with freeze_time(START):
            super().setUpClass()
            cls.main_event = cls.env["grid.event"].create(
                {
                    "category_id": cls.category.id,
                    "description": "x",
                    "address": "x",
                    "grid_id": cls.grid_a11.id,
                    "reporter_id": cls.worker.id,
                }
            )
            cls.main_event.with_user(cls.worker).action_move("report")
            # two at the top: nobody answers an own application
            city_head = cls.make_user("event_city_head", cls.city, "city_head")
        cls.env["grid.time.limit"].search([]).action_archive()
        cls.env.flush_all()
        cls.limit = cls.env["grid.time.limit"].create(
            {"cap_value": CAP, "cap_unit": CALENDAR_DAY}
        )
        cls.users = (
            cls.worker
            | cls.station
            | cls.town
            | cls.town_head
            | cls.county_officer
            | cls.city_officer
            | city_head
            | cls.handler
            | cls.handler_2
        )
        cls.categories = cls.env["grid.event.category"].search(
            [("parent_id", "!=", False), ("question_ids", "=", False)], limit=2
        )
        # whom it tells is tested elsewhere, and takes half of the time
        cls.classPatch(
            type(cls.env["grid.event"]), "_notify", lambda *args, **kwargs: None
        )
        cls.classPatch(
            type(cls.env["ir.cron"]), "_commit_progress", lambda *args, **kwargs: 60
        )

    # to shrink a failure takes minutes: the story is short enough to read
    @settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
    @given(**examples)
    @example(unit="calendar_day", place="uncertain", begun=0, steps=RETURNED_TWICE)
    def test_invariants(self, unit, place, begun, steps):
        savepoint = self.env.cr.savepoint()
        try:
            self.play(unit, place, begun, steps)
        except AssertionError:
            for line in self.told:
                note(" ".join(map(str, line)))
            raise
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    def play(self, unit, place, begun, steps):
        self.unit, self.now = unit, START
        self.clock, self.order_clocks, self.told = None, {}, []
        self.limit.write({"handle_value": LIMITS[unit], "handle_unit": unit})
        grid = self.grid_b11 if place == "unstaffed" else self.grid_a11
        with freeze_time(self.now):
            self.event = self.make_event(grid_id=grid.id).sudo()
            self.event.place_certain = place != "uncertain"
            for name in ("report", "accept", "dispatch")[:begun]:
                users = self.able(self.event, name)
                self.attempt(self.event, name, users[:1] or self.town, begun)
        for minutes, which, pick, who in steps:
            self.now += timedelta(minutes=minutes)
            with freeze_time(self.now):
                self.step(which, pick, who)

    def step(self, which, pick, who):
        possible = self.possible(pick)
        if not possible:
            return
        record, name = possible[which % len(possible)]
        able = self.able(record, name)
        users = able if able and who > 9 else self.users
        self.attempt(record, name, users[who % len(users)], pick)

    # -- what somebody could do --------------------------------------------------

    def possible(self, pick):
        """(record, name) of all that the state of something allows."""
        event, found = self.event, []
        for table, records in (
            (EVENT_MOVES, event),
            (TASK_MOVES, event.order_ids),
            (APPLICATION_MOVES, event.application_ids),
        ):
            found += [
                (record, name)
                for record in records.sorted("id")
                for name, move in table.items()
                if move.actor != SYSTEM and record.state in move.sources
            ]
        found += [
            (event, f"apply {kind}")
            for kind, known in KIND_TABLE.items()
            if event.state in known.sources
        ]
        if event.state == SUSPENDED:
            found.append((event, "morning"))
        return [act for act in found if (pick + 1) % SELDOM.get(act[1], 1) == 0]

    def able(self, record, name):
        if name == "morning":
            return self.users
        if name.startswith("apply "):
            orders = record._open_tasks().filtered("is_order")
            return self.users.filtered(
                lambda user: (
                    record.with_user(user).sudo()._actor_holder()
                    or orders.with_user(user).sudo()._actor_handler()
                )
            )
        return self.users.filtered(
            lambda user: record.with_user(user).sudo()._may_move(name)
        )

    def attempt(self, record, name, user, pick):
        """Let somebody try it: it is done, or refused and nothing has changed."""
        before = self.event.state, self.event.resume_on
        self.told.append((self.now, record, name, user.login))
        try:
            with self.env.cr.savepoint():
                self.act(record.with_user(user), name, pick)
        except (AccessError, UserError) as error:
            self.told[-1] += (type(error).__name__,)
            self.env.invalidate_all()
            self.assertEqual((self.event.state, self.event.resume_on), before)
        else:
            self.env.invalidate_all()
            self.watch(record, name, *before)
        self.check()

    def act(self, record, name, pick):
        if name == "morning":
            self.env["grid.event.application"]._resume_due()
        elif name.startswith("apply "):
            kind = name.removeprefix("apply ")
            record.action_apply(kind, self.application_values(kind, pick))
        else:
            record.action_move(name, self.move_values(record, name, pick))

    def move_values(self, record, name, pick):
        """What the move needs, out of what there is."""
        grids = self.grid_a11, self.community_a1, self.town_a
        offered = {
            "return_id": lambda: self.any_code("return"),
            "invalid_id": lambda: self.any_code("invalid"),
            "rating_id": lambda: self.any_code("rating"),
            "orders": lambda: self.orders(pick),
            "node_id": lambda: grids[pick % 3].id,
            "main_event_id": lambda: self.main_event.id,
        }
        move = record._moves[name]
        values = {need: offered.get(need, lambda: "because")() for need in move.needs}
        if name == "rate":
            values["method_id"] = self.any_code("visit_method")
        return values

    def any_code(self, table):
        domain = [("table", "=", f"event_{table}")]
        return self.env["grid.code"].search(domain, limit=1).id

    def orders(self, pick):
        """One order or two, now and then with a limit of their own."""
        desks = self.police, self.works, self.grid_a11, self.community_a1
        first, second = desks[pick % 4], desks[pick // 4 % 4]
        own = {"limit_value": OWN_HOURS, "limit_unit": HOUR}
        orders = [self.order(first, **(own if pick % 3 == 0 else {}))]
        if second != first:
            more = own if pick % 5 == 0 else {}
            orders.append(self.order(second, kind="assist", **more))
        return orders

    def application_values(self, kind, pick):
        values = {"reason": "because"}
        if kind == "extension":
            number = (pick % 4 + 1) * (24 if self.unit == HOUR else 1)
            values |= {"extend_value": number, "extend_unit": self.unit}
        elif kind == "suspension":
            values["suspension_id"] = self.any_code("suspension")
            if pick % 2:
                values["resume_on"] = local(self.now).date() + timedelta(days=2)
        elif kind == "recategorise":
            values["category_id"] = (self.categories - self.event.category_id)[:1].id
        return values

    # -- what was seen -----------------------------------------------------------

    def watch(self, record, name, before, resume_on):
        """Note what the step did to the clocks, without asking the code."""
        event, now = self.event, self.now
        if name == "reopen" or not self.clock and event.reported_at:
            self.clock = Clock(now, LIMITS[self.unit], self.unit)
            self.order_clocks.clear()
        for order in event.order_ids.filtered(lambda o: not o.shares_deadline):
            self.order_clocks.setdefault(order.id, Clock(now, OWN_HOURS, HOUR))
        clocks = [self.clock, *self.order_clocks.values()]
        if before != SUSPENDED and event.state == SUSPENDED:
            for clock in clocks:
                clock.stop(now)
        if before == SUSPENDED and event.state not in (SUSPENDED, VOID):
            day = resume_on and datetime.combine(resume_on, datetime.min.time())
            moment = utc(day) if name == "morning" else now
            for clock in clocks:
                clock.run(moment)
        if name == "approve" and record.kind == "extension":
            order = record.order_id
            own = self.order_clocks.get(order.id)
            clock = own or self.clock
            clock.number += record.extend_value

    # -- what must hold ----------------------------------------------------------

    def check(self):
        self.check_owned()
        self.check_clocks()
        self.check_steps()
        self.check_applications()

    def check_owned(self):
        """One current owner or one arbiter; nothing ends unowned."""
        event = self.event
        tasks = event._open_tasks()
        desk = tasks.filtered(lambda task: task.kind in DESK_KINDS)
        orders = tasks - desk
        state = event.resume_state if event.state == SUSPENDED else event.state
        self.assertLessEqual(len(desk), 1)
        if state not in OPEN:
            self.assertFalse(tasks)
        elif state in WORKED_ON:
            self.assertTrue(orders)
        else:
            self.assertEqual((len(desk), len(orders)), (1, 0))
        for task in tasks:
            group = DISPATCHER if task in desk else WORKER
            acting = (
                task.node_id._event_staffed(group)
                or task.organization_id._event_acting()
            )
            self.assertTrue(acting, task.desk_name)
        if event.arbiter_id:
            # after too many returns, wherever it was
            self.assertEqual((desk.kind, desk.node_id), ("arbitrate", event.arbiter_id))
        elif desk:
            self.assertEqual(desk.node_id, event.holder_id)
            if desk.kind == "arbitrate":
                self.assertFalse(event.place_certain)

    def check_clocks(self):
        """The deadline is the oracle's; a pause counts once, for all alike."""
        event = self.event
        if event.state == VOID or not self.clock:
            return
        self.assertEqual(bool(event.deadline_done_at), event.state in HANDLED)
        stopped = event.state == SUSPENDED
        pauses = event.deadline_change_ids.filtered(lambda c: c.kind == "pause")
        self.assertEqual(len(pauses.filtered(lambda c: not c.date_to)), int(stopped))
        self.assertEqual(event.deadline, self.clock.shown())
        if not stopped:
            self.assertLessEqual(event.deadline, self.clock.cap())
        for order in event._open_tasks().filtered("is_order"):
            own = self.order_clocks.get(order.id, self.clock)
            self.assertEqual(order.deadline, own.shown())

    def check_steps(self):
        """Each step begins where the one before it ended, and is in the table."""
        state = DRAFT
        for step in self.event.step_ids:
            if step.move == "edit":
                continue
            move = EVENT_MOVES[step.move]
            self.assertEqual(step.state_from, state)
            self.assertIn(state, move.sources)
            self.assertIn(step.state_to, move.targets)
            state = step.state_to
        self.assertEqual(self.event.state, state)

    def check_applications(self):
        """What waits can still be granted, and somebody else can answer it."""
        waiting = self.event.application_ids.filtered(lambda a: a.state == WAITING)
        if self.event.state in ENDS:
            self.assertFalse(waiting)
        for application in waiting:
            self.assertFalse(application._obstacle())
            able = self.able(application, "approve")
            self.assertTrue(able)
            self.assertNotIn(application.user_id, able)
