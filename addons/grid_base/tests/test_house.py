from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..models.grid_house import PLATE_ALPHABET
from .people_common import FAMOUS, PeopleCase


@tagged("post_install", "-at_install")
class TestHouse(PeopleCase):
    """Addresses and door plates."""

    def test_address_of_parts(self):
        house = self.make_house(
            self.grid_a11, street="荔园路", street_number="12", building="3", room="501"
        )
        self.assertEqual(house.address, "荔园路No. 12 Building 3 Room 501")
        house.write({"building": "三号楼", "floor": "5"})
        self.assertEqual(house.address, "荔园路No. 12三号楼Room 501")

    def test_address_written_whole(self):
        house = self.make_house(self.grid_a11, address="Old Temple")
        self.assertEqual(house.address, "Old Temple")
        self.assertEqual(house.display_name, "Old Temple")

    def test_plate_codes(self):
        houses = self.house.create(
            [{"grid_id": self.grid_a11.id, "street": str(n)} for n in range(50)]
        )
        codes = houses.mapped("plate_code")
        self.assertEqual(len(set(codes)), 50)
        for code in codes:
            self.assertEqual(len(code), 12)
            self.assertLessEqual(set(code), set(PLATE_ALPHABET))
        self.assertFalse(set(PLATE_ALPHABET) & set("0O1IL2Z5S8B6GU"[:8]))

    def test_plate_code_is_drawn_not_entered(self):
        house = self.house.with_user(self.officer)
        with self.assertRaises(AccessError):
            house.plate_code = "A" * 12
        with self.assertRaises(AccessError):
            house.create(
                {"street": "x", "grid_id": self.grid_a11.id, "plate_code": "A" * 12}
            )

    def test_renew_plate(self):
        code = self.house.plate_code
        with self.assertRaises(AccessError):
            self.house.with_user(self.worker).action_renew_plate()
        self.house.with_user(self.officer).action_renew_plate()
        self.assertNotEqual(self.house.plate_code, code)

    def test_copy_gets_its_own_plate(self):
        self.assertNotEqual(self.house.copy().plate_code, self.house.plate_code)

    def test_owner_number_is_checked_on_an_identity_card(self):
        card, passport = (
            self.code("certificate", number).id for number in ("111", "414")
        )
        self.house.write({"owner_id_number": "E12345678"})
        self.house.owner_certificate_id = passport
        with self.assertRaisesRegex(ValidationError, "not valid"):
            self.house.owner_certificate_id = card
        good = self.make_house(
            self.grid_a11,
            street="x",
            owner_certificate_id=card,
            owner_id_number=FAMOUS.lower(),
        )
        self.assertEqual(good.owner_id_number_true, FAMOUS)
        self.assertEqual(good.with_user(self.worker).owner_id_number[2:-2], "*" * 14)

    def test_position(self):
        with self.assertRaises(ValidationError):
            self.house.latitude = 91

    def test_counts(self):
        self.make_resident()
        self.assertEqual(self.house.household_count, 1)
        self.assertEqual(self.house.resident_count, 1)
