from contextlib import suppress
from datetime import date, datetime
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, TransactionCase, new_test_user
from odoo.tools import mute_logger

from ..tools import holidays
from ..tools.deadline import CALENDAR_DAY, HOUR, MONTH, WORKING_DAY
from .common import as_after_a_commit

MONDAY = datetime(2026, 9, 28, 1)


class WorkdayCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.days = cls.env["grid.workday"]
        cls.years = cls.env["grid.workday.year"]
        cls.admin = new_test_user(cls.env, "calendar", "grid_base.group_grid_admin")

    def add(self, day, kind="holiday", **values):
        return self.days.create({"date": day, "kind": kind, **values})

    def make_year(self, number):
        return self.years._get_or_create([number])[number]


class TestWorkday(WorkdayCase):
    def test_seeded(self):
        self.assertEqual(
            self.years.search([("state", "=", "entered")]).mapped("year"),
            sorted(holidays.years(), reverse=True),
        )
        self.assertIn(2026, holidays.years())
        year = self.years.search([("year", "=", 2026)])
        self.assertEqual((year.makeup_count, year.holiday_count), (6, 19))
        self.assertEqual(year.working_day_count, 248)
        self.assertTrue(self.days._is_working_day(date(2026, 2, 14)))
        self.assertFalse(self.days._is_working_day(date(2026, 2, 16)))

    def test_year_is_made_for_a_day(self):
        day = self.add("2031-10-01", name="National Day")
        self.assertEqual((day.year_id.year, day.year_id.state), (2031, "draft"))
        day.date = "2032-10-01"
        self.assertEqual(day.year_id.year, 2032)

    def test_basis_comes_from_the_year(self):
        self.make_year(2031).basis = "Notice 1"
        day = self.add("2031-10-01")
        self.assertEqual(day.basis, "Notice 1")
        day.basis = "Notice 2"
        day.year_id.basis = "Notice 3"
        self.assertEqual(day.basis, "Notice 2")

    def test_checks(self):
        with self.assertRaises(ValidationError):
            self.add("2031-10-01", "makeup")
        with self.assertRaises(ValidationError):
            self.add("2031-10-01", year_id=self.make_year(2032).id)
        self.add("2031-10-01")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.add("2031-10-01")

    def test_import_of_a_spreadsheet(self):
        result = self.days.with_user(self.admin).load(
            ["date", "kind", "name"],
            [
                ["2031-10-01", "Holiday", "National Day"],
                ["2031-10-11", "Make-up Working Day", "National Day"],
            ],
        )
        self.assertFalse(result["messages"])
        days = self.days.browse(result["ids"])
        self.assertEqual(days.mapped("kind"), ["holiday", "makeup"])
        self.assertEqual(days.year_id.year, 2031)

    def test_chinese_names(self):
        self.env["res.lang"]._activate_lang("en_US")
        self.env["res.lang"]._activate_lang("zh_CN")
        self.days._translate_names()
        day = self.days.search([("date", "=", "2026-10-01")])
        self.assertEqual(day.with_context(lang="en_US").name, "National Day")
        names = holidays.chinese_names()
        chinese = day.with_context(lang="zh_CN")
        self.assertEqual(chinese.name, names["National Day"])
        chinese.name = "Our name"
        self.days._translate_names()
        self.assertEqual(chinese.name, "Our name")

    def test_rights(self):
        for group in ("worker", "department", "auditor"):
            user = new_test_user(
                self.env, f"test_{group}", f"grid_base.group_grid_{group}"
            )
            days = self.days.with_user(user)
            self.assertTrue(days.search([], limit=1).name)
            with self.assertRaises(AccessError):
                days.create({"date": "2031-10-01", "kind": "holiday"})
        self.days.with_user(self.admin).create({"date": "2031-10-01"}).unlink()
        portal = new_test_user(self.env, "test_portal", "base.group_portal")
        with self.assertRaises(AccessError):
            self.days.with_user(portal).search([])


