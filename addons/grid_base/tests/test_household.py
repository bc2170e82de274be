from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .people_common import LIN, PeopleCase


@tagged("post_install", "-at_install")
class TestHousehold(PeopleCase):
    """Members and their head."""

    def test_head_by_relation(self):
        self.make_resident("Son", relation_id=self.code("relation", "20").id)
        self.assertFalse(self.household.head_id)
        lin = self.make_resident(LIN, relation_id=self.code("relation", "02").id)
        self.assertEqual(self.household.head_id, lin)
        self.assertTrue(lin.is_head)
        self.assertEqual(self.household.display_name, f"Household of {LIN}")

    def test_head_must_be_a_member(self):
        stranger = self.make_resident(LIN, self.other_household)
        with self.assertRaises(ValidationError):
            self.household.head_id = stranger

    def test_name_without_a_head(self):
        self.assertEqual(self.household.display_name, "Household H-1")

    def test_found_by_head_and_number(self):
        self.make_resident(LIN, relation_id=self.code("relation", "02").id)
        Household = self.env["grid.household"].with_user(self.worker)
        for text in (LIN, "H-1"):
            self.assertEqual(
                Household.search([("display_name", "ilike", text)]), self.household
            )

    def test_members_entered_with_the_household(self):
        household = (
            self.env["grid.household"]
            .with_user(self.worker)
            .create(
                {
                    "house_id": self.house.id,
                    "member_ids": [
                        (
                            0,
                            0,
                            {
                                "name": LIN,
                                "relation_id": self.code("relation", "02").id,
                                "phone": "13812345678",
                            },
                        ),
                        (0, 0, {"name": "Son"}),
                    ],
                }
            )
        )
        self.assertEqual(household.member_count, 2)
        self.assertEqual(household.head_id.name, LIN)
        self.assertEqual(household.member_ids.grid_id, self.grid_a11)
        self.assertEqual(household.member_ids.house_id, self.house)
