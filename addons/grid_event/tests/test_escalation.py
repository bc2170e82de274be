from contextlib import contextmanager
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from .test_supervision import SupervisionCase


class EscalationCase(SupervisionCase):
    def records(self, task):
        return task.sudo().supervision_ids.sorted("id")

    def cards(self, task):
        return self.records(task).mapped("card")

    @contextmanager
    def late(self, task, hours):
        """Some hours after a task is due (before, if negative)."""
        with freeze_time(task.deadline + timedelta(hours=hours)):
            yield

    def escalate(self, task, hours=0.5, times=1):
        """What the job does for a task that is so late."""
        tasks = self.env["grid.event.task"]
        with self.late(task, hours):
            for _time in range(times):
                found = tasks._find_to_escalate([], 1000)
                for one in found & task:
                    one._escalate(one)
                self.env.flush_all()

    def archive(self, grid):
        """Past the checks of the register: as records of old may stand."""
        self.env.cr.execute(
            "UPDATE grid_grid SET active = false WHERE id = %s", [grid.id]
        )
        self.forget()

    def hang(self, grid, parent):
        self.env.cr.execute(
            "UPDATE grid_grid SET parent_id = %s WHERE id = %s", [parent.id, grid.id]
        )
        self.forget()

    def forget(self):
        self.env.invalidate_all()
        self.env["grid.grid"]._event_territory_changed()

    def leave(self, user):
        """The postings of a user end."""
        user.sudo().grid_staff_ids.posting_ids.unlink()

    def station_task(self):
        """Something that waits for the station in community A1."""
        return self.reported()._desk()


