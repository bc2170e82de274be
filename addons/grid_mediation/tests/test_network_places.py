from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .network_common import NetworkCase


@tagged("post_install", "-at_install")
class TestPlaces(NetworkCase):
    """Six kinds of places, and what is missing of them in a county or town."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.county_officer = cls.make_mediation_user(
            "med_county", cls.county, "officer"
        )
        cls.chamber = cls.place("02", cls.grid_a11, body_id=cls.body.id)
        cls.open_chamber = cls.place("02", cls.community_a1)
        cls.village = cls.place("04", cls.town_a, mediator_id=cls.mediator.id)
        cls.enterprise = cls.place("06", cls.county, body_id=cls.body.id)

    @classmethod
    def place(cls, kind, grid, **values):
        return cls.env["grid.mediation.place"].create(
            {
                "name": f"Place {kind} of {grid.name}",
                "kind_id": cls.code("mediation_place", kind),
                "grid_id": grid.id,
                **values,
            }
        )

    def rows(self, user, **more):
        rows = self.env["grid.mediation.coverage"].with_user(user).search([])
        return {
            (row.grid_id, row.kind_id.code): (
                row.place_count,
                row.covered_count,
                row.open_count,
                row.missing,
                row.status,
            )
            for row in rows
        }

    def test_covered_as_long_as_somebody_is_in_service(self):
        self.assertTrue(self.chamber.is_covered)
        self.assertTrue(self.village.is_covered)
        self.assertFalse(self.open_chamber.is_covered)
        self.mediator.active = False
        self.assertFalse(self.village.is_covered)
        self.body.active = False
        self.assertFalse(self.chamber.is_covered)

    def test_every_kind_in_every_county_and_town(self):
        rows = self.rows(self.county_officer)
        county, town_a, town_b = (
            grid.with_user(self.county_officer)
            for grid in (self.county, self.town_a, self.town_b)
        )
        self.assertLessEqual(
            {(grid, f"0{n}") for grid in (county, town_a, town_b) for n in range(1, 7)},
            rows.keys(),
        )
        self.assertEqual(rows[county, "02"], (2, 1, 1, 0, "open"))
        self.assertEqual(rows[town_a, "02"], (2, 1, 1, 0, "open"))
        self.assertEqual(rows[county, "04"], (1, 1, 0, 0, "covered"))
        self.assertEqual(rows[county, "06"], (1, 1, 0, 0, "covered"))
        self.assertEqual(rows[town_a, "06"], (0, 0, 0, 1, "none"))
        self.assertEqual(rows[town_b, "02"], (0, 0, 0, 1, "none"))
        self.assertEqual(rows[county, "01"], (0, 0, 0, 1, "none"))

    def test_sums_of_a_level_are_the_places(self):
        """Counted one by one, over all levels and kinds."""
        places = self.env["grid.mediation.place"].search([])
        for (grid, code), row in self.rows(self.env.user).items():
            inside = places.filtered(
                lambda place, grid=grid, code=code: (
                    place.kind_id.code == code
                    and place.grid_id.parent_path.startswith(grid.parent_path)
                )
            )
            covered = inside.filtered("is_covered")
            self.assertEqual(row[:2], (len(inside), len(covered)))

    def test_archived_places_and_kinds(self):
        self.village.active = False
        self.assertEqual(
            self.rows(self.env.user)[self.county, "04"], (0, 0, 0, 1, "none")
        )
        self.village.kind_id.active = False
        self.assertNotIn((self.county, "04"), self.rows(self.env.user))

    def test_scope(self):
        grids = {grid for grid, _code in self.rows(self.officer)}
        self.assertEqual({grid.id for grid in grids}, {self.town_a.id})
        places = self.env["grid.mediation.place"]
        self.assertEqual(
            places.with_user(self.officer).search([]).ids,
            places.search([("grid_id", "child_of", self.town_a.id)]).ids,
        )
        self.assertFalse(places.with_user(self.officer_b).search([]))
        for user in (self.mediator_user, self.registrar, self.court_user):
            with self.assertRaises(AccessError):
                self.rows(user)
        with self.assertRaises(AccessError):
            self.chamber.with_user(self.mediator_user).name = "Mine"

    def test_from_a_row_to_its_places(self):
        rows = self.env["grid.mediation.coverage"].with_user(self.officer)
        row = rows.search([("kind_id.code", "=", "02")])
        found = self.env["grid.mediation.place"].search(
            row.action_open_places()["domain"]
        )
        self.assertEqual(found, self.chamber + self.open_chamber)
        self.assertEqual(self.body.place_count, 2)
        found = found.search(self.body.action_open_places()["domain"])
        self.assertEqual(found, self.chamber + self.enterprise)

    def test_only_kinds_of_places(self):
        with self.assertRaises(ValidationError):
            self.chamber.kind_id = self.code("dispute_kind", "02")

    def test_an_organization_once(self):
        self.place("01", self.town_a, organization_id=self.court.id)
        self.place("05", self.town_a, organization_id=self.court.id)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.place("01", self.town_b, organization_id=self.court.id)

    def test_queries_do_not_grow_with_places(self):
        few = self.queries()
        for number in range(20):
            self.place("05", self.grid_a11, note=str(number), body_id=self.body.id)
        self.assertLessEqual(self.queries(), few)

    def queries(self):
        places = self.env["grid.mediation.place"].with_user(self.officer)
        names = {name: {} for name in ("name", "grid_id", "body_id", "is_covered")}
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        places.web_search_read([], names)
        return self.env.cr.sql_log_count - before