class TestAnswers(WorkdayCase):
    """The explicit questions: when is it due, is it worked."""

    def test_zone_of_the_user_does_not_matter(self):
        for step in ((7, WORKING_DAY), (7, CALENDAR_DAY), (7, HOUR), (1, MONTH)):
            answers = {
                self.days.with_context(tz=zone)._due(MONDAY, [step])
                for zone in ("Asia/Shanghai", "America/New_York", "UTC", False)
            }
            self.assertEqual(len(answers), 1)

    def test_zone_of_the_city_does(self):
        before = self.days._due(MONDAY, [(1, WORKING_DAY)])
        self.env["ir.config_parameter"].set_param("grid_base.timezone", "Europe/London")
        after = self.days._due(MONDAY, [(1, WORKING_DAY)])
        self.assertEqual(before, datetime(2026, 9, 29, 15, 59, 59))
        self.assertEqual(after, datetime(2026, 9, 29, 22, 59, 59))

    def test_settings(self):
        self.assertEqual(
            self.days._due(MONDAY, [(7, CALENDAR_DAY)]),
            datetime(2026, 10, 8, 15, 59, 59),
        )
        self.env["res.config.settings"].create(
            {"grid_deadline_unmoved": True, "grid_deadline_close": "17:30"}
        ).execute()
        self.assertEqual(
            self.days._due(MONDAY, [(7, CALENDAR_DAY)]), datetime(2026, 10, 5, 9, 30)
        )

    def test_unreadable_settings_are_refused(self):
        for key, value in [
            ("grid_base.deadline_close", "half past five"),
            ("grid_base.deadline_close", "00:00"),
            ("grid_base.timezone", "Asia/Putian"),
            ("grid_base.deadline_soon_hours", "many"),
        ]:
            with self.assertRaises(ValidationError):
                self.env["ir.config_parameter"].set_param(key, value)

    def test_working_day_after(self):
        after = self.days._working_day_after
        self.assertEqual(after(date(2026, 9, 30)), date(2026, 10, 8))
        self.assertEqual(after(date(2026, 9, 30), 3), date(2026, 10, 10))

    def test_year_not_entered(self):
        start = datetime(2030, 12, 30, 1)
        questions = [
            lambda: self.days._due(start, [(5, WORKING_DAY)]),
            lambda: self.days._working_day_after(date(2030, 12, 30)),
            lambda: self.days._is_working_day(date(2030, 12, 30)),
        ]
        for question in questions:
            with self.assertRaisesRegex(UserError, "2030.*not entered"):
                question()
        self.assertEqual(self.days._due(start, [(1, HOUR)]), datetime(2030, 12, 30, 2))
        self.env["ir.config_parameter"].set_param(
            "grid_base.deadline_weekends_only", "True"
        )
        for question in questions:
            self.assertTrue(question())

    def test_a_change_is_seen_at_once(self):
        due = datetime(2026, 9, 29, 15, 59, 59)
        later = datetime(2026, 9, 30, 15, 59, 59)
        answer = lambda: self.days._due(MONDAY, [(1, WORKING_DAY)])  # noqa: E731
        self.assertEqual(answer(), due)
        day = self.add("2026-09-29")
        self.assertEqual(answer(), later)
        day.date = "2026-09-30"
        self.assertEqual(answer(), due)
        day.date = "2026-09-29"
        self.assertEqual(answer(), later)
        day.unlink()
        self.assertEqual(answer(), due)
        self.add("2026-09-29")
        self.years.search([("year", "=", 2026)]).unlink()
        with self.assertRaises(UserError):
            answer()

    def test_settled_questions_ask_no_database(self):
        # as in a new transaction: no other test has changed the calendar in it
        as_after_a_commit(self.env)
        self.days._due(MONDAY, [(1, WORKING_DAY)])
        with self.assertQueryCount(0):
            self.days._due(MONDAY, [(9, WORKING_DAY)])

    def test_a_savepoint_does_not_publish_what_is_not_committed(self):
        as_after_a_commit(self.env)
        self.add("2026-09-29")
        with suppress(ValueError), self.env.cr.savepoint():
            # a rollback to a savepoint empties the cache of the cursor
            raise ValueError
        shared = "_cached_exceptions"
        with patch.object(type(self.days), shared, side_effect=AssertionError):
            days, _years = self.days._exceptions()
        self.assertIn(date(2026, 9, 29), days)


