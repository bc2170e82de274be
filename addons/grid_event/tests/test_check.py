from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase

from ..tools.check import draw
from .test_orphans import OrphanCase


class TestDraw(TransactionCase):
    @settings(max_examples=100, deadline=None)
    @given(
        st.integers(),
        st.sets(st.integers(1, 60)),
        st.integers(0, 30),
        st.sets(st.integers(1, 9)),
        st.data(),
    )
    def test_what_a_draw_keeps(self, seed, candidates, number, people, data):
        involved = {
            candidate: data.draw(st.sets(st.integers(1, 9))) for candidate in candidates
        }

        def checkers(candidate):
            return people - involved[candidate]

        drawn = draw(seed, candidates, number, checkers)
        possible = [one for one in candidates if checkers(one)]
        self.assertEqual(len(drawn), min(number, len(possible)))
        self.assertEqual(len({one for one, _checker in drawn}), len(drawn))
        for one, checker in drawn:
            self.assertIn(checker, checkers(one))
        again = draw(seed, sorted(candidates, reverse=True), number, checkers)
        self.assertEqual(again, drawn)

    def test_another_seed_draws_others(self):
        draws = {
            tuple(draw(seed, range(100), 5, lambda one: [1, 2])) for seed in range(20)
        }
        self.assertGreater(len(draws), 15)


class TestCheck(OrphanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deputy = cls.make_user("event_town_deputy", cls.town_a, "town_head")

    def closed(self, rating="02"):
        event = self.dispatched()
        self.move(event.order_ids, self.handler, "answer", result="Done.")
        self.move(event, self.station, "verify")
        return self.move(
            event, self.worker, "rate", rating_id=self.code("rating", rating)
        )

    def draw(self, user=None, **values):
        wizard = self.env["grid.event.check.draw"].with_user(user or self.town_head)
        wizard = wizard.create({"number": 5, **values})
        before = self.env["grid.event.check"].search([])
        wizard.action_draw()
        return self.env["grid.event.check"].search([]) - before

    def judge(self, check, result, remark=None):
        wizard = self.env["grid.event.check.judge"].with_user(check.checker_id)
        values = {"check_ids": check.ids, "result": result, "remark": remark}
        wizard.create(values).action_confirm()
        check.invalidate_recordset()

    def test_closed_and_satisfied_only(self):
        good, spot = self.closed(), self.make_event()
        self.move(spot, self.worker, "solve", result="Talked to both.")
        self.closed("01")
        self.dispatched()
        checks = self.draw()
        self.assertEqual(checks.event_id, good | spot.sudo())
        self.assertLessEqual(checks.checker_id, self.town_head | self.deputy)
        self.assertEqual(set(checks.mapped("level")), {"2"})
        self.assertEqual(checks.node_id, self.town_a)
        self.assertTrue(self.notices(checks[0].checker_id, checks[0].event_id))

    def test_never_who_had_a_hand_in_it(self):
        event = self.dispatched()
        self.move(event.order_ids, self.handler, "answer", result="Done.")
        self.move(event, self.deputy, "verify")
        self.move(event, self.worker, "rate", rating_id=self.code("rating", "03"))
        for _time in range(5):
            check = self.draw()
            self.assertEqual(check.checker_id, self.town_head)
            check._make_move("expire")

    def test_nobody_could_check(self):
        event = self.closed()
        self.deputy.active = False
        self.leave(self.town_head)
        staff = self.station.sudo().grid_staff_ids
        self.make_posting(staff, self.town_a, "town_head")
        with self.assertRaises(UserError):
            self.draw(self.station)
        self.assertFalse(event.check_ids)

    def test_the_same_seed_draws_the_same(self):
        events = self.env["grid.event"]
        for _number in range(4):
            events |= self.closed()
        first = self.draw(number=2, seed="7")
        drawn = [(check.event_id, check.checker_id) for check in first.sorted("id")]
        first.unlink()
        second = self.draw(number=2, seed="7").sorted("id")
        self.assertEqual([(c.event_id, c.checker_id) for c in second], drawn)

    def test_not_twice_on_one_level(self):
        event = self.closed()
        self.draw()
        with self.assertRaises(UserError):
            self.draw()
        check = self.draw(self.county_officer)
        self.assertEqual((check.event_id, check.level), (event, "1"))

    def test_period(self):
        self.closed()
        today = self.today
        with self.assertRaises(UserError):
            self.draw(date_from=today - timedelta(9), date_to=today - timedelta(1))

    def test_who_draws_and_sees(self):
        self.closed()
        for user in (self.town, self.worker, self.handler):
            with self.assertRaises(AccessError):
                self.draw(user)
        with self.assertRaises(AccessError):
            self.draw(self.station, node_id=self.town_a.id)
        check = self.draw()
        for user in (self.town, self.worker, self.handler):
            with self.assertRaises(AccessError):
                check.with_user(user).read(["state"])
        other = self.make_user("event_town_b", self.town_b, "town_head")
        self.assertFalse(check.with_user(other).search([("id", "=", check.id)]))

    def test_failed_and_supervised(self):
        event = self.closed()
        check = self.draw()
        checker = check.checker_id
        others = (self.town_head | self.deputy) - checker
        with self.assertRaises(AccessError):
            self.move(check, others, "pass")
        with self.assertRaises(UserError):
            self.judge(check, "2")
        self.judge(check, "2", "It still leaks.")
        self.assertEqual((check.state, check.result), ("done", "2"))
        self.assertTrue(check.in_time)
        action = check.with_user(checker).action_supervise()
        wizard = self.env["grid.event.supervise"].with_user(checker)
        wizard = wizard.with_context(**action["context"]).create({})
        self.assertEqual(wizard.remark, "It still leaks.")
        wizard.action_confirm()
        record = check.supervision_ids
        self.assertEqual((record.card, record.organization_id), ("red", self.police))
        self.assertEqual(event.card, "red")
        self.move(record, self.handler, "answer", answer="We come again.")
        self.assertEqual(event.state, "archived")

    def test_only_a_failed_check_opens_a_closed_event(self):
        self.closed()
        check = self.draw()
        action = check.with_user(check.checker_id).action_supervise()
        wizard = self.env["grid.event.supervise"].with_user(check.checker_id)
        wizard = wizard.with_context(**action["context"]).create({"remark": "Why?"})
        with self.assertRaises(UserError):
            wizard.action_confirm()

    def test_figures(self):
        for _number in range(4):
            self.closed()
        first, second, third, fourth = self.draw()
        mine = [("id", "in", (first | second | third | fourth).ids)]
        rates = self.env["grid.event.check"]._rates
        self.assertEqual(rates(mine), (None, None))
        self.judge(first, "1")
        self.judge(second, "1")
        self.judge(third, "2", "Bad.")
        third.date_due = self.today - timedelta(days=1)
        fourth.date_due = self.today - timedelta(days=1)
        self.run_job("check")
        self.assertEqual(fourth.state, "expired")
        self.assertEqual(rates(mine), (100 * 2 / 3, 50.0))

    def test_checker_who_left_is_replaced(self):
        self.closed()
        check = self.draw()
        gone = check.checker_id
        other = (self.town_head | self.deputy) - gone
        gone.active = False
        self.run_job("check")
        self.assertEqual(check.checker_id, other)
        self.assertEqual(check.step_ids.move, "hand_over")

    def test_state_is_not_written(self):
        self.closed()
        check = self.draw()
        for vals in ({"state": "done"}, {"result": "1"}, {"checker_id": self.env.uid}):
            with self.assertRaises(AccessError):
                check.with_user(check.checker_id).write(vals)
