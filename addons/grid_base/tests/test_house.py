from odoo.exceptions import AccessError, UserError, ValidationError
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

    def test_numbers_are_in_order(self):
        houses = self.house.create(
            [
                {"grid_id": self.grid_a21.id, "street": "Road", "street_number": number}
                for number in ("10", "2", "1")
            ]
        )
        found = self.house.search([("grid_id", "=", self.grid_a21.id)])
        self.assertEqual(found, houses[2] | houses[1] | houses[0])

    def test_plate_codes(self):
        houses = self.house.create(
            [{"grid_id": self.grid_a11.id, "street": str(n)} for n in range(50)]
        )
        codes = houses.mapped("plate_code")
        self.assertEqual(len(set(codes)), 50)
        for code in codes:
            self.assertEqual(len(code), 12)
            self.assertLessEqual(set(code), set(PLATE_ALPHABET))
        self.assertFalse(set(PLATE_ALPHABET) & set("0O1IL2Z5SBGU"))

    def test_plate_page_and_picture(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "https://grid.test")
        self.house.sudo().plate_code = "ACDEFHJKMNPQ"
        self.assertEqual(self.house.plate_url(), "https://grid.test/g/ACDEFHJKMNPQ")
        self.assertEqual(self.house.plate_text(), "ACDE FHJK MNPQ")
        self.assertTrue(self.house.plate_qr().startswith("data:image/png;base64,iVBOR"))

    def test_sheet_of_plates(self):
        houses = self.house.create(
            [{"grid_id": self.grid_a11.id, "street": f"Lane {n}"} for n in range(12)]
        )
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.worker)
            .with_context(force_report_rendering=False)
            ._render_qweb_html("grid_base.report_door_plate", houses.ids)
        )
        html = html.decode()
        self.assertEqual(html.count('class="plates"'), 2, "ten on a sheet")
        for house in houses:
            self.assertIn(house.plate_text(), html)

    def test_rooms_of_a_building(self):
        wizard = (
            self.env["grid.house.generate"]
            .with_user(self.worker)
            .create(
                {
                    "grid_id": self.grid_a11.id,
                    "street": "Lychee Road",
                    "building": "3",
                    "units": 2,
                    "first_floor": 2,
                    "last_floor": 3,
                    "rooms": 2,
                }
            )
        )
        self.assertEqual(wizard.count, 8)
        wizard.action_generate()
        action = wizard.action_generate()
        houses = self.house.search(action["domain"])
        self.assertEqual(len(houses), 8, "a second time makes none twice")
        self.assertIn(
            "Lychee Road Building 3 Unit 2 Room 302", houses.mapped("address")
        )
        wizard.rooms = 0
        with self.assertRaises(UserError):
            wizard.action_generate()

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
