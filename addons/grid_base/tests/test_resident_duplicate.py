from odoo.exceptions import AccessError
from odoo.tests import tagged

from .people_common import LIN, WOMAN, PeopleCase

BIRTH = "1965-02-28"
OTHER_NUMBER = "350322196502281044"


@tagged("post_install", "-at_install")
class TestResidentDuplicate(PeopleCase):
    """Candidates are shown within one's own scope, and decided by people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lin = cls.make_resident(id_number=WOMAN)
        cls.twin = cls.make_resident(
            birth_date=BIRTH, phone="13812345678", native_place="Putian"
        )
        cls.far = cls.make_resident(LIN, cls.other_household, birth_date=BIRTH)

    def found(self, user):
        return (
            self.env["grid.resident"]
            .with_user(user)
            .search([("is_possible_duplicate", "=", True)])
        )

    def test_same_name_and_birth_date(self):
        self.assertEqual(self.found(self.officer), self.lin | self.twin)
        self.assertFalse(self.found(self.other_worker), "its twins are elsewhere")

    def test_same_name_and_phone(self):
        one = self.make_resident("林 淑端", phone="13900000000")
        two = self.make_resident("林淑端", phone="139 0000 0000")
        self.assertEqual(self.found(self.officer), self.lin | self.twin | one | two)

    def test_two_numbers_are_two_people(self):
        self.twin.write({"id_number": OTHER_NUMBER})
        self.assertEqual(self.twin.duplicate_key, self.lin.duplicate_key)
        self.assertFalse(self.found(self.officer))

    def test_found_to_be_different(self):
        wizard = self.compare(self.twin)
        self.assertEqual(wizard.resident_ids, self.lin | self.twin)
        wizard.action_distinct()
        self.assertFalse(self.found(self.officer))
        self.assertFalse(self.lin.with_user(self.officer).is_possible_duplicate)

    def compare(self, resident):
        action = resident.with_user(self.officer).action_compare()
        return (
            self.env["grid.resident.merge"]
            .with_user(self.officer)
            .with_context(**action["context"])
            .create({})
        )

    def test_merge(self):
        wizard = self.compare(self.twin)
        self.assertEqual(wizard.keep_id, self.lin, "the one with a number")
        visit = self.env["grid.residence"].create(
            {
                "resident_id": self.twin.id,
                "grid_id": self.grid_a11.id,
                "kind": "moved",
                "date_to": self.today,
            }
        )
        wizard.action_merge()
        self.assertFalse(self.twin.active)
        self.assertEqual(self.twin.departure_kind, "merged")
        self.assertEqual(self.lin.phone_true, "13812345678")
        self.assertEqual(self.lin.native_place, "Putian")
        self.assertEqual(self.lin.id_number_true, WOMAN)
        self.assertEqual(visit.resident_id, self.lin)
        self.assertFalse(self.found(self.officer))

    def test_merge_takes_over_the_number(self):
        wizard = self.compare(self.lin)
        wizard.keep_id = self.twin
        wizard.action_merge()
        self.env.flush_all()
        self.assertEqual(self.twin.id_number_true, WOMAN)
        self.assertEqual(self.twin.sex_id.code, "2")

    def test_worker_does_not_merge(self):
        with self.assertRaises(AccessError):
            self.env["grid.resident.merge"].with_user(self.worker).create({})
