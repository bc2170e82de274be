from datetime import timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tools import mute_logger

from .common import GridCase


class TestPosting(GridCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staff = cls.make_staff("Lin", cls.grid_a11)

    def test_role_only_on_its_levels(self):
        with self.assertRaisesRegex(ValidationError, "cannot be held on the level"):
            self.make_posting(self.staff, self.town_a, "grid_worker")

    def test_role_only_for_its_category(self):
        with self.assertRaisesRegex(ValidationError, "another category"):
            self.make_posting(self.staff, self.grid_a11, "patrol_inspector")

    def test_same_post_twice_at_a_time(self):
        self.make_posting(self.staff, self.grid_a11, "grid_worker")
        with self.assertRaisesRegex(ValidationError, "already holds"):
            self.make_posting(
                self.staff,
                self.grid_a11,
                "grid_worker",
                date_from=self.today + timedelta(days=10),
            )

    def test_same_post_again_after_its_end(self):
        before = self.make_posting(self.staff, self.grid_a11, "grid_worker")
        before.date_to = self.today
        self.make_posting(
            self.staff,
            self.grid_a11,
            "grid_worker",
            date_from=self.today + timedelta(days=1),
        )
        self.assertEqual(self.staff.posting_ids.mapped("state"), ["planned", "current"])

    @mute_logger("odoo.sql_db")
    def test_end_before_start(self):
        with self.assertRaises(IntegrityError):
            self.make_posting(
                self.staff,
                self.grid_a11,
                "grid_worker",
                date_to=self.today - timedelta(days=1),
            )

    def test_search_by_state(self):
        posting = self.make_posting(self.staff, self.grid_a11, "grid_worker")
        search = self.env["grid.posting"].search
        mine = [("staff_id", "=", self.staff.id)]
        self.assertEqual(search([*mine, ("state", "=", "current")]), posting)
        self.assertFalse(search([*mine, ("state", "!=", "current")]))
        self.assertFalse(search([*mine, ("state", "in", ["planned", "ended"])]))

    def test_file_follows_the_main_posting(self):
        self.make_posting(self.staff, self.grid_b11, "grid_worker")
        self.assertEqual(self.staff.grid_id, self.grid_b11)

    def test_officer_grants_below_and_within_own_rights(self):
        officer = self.make_user("station", self.community_a1, "station_officer")
        as_officer = self.env(user=officer)
        role = self.env.ref("grid_base.grid_role_grid_worker")
        values = {"staff_id": self.staff.id, "role_id": role.id}
        posting = as_officer["grid.posting"].create(
            dict(values, grid_id=self.grid_a12.id)
        )
        self.assertTrue(posting)
        with self.assertRaises(AccessError):
            as_officer["grid.posting"].create(dict(values, grid_id=self.grid_b11.id))

    def test_officer_cannot_grant_more_than_held(self):
        officer = self.make_user("station", self.community_a1, "station_officer")
        role = self.env.ref("grid_base.grid_role_station_head")
        with self.assertRaisesRegex(AccessError, "rights you do not hold"):
            self.env(user=officer)["grid.posting"].create(
                {
                    "staff_id": self.staff.id,
                    "grid_id": self.community_a1.id,
                    "role_id": role.id,
                }
            )

    def test_officer_cannot_raise_a_posting(self):
        officer = self.make_user("station", self.community_a1, "station_officer")
        posting = self.make_posting(self.staff, self.community_a1, "station_officer")
        role = self.env.ref("grid_base.grid_role_station_head")
        with self.assertRaises(AccessError):
            posting.with_user(officer).role_id = role

    def test_nobody_changes_the_own_posting(self):
        officer = self.make_user("station", self.community_a1, "station_officer")
        with self.assertRaisesRegex(AccessError, "your own"):
            self.env(user=officer)["grid.posting"].create(
                {
                    "staff_id": officer.grid_staff_ids.id,
                    "grid_id": self.grid_a11.id,
                    "role_id": self.env.ref("grid_base.grid_role_grid_worker").id,
                }
            )

    def test_officer_cannot_take_over_a_login(self):
        officer = self.make_user("station", self.community_a1, "station_officer")
        other = self.make_user("other")
        with self.assertRaisesRegex(AccessError, "Only an administrator"):
            self.staff.with_user(officer).user_id = other

    def test_auxiliary_staff_need_a_home_organization(self):
        with self.assertRaisesRegex(ValidationError, "home organization"):
            self.make_staff("Chen", self.town_a, category="auxiliary")

    def test_role_cannot_grant_settings(self):
        role = self.env.ref("grid_base.grid_role_grid_worker")
        with self.assertRaisesRegex(ValidationError, "cannot grant"):
            role.group_ids += self.env.ref("base.group_system")
