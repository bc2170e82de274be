from datetime import datetime, timedelta

from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ..tools.deadline import CALENDAR_DAY, HOUR, MONTH, WORKING_DAY
from . import oracle, properties  # noqa: F401  (loads the profile)
from .common import as_after_a_commit
from .owed_common import MONDAY, OwedCase
from .test_deadline import cases, local, utc


class TestDeadline(OwedCase):
    def test_deadline(self):
        self.assertEqual(self.make().deadline, self.day(12))
        self.assertEqual(self.make(5, CALENDAR_DAY).deadline, self.day(16))
        self.assertEqual(self.make(5, HOUR).deadline, datetime(2026, 3, 9, 6))
        self.assertEqual(self.make(1, MONTH).deadline, self.day(9, 4))
        self.assertEqual(self.make(0).deadline, self.day(9))
        self.assertFalse(self.make(3, False).deadline)
        self.assertFalse(self.make(start=False).deadline)
        record = self.make()
        record.limit_value = 4
        self.assertEqual(record.deadline, self.day(13))

    def test_limit_is_checked(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.make(-1)

    def test_index_is_made_for_the_heir(self):
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'grid_test_owed' "
            "AND indexname = 'grid_test_owed_deadline_open_idx'"
        )
        [[definition]] = self.env.cr.fetchall()
        self.assertIn("(deadline) WHERE (deadline_done_at IS NULL)", definition)

    def test_counted_before_it_is_stored(self):
        as_after_a_commit(self.env)
        self.make()
        with self.assertQueryCount(1):
            self.make()

    @settings(max_examples=25)
    @given(cases(pauses=2), st.sampled_from([WORKING_DAY, CALENDAR_DAY, HOUR]))
    def test_same_as_the_oracle_in_every_zone_of_the_user(self, case, unit):
        start, number, pauses = case
        number += 1
        expected = (
            oracle.hours_due(start, number, pauses)
            if unit == HOUR
            else oracle.days_due(start, number, unit == WORKING_DAY, pauses)
        )
        for zone in ("America/New_York", "Asia/Shanghai"):
            record = self.make(number, unit, utc(start)).with_context(tz=zone)
            for begin, end in pauses:
                record._deadline_pause("reason", utc(begin))
                record._deadline_resume(utc(end))
            self.assertEqual(local(record.deadline), expected)

    def test_copy_starts_anew(self):
        record = self.make()
        record._deadline_pause("because")
        copy = record.copy()
        self.assertFalse(copy.deadline_start or copy.deadline)
        self.assertFalse(copy.deadline_change_ids)
        self.assertEqual((copy.limit_value, copy.limit_unit), (3, WORKING_DAY))


class TestPause(OwedCase):
    def test_pause_and_resume(self):
        record = self.make()
        record._deadline_pause("Waiting for the road to dry", self.day(10))
        self.assertTrue(record.deadline_paused)
        self.assertFalse(record.deadline)
        self.assertEqual(record.deadline_state, "paused")
        self.assertFalse(record.is_overdue)
        with self.assertRaises(UserError):
            record._deadline_pause("again")
        record._deadline_resume(self.day(16))
        # the last second of Monday makes up for that of Tuesday; then two days
        self.assertEqual(record.deadline, self.day(18))
        self.assertFalse(record.deadline_paused)
        with self.assertRaises(UserError):
            record._deadline_resume()
        change = record.deadline_change_ids
        self.assertEqual(change.reason, "Waiting for the road to dry")
        self.assertEqual(change.user_id, self.env.user)

    def test_pause_of_some_records(self):
        one, two = self.make(), self.make()
        one._deadline_pause("reason", MONDAY)
        with self.assertRaises(UserError):
            (one | two)._deadline_resume()
        with self.assertRaises(UserError):
            (one | two)._deadline_pause("reason")
        self.assertFalse(two.deadline_paused)
        found = self.owed.search([("deadline_paused", "=", True)])
        self.assertEqual(found, one)
        self.assertIn(two, self.owed.search([("deadline_paused", "=", False)]))

    def test_late_stays_late(self):
        record = self.make()
        with freeze_time("2026-03-14"):
            record._deadline_pause("too late")
            self.assertEqual(record.deadline, self.day(12))
            self.assertTrue(record.is_overdue)
            self.assertEqual(record.deadline_state, "overdue")

    def test_extension(self):
        record = self.make()
        record._deadline_extend(2, WORKING_DAY, "Needs a surveyor")
        self.assertEqual(record.deadline, self.day(16))
        record._deadline_extend(1, HOUR, "Nearly done")
        self.assertEqual(record.deadline, self.day(16) + timedelta(hours=1))
        months = self.make(1, MONTH)
        months._deadline_extend(2, MONTH, "Needs a surveyor")
        self.assertEqual(months.deadline, self.day(9, 6))
        with self.assertRaises(UserError):
            self.make(0, False)._deadline_extend(1, HOUR, "No limit")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            record._deadline_extend(0, HOUR, "Nothing")

    def test_changes_go_with_their_record(self):
        record = self.make()
        record._deadline_pause("reason")
        change = record.deadline_change_ids
        record.unlink()
        self.assertFalse(change.exists())