class TestEscalation(EscalationCase):
    def test_steps_one_after_the_other(self):
        task = self.dispatched().order_ids
        self.escalate(task, -30)
        self.assertFalse(self.records(task))
        self.escalate(task, -20, times=2)
        self.assertEqual(self.cards(task), ["none"])
        self.escalate(task, 1, times=2)
        self.escalate(task, 25, times=2)
        self.escalate(task, 80, times=2)
        self.escalate(task, 500)
        self.assertEqual(self.cards(task), ["none", "yellow", "red", "black"])
        self.assertEqual(task.escalation_level, 4)
        records = self.records(task)
        self.assertEqual(records.mapped("kind"), ["remind"] + ["supervise"] * 3)
        self.assertEqual(records.mapped("automatic"), [True] * 4)
        self.assertEqual(records.organization_id, self.police)
        self.assertEqual(records.mapped("state"), ["closed"] * 3 + ["open"])
        self.assertEqual(task.event_id.card, "black")
        self.assertEqual(task.event_id.escalation_count, 3)

    def test_steps_that_were_missed_are_made_up(self):
        task = self.dispatched().order_ids
        self.escalate(task, 100)
        self.assertEqual(self.cards(task), ["yellow", "red", "black"])

    def test_told_once_each(self):
        task = self.station_task()
        self.escalate(task, 1)
        event = task.event_id
        self.assertEqual(len(self.notices(self.station, event)), 1)
        self.assertFalse(self.notices(self.town_head, event))
        self.escalate(task, 30)
        self.assertEqual(len(self.notices(self.town_head, event)), 1)
        self.assertFalse(self.notices(self.county_officer, event))
        self.escalate(task, 80)
        self.assertEqual(len(self.notices(self.town_head, event)), 1)
        self.assertEqual(len(self.notices(self.county_officer, event)), 1)
        self.assertEqual(self.records(task).issuer_node_id, self.town_a | self.county)

    def test_a_stopped_clock_is_never_escalated(self):
        event = self.dispatched()
        task = event.order_ids
        deadline = task.deadline
        event._make_move("suspend", {"reason": "Season"})
        self.env.flush_all()
        with freeze_time(deadline + timedelta(days=30)):
            self.assertNotIn(
                task, self.env["grid.event.task"]._find_to_escalate([], 1000)
            )

    def test_what_is_done_is_never_escalated(self):
        task = self.dispatched().order_ids
        self.move(task, self.handler, "answer", result="Done.")
        self.escalate(task, 100)
        self.assertFalse(self.records(task))

    def test_asking_for_a_rating_is_never_escalated(self):
        event = self.dispatched()
        self.move(event.order_ids, self.handler, "answer", result="Done.")
        self.move(event, self.station, "verify")
        task = event._desk()
        deadline = event.deadline
        with freeze_time(deadline + timedelta(days=9)):
            self.assertNotIn(
                task, self.env["grid.event.task"]._find_to_escalate([], 1000)
            )

    def test_a_new_deadline_starts_anew(self):
        event = self.dispatched()
        task = event.order_ids
        self.escalate(task, 1)
        event._deadline_extend(30, "calendar_day", "Parts are missing")
        self.env.flush_all()
        self.escalate(task, -48)
        self.assertEqual(self.cards(task), ["yellow"])
        self.escalate(task, 1)
        self.assertEqual(self.cards(task), ["yellow", "yellow"])

    def test_an_order_that_comes_late_has_its_day(self):
        event = self.accepted()
        with freeze_time(event.deadline + timedelta(hours=100)):
            self.move(event, self.station, "dispatch", orders=[self.order(self.police)])
            task = event.order_ids
            self.assertTrue(task.is_overdue)
        self.escalate(task, 100)
        self.assertEqual(self.cards(task), ["yellow"])
        self.escalate(task, 125)
        self.assertEqual(self.cards(task), ["yellow", "red"])

    def test_rules_are_data(self):
        steps = self.env["grid.event.escalation"].search([])
        steps.active = False
        self.env["grid.event.escalation"].create(
            {"name": "At once", "hours": 2, "task_kind": "accept", "card": "black"}
        )
        order, desk = self.dispatched().order_ids, self.station_task()
        self.escalate(order, 100)
        self.escalate(desk, 1)
        self.assertFalse(self.records(order | desk))
        self.escalate(desk, 3)
        self.assertEqual(self.cards(desk), ["black"])

    def test_job_runs(self):
        task = self.station_task()
        self.env.flush_all()
        with self.late(task, 1), self.enter_registry_test_mode():
            self.env.ref("grid_event.ir_cron_event_escalate").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.cards(task), ["yellow"])

    def test_queries_do_not_grow_with_the_backlog(self):
        tasks = self.station_task()
        for _number in range(3):
            tasks |= self.station_task()
        self.env.flush_all()
        find = self.env["grid.event.task"]._find_to_escalate
        with self.late(tasks[-1], 1):
            find([], 1)
            with self.assertQueryCount(4):
                self.assertEqual(len(find([], 1) & tasks), 1)
            with self.assertQueryCount(4):
                self.assertEqual(len(find([], 1000) & tasks), 4)


