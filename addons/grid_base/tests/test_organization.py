from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tools import mute_logger

from .common import GridCase

CODE = "91350100M000100Y43"


class TestOrganization(GridCase):
    @classmethod
    def make_organization(cls, name, grid, **values):
        kind = cls.env.ref("grid_base.grid_organization_kind_department")
        return cls.env["grid.organization"].create(
            {"name": name, "grid_id": grid.id, "kind_id": kind.id, **values}
        )

    def test_credit_code_is_normalized(self):
        organization = self.make_organization(
            "Bureau", self.county, credit_code=" 91350100m000100y43 "
        )
        self.assertEqual(organization.credit_code, CODE)

    def test_wrong_credit_code(self):
        with self.assertRaisesRegex(ValidationError, "not a valid unified"):
            self.make_organization(
                "Bureau", self.county, credit_code="91350100M000100Y44"
            )

    @mute_logger("odoo.sql_db")
    def test_credit_code_twice(self):
        self.make_organization("Bureau", self.county, credit_code=CODE)
        with self.assertRaises(IntegrityError):
            self.make_organization("Office", self.county, credit_code=CODE)

    def test_found_by_a_former_name(self):
        bureau = self.make_organization(
            "Market Regulation", self.county, former_names="Food and Drug"
        )
        found = self.env["grid.organization"].name_search("Food and")
        self.assertIn(bureau.id, [row[0] for row in found])

    def test_part_of_itself(self):
        bureau = self.make_organization("Bureau", self.county)
        office = self.make_organization("Office", self.county, parent_id=bureau.id)
        with self.assertRaises(ValidationError):
            bureau.parent_id = office

    def test_officer_edits_those_seated_in_scope(self):
        officer = self.make_user("town", self.town_a, "town_officer")
        here = self.make_organization("Here", self.town_a).with_user(officer)
        there = self.make_organization("There", self.town_b).with_user(officer)
        here.phone = "0594-1234567"
        self.assertEqual(there.name, "There", "organizations are no secret")
        with self.assertRaises(AccessError):
            there.phone = "0594-1234567"