class TestDone(OwedCase):
    def test_done_is_fixed(self):
        record = self.make(deadline_done_at=False)
        record.deadline_done_at = self.day(11)
        record.limit_value = 1
        record.deadline_start = MONDAY - timedelta(days=30)
        self.env["grid.workday"].create({"date": "2026-03-11", "kind": "holiday"})
        self.assertEqual(record.deadline, self.day(12))
        self.assertEqual(record.deadline_kept, "in_time")
        for change in (
            lambda: record._deadline_pause("reason"),
            lambda: record._deadline_resume(),
            lambda: record._deadline_extend(1, HOUR, "reason"),
        ):
            with self.assertRaises(UserError):
                change()

    def test_kept_to_the_second(self):
        record = self.make()
        record.deadline_done_at = self.day(12)
        self.assertEqual(record.deadline_kept, "in_time")
        record.deadline_done_at = self.day(12) + timedelta(seconds=1)
        self.assertEqual(record.deadline_kept, "late")
        self.assertEqual(record.deadline_state, "late")

    def test_limit_and_end_in_one_write(self):
        record = self.make()
        record.write({"limit_value": 1, "deadline_done_at": self.day(11)})
        self.assertEqual(record.deadline, self.day(10))
        self.assertEqual(record.deadline_kept, "late")
        pending = self.make()
        pending.limit_value = 5
        pending.deadline_done_at = self.day(11)
        self.assertEqual(pending.deadline, self.day(16))

    def test_done_from_the_start(self):
        record = self.make(deadline_done_at=self.day(11))
        self.assertEqual(record.deadline, self.day(12))
        self.assertEqual(record.deadline_kept, "in_time")

    def test_done_while_stopped(self):
        record = self.make()
        record._deadline_pause("reason", self.day(10))
        record.deadline_done_at = self.day(16)
        self.assertEqual(record.deadline_change_ids.date_to, self.day(16))
        self.assertEqual(record.deadline, self.day(18))
        self.assertEqual(record.deadline_kept, "in_time")

    def test_reopened_runs_again(self):
        record = self.make()
        record.deadline_done_at = self.day(11)
        record.limit_value = 5
        record.deadline_done_at = False
        self.assertEqual(record.deadline, self.day(16))
        self.assertFalse(record.deadline_kept)


