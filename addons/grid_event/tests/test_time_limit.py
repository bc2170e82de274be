from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form, TransactionCase, new_test_user
from odoo.tools import mute_logger

from odoo.addons.grid_base.tools.deadline import (
    CALENDAR_DAY,
    HOUR,
    MONTH,
    WORKING_DAY,
)


class TimeLimitCase(TransactionCase):
    """No limits but its own: categories big (with small a and b) and other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.limits = cls.env["grid.time.limit"]
        cls.limits.with_context(active_test=False).search([]).unlink()
        big, cls.other = cls.env["grid.event.category"].create(
            [{"name": "Big", "code": "T1"}, {"name": "Other", "code": "T2"}]
        )
        cls.big = big
        cls.small_a, cls.small_b = cls.env["grid.event.category"].create(
            [
                {"name": "A", "code": "T101", "parent_id": big.id},
                {"name": "B", "code": "T102", "parent_id": big.id},
            ]
        )
        cls.ordinary = cls.env.ref("grid_event.grid_code_event_urgency_01")
        cls.urgent = cls.env.ref("grid_event.grid_code_event_urgency_02")
        cls.town = cls.env.ref("grid_base.grid_level_town")
        cls.county = cls.env.ref("grid_base.grid_level_county")

    @classmethod
    def make(cls, category=None, urgency=None, level=None, **values):
        return cls.limits.create(
            {
                "category_id": category and category.id,
                "urgency_id": urgency and urgency.id,
                "level_id": level and level.id,
                **values,
            }
        )


class TestTimeLimit(TimeLimitCase):
    @mute_logger("odoo.sql_db")
    def test_one_record_for_one_key(self):
        for key in ({}, {"category": self.big}, {"urgency": self.urgent}):
            first = self.make(**key)
            with self.subTest(**key), self.assertRaises(IntegrityError):
                with self.env.cr.savepoint():
                    self.make(**key)
            first.active = False
            self.env.flush_all()
            self.make(**key)
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                first.active = True
                self.env.flush_all()

    @mute_logger("odoo.sql_db")
    def test_range(self):
        for value in (-1, 10000):
            with self.subTest(value=value), self.assertRaises(IntegrityError):
                self.make(handle_value=value)

    def test_hours(self):
        self.assertEqual(self.make(handle_value=0).handle_value, 0)
        for name in ("accept", "handle", "verify", "cap"):
            with self.subTest(name=name):
                values = {f"{name}_value": 0, f"{name}_unit": HOUR}
                with (
                    self.assertRaisesRegex(ValidationError, "one hour"),
                    self.env.cr.savepoint(),
                ):
                    self.make(self.big, **values)

    def test_cap_is_not_shorter_than_handling(self):
        for handle, cap, fits in (
            ((7, CALENDAR_DAY), (6, CALENDAR_DAY), False),
            ((7, CALENDAR_DAY), (7, CALENDAR_DAY), True),
            ((2, CALENDAR_DAY), (47, HOUR), False),
            ((2, CALENDAR_DAY), (48, HOUR), True),
            ((49, HOUR), (2, CALENDAR_DAY), False),
            ((7, WORKING_DAY), (6, WORKING_DAY), False),
            ((7, WORKING_DAY), (9, CALENDAR_DAY), True),
            ((7, CALENDAR_DAY), (0, False), True),
            ((2, MONTH), (1, MONTH), False),
            ((31, CALENDAR_DAY), (1, MONTH), True),
            ((32, CALENDAR_DAY), (1, MONTH), False),
            ((1, MONTH), (28, CALENDAR_DAY), True),
            ((1, MONTH), (27, CALENDAR_DAY), False),
            ((1, MONTH), (671, HOUR), False),
            ((1, MONTH), (5, WORKING_DAY), True),
        ):
            values = dict(
                zip(
                    ("handle_value", "handle_unit", "cap_value", "cap_unit"),
                    handle + cap,
                    strict=True,
                )
            )
            with self.subTest(**values):
                if fits:
                    self.make(**values).unlink()
                else:
                    with (
                        self.assertRaisesRegex(ValidationError, "cap is shorter"),
                        self.env.cr.savepoint(),
                    ):
                        self.make(**values)

    def test_urgency_is_of_its_table(self):
        with (
            self.assertRaisesRegex(ValidationError, "another code table"),
            self.env.cr.savepoint(),
        ):
            self.make(urgency=self.env.ref("grid_event.grid_code_event_source_01"))

    @mute_logger("odoo.sql_db")
    def test_nothing_widens_a_limit(self):
        """Were the category emptied, its limit would hold for every event."""
        self.make(self.other, self.urgent)
        for record in (self.other, self.urgent):
            with self.subTest(record=record), self.assertRaises(IntegrityError):
                record.unlink()

    def test_names(self):
        self.assertEqual(self.make().display_name, "All Events")
        limit = self.make(self.small_a, self.urgent, self.town)
        self.assertEqual(limit.display_name, "Big / A · Urgent · Town or Street")
        limit = self.make(level=self.county)
        self.assertEqual(limit.display_name, "County")

    def test_general_records_come_first(self):
        exact = self.make(self.big, self.urgent)
        category = self.make(self.big)
        everything = self.make()
        self.assertEqual(list(self.limits.search([])), [everything, category, exact])

    def test_form(self):
        admin = new_test_user(self.env, "limits", "grid_base.group_grid_admin")
        with Form(self.limits.with_user(admin)) as form:
            form.category_id = self.big
            form.handle_value = 24
            form.handle_unit = HOUR
        self.assertEqual(form.record.handle_unit, HOUR)


class TestSeededLimits(TransactionCase):
    def test_default(self):
        limit = self.env.ref("grid_event.grid_time_limit_all")
        self.assertFalse(limit.category_id or limit.urgency_id or limit.level_id)
        self.assertEqual(
            [(limit[f"{n}_value"], limit[f"{n}_unit"]) for n in ("accept", "handle")],
            [(2, CALENDAR_DAY), (7, CALENDAR_DAY)],
        )
        self.assertEqual((limit.cap_value, limit.cap_unit), (15, CALENDAR_DAY))

    def test_same_day_on_the_spot(self):
        limit = self.env.ref("grid_event.grid_time_limit_unit")
        self.assertEqual(limit.level_id, self.env.ref("grid_base.grid_level_unit"))
        self.assertEqual((limit.handle_value, limit.handle_unit), (0, CALENDAR_DAY))
