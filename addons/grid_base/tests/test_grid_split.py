from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form

from .people_common import PeopleCase


class TestGridSplit(PeopleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_user("split_head", cls.community_a1, "station_head")
        cls.resident = cls.make_resident()
        cls.resident.former_name = "Lin"
        cls.far_house = cls.make_house(cls.grid_a11, street="东大路", street_number="3")
        cls.env["grid.house"].create(
            [
                {"grid_id": cls.grid_a11.id, "address": address}
                for address in ("Long Road 3", "Long Road 30", "Long Road 3 Room 2")
            ]
        )
        cls.visit = cls.env["grid.visit"].create(
            {
                "household_id": cls.household.id,
                "outcome": "met",
                "staff_id": cls.worker.grid_staff_ids.id,
            }
        )

    def split(self, *lines, user=None, **values):
        wizard = self.env["grid.grid.split"].with_user(user or self.manager)
        wizard = wizard.create(
            {
                "grid_id": self.grid_a11.id,
                "line_ids": [Command.create(line) for line in lines],
                **values,
            }
        )
        wizard.action_apply()
        return self.env["grid.grid"].search(
            [("parent_id", "=", self.community_a1.id), ("id", ">", self.grid_b11.id)]
        )

    def test_houses_take_along_who_lives_there(self):
        new = self.split(
            {"name": "Grid 9", "house_ids": [Command.link(self.house.id)]},
            reason="Too many households",
        )
        moved = (
            self.house,
            self.household,
            self.resident,
            self.visit,
            self.resident.change_ids,
        )
        for records in moved:
            self.assertEqual(records.grid_id, new, records._name)
        self.assertEqual(self.far_house.grid_id, self.grid_a11, "the rest stays")
        self.assertFalse(self.resident.residence_ids, "nobody moved house")
        self.assertEqual(new.history_ids.kind, "split")
        self.assertEqual(new.history_ids.other_grid_ids, self.grid_a11)
        self.assertEqual(new.history_ids.reason, "Too many households")
        carried = new.history_ids.carried
        self.assertEqual(carried["grid.house"], 1)
        self.assertEqual(carried["grid.household"], 1)
        self.assertEqual(carried["grid.resident"], 1)
        self.assertEqual(carried["grid.visit"], 1)
        self.assertEqual(self.grid_a11.history_ids.carried, carried)

    def test_code_is_drawn_beside_the_old_one(self):
        new = self.split({"name": "Grid 9"}, {"name": "Grid 10"})
        self.assertEqual(new.mapped("code"), ["990001001001003", "990001001001004"])
        self.assertEqual(new.parent_id, self.community_a1)
        self.assertEqual(new.level_id, self.grid_a11.level_id)

    def test_who_is_posted_there_sees_them_at_once(self):
        self.assertTrue(self.resident.with_user(self.worker).has_access("read"))
        self.split({"name": "Grid 9", "house_ids": [Command.link(self.house.id)]})
        self.assertFalse(self.resident.with_user(self.worker).has_access("read"))
        self.assertTrue(self.resident.with_user(self.officer).has_access("read"))

    def test_posting_goes_along(self):
        staff = self.worker.grid_staff_ids
        staff.posting_ids.date_from = self.today - timedelta(days=9)
        new = self.split(
            {"name": "Grid 9", "posting_ids": [Command.link(staff.posting_ids.id)]}
        )
        self.assertEqual(staff.current_posting_ids.grid_id, new)
        self.assertEqual(staff.grid_id, new)

    def test_posting_in_both(self):
        staff = self.worker.grid_staff_ids
        new = self.split(
            {
                "name": "Grid 9",
                "posting_ids": [Command.link(staff.posting_ids.id)],
                "keep_postings": True,
            }
        )
        self.assertEqual(staff.current_posting_ids.grid_id, self.grid_a11 | new)
        self.assertEqual(staff.grid_id, self.grid_a11)

    def test_addresses_are_whole(self):
        new = self.split({"name": "Grid 9", "addresses": " Long Road 3 \n\n东大路"})
        houses = self.env["grid.house"].search([("grid_id", "=", new.id)])
        self.assertEqual(
            set(houses.mapped("address")),
            {"Long Road 3", "Long Road 3 Room 2", self.far_house.address},
        )

    def test_address_without_a_house(self):
        with self.assertRaisesRegex(UserError, "no house at Short Road"):
            self.split({"name": "Grid 9", "addresses": "Short Road"})

    def test_house_in_two_parts(self):
        link = [Command.link(self.house.id)]
        with self.assertRaisesRegex(UserError, "given to two grids"):
            self.split(
                {"name": "Grid 9", "house_ids": link},
                {"name": "Grid 10", "house_ids": link},
            )

    def test_old_grid_is_not_archived_with_houses_in_it(self):
        with self.assertRaisesRegex(UserError, "houses are left"):
            self.split({"name": "Grid 9"}, archive=True)

    def test_old_grid_may_be_archived_when_empty(self):
        houses = self.env["grid.house"].search([("grid_id", "=", self.grid_a11.id)])
        new = self.split(
            {"name": "Grid 9", "house_ids": [Command.set(houses.ids)]}, archive=True
        )
        self.assertFalse(self.grid_a11.active)
        self.assertEqual(self.worker.grid_staff_ids.current_posting_ids.grid_id, new)

    def test_only_what_lies_there(self):
        with self.assertRaisesRegex(UserError, "Only what lies"):
            self.grid_a11._split_off(
                [{"values": {"name": "Grid 9"}, "houses": self.other_house}]
            )

    def test_grid_with_grids_below(self):
        with self.assertRaisesRegex(UserError, "cannot be split"):
            self.community_a1._split_off([{"values": {"name": "x"}}])

    def test_preview(self):
        wizard = self.env["grid.grid.split"].with_user(self.manager)
        with Form(wizard.with_context(default_grid_id=self.grid_a11.id)) as form:
            with form.line_ids.new() as line:
                line.name = "Grid 9"
                line.house_ids.add(self.house)
                self.assertEqual(line.house_count, 1)
            self.assertRegex(form.preview, r"Resident</td>\s*<td[^>]*>1<")

    def test_administrator_splits_by_address(self):
        admin = self.make_user("split_admin", self.county, "administrator")
        new = self.split(
            {"name": "Grid 9", "addresses": self.house.address}, user=admin
        )
        self.assertEqual(self.resident.grid_id, new)

    def test_who_may_not_split(self):
        for name, user in {
            "officer": self.officer,
            "worker": self.worker,
            "other town": self.make_user("other_head", self.town_b, "town_head"),
            "department": self.make_user("dept", self.county, "department_handler"),
        }.items():
            with self.subTest(name), self.assertRaises(AccessError):
                self.split({"name": "Grid 9"}, user=user)

    def test_queries_do_not_grow_with_the_residents(self):
        households = self.env["grid.household"].create(
            [{"house_id": self.house.id, "number": f"X{i}"} for i in range(150)]
        )
        self.env["grid.resident"].create(
            [{"name": "林", "household_id": h.id} for h in households for _ in "abc"]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(120):
            self.grid_a11._split_off(
                [{"values": {"name": "Grid 9"}, "houses": self.house}]
            )
            self.env.flush_all()
        lost = self.env["grid.resident"].search_count(
            [("house_id", "=", self.house.id), ("grid_id", "=", self.grid_a11.id)]
        )
        self.assertEqual(lost, 0)
