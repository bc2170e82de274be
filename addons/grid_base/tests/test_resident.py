from datetime import date

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .people_common import FAMOUS, LIN, MAN, OTHER_WOMAN, WOMAN, PeopleCase


@tagged("post_install", "-at_install")
class TestResident(PeopleCase):
    """What an identity number says, and what must agree with it."""

    def test_birth_date_and_sex_come_from_the_number(self):
        for number, birth, sex in (
            (MAN, date(1990, 1, 1), "1"),
            (WOMAN, date(1965, 2, 28), "2"),
            (OTHER_WOMAN, date(1988, 11, 15), "2"),
            (FAMOUS, date(1949, 12, 31), "2"),
        ):
            resident = self.make_resident(id_number=number)
            self.assertEqual(resident.birth_date_true, birth)
            self.assertEqual(resident.sex_id.code, sex)

    def test_number_filled_in_later(self):
        resident = self.make_resident()
        self.assertFalse(resident.birth_date_true)
        resident.with_user(self.worker).id_number = WOMAN
        self.assertEqual(resident.birth_date_true, date(1965, 2, 28))
        self.assertEqual(resident.sex_id.code, "2")

    def test_spellings_of_a_number(self):
        for text in (
            "11010519491231002x",
            " 110105 19491231 002X",
            "１１010519491231002X",
        ):
            resident = self.make_resident(id_number=text)
            self.assertEqual(resident.id_number_true, FAMOUS)
            resident.unlink()

    def test_wrong_numbers_are_refused(self):
        for text in ("350302199001010018", "35030219900101001", "350302199013010011"):
            with self.assertRaises(ValidationError):
                self.make_resident(id_number=text)

    def test_old_number_is_the_same_as_the_new_one(self):
        resident = self.make_resident(id_number="110105491231002")
        self.assertEqual(resident.id_number_true, FAMOUS)
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            with self.env.cr.savepoint():
                self.make_resident("another", id_number=FAMOUS)

    def test_number_is_unique_among_the_present(self):
        resident = self.make_resident(id_number=MAN)
        resident.active = False
        self.env.flush_all()
        again = self.make_resident(id_number=MAN)
        again.active = False
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            resident.active = again.active = True
            self.env.flush_all()

    def test_no_number_is_needed(self):
        residents = self.make_resident("one") + self.make_resident("two")
        self.assertEqual(residents.mapped("id_number"), [False, False])

    def test_birth_date_against_the_number(self):
        with self.assertRaisesRegex(ValidationError, "birth date"):
            self.make_resident(id_number=MAN, birth_date="1990-01-02")
        with self.assertRaisesRegex(ValidationError, "sex"):
            self.make_resident(id_number=FAMOUS, sex_id=self.code("sex", "1").id)

    def test_unknown_region_is_only_remarked(self):
        known = self.make_resident(id_number=MAN)
        unknown = self.make_resident(id_number="999999199001010016")
        worker = (known + unknown).with_user(self.worker)
        self.assertFalse(worker[0].id_number_note)
        self.assertIn("no division known", worker[1].id_number_note)

    def test_masks(self):
        resident = self.make_resident(
            id_number=WOMAN, phone="13812345678", registered_address="Road 5, room 3"
        ).with_user(self.worker)
        self.assertEqual(resident.id_number, "350322********1028")
        self.assertEqual(resident.phone, "138****5678")
        self.assertEqual(resident.birth_date, "1965-**-**")
        self.assertNotIn("5", resident.registered_address)
        self.assertEqual(resident.display_name, LIN)

    def test_code_of_another_table_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "another code table"):
            self.make_resident(ethnicity_id=self.code("sex", "1").id)

    def test_age_band_of_today(self):
        resident = self.make_resident(birth_date="2006-03-01")
        for day, band in (
            ("2012-06-01", "0_6"),
            ("2013-03-01 04:00", "7_17"),
            ("2024-02-28", "7_17"),
            ("2024-03-01", "18_59"),
            ("2066-03-01", "60_79"),
            ("2086-03-01", "80"),
        ):
            with freeze_time(day), self.subTest(day=day):
                resident.invalidate_recordset(["age_band"])
                self.assertEqual(resident.age_band, band)
                for key in ("0_6", "7_17", "18_59", "60_79", "80"):
                    found = resident.search(
                        [("age_band", "=", key), ("id", "=", resident.id)]
                    )
                    self.assertEqual(bool(found), key == band)

    def test_age_bands_are_counted(self):
        self.make_resident(birth_date="2020-01-01")
        self.make_resident(birth_date="1930-01-01")
        self.make_resident()
        groups = (
            self.env["grid.resident"]
            .with_user(self.officer)
            .formatted_read_group(
                [("grid_id", "=", self.grid_a11.id)], ["age_band"], ["__count"]
            )
        )
        counts = {group["age_band"]: group["__count"] for group in groups}
        self.assertEqual(counts["80"], 1)
        self.assertEqual(counts[False], 1)


@tagged("post_install", "-at_install")
class TestResidentSearch(PeopleCase):
    """One search bar."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lin = cls.make_resident(LIN, id_number=WOMAN, phone="13812345678")
        cls.shan = cls.make_resident("单小明")
        cls.latin = cls.make_resident("Anna Smith")
        cls.far = cls.make_resident(LIN, cls.other_household)

    def found(self, text, user=None):
        names = (
            self.env["grid.resident"]
            .with_user(user or self.worker)
            .name_search(text, [("household_id", "=", self.household.id)])
        )
        return [name for _id, name in names]

    def test_by_name(self):
        self.assertEqual(self.found("林淑"), [LIN])
        self.assertEqual(self.found("淑"), [])

    def test_by_pinyin(self):
        for text in ("lsd", "LSD", "lin shu duan", "linshuduan", "ls"):
            self.assertEqual(self.found(text), [LIN], text)
        self.assertEqual(self.found("sxm"), ["单小明"], "a surname has its own reading")
        self.assertEqual(self.found("as"), ["Anna Smith"])
        self.assertEqual(self.found("Anna"), ["Anna Smith"])

    def test_by_identity_number(self):
        self.assertEqual(self.found(WOMAN), [LIN])
        self.assertEqual(self.found(WOMAN[:17]), [])
        self.assertEqual(self.found("350322650228102"), [LIN], "the old number too")

    def test_by_phone(self):
        self.assertEqual(self.found("138 1234 5678"), [LIN])
        self.assertEqual(self.found("1381234"), [])

    def test_by_address(self):
        self.assertEqual(len(self.found("荔园路No. 12")), 3)

    def test_like_signs_are_plain_text(self):
        self.assertEqual(self.found("%明"), [])
        self.assertEqual(self.found("_"), [])

    def test_nothing_of_other_grids(self):
        Resident = self.env["grid.resident"].with_user(self.worker)
        self.assertEqual(Resident.search([("display_name", "ilike", "lsd")]), self.lin)

    def test_true_values_cannot_be_searched(self):
        for leaf in (
            ("birth_date_true", "<", "2000-01-01"),
            ("duplicate_key", "=", "x"),
        ):
            with self.assertRaises(AccessError):
                self.env["grid.resident"].with_user(self.worker).search([leaf])
