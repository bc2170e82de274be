from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.grid_base.tools.clock import local_today

from .common import CareCase
from .test_followup_table import DAYS

CALM = {
    "risk": "0",
    "symptoms": "gone",
    "insight": "full",
    "function": "good",
    "reaction": "none",
}
BY_CLASS = {
    "stable": CALM,
    "basic": {**CALM, "risk": "1"},
    "unstable": {**CALM, "risk": "3"},
}


class TestFollowup(CareCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.notices = cls.issued()
        cls.notice = cls.move(cls.notices["health"], cls.nurse, "receive")
        cls.today = local_today(cls.env)

    def visit(self, days_ago=0, user=None, **values):
        visits = self.env["grid.followup"].with_user(user or self.nurse)
        return visits.create(
            {
                "notice_id": self.notice.id,
                "visited_on": self.today - timedelta(days=days_ago),
                **CALM,
                **values,
            }
        ).sudo()

    def test_first_visit_within_two_weeks(self):
        self.assertEqual(self.notice.visit_by, self.today + timedelta(days=14))
        for kind in ("police", "centre", "community", "family"):
            self.assertFalse(self.notices[kind].visit_by, kind)

    def test_every_class_after_every_class(self):
        for at, (klass, before) in enumerate(
            (now, last) for now in BY_CLASS for last in [*BY_CLASS, None]
        ):
            with self.subTest(now=klass, before=before), self.cr.savepoint() as point:
                if before:
                    self.visit(20, **BY_CLASS[before])
                visit = self.visit(**BY_CLASS[klass])
                self.assertEqual(visit.klass, klass)
                days = (visit.next_on - visit.visited_on).days
                longest = DAYS[klass][klass == before]
                self.assertTrue(longest - 3 <= days <= longest, (at, days))
                self.notice.invalidate_recordset()
                self.assertEqual(self.notice.visit_by, visit.next_on)
                point.rollback()

    def test_due_on_its_day_and_not_before(self):
        visit = self.visit()
        for day, due in ((-1, False), (0, True), (1, True)):
            moment = f"{visit.next_on + timedelta(days=day)} 04:00:00"
            with freeze_time(moment):
                self.notice.invalidate_recordset()
                self.assertEqual(self.notice.visit_due, due)
                found = self.notice.search(
                    [("id", "=", self.notice.id), ("visit_due", "=", True)]
                )
                self.assertEqual(bool(found), due)

    def test_nothing_before_the_notice_is_received(self):
        other = self.issued()["health"]
        with self.assertRaisesRegex(UserError, "Receive the notice first"):
            self.visit(notice_id=other.id)
        with self.assertRaises(ValidationError):
            self.visit(-1)

    def test_only_the_health_centre(self):
        for user in (self.doctor, self.officer, self.community, self.worker):
            with self.assertRaises(AccessError):
                self.visit(user=user)
        with self.assertRaises(AccessError):
            self.visit(user=self.police)
        visit = self.visit()
        for user in (self.police, self.doctor, self.officer, self.community):
            with self.assertRaises(AccessError):
                visit.with_user(user).read(["klass"])

    def test_the_visit_stays_readable_without_its_notice(self):
        """Whoever visited, and then lost the notice to another place."""
        visit = self.visit().with_user(self.nurse)
        self.notices["health"]._make_move("recall", {"reason": "Moved"})
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            visit.notice_id.read(["number"])
        self.assertEqual(visit.read(["number"])[0]["number"], self.notice.number)
        self.assertIn(self.notice.number, visit.display_name)

    def test_what_is_counted_is_not_entered(self):
        visit = self.visit(klass="unstable", next_on="2030-01-01")
        self.assertEqual(visit.klass, "stable")
        self.assertNotEqual(visit.next_on, date(2030, 1, 1))
        visit.with_user(self.nurse).write({"next_on": "2030-01-01", "risk": "4"})
        self.assertEqual(visit.klass, "unstable")
        self.assertEqual(visit.next_on, self.today + timedelta(days=14))

    def test_another_version_counts_from_its_day(self):
        old = self.visit(30, **BY_CLASS["unstable"])
        rules = self.env["grid.followup.rule"]
        newer = rules.create(
            {
                "version": 2,
                "valid_from": self.today - timedelta(days=5),
                "klass": "unstable",
                "interval": 1,
                "unit": "week",
                "basis": "A city of its own",
            }
        )
        new = self.visit(**BY_CLASS["unstable"])
        self.assertEqual(new.rule_id, newer)
        self.assertEqual((new.next_on - new.visited_on).days, 7)
        self.assertEqual((old.next_on - old.visited_on).days, 14)
        with self.assertRaisesRegex(UserError, "another version"):
            newer.interval = 3
        with self.assertRaisesRegex(UserError, "another version"):
            old.rule_id.unlink()
