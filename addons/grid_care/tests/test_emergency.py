from datetime import timedelta

from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import BaseCase

from ..tools.emergency import CHECKS_IN_A_ROW, is_over, police_are_told
from .common import NAME, CareCase


class TestEmergencyRules(BaseCase):
    @given(st.lists(st.booleans()))
    def test_over_after_two_stable_checks_in_a_row(self, stable):
        streak = 0
        for one in stable:
            streak = streak + 1 if one else 0
        self.assertEqual(is_over(stable), streak >= CHECKS_IN_A_ROW)

    def test_police_are_told_from_risk_3_on(self):
        for trigger in ("self", "others", "relapse", "reaction"):
            for risk in "012345":
                self.assertEqual(police_are_told(trigger, risk), risk >= "3")
            harm = trigger in ("self", "others")
            self.assertEqual(police_are_told(trigger, False), harm)


class TestEmergency(CareCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.notices = cls.issued()
        cls.case = cls.notices["police"].case_id
        cls.now = fields.Datetime.now()

    def record(self, user=None, hours_ago=1, **values):
        emergencies = self.env["grid.care.emergency"].with_user(user or self.nurse)
        return emergencies.create(
            {
                "case_id": self.case.id,
                "trigger": "relapse",
                "description": "Has not slept for three nights.",
                "occurred_at": self.now - timedelta(hours=hours_ago),
                **values,
            }
        ).sudo()

    def check(self, emergency, user=None, **values):
        checks = self.env["grid.care.emergency.check"].with_user(user or self.nurse)
        return checks.create({"emergency_id": emergency.id, **values}).sudo()

    def told(self, emergency):
        messages = self.env["mail.message"].search(
            [("model", "=", emergency._name), ("res_id", "=", emergency.id)]
        )
        self.assertNotIn(NAME, "".join(messages.mapped("body")))
        return messages.notified_partner_ids.user_ids

    def test_recorded_within_24_hours_or_late(self):
        self.assertEqual(self.record(hours_ago=23).deadline_kept, "in_time")
        self.assertEqual(self.record(hours_ago=25).deadline_kept, "late")
        with self.assertRaises(ValidationError):
            self.record(hours_ago=-1)

    def test_all_who_have_the_file_are_told(self):
        told = self.told(self.record())
        others = self.doctor | self.officer | self.police | self.community
        self.assertEqual(told, others)

    def test_police_are_told_once(self):
        emergency = self.record(risk="2")
        self.assertFalse(emergency.police_told_at)
        self.check(emergency, risk="3")
        self.assertTrue(emergency.police_told_at)
        self.assertEqual(self.case.risk, "3")
        moment = emergency.police_told_at
        self.check(emergency, risk="4")
        self.assertEqual(emergency.police_told_at, moment)

    def test_without_a_station_nobody_is_said_to_be_told(self):
        self.move(self.notices["police"], self.police, "send_back", reason="Not ours")
        self.assertFalse(self.record(risk="5").police_told_at)

    def test_every_four_hours_until_two_in_a_row_are_stable(self):
        emergency = self.record(hours_ago=9)
        self.assertEqual(emergency.check_by, emergency.occurred_at + timedelta(hours=4))
        self.assertTrue(emergency.check_late)
        hours = (8, 6, 4, 2)
        for hour, stable in zip(hours, (True, False, True, True), strict=True):
            self.assertEqual(emergency.state, "open")
            moment = self.now - timedelta(hours=hour)
            self.check(emergency, stable=stable, checked_at=moment)
            if hour > 2:
                self.assertEqual(emergency.check_by, moment + timedelta(hours=4))
        self.assertEqual(emergency.state, "stable")
        self.assertFalse(emergency.check_by)
        with self.assertRaisesRegex(UserError, "over"):
            self.check(emergency, stable=True)

    def test_overdue_by_the_clock(self):
        emergency = self.record(hours_ago=0)
        late = [("id", "=", emergency.id), ("check_late", "=", True)]
        self.assertFalse(emergency.search_count(late))
        with freeze_time(self.now + timedelta(hours=4, minutes=1)):
            self.assertTrue(emergency.search_count(late))

    def test_a_check_lies_between_the_emergency_and_now(self):
        emergency = self.record(hours_ago=2)
        for hours in (3, -1):
            moment = self.now - timedelta(hours=hours)
            with self.assertRaises(ValidationError):
                self.check(emergency, checked_at=moment)

    def test_who_records(self):
        for user in (self.nurse, self.police, self.officer, self.community):
            self.assertTrue(self.case.with_user(user).can_report)
            self.record(user=user)
        self.assertFalse(self.case.with_user(self.doctor).can_report)
        for user in (self.worker, self.officer_b, self.doctor_2, self.doctor):
            with self.assertRaises(AccessError):
                self.record(user=user)
        staff = self.env["grid.staff"].search([("user_id", "=", self.worker.id)])
        self.env["grid.care.member"].with_user(self.officer).create(
            {"case_id": self.case.id, "staff_id": staff.id, "duty": "worker"}
        )
        emergency = self.record(user=self.worker, trigger="others")
        self.assertTrue(emergency.police_told_at)
        self.check(emergency, user=self.worker, stable=True)

    def test_what_is_recorded_stays_and_is_the_systems(self):
        emergency = self.record(
            state="stable",
            deadline_kept="late",
            reporter_id=self.officer.id,
            police_told_at=self.now,
        )
        self.assertEqual(emergency.state, "open")
        self.assertEqual(emergency.deadline_kept, "in_time")
        self.assertEqual(emergency.reporter_id, self.nurse)
        self.assertFalse(emergency.police_told_at)
        for user in (self.nurse, self.officer):
            with self.assertRaises(AccessError):
                emergency.with_user(user).write({"description": "Nothing"})
            with self.assertRaises(AccessError):
                emergency.with_user(user).unlink()

    def test_risk_is_closed_to_community_and_team(self):
        emergency = self.record(risk="4")
        self.assertEqual(emergency.with_user(self.police).risk, "4")
        with self.assertRaises(AccessError):
            emergency.with_user(self.community).read(["risk"])
        with self.assertRaises(AccessError):
            self.record(user=self.community, risk="4")
