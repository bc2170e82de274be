from datetime import timedelta

from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.warning import ORDER, Facts, Rule, graver, gravest
from .common import MediationCase

ids = st.integers(0, 3)
rules = st.builds(
    Rule,
    grade=st.sampled_from(ORDER),
    kinds=st.frozensets(ids, max_size=2),
    intensities=st.frozensets(ids, max_size=2),
    people=st.integers(0, 20),
    amount=st.integers(0, 1000),
    repeated=st.integers(0, 3),
)
facts = st.builds(
    Facts,
    kind=ids,
    intensity=ids,
    people=st.integers(0, 25),
    amount=st.integers(0, 1200),
    repeated=st.integers(0, 4),
)


class TestGravest(BaseCase):
    @settings(max_examples=200, deadline=None, derandomize=True)
    @given(st.lists(rules, max_size=6), facts, st.integers(0, 9), st.integers(0, 500))
    def test_more_is_never_less_grave(self, known, fact, people, amount):
        more = Facts(
            fact.kind,
            fact.intensity,
            fact.scale,
            fact.people + people,
            fact.amount + amount,
            fact.repeated + 1,
        )
        before, after = gravest(known, fact), gravest(known, more)
        self.assertFalse(before and graver(before.grade, after.grade))

    @settings(max_examples=200, deadline=None, derandomize=True)
    @given(st.lists(rules, max_size=6), facts)
    def test_the_gravest_of_those_that_match(self, known, fact):
        matching = [rule.grade for rule in known if rule.matches(fact)]
        found = gravest(known, fact)
        if not matching:
            self.assertIsNone(found)
        else:
            expected = next(grade for grade in ORDER if grade in matching)
            self.assertEqual(found.grade, expected)


