import json
import time

from shapely.geometry import shape

from odoo.tests import TransactionCase, tagged

from ..demo.city import DemoCity
from ..tools.clock import local_today
from ..tools.identity import id_number_region_known, normalize_id_number


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    """The demo city has the figures of the published case and nothing real in it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seconds = 0
        if not cls.env["grid.staff"]._demo_logins():
            start = time.process_time()
            cls.env["grid.demo"]._load()
            cls.seconds = time.process_time() - start
        cls.grids = cls.env["grid.grid"].search([("code", "=like", "3503%")])
        cls.by_code = {grid.code: grid for grid in cls.grids}
        cls.xialin = cls.by_code["350302003003"]
        cls.staff = cls.env["grid.staff"].search(
            [("grid_id", "child_of", cls.by_code["350300000000"].id)]
        )

    def count_staff(self, *categories, below=None):
        staff = self.staff.filtered(lambda one: one.category in categories)
        if below:
            staff = staff.filtered(lambda one: one.grid_id.code.startswith(below))
        return len(staff)

    def test_loads_in_time(self):
        self.assertLess(self.seconds, 60)

    def test_tree(self):
        levels = self.grids.grouped(lambda grid: grid.level_id.code)
        self.assertEqual(
            {level: len(grids) for level, grids in levels.items()},
            {"city": 1, "county": 5, "town": 57, "community": 979, "unit": 2408},
        )
        self.assertTrue(all(c.child_ids for c in levels["community"]))
        self.assertEqual(self.xialin.child_count, 21)

    def test_figures_sum_up(self):
        for grid in self.grids.filtered("child_ids"):
            for field in ("population", "household_count"):
                self.assertEqual(grid[field], sum(grid.child_ids.mapped(field)))
            self.assertAlmostEqual(grid.area, sum(grid.child_ids.mapped("area")), 2)

    def test_boundaries_tile_their_parent(self):
        counties = self.grids.filtered(lambda grid: grid.level_id.code == "county")
        for grid in (*counties, self.xialin, self.xialin.parent_id):
            parts = [shape(json.loads(g.boundary)) for g in grid.child_ids]
            whole = shape(json.loads(grid.boundary))
            self.assertAlmostEqual(sum(part.area for part in parts), whole.area, 9)
            for part in parts:
                self.assertTrue(whole.buffer(1e-9).contains(part))

    def test_staff_of_the_published_case(self):
        self.assertEqual(self.count_staff("full_time", "part_time"), 2062)
        self.assertEqual(self.count_staff("patrol"), 1645)
        self.assertEqual(self.count_staff("auxiliary", below="350303"), 893)
        self.assertEqual(self.count_staff("auxiliary"), 893)
        xialin = self.xialin.code
        self.assertEqual(self.count_staff("full_time", "part_time", below=xialin), 21)
        self.assertEqual(self.count_staff("patrol", below=xialin), 11)

    def test_everybody_is_posted_and_every_grid_is_led(self):
        postings = self.env["grid.posting"].search(
            [("state", "=", "current"), ("staff_id", "in", self.staff.ids)]
        )
        self.assertEqual(postings.staff_id, self.staff)
        self.assertFalse(self.grids.filtered(lambda grid: not grid.head_id))
        self.assertFalse(self.grids.filtered(lambda grid: not grid.boundary))
        worked = postings.filtered(lambda p: p.role_id.code == "grid_worker")
        self.assertEqual(
            worked.grid_id, self.grids.filtered(lambda g: g.level_id.code == "unit")
        )

    def test_nobody_can_be_reached(self):
        """No phone of the demo exists: 0594-0... and the prefix 154."""
        phones = self.staff.mapped("phone") + self.grids.mapped("office_phone")
        for phone in filter(None, phones):
            self.assertRegex(phone, r"^(0594-0\d{6}|154\d{8})$")

    def test_organizations(self):
        organizations = self.env["grid.organization"].search(
            [("grid_id", "in", self.grids.ids)]
        )
        kinds = organizations.grouped(lambda one: one.kind_id.code)
        hanjiang = self.by_code["350303000000"]
        departments = kinds["department"].filtered(lambda o: o.grid_id == hanjiang)
        self.assertEqual(len(departments), 13)
        self.assertEqual(len(kinds["chamber"]), 7)
        for kind in ("police_station", "health_centre", "judicial_office"):
            self.assertEqual(len(kinds[kind]), 57)
        self.assertFalse(organizations.filtered("credit_code"))

    def test_people_live_in_the_places_of_the_case(self):
        residents = self.env["grid.resident"].search(
            [("grid_id", "in", self.grids.ids)]
        )
        households = residents.household_id
        self.assertGreater(len(households), 3000)
        self.assertFalse(households.filtered(lambda one: not one.head_id))
        for code in ("350302003003", "350302001003", "350302100210", "350303102207"):
            self.assertGreater(
                len(residents.filtered(lambda r, c=code: r.grid_id.code[:12] == c)), 400
            )
        for town in ("350304101", "350304001"):
            self.assertGreater(
                len(residents.filtered(lambda r, c=town: r.grid_id.code[:9] == c)), 400
            )

    def test_residents_are_nobody(self):
        """Their numbers are right but for a region that never was."""
        residents = self.env["grid.resident"].search(
            [("grid_id", "in", self.grids.ids)]
        )
        for resident in residents:
            number = resident.id_number_true
            if number:
                self.assertEqual(normalize_id_number(number), number)
                self.assertTrue(number.startswith("350399"))
        self.assertFalse(id_number_region_known("350399199001010017"))
        for phone in filter(None, residents.mapped("phone_true")):
            self.assertRegex(phone, r"^154\d{8}$")

    def test_homes_have_addresses_of_their_own(self):
        houses = self.env["grid.house"].search([("grid_id", "in", self.grids.ids)])
        keys = [(house.grid_id.code[:12], house.address) for house in houses]
        self.assertEqual(len(set(keys)), len(keys))

    def test_some_people_are_recorded_twice(self):
        groups = self.env["grid.resident"]._read_group(
            [("grid_id", "in", self.grids.ids), ("duplicate_key", "!=", False)],
            ["duplicate_key"],
            ["__count"],
            having=[("__count", ">", 1)],
        )
        self.assertGreater(len(groups), 3)

    def test_logins_hold_what_their_role_gives(self):
        logins = self.env["grid.staff"]._demo_logins()
        # addons above add logins of their own
        self.assertGreaterEqual(len(logins), 14)
        users = {user.login: user for user in self.env["res.users"].search([])}
        for label, login, password in logins:
            self.assertTrue(label and password)
            self.assertIn(login, users)
        roles = self.env["grid.role"].search([])
        for role in roles.filtered(lambda role: role.code in users):
            user = users[role.code]
            posting = user.grid_staff_ids.current_posting_ids
            self.assertIn(role, posting.role_id)
            self.assertLessEqual(role.group_ids, user.all_group_ids)
        self.assertEqual(
            users["station_head"]._grid_scope_roots().code, self.xialin.code
        )
        self.assertTrue(users["citizen"].share)

    def test_technical_account_has_no_known_password(self):
        admin = self.env.ref("base.user_admin")
        crypt = admin._crypt_context()
        self.env.cr.execute("SELECT password FROM res_users WHERE id = %s", [admin.id])
        [stored] = self.env.cr.fetchone()
        self.assertFalse(crypt.verify("admin", stored))
        [password] = [
            password
            for _label, login, password in self.env["grid.staff"]._demo_logins()
            if login == admin.login
        ]
        self.assertTrue(crypt.verify(password, stored))

    def test_same_city_every_time(self):
        one, other = DemoCity(self.env), DemoCity(self.env)
        self.assertEqual(
            [one.person_name() for _ in range(50)],
            [other.person_name() for _ in range(50)],
        )
        self.assertEqual(one.today, local_today(self.env))

    def test_second_load_changes_nothing(self):
        self.env["grid.demo"]._load()
        self.assertEqual(
            self.env["grid.grid"].search_count([("code", "=like", "3503%")]), 3450
        )
