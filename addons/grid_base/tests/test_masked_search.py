import warnings
from functools import partial

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .masked_common import ID_NUMBER, PERSON, PHONE, PHONE_MASK, VISIT, MaskedCase


@tagged("post_install", "-at_install")
class TestMaskedSearch(MaskedCase):
    """A filter, a group or a sort discloses nothing; an exact look-up works."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls.make_person(cls.grid_b11, name="Foreign")
        cls.plain = cls.make_person(
            cls.grid_a11,
            name="Nothing",
            **{f"{name}_true": False for name in ("phone", "id_number", "birth_date")},
        )

    def setUp(self):
        super().setUp()
        self.env.cr.cache.clear()

    def found(self, user, *conditions):
        self.env.invalidate_all()
        domain = [("grid_id", "child_of", self.city.ids), *conditions]
        return self.env[PERSON].with_user(user).search(domain)

    def test_exact_value_within_the_scope(self):
        for operator in ("=", "ilike", "like", "=ilike"):
            for text in (ID_NUMBER, ID_NUMBER[:6] + " " + ID_NUMBER[6:]):
                self.assertEqual(
                    self.found(self.worker, ("id_number", operator, text)), self.person
                )
        self.assertEqual(self.found(self.worker, ("phone", "in", [PHONE])), self.person)
        self.assertEqual(
            self.found(self.stranger, ("id_number", "=", ID_NUMBER)), self.foreign
        )
        self.assertNotIn(
            self.person, self.found(self.worker, ("id_number", "!=", ID_NUMBER))
        )

    def test_parts_of_a_value_find_nothing(self):
        for field_name, text in (
            ("id_number", "350302"),
            ("id_number", "%"),
            ("id_number", "3503021990010100__"),
            ("phone", "1381234567_"),
            ("phone", "138%"),
            ("phone", PHONE_MASK),
            ("phone", "13812"),
            ("phone", "1381234"),
            ("birth_date", "1990"),
        ):
            for operator in ("=", "ilike", "like", "=like", "=ilike"):
                self.assertFalse(self.found(self.worker, (field_name, operator, text)))
        self.assertFalse(self.logged("search"), "half a number is no look-up")

    def test_other_operators_are_refused(self):
        for condition in (
            ("phone", ">", "1380"),
            ("phone", "<=", "139"),
            ("id_number", ">=", "350302199001010016"),
            ("birth_date", ">", "1989-12-31"),
            ("birth_date", "=", "1990-01-01"),
            ("birth_date", "ilike", "1990-01-01"),
            ("birth_date.year_number", "=", 1990),
            ("address", "ilike", "Wenxian"),
        ):
            with self.subTest(condition):
                self.assert_refused(
                    partial(self.found, self.worker, condition),
                    (UserError, ValueError),
                )

    def test_the_true_field_cannot_be_searched_sorted_or_grouped(self):
        people = self.env[PERSON].with_user(self.worker)
        visits = self.env[VISIT].with_user(self.worker)
        person = self.person.with_user(self.worker)
        visit = (
            self.env[VISIT]
            .create({"grid_id": self.grid_a11.id, "person_id": person.id})
            .with_user(self.worker)
        )
        for attempt in (
            lambda: people.search([("phone_true", "like", "138%")]),
            lambda: people.search([("birth_date_true", ">", "1980-01-01")]),
            lambda: people.search([("birth_date_true.year_number", "=", 1990)]),
            lambda: people.search([], order="phone_true"),
            lambda: people._read_group([], ["phone_true"]),
            lambda: people._read_group([], [], ["birth_date_true:max"]),
            lambda: people.formatted_read_group([], ["birth_date_true:year"], []),
            lambda: people.read_group([], ["phone_true"], ["phone_true"]),
            lambda: people.search_read([], ["phone_true"]),
            lambda: people.web_search_read([], {"phone_true": {}}),
            lambda: person.filtered_domain([("phone_true", "=", PHONE)]),
            lambda: visits.search([("person_id.phone_true", "like", "138%")]),
            lambda: visits.search([("person_id", "any", [("phone_true", "=", PHONE)])]),
            lambda: visits.search([], order="person_id.phone_true"),
            lambda: visits._read_group([], ["person_id.phone_true"]),
            lambda: visit.web_read({"person_id": {"fields": {"phone_true": {}}}}),
        ):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # read_group
                self.assert_refused(attempt, (AccessError, ValueError))

    def test_the_shown_field_is_neither_sorted_nor_grouped(self):
        people = self.env[PERSON].with_user(self.worker)
        described = people.fields_get(["phone"], ["sortable", "groupable"])
        self.assertEqual(described["phone"], {"sortable": False, "groupable": False})
        for attempt in (
            lambda: people.search([], order="phone"),
            lambda: people._read_group([], ["phone"]),
            lambda: people._read_group([], [], ["phone:array_agg"]),
            lambda: people.formatted_read_group([], ["phone"], []),
            lambda: (
                self.env[VISIT].with_user(self.worker)._read_group([], ["person_phone"])
            ),
        ):
            self.assert_refused(attempt, (AccessError, ValueError))

    def test_set_or_not_set(self):
        self.assertEqual(self.found(self.worker, ("phone", "=", False)), self.plain)
        self.assertEqual(self.found(self.worker, ("phone", "!=", False)), self.person)

    def test_name_search(self):
        people = self.env[PERSON].with_user(self.worker)
        self.assertEqual(people.name_search(ID_NUMBER)[0][0], self.person.id)
        self.assertEqual(len(people.name_search("Chen")), 1)
        self.assertFalse(people.name_search("350302"))
        self.assertFalse(people.name_search("1990"))

    def test_through_another_model(self):
        visit = self.env[VISIT].create(
            {"grid_id": self.grid_a11.id, "person_id": self.person.id}
        )
        visits = self.env[VISIT].with_user(self.worker)
        self.assertEqual(visits.search([("person_phone", "=", PHONE)]), visit)
        self.assertFalse(visits.search([("person_phone", "ilike", "1381")]))
        hidden = self.env[VISIT].create(
            {"grid_id": self.grid_a11.id, "person_id": self.foreign.id}
        )
        self.assertEqual(
            visits.search([("person_id.phone", "=", PHONE)]),
            visit,
            "a person out of scope is not found through a visit in scope",
        )
        self.assertTrue(hidden)

    def test_filtered_domain_compares_the_mask_only(self):
        person = self.as_user(self.worker)
        self.assertFalse(person.filtered_domain([("birth_date", "=", "1990-01-01")]))
        self.assertFalse(person.filtered_domain([("phone", "like", "1234")]))

    def test_member_of_the_group_searches_freely(self):
        self.assertEqual(
            self.found(self.cleared, ("phone", "like", "1381")), self.person
        )
        self.assertEqual(
            self.found(self.cleared, ("birth_date", ">", "1989-12-31")), self.person
        )
        self.assertEqual(
            self.found(self.cleared, ("id_number", "=", ID_NUMBER.lower())), self.person
        )

    def test_look_ups_are_counted_and_logged(self):
        self.found(self.worker, ("phone", "=", PHONE))
        self.found(self.worker, ("phone", "=", PHONE))
        row = self.logged("search", self.worker)
        self.assertEqual(len(row), 1, "once a transaction")
        self.assertEqual((row.field_names, row.detail), ("phone", PHONE_MASK))
        self.assertNotIn(PHONE, str(row.read()))

    def test_trying_out_numbers_ends_soon(self):
        numbers = [f"1381234{n:04d}" for n in range(5600, 5700)]
        for condition in (
            [("phone", "in", numbers)],
            ["|"] * 99 + [("phone", "=", number) for number in numbers],
            [("phone", "not in", numbers)],
        ):
            self.env.cr.cache.clear()
            with self.assertRaisesRegex(UserError, "Too many"):
                self.env[PERSON].with_user(self.worker).search(condition)

    def test_limit_of_a_day(self):
        self.env["ir.config_parameter"].set_param("grid_base.lookup_per_day", "3")
        for number in ("13800000001", "13800000002", "13800000003"):
            self.found(self.worker, ("phone", "=", number))
        self.env.cr.cache.clear()
        with self.assertRaisesRegex(UserError, "limit"):
            self.found(self.worker, ("phone", "=", "13800000004"))
        self.found(self.stranger, ("phone", "=", PHONE))  # another user may still
