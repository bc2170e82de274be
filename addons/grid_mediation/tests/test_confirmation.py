from datetime import date, timedelta

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from ..tools.confirmation import earliest_day, last_day
from .common import MediationCase


class TestConfirmation(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreement = cls.in_force()
        cls.dispute = cls.agreement.dispute_id
        # in force on 11 May in the city, where it is eight hours later
        cls.agreement.effective_at = "2026-05-10 16:00:00"

    @classmethod
    def prepared(cls, **values):
        """A draft of the mediator, with what the button fills in."""
        records = cls.env["grid.dispute.confirmation"].with_user(cls.mediator_user)
        return records.create(
            {
                "dispute_id": cls.dispute.id,
                "agreement_id": cls.agreement.id,
                "asking_ids": [(6, 0, cls.dispute.party_ids.ids)],
                "court_id": cls.court.id,
                **values,
            }
        ).sudo()

    def make_move(self, record, moment, name, **values):
        """The move itself, at a time at which nobody is posted yet."""
        with freeze_time(moment):
            record.invalidate_recordset()
            record._make_move(name, values)

    def test_day_thirty_is_accepted(self):
        record = self.prepared()
        self.assertEqual(self.agreement.confirm_until, date(2026, 6, 10))
        self.make_move(record, "2026-06-10 15:59:00", "apply")
        self.assertEqual(record.state, "applied")
        self.assertEqual(record.applied_on, date(2026, 6, 10))

    def test_day_thirty_one_is_refused(self):
        record = self.prepared()
        with self.assertRaisesRegex(UserError, "within 30 days.*art. 205"):
            self.make_move(record, "2026-06-10 16:00:00", "apply")

    def test_days_left_are_counted(self):
        record = self.prepared()
        for moment, left in (
            ("2026-05-10 16:00:00", 30),
            ("2026-06-09 16:00:00", 0),
            ("2026-06-20 16:00:00", 0),
        ):
            with freeze_time(moment):
                record.invalidate_recordset()
                self.assertEqual(record.days_left, left)

    def test_the_button_fills_in_the_joint_application(self):
        agreement = self.agreement.with_user(self.mediator_user)
        self.assertFalse(agreement.can_confirm)
        with self.assertRaisesRegex(UserError, "cannot be brought"):
            agreement.action_confirm_at_court()
        # the last day is today
        self.agreement.effective_at = self.env.cr.now() - timedelta(days=30)
        agreement.invalidate_recordset()
        context = agreement.action_confirm_at_court()["context"]
        records = self.env["grid.dispute.confirmation"].with_user(self.mediator_user)
        record = records.with_context(**context).create({})
        self.assertEqual(record.court_id, self.court)
        self.assertEqual(record.asking_ids, self.dispute.party_ids)
        self.assertFalse(agreement.can_confirm)

    def test_asked_for_by_all_parties(self):
        record = self.prepared()
        record.asking_ids -= self.dispute.party_ids[1]
        with self.assertRaisesRegex(UserError, "together.*Works B"):
            self.make_move(record, "2026-05-12 02:00:00", "apply")

    def test_what_no_court_confirms(self):
        record = self.prepared()
        record.bar_id = self.code("confirmation_bar", "03")
        with self.assertRaisesRegex(UserError, "marriage or kinship.*art. 355"):
            self.make_move(record, "2026-05-12 02:00:00", "apply")

    def test_only_a_written_agreement(self):
        record = self.prepared()
        self.agreement.form = "oral"
        with self.assertRaisesRegex(UserError, "written agreement"):
            self.make_move(record, "2026-05-12 02:00:00", "apply")

    def test_the_court_has_three_days_and_fifteen_and_ten_more(self):
        record = self.prepared()
        self.make_move(record, "2026-05-12 02:00:00", "apply")
        self.check_overdue(record, "2026-05-15 15:59:00", "2026-05-15 16:00:00")
        number = {"court_number": "No. 1"}
        self.make_move(record, "2026-05-15 02:00:00", "accept", **number)
        self.check_overdue(record, "2026-06-01 15:59:00", "2026-06-01 16:00:00")
        self.make_move(record, "2026-05-30 02:00:00", "prolong", reason="Inquiry.")
        self.check_overdue(record, "2026-06-09 15:59:00", "2026-06-09 16:00:00")
        self.make_move(record, "2026-06-08 02:00:00", "confirm", ruling_number="2")
        self.assertEqual(record.state, "confirmed")
        self.assertEqual(record.revocable_until, date(2027, 6, 8))
        self.assertEqual(record.deadline_kept, "in_time")

    def check_overdue(self, record, last, after):
        for moment, late in ((last, False), (after, True)):
            with freeze_time(moment):
                record.invalidate_recordset()
                self.assertEqual(record.is_overdue, late, moment)

    def test_dismissed_leaves_room_for_another(self):
        record = self.prepared()
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            with self.cr.savepoint():
                record.copy()
        self.make_move(record, "2026-05-12 02:00:00", "apply")
        bar = self.code("confirmation_bar", "02")
        reason = {"bar_id": bar, "reason": "Another court."}
        self.make_move(record, "2026-05-13 02:00:00", "not_accept", **reason)
        self.assertEqual(record.state, "not_accepted")
        self.env.flush_all()
        self.assertEqual(self.prepared().state, "draft")

    def test_the_court_sees_this_and_nothing_else(self):
        self.agreement.effective_at = self.env.cr.now()
        record = self.prepared()
        court = record.with_user(self.court_user)
        with self.assertRaises(AccessError):
            court.read(["agreement_text"])
        self.move(record, self.mediator_user, "apply")
        [seen] = court.read(["agreement_text", "applicants", "allowed_moves"])
        self.assertIn("40,000", seen["agreement_text"])
        self.assertIn("accept", seen["allowed_moves"])
        self.assertNotIn("withdraw", seen["allowed_moves"])
        for other in (self.dispute, self.agreement, self.dispute.party_ids):
            with self.assertRaises(AccessError):
                other.with_user(self.court_user).read(["display_name"])
        self.move(record, self.court_user, "accept", court_number="No. 17")
        with self.assertRaises(AccessError):
            court.write({"ruling_number": "x"})
        self.move(record, self.court_user, "confirm", ruling_number="No. 18")
        self.assertEqual(record.ruling_number, "No. 18")
        self.assertIn(record, self.dispute._file_of("11"))

    def test_a_free_last_day_does_not_end_it(self):
        record = self.prepared()
        # the thirtieth day after Thursday, 14 May is a Saturday
        self.agreement.effective_at = "2026-05-13 16:00:00"
        self.assertEqual(self.agreement.confirm_until, date(2026, 6, 15))
        with self.assertRaisesRegex(UserError, "within 30 days"):
            self.make_move(record, "2026-06-15 16:00:00", "apply")
        self.make_move(record, "2026-06-15 15:59:00", "apply")
        self.assertEqual(record.state, "applied")

    def test_the_filter_finds_what_can_still_be_confirmed(self):
        agreements = self.env["grid.dispute.agreement"]
        domain = [("id", "=", self.agreement.id), ("is_confirmable", "=", True)]
        record = self.prepared()
        for moment, found in (("15:59:59", True), ("16:00:00", False)):
            with freeze_time(f"2026-06-10 {moment}"):
                self.env.invalidate_all()
                self.assertEqual(bool(agreements.search(domain)), found)
                self.assertEqual(self.agreement.is_confirmable, found)
        self.make_move(record, "2026-05-12 02:00:00", "apply")
        with freeze_time("2026-05-12 03:00:00"):
            self.assertFalse(agreements.search(domain))
            record._make_move("withdraw", {"reason": "Both pay."})
            self.assertTrue(agreements.search(domain))

    def test_the_filter_begins_with_the_earliest_day(self):
        calendar = self.env["grid.workday"]._work_calendar()
        for n in range(60):
            today = date(2026, 9, 1) + timedelta(days=n)
            first = earliest_day(calendar, today)
            self.assertGreaterEqual(last_day(calendar, calendar.at(first)), today)
            before = calendar.at(first - timedelta(days=1))
            self.assertLess(last_day(calendar, before), today)

    def test_what_is_at_court_is_not_annulled(self):
        record = self.prepared()
        self.make_move(record, "2026-05-12 02:00:00", "apply")
        with self.assertRaisesRegex(UserError, "A court is asked"):
            self.move(self.agreement, self.mediator_user, "annul", reason="No.")
        self.move(record, self.mediator_user, "withdraw", reason="Both pay.")
        self.move(self.agreement, self.mediator_user, "annul", reason="No.")
        self.assertEqual(self.agreement.state, "void")

    def test_the_court_reads_it_while_it_is_before_it(self):
        self.agreement.effective_at = self.env.cr.now()
        record = self.prepared()
        court = record.with_user(self.court_user)
        self.move(record, self.mediator_user, "apply")
        court.get_views([(False, "form"), (False, "list"), (False, "search")])
        self.move(record, self.court_user, "accept", court_number="No. 17")
        action = court.with_context(step="confirm").action_step()
        answers = self.env["grid.dispute.court.answer"].with_user(self.court_user)
        answer = answers.with_context(**action["context"]).create(
            {"ruling_number": "No. 18"}
        )
        # it has answered: back to the list of what is still before it
        self.assertEqual(answer.action_confirm()["target"], "main")
        record.invalidate_recordset()
        self.assertEqual(record.state, "confirmed")
        with self.assertRaises(AccessError):
            court.read(["agreement_text"])

    def test_another_organization_sees_nothing(self):
        self.agreement.effective_at = self.env.cr.now()
        record = self.prepared()
        self.move(record, self.mediator_user, "apply")
        for user in (self.police_user, self.registrar, self.mediator_user_2):
            with self.assertRaises(AccessError):
                record.with_user(user).read(["state"])

    def test_papers_that_the_court_will_ask_for(self):
        record = self.prepared().with_user(self.mediator_user)
        self.assertIn("Applicant A", record.materials_missing)
        self.assertIn("Address", record.materials_missing)
