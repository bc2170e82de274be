import time
from datetime import timedelta

from odoo import fields
from odoo.tests import TransactionCase, tagged

from ..tools.moves import EVENT_STATES, TASK_OPEN

LICHENG = "350304000000"
WAITING = (
    "grid_worker",
    "patrol_inspector",
    "station_head",
    "station_officer",
    "town_officer",
    "county_officer",
    "city_officer",
    "city_head",
    "department_handler",
)


@tagged("post_install", "-at_install")
class TestEventDemo(TransactionCase):
    """A quarter has happened in the demo city, and everybody has something to do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seconds = 0
        if not cls.env["grid.staff"]._demo_logins():
            cls.env["grid.demo"]._load()
        if not cls.env["grid.event"].search_count([], limit=1):
            start = time.process_time()
            cls.env["grid.event.demo"]._load()
            cls.seconds = time.process_time() - start
        cls.events = cls.env["grid.event"].search([])
        cls.tasks = cls.events.task_ids
        cls.now = fields.Datetime.now()
        users = cls.env["res.users"].search([])
        cls.users = {user.login: user for user in users}

    def test_loads_in_time(self):
        self.assertLess(self.seconds, 60)

    def test_month_of_the_micro_grid(self):
        """482 reports through WeChat, 338 dealt with, by 6 towns and 11 departments."""
        reports = self.events.filtered(lambda event: event.channel_id.code == "05")
        self.assertEqual(len(reports), 482)
        done = reports.filtered(lambda event: event.state == "archived")
        self.assertEqual(len(done), 338)
        licheng = self.env["grid.grid"].search([("code", "=", LICHENG)])
        self.assertTrue(
            all(e.grid_id.parent_path.startswith(licheng.parent_path) for e in reports)
        )
        self.assertEqual(reports.grid_id.parent_id.parent_id, licheng.child_ids)
        departments = reports.order_ids.organization_id.filtered(
            lambda one: one.grid_id == licheng and one.kind_id.code == "department"
        )
        self.assertEqual(len(departments), 11)
        earliest = self.now - timedelta(days=32)
        self.assertGreater(min(reports.mapped("reported_at")), earliest)

    def test_every_place_and_kind_has_events(self):
        codes = self.env["grid.grid"].search([("code", "=like", "3503%000")])
        towns = codes.filtered(lambda grid: grid.level_id.code == "town")
        self.assertEqual(self.events.grid_id.parent_id.parent_id, towns)
        small = self.env["grid.event.category"].search([("parent_id", "!=", False)])
        self.assertLessEqual(small, self.events.category_id)

    def test_everything_that_can_happen_has_happened(self):
        self.assertEqual(
            set(self.events.mapped("state")), {state for state, _name in EVENT_STATES}
        )
        for table, field in (("invalid", "invalid_id"), ("rating", "rating_id")):
            codes = self.env["grid.code"].search([("table", "=", f"event_{table}")])
            self.assertEqual(self.events.mapped(field), codes, table)
        for domain in (
            [("on_the_spot", "=", True)],
            [("main_event_id", "!=", False)],
            [("return_count", "=", 1)],
            [("return_count", "=", 2), ("arbiter_id", "!=", False)],
            [("order_ids.binding", "=", True)],
            [("reopen_count", ">", 0)],
            [("deadline_change_ids.kind", "=", "extension")],
            [("deadline_state", "=", "paused")],
            [("deadline_kept", "=", "late")],
            [("is_overdue", "=", True)],
            [("accept_task_id.deadline_kept", "=", "late")],
            [("accept_task_id.is_overdue", "=", True)],
            [("answer_ids", "!=", False)],
            [("media_ids", "!=", False)],
            [("informant_ids", "!=", False)],
            [("watcher_ids", "!=", False)],
        ):
            self.assertTrue(self.env["grid.event"].search_count(domain), domain)
        kinds = set(self.tasks.mapped("kind"))
        self.assertEqual(kinds, set(dict(self.tasks._fields["kind"].selection)))
        self.assertLessEqual(
            {"sent", "accepted", "done", "returned", "recalled", "cancelled"},
            set(self.tasks.mapped("state")),
        )

    def test_those_above_look_at_it(self):
        supervisions = self.env["grid.event.supervision"].search([])
        cards = set(supervisions.mapped("card"))
        self.assertEqual(cards, {"none", "yellow", "red", "black"})
        self.assertEqual(
            set(supervisions.mapped("kind")), {"remind", "supervise", "instruction"}
        )
        self.assertEqual(set(supervisions.mapped("automatic")), {True, False})
        self.assertEqual(
            set(supervisions.mapped("state")), {"open", "answered", "closed"}
        )
        for record in supervisions:
            self.assertGreaterEqual(record.issued_at, record.event_id.reported_at)
            self.assertLess(record.issued_at, self.now)
        applications = self.env["grid.event.application"].search([])
        self.assertEqual(
            set(applications.mapped("state")),
            {"waiting", "approved", "refused", "withdrawn"},
        )
        checks = self.env["grid.event.check"].search([])
        self.assertEqual(set(checks.mapped("result")), {False, "1", "2"})
        for login in ("grid_worker", "station_head", "department_handler"):
            owed = self.env["grid.event.supervision"].with_user(self.users[login])
            self.assertTrue(owed.search([("waits_for_me", "=", True)]), login)
        for login in ("county_officer", "city_officer"):
            asked = self.env["grid.event.application"].with_user(self.users[login])
            self.assertTrue(asked.search([("waits_for_me", "=", True)]), login)

    def test_open_events_wait_for_somebody(self):
        ends = ("draft", "archived", "void")
        for event in self.events:
            waiting = event.task_ids.filtered(lambda task: task.state in TASK_OPEN)
            desk = waiting.filtered(lambda task: not task.is_order)
            if event.state in ends:
                self.assertFalse(waiting, event.number)
            else:
                self.assertTrue(waiting, event.number)
                self.assertLessEqual(len(desk), 1, event.number)

    def test_histories_are_in_order(self):
        for event in self.events:
            dates = event.step_ids.sorted("id").mapped("date")
            self.assertEqual(dates, sorted(dates), event.number)
            states = ["draft", *event.step_ids.sorted("id").mapped("state_to")]
            self.assertEqual(states[-1], event.state, event.number)
            moments = [
                moment
                for moment in (
                    event.happened_at,
                    event.reported_at,
                    event.accepted_at,
                    event.archived_at,
                )
                if moment
            ]
            self.assertEqual(moments, sorted(moments), event.number)
            self.assertFalse(event.reported_at and event.reported_at > self.now)
            if event.reported_at:
                day = event.reported_at + timedelta(hours=8)
                self.assertEqual(event.number[:8], f"{day:%Y%m%d}")
        for task in self.tasks:
            moments = [
                moment
                for moment in (task.sent_at, task.accepted_at, task.closed_at)
                if moment
            ]
            self.assertEqual(moments, sorted(moments), task.event_id.number)
            self.assertGreaterEqual(task.sent_at, task.event_id.reported_at)
            self.assertLess(task.sent_at, self.now)

    def test_deadlines_are_those_of_their_clocks(self):
        calendar = self.env["grid.workday"]._work_calendar()
        once = self.events.filtered(lambda event: not event.reopen_count)
        # what was settled before a pause or an extension of the event stays
        stays = once.filtered("deadline_change_ids").task_ids.filtered(
            lambda task: task.shares_deadline and task.deadline_done_at
        )
        for record in (*once, *(once.task_ids - stays)):
            due = record._deadline_due(calendar).moment
            self.assertEqual(record.deadline or None, due, record.display_name)
            done = record.deadline_done_at
            if done and due:
                kept = "in_time" if done <= due else "late"
                self.assertEqual(record.deadline_kept, kept)

    def test_my_work_lives(self):
        """Each login has something that waits and, but for two, something late."""
        for login in WAITING:
            tasks = self.env["grid.event.task"].with_user(self.users[login])
            mine = tasks.search([("waits_for_me", "=", True)])
            self.assertGreater(len(mine), 2, login)
            late = mine.filtered("is_overdue")
            self.assertTrue(late, login)
            # what they see of it they may read
            mine.event_id.mapped("title")

    def test_leader_watches(self):
        leader = self.users["leader"]
        events = self.env["grid.event"].with_user(leader)
        self.assertTrue(events.search([("watched", "=", True)]))

    def test_texts_vary(self):
        texts = self.events.mapped("description")
        self.assertGreater(len(set(texts)), len(texts) * 0.5)

    def test_nobody_can_be_reached(self):
        phones = self.events.mapped("contact_phone_true")
        for phone in filter(None, phones):
            self.assertRegex(phone, r"^154\d{8}$")

    def test_second_load_changes_nothing(self):
        count = len(self.events)
        self.env["grid.event.demo"]._load()
        self.assertEqual(self.env["grid.event"].search_count([]), count)