class TestYear(WorkdayCase):
    def test_entering_a_year(self):
        year = self.make_year(2031)
        with self.assertRaises(UserError):
            year.action_enter()
        self.add("2031-10-01")
        year.action_enter()
        self.assertTrue(self.days._is_working_day(date(2031, 10, 2)))
        year.action_reopen()
        with self.assertRaises(UserError):
            self.days._is_working_day(date(2031, 10, 2))

    def test_seed_wizard(self):
        year = self.make_year(2026)
        day = self.days.search([("date", "=", "2026-10-01")])
        day.kind, day.name = "holiday", "Ours"
        self.days.search([("date", "=", "2026-10-02")]).unlink()
        wizard = self.env["grid.workday.seed"].with_user(self.admin)
        wizard.create({"year": "2026"}).action_seed()
        self.assertTrue(self.days.search([("date", "=", "2026-10-02")]))
        self.assertEqual(day.name, "Ours")
        wizard.create({"year": "2026", "replace": True}).action_seed()
        self.assertFalse(day.exists())
        self.assertEqual(len(year.workday_ids), 39)
        with self.assertRaises(UserError):
            self.years._seed([2099])

    def test_pasted_notice(self):
        form = Form(self.env["grid.workday.paste"].with_user(self.admin))
        form.basis = "Notice 7"
        form.text = (
            "2031-10-01\t2031-10-07\tHoliday\tNational Day\n"
            "2031/10/11, Make-up Working Day, National Day\n\n"
            "2031-1-1 off New Year\n"
        )
        self.assertEqual(len(form.line_ids), 3)
        self.assertFalse(form.text)
        action = form.save().action_apply()
        year = self.years.browse(action["res_id"])
        self.assertEqual((year.year, year.state), (2031, "entered"))
        self.assertEqual(year.basis, "Notice 7")
        self.assertEqual(len(year.workday_ids), 9)
        self.assertEqual(set(year.workday_ids.mapped("basis")), {"Notice 7"})
        self.assertEqual(year.workday_ids[0].name, "New Year")
        # pasting the corrected notice again overwrites
        form = Form(self.env["grid.workday.paste"].with_user(self.admin))
        form.text = "2031-10-01 2031-10-03 Holiday Birthday"
        form.save().action_apply()
        self.assertEqual(len(year.workday_ids), 9)
        self.assertEqual(
            self.days.search([("date", "=", "2031-10-03")]).name, "Birthday"
        )

    def test_pasted_nonsense_is_named(self):
        for text, word in [
            ("National Day", "National Day"),
            ("2031-10-01 perhaps", "perhaps"),
            ("2031-02-30 holiday", "2031-02-30"),
        ]:
            form = Form(self.env["grid.workday.paste"])
            with self.assertRaisesRegex(UserError, word):
                form.text = text

    def activities(self, year):
        return year.activity_ids.filtered(lambda task: task.user_id == self.admin)

    def test_next_year_is_asked_for_in_november(self):
        with freeze_time("2026-10-31 10:00:00"):
            self.years._cron_next_year()
            self.assertFalse(self.years.search([("year", "=", 2027)]))
        with freeze_time("2026-10-31 20:00:00"):
            self.years._cron_next_year()
            year = self.years.search([("year", "=", 2027)])
            self.assertEqual(year.state, "draft")
            self.assertEqual(len(self.activities(year)), 1)
            self.assertEqual(self.activities(year).date_deadline, date(2026, 11, 1))
            self.years._cron_next_year()
            self.assertEqual(len(self.activities(year)), 1)
        self.add("2027-01-01")
        year.with_user(self.admin).action_enter()
        self.assertFalse(self.activities(year))

    def test_years_of_the_installed_list_need_nobody(self):
        self.years.search([("year", "in", [2025, 2026])]).unlink()
        with freeze_time("2025-12-01 10:00:00"):
            self.years._cron_next_year()
        years = self.years.search([("year", "in", [2025, 2026])])
        self.assertEqual(years.mapped("state"), ["entered", "entered"])
        self.assertFalse(years.activity_ids)