class TestEscalationHoles(EscalationCase):
    """Wherever the way up is broken, somebody is told."""

    def superior(self, task, hours=30):
        self.escalate(task, hours)
        return self.records(task)[-1].issuer_node_id

    def test_no_superior_posted(self):
        self.leave(self.town_head)
        task = self.station_task()
        self.assertEqual(self.superior(task), self.county)
        self.assertTrue(self.notices(self.county_officer, task.event_id))

    def test_inactive_superior(self):
        self.archive(self.town_a)
        self.assertEqual(self.superior(self.station_task()), self.county)

    def test_superior_whose_login_is_closed(self):
        self.town_head.active = False
        self.assertEqual(self.superior(self.station_task()), self.county)

    def test_himself(self):
        self.leave(self.town_head)
        staff = self.station.sudo().grid_staff_ids
        self.make_posting(staff, self.town_a, "town_head")
        self.assertEqual(self.superior(self.station_task()), self.county)

    def test_himself_on_every_level_but_the_city(self):
        staff = self.station.sudo().grid_staff_ids
        for user, grid, role in (
            (self.town_head, self.town_a, "town_head"),
            (self.county_officer, self.county, "county_head"),
        ):
            self.leave(user)
            self.make_posting(staff, grid, role)
        task = self.station_task()
        self.assertEqual(self.superior(task, 80), self.city)
        self.assertTrue(self.notices(self.city_officer, task.event_id))

    def test_a_circle_of_grids(self):
        task = self.station_task()
        self.hang(self.city, self.town_a)
        self.assertEqual(self.superior(task), self.town_a)
        self.escalate(task, 80)
        self.assertEqual(self.records(task)[-1].issuer_node_id, self.county)

    def test_a_circle_of_nobody(self):
        task = self.station_task()
        self.leave(self.town_head)
        self.hang(self.town_a, self.community_a1)
        self.assertEqual(self.superior(task), self.city)
        self.assertTrue(self.notices(self.city_officer, task.event_id))

    def test_a_grid_that_is_its_own_superior(self):
        task = self.station_task()
        self.hang(self.community_a1, self.community_a1)
        self.assertEqual(self.superior(task), self.city)

    def test_nobody_at_all(self):
        task = self.station_task()
        for user in (self.town_head, self.county_officer, self.city_officer):
            self.leave(user)
        self.assertEqual(self.superior(task, 100), self.city)
        self.assertEqual(task.escalation_level, 3)

    def test_the_city_itself_is_late(self):
        event = self.reported()
        for user in (self.station, self.town, self.county_officer):
            above = event.holder_id.parent_id
            self.move(event, user, "report_up", node_id=above.id)
        task = event._desk()
        self.assertEqual(task.node_id, self.city)
        self.assertEqual(self.superior(task, 100), self.city)


class TestEscalationOfDepartments(EscalationCase):
    def setUp(self):
        super().setUp()
        self.boss, self.bureau = self.make_department("event_bureau", self.county)
        self.police.parent_id = self.bureau

    def last(self, hours=30):
        task = self.dispatched().order_ids
        self.escalate(task, hours)
        return self.records(task)[-1]

    def test_the_department_above(self):
        record = self.last()
        self.assertEqual(record.issuer_organization_id, self.bureau)
        self.assertEqual(record.issuer_node_id, self.county)
        self.assertTrue(self.notices(self.boss, record.event_id))
        self.assertTrue(record.with_user(self.boss).remark)

    def test_then_the_centre_of_its_seat(self):
        record = self.last(80)
        self.assertFalse(record.issuer_organization_id)
        self.assertEqual(record.issuer_node_id, self.county)
        self.assertTrue(self.notices(self.county_officer, record.event_id))

    def test_inactive_department_above(self):
        self.bureau.active = False
        self.assertEqual(self.last().issuer_node_id, self.town_a)

    def test_department_above_without_a_login(self):
        self.bureau.user_ids = False
        self.assertEqual(self.last().issuer_node_id, self.town_a)

    def test_no_department_above(self):
        self.police.parent_id = False
        self.assertEqual(self.last().issuer_node_id, self.town_a)

    def test_himself(self):
        self.bureau.user_ids = self.handler
        self.assertEqual(self.last().issuer_node_id, self.town_a)

    def test_a_circle(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE grid_organization SET parent_id = %s WHERE id = %s",
            [self.police.id, self.bureau.id],
        )
        self.env.invalidate_all()
        task = self.dispatched().order_ids
        self.escalate(task, 30)
        self.assertEqual(self.records(task)[-1].issuer_organization_id, self.bureau)
        self.escalate(task, 80)
        self.assertEqual(self.records(task)[-1].issuer_node_id, self.county)
        self.assertFalse(self.records(task)[-1].issuer_organization_id)

    def test_its_own_superior(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE grid_organization SET parent_id = id WHERE id = %s",
            [self.police.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.last().issuer_node_id, self.town_a)
