import json

from odoo.exceptions import AccessError, UserError, ValidationError

from .common import GridCase

SQUARE = [[119.0, 25.4], [119.1, 25.4], [119.1, 25.5], [119.0, 25.5], [119.0, 25.4]]
BOW_TIE = [[119.0, 25.4], [119.1, 25.5], [119.1, 25.4], [119.0, 25.5], [119.0, 25.4]]


class TestGrid(GridCase):
    def test_unit_code_is_drawn(self):
        self.assertEqual(self.grid_a11.code, "990001001001001")
        self.assertEqual(self.grid_a12.code, "990001001001002")

    def test_serial_of_an_archived_grid_is_not_reused(self):
        self.grid_a12.active = False
        grid = self.make_grid("unit", None, self.community_a1)
        self.assertEqual(grid.code, "990001001001003")

    def test_codes_of_a_batch_differ(self):
        level = self.env.ref("grid_base.grid_level_unit")
        values = {
            "name": "x",
            "level_id": level.id,
            "parent_id": self.community_b1.id,
        }
        grids = self.env["grid.grid"].create([dict(values) for _ in range(3)])
        self.assertEqual(len(set(grids.mapped("code"))), 3)

    def test_division_needs_a_code(self):
        with self.assertRaisesRegex(UserError, "Enter the code"):
            self.make_grid("town", None, self.county)

    def test_code_checks(self):
        cases = {
            "99000100300": "12 digits",
            "99000100300x": "12 digits",
            "990001003001": "significant",
            "990002003000": "does not belong",
        }
        for code, message in cases.items():
            with self.subTest(code), self.assertRaisesRegex(ValidationError, message):
                self.make_grid("town", code, self.county)

    def test_management_parent_may_differ_from_the_code(self):
        zone = self.make_grid("county", "990009000000", self.city)
        self.town_b.write({"parent_id": zone.id, "division_parent_id": self.county.id})
        self.assertEqual(self.grid_b11.parent_path.split("/")[1], str(zone.id))
        self.assertIn(zone.name, self.grid_b11.complete_name)

    def test_level_order(self):
        with self.assertRaisesRegex(ValidationError, "cannot stand under"):
            self.make_grid("unit", "990001002000001", self.town_b)
        with self.assertRaisesRegex(ValidationError, "cannot stand under"):
            self.town_a.write(
                {
                    "parent_id": self.community_b1.id,
                    "division_parent_id": self.county.id,
                }
            )

    def test_full_name_follows(self):
        self.town_a.name = "Renamed"
        self.assertIn("/ Renamed /", self.grid_a11.complete_name)

    def test_boundary(self):
        for geometry, message in (
            ("{", "not GeoJSON"),
            (json.dumps({"type": "Point", "coordinates": [1, 2]}), "polygon"),
            (json.dumps({"type": "Polygon", "coordinates": [BOW_TIE]}), "crosses"),
            (
                json.dumps(
                    {"type": "Polygon", "coordinates": [[[0, 0], [500, 0], [0, 9]]]}
                ),
                "degrees|GeoJSON",
            ),
        ):
            with (
                self.subTest(geometry),
                self.assertRaisesRegex(ValidationError, message),
            ):
                self.grid_a11.boundary = geometry
        self.grid_a11.boundary = json.dumps(
            {"type": "Polygon", "coordinates": [SQUARE]}
        )

    def test_parent_with_grids_below_is_not_archived(self):
        with self.assertRaisesRegex(ValidationError, "grids below"):
            self.community_a1.active = False

    def test_officer_edits_figures_but_not_the_tree(self):
        officer = self.make_user("town", self.town_a, "town_officer")
        grid = self.grid_a11.with_user(officer)
        grid.population = 800
        with self.assertRaisesRegex(AccessError, "Only an administrator"):
            grid.parent_id = self.community_a2
        with self.assertRaises(AccessError):
            self.grid_b11.with_user(officer).population = 800

    def test_count_below(self):
        for grid in (self.grid_a11, self.grid_a12, self.grid_b11):
            self.make_posting(self.make_staff("x", grid), grid, "grid_worker")
        grids = self.city | self.town_a | self.grid_a11 | self.grid_a21
        self.assertEqual(grids.mapped("staff_count"), [3, 2, 1, 0])

    def test_staff_count_is_the_same_for_everybody(self):
        for grid in (self.grid_a11, self.grid_b11):
            self.make_posting(self.make_staff("x", grid), grid, "grid_worker")
        officer = self.make_user("town", self.town_a, "town_officer")
        self.assertEqual(self.city.with_user(officer).staff_count, 3)

    def test_count_below_costs_one_query(self):
        grids = self.city.search([("id", "child_of", self.city.id)])
        grids._count_below("grid.posting")
        with self.assertQueryCount(1):
            grids._count_below("grid.posting")