class TestState(OwedCase):
    def test_states_and_their_search(self):
        with freeze_time("2026-03-12 00:00:00"):
            records = {
                "normal": self.make(4),
                "soon": self.make(3),
                "overdue": self.make(2),
                "paused": self.make(),
                "in_time": self.make(deadline_done_at=MONDAY),
                "late": self.make(1, deadline_done_at=datetime(2026, 3, 12)),
                False: self.make(0, False),
            }
            records["paused"]._deadline_pause("reason", MONDAY)
            every = self.owed.union(*records.values())
            for state, record in records.items():
                self.assertEqual(record.deadline_state, state)
                self.assertEqual(record.is_overdue, state == "overdue")
                self.assertEqual(every.search([("deadline_state", "=", state)]), record)
                others = every.search([("deadline_state", "!=", state)])
                self.assertEqual(others, every - record)
            overdue = records["overdue"]
            self.assertEqual(every.search([("is_overdue", "=", True)]), overdue)
            self.assertEqual(
                every.search([("is_overdue", "=", False)]), every - overdue
            )
            self.assertEqual(
                every.search([("deadline_state", "in", ["soon", "overdue"])]),
                overdue | records["soon"],
            )

    def test_becomes_overdue_by_itself(self):
        record = self.make()
        for moment, state in [
            ("2026-03-11 15:59:58", "normal"),
            ("2026-03-11 16:00:00", "soon"),
            ("2026-03-12 15:59:59", "soon"),
            ("2026-03-12 16:00:00", "overdue"),
        ]:
            with freeze_time(moment):
                record.invalidate_recordset()
                self.assertEqual(record.deadline_state, state)
        self.env["ir.config_parameter"].set_param("grid_base.deadline_soon_hours", 48)
        with freeze_time("2026-03-11 15:59:58"):
            record.invalidate_recordset()
            self.assertEqual(record.deadline_state, "soon")

    def test_time_left_in_words(self):
        days, hours, working, months = (
            self.make(10, CALENDAR_DAY),
            self.make(5, HOUR),
            self.make(),
            self.make(1, MONTH),
        )
        words = []
        for moment in ("2026-03-09 03:30", "2026-03-12 10:00", "2026-03-16 10:00"):
            with freeze_time(moment):
                (days | hours | working | months).invalidate_recordset()
                words.append([days.deadline_left, hours.deadline_left])
                words[-1] += [working.deadline_left, months.deadline_left]
        self.assertEqual(
            words,
            [
                [
                    "10 days left",
                    "2 h 30 min left",
                    "3 working days left",
                    "31 days left",
                ],
                ["7 days left", "Late by 76 h 0 min", "Due today", "28 days left"],
                [
                    "3 days left",
                    "Late by 172 h 0 min",
                    "Late by 2 working days",
                    "24 days left",
                ],
            ],
        )
        until_friday = self.make(4)
        with freeze_time("2026-03-14 10:00"):
            self.assertEqual(until_friday.deadline_left, "Late")
        days._deadline_pause("reason", datetime(2026, 3, 16, 10))
        self.assertEqual(days.deadline_left, "Stopped, 3 days left")
        days.deadline_done_at = datetime(2026, 3, 17)
        self.assertFalse(days.deadline_left)


class TestCalendarChange(OwedCase):
    def test_holiday_moves_open_deadlines(self):
        record, other = self.make(), self.make(start=MONDAY + timedelta(days=7))
        day = self.env["grid.workday"].create({"date": "2026-03-12"})
        self.assertEqual(record.deadline, self.day(13))
        self.assertEqual(other.deadline, self.day(19))
        day.date = "2026-03-19"
        self.assertEqual(record.deadline, self.day(12))
        self.assertEqual(other.deadline, self.day(20))
        day.unlink()
        self.assertEqual(other.deadline, self.day(19))

    def test_provisional_until_the_year_is_entered(self):
        record = self.make(start=datetime(2026, 12, 30, 1))
        plain = self.make(1, start=datetime(2026, 12, 30, 1))
        self.assertTrue(record.deadline_provisional)
        self.assertFalse(plain.deadline_provisional)
        self.assertEqual(record.deadline, self.day(4, 1, 2027))
        days = self.env["grid.workday"]
        days.create({"date": "2027-01-01", "name": "New Year's Day"})
        self.assertTrue(record.deadline_provisional)
        self.assertEqual(record.deadline, self.day(5, 1, 2027))
        year = self.env["grid.workday.year"].search([("year", "=", 2027)])
        year.action_enter()
        self.assertFalse(record.deadline_provisional)
        year.action_reopen()
        self.assertTrue(record.deadline_provisional)
        year.unlink()
        self.assertTrue(record.deadline_provisional)
        self.assertEqual(record.deadline, self.day(4, 1, 2027))

    def test_administrator_without_a_view_of_the_records(self):
        record = self.make(start=datetime(2026, 12, 30, 1))
        admin = new_test_user(self.env, "test_calendar", "grid_base.group_grid_admin")
        with self.assertRaises(AccessError):
            record.with_user(admin).check_access("read")
        days = self.env["grid.workday"].with_user(admin)
        days.create({"date": "2027-01-01"}).year_id.action_enter()
        self.assertFalse(record.deadline_provisional)
        self.assertEqual(record.deadline, self.day(5, 1, 2027))

    def test_settings_count_open_deadlines_again(self):
        record, done = self.make(), self.make(deadline_done_at=MONDAY)
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("grid_base.deadline_close", "17:30")
        self.assertEqual(record.deadline, datetime(2026, 3, 12, 9, 30))
        self.assertEqual(done.deadline, self.day(12))
        parameters.set_param("grid_base.timezone", "Europe/London")
        self.assertEqual(record.deadline, datetime(2026, 3, 12, 17, 30))
        parameters.set_param("grid_base.deadline_close", False)
        self.assertEqual(record.deadline, datetime(2026, 3, 12, 23, 59, 59))