class TestWarning(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leader = cls.make_user(
            "med_leader", cls.town_a, "leader", category="official"
        )
        cls.county_officer = cls.make_mediation_user(
            "med_county", cls.county, "officer"
        )
        cls.leader_staff = cls.env["grid.staff"].search(
            [("user_id", "=", cls.leader.id)]
        )
        # the thresholds of the data are for offices to change: these are the test's
        cls.env["grid.warning.rule"].search([]).active = False
        cls.env["grid.warning.duty"].search([]).active = False
        make_rule = cls.env["grid.warning.rule"].create
        cls.blue = make_rule({"name": "All", "grade": "blue"})
        cls.orange = make_rule({"name": "Ten", "grade": "orange", "least_people": 10})
        make_duty = cls.env["grid.warning.duty"].create
        make_duty({"name": "Watch", "grade": "blue", "who": "mediator", "hours": 72})
        make_duty({"name": "Report", "grade": "orange", "who": "county", "hours": 2})
        make_duty({"name": "Lead", "grade": "orange", "who": "leader", "hours": 24})

    def test_graded_when_registered(self):
        dispute = self.make_dispute(people_count=10)
        self.assertFalse(dispute.grade)
        self.move(dispute, self.registrar, "register")
        self.assertEqual(dispute.grade, "orange")
        self.assertEqual(dispute.grading_ids.rule_id, self.orange)
        self.assertTrue(dispute.lacks_leader)

    def test_graded_again_when_something_changes(self):
        dispute = self.registered(people_count=9)
        self.assertEqual(dispute.grade, "blue")
        self.assertEqual(dispute.duty_ids.mapped("name"), ["Watch"])
        dispute.with_user(self.officer).people_count = 10
        self.assertEqual(dispute.grade, "orange")
        states = {duty.name: duty.state for duty in dispute.duty_ids}
        self.assertEqual(states, {"Watch": "dropped", "Report": "open", "Lead": "open"})

    def test_raising_gives_the_leaders_the_case_and_lowering_takes_it(self):
        dispute = self.registered()
        mine = dispute.with_user(self.leader)
        self.assertFalse(mine.has_access("read"))
        values = {"grade": "red", "reason": "Relatives gather."}
        self.move(dispute, self.officer, "grade", **values)
        self.assertTrue(mine.has_access("read"))
        values = {"grade": "yellow", "reason": "They went home."}
        self.move(dispute, self.officer, "grade", **values)
        mine.invalidate_recordset()
        self.assertFalse(mine.has_access("read"))

    def test_rules_raise_what_a_hand_has_set_and_do_not_lower_it(self):
        dispute = self.registered()
        values = {"grade": "yellow", "reason": "They quarrel in public."}
        self.move(dispute, self.officer, "grade", **values)
        dispute.people_count = 3
        self.assertEqual(dispute.grade, "yellow")
        dispute.people_count = 12
        self.assertEqual(dispute.grade, "orange")

    def test_only_the_desk_grades_and_says_why(self):
        dispute = self.accepted()
        for user in (self.registrar, self.mediator_user):
            with self.assertRaises(AccessError):
                dispute.with_user(user).action_move(
                    "grade", {"grade": "red", "reason": "x"}
                )
        with self.assertRaises(UserError):
            dispute.with_user(self.officer).action_move("grade", {"grade": "red"})
        with self.assertRaises(AccessError):
            dispute.with_user(self.officer).write({"grade": "red"})

    def test_a_duty_waits_for_who_owes_it(self):
        dispute = self.registered(people_count=10)
        duties = self.env["grid.dispute.duty"]
        mine = [("dispute_id", "=", dispute.id), ("waits_for_me", "=", True)]
        waits = {
            user.login: duties.with_user(user).search(mine).mapped("name")
            for user in (self.county_officer, self.officer, self.leader)
        }
        self.assertEqual(
            waits,
            {"med_county": ["Report"], "med_officer": [], "med_leader": ["Lead"]},
        )
        report = dispute.duty_ids.filtered(lambda duty: duty.name == "Report")
        with self.assertRaises(AccessError):
            report.with_user(self.officer).action_done()
        report.with_user(self.county_officer).action_done()
        self.assertEqual(report.done_by_id, self.county_officer)

    def test_the_mediator_is_asked_too(self):
        dispute = self.accepted(people_count=1)
        watch = dispute.duty_ids.with_user(self.mediator_user)
        self.assertEqual(watch.mapped("waits_for_me"), [True])
        self.assertIn("done", watch.allowed_moves)

    def test_the_end_of_the_case_is_the_end_of_its_duties(self):
        dispute = self.registered(people_count=10)
        self.move(dispute, self.officer, "annul", reason="Registered twice.")
        self.assertEqual(set(dispute.duty_ids.mapped("state")), {"dropped"})

    def test_late_after_its_hours_and_told_above_once(self):
        dispute = self.registered(people_count=10)
        report = dispute.duty_ids.filtered(lambda duty: duty.name == "Report")
        for shift, late in ((-1, False), (1, True)):
            with freeze_time(report.due_at + timedelta(seconds=shift)):
                report.invalidate_recordset()
                self.assertEqual(report.is_late, late)
                self.run_cron("ir_cron_duty_late")
                self.assertEqual(bool(report.told_above_at), late)

    def test_the_case_leader_leads_in_the_area(self):
        dispute = self.registered(people_count=10)
        other = self.env["grid.staff"].search([("user_id", "=", self.registrar.id)])
        with self.assertRaisesRegex(UserError, "leader of this area"):
            dispute.with_user(self.officer).action_move("lead", {"leader_id": other.id})
        self.move(dispute, self.officer, "lead", leader_id=self.leader_staff.id)
        self.assertFalse(dispute.lacks_leader)
        dispute.people_count = 1
        self.assertEqual(dispute.grade, "blue")
        # who leads it reads it whatever its grade
        self.assertTrue(dispute.with_user(self.leader).has_access("read"))

    def test_supervision_is_answered(self):
        dispute = self.accepted(people_count=10)
        record = (
            self.env["grid.dispute.oversight"]
            .with_user(self.leader)
            .create(
                {
                    "dispute_id": dispute.id,
                    "demand": "Hold a session this week.",
                    "due_on": fields.Date.today(),
                }
            )
            .sudo()
        )
        with self.assertRaises(AccessError):
            record.with_user(self.leader).action_move("answer", {"reason": "x"})
        self.move(record, self.mediator_user, "answer", reason="On Friday.")
        self.assertEqual(record.answer, "On Friday.")
        self.move(record, self.leader, "close")
        with self.assertRaises(AccessError):
            record.with_user(self.leader).write({"demand": "x"})
        for user in (self.registrar, self.mediator_user_2, self.officer_b):
            with self.assertRaises(AccessError):
                record.with_user(user).read(["demand"])

    def test_a_link_with_an_area_ends_with_its_last_day(self):
        today = local_today(self.env)
        link = self.env["grid.linked.leader"].create(
            {
                "grid_id": self.town_a.id,
                "staff_id": self.leader_staff.id,
                "date_from": today,
                "date_to": today,
            }
        )
        for days, expected in ((0, True), (1, False)):
            with freeze_time(fields.Datetime.now() + timedelta(days=days)):
                link.invalidate_recordset()
                self.assertEqual(link.in_force, expected)
                found = link.search([("in_force", "=", True), ("id", "=", link.id)])
                self.assertEqual(bool(found), expected)
