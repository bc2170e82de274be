import json
from math import cos, hypot, radians

from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, box, mapping

from odoo.tests import TransactionCase

from odoo.addons.grid_base.tests import properties  # noqa: F401
from odoo.addons.grid_base.tests.common import GridCase

from ..models.grid_grid import TREE
from ..tools.locator import METRES, Locator

DEGREES = st.integers(0, 40).map(lambda number: number / 10)


class TestLocator(TransactionCase):
    """The pure search: as a look at every polygon would find."""

    @given(
        st.lists(st.tuples(DEGREES, DEGREES, DEGREES, DEGREES), max_size=8),
        DEGREES,
        DEGREES,
    )
    def test_like_a_look_at_each(self, corners, latitude, longitude):
        boxes = {
            number: box(min(a, c), min(b, d), max(a, c), max(b, d))
            for number, (a, b, c, d) in enumerate(corners)
            if a != c and b != d
        }
        holding, near = Locator(boxes).at(latitude, longitude)
        point = Point(longitude, latitude)
        self.assertEqual(holding, {n for n in boxes if boxes[n].covers(point)})
        self.assertFalse(near)

    @given(st.floats(-70, 70), st.floats(-20, 20), st.floats(-20, 20))
    def test_metres_in_every_latitude(self, latitude, east, north):
        """A square of 10 m sides: the distance is that of a plane."""
        shrink = cos(radians(latitude))
        high, wide = 5 / METRES, 5 / METRES / shrink
        square = box(100 - wide, latitude - high, 100 + wide, latitude + high)
        away = hypot(max(abs(east) - 5, 0), max(abs(north) - 5, 0))
        if abs(away - 3) < 0.01 or away < 0.01:
            # on the very line: the last digit of a degree decides
            return
        found, near = Locator({7: square}).at(
            latitude + north / METRES, 100 + east / METRES / shrink, 3
        )
        self.assertFalse(found)
        self.assertEqual(near, {7} if away <= 3 else set())

    def test_impossible_places(self):
        locator = Locator({1: box(-180, -90, 180, 90)})
        for place in ((91, 0), (float("nan"), 0), (0, float("inf"))):
            self.assertEqual(locator.at(*place, 3), (set(), set()))
        self.assertEqual(locator.at(90, 0, 3)[0], {1})
        self.assertEqual(Locator({}).at(25, 119, 3), (set(), set()))


class TestLocate(GridCase):
    """Four unit grids in a row along a street, 0.01 degrees wide each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.row = [cls.grid_a11, cls.grid_a12, cls.grid_a21, cls.grid_b11]
        for number, grid in enumerate(cls.row):
            cls.draw(grid, 10 + number / 100, 25, 10.01 + number / 100, 25.01)

    @classmethod
    def draw(cls, grid, *bounds):
        grid.boundary = json.dumps(mapping(box(*bounds)))

    def at(self, longitude, latitude=25.005):
        return self.env["grid.grid"]._grid_at(latitude, longitude)

    def east_of(self, longitude, metres):
        return longitude + metres / METRES / cos(radians(25))

    def test_inside(self):
        for number, grid in enumerate(self.row):
            self.assertEqual(self.at(10.005 + number / 100), (grid, True))

    def test_outside_every_grid(self):
        nowhere = self.env["grid.grid"]
        self.assertEqual(self.at(9), (nowhere, False))
        self.assertEqual(self.env["grid.grid"]._grid_at(0.0, 0.0), (nowhere, False))

    def test_on_the_line_the_next_level_decides(self):
        for line, arbiter in (
            (10.01, self.community_a1),
            (10.02, self.town_a),
            (10.03, self.county),
        ):
            for metres in (-2.5, 0, 2.5):
                self.assertEqual(self.at(self.east_of(line, metres)), (arbiter, False))
            for metres in (-3.5, 3.5):
                self.assertTrue(self.at(self.east_of(line, metres))[1])

    def test_metres_are_a_setting(self):
        self.env["ir.config_parameter"].set_param("grid_event.boundary_metres", "10")
        self.assertFalse(self.at(self.east_of(10.01, 9))[1])
        self.assertTrue(self.at(self.east_of(10.01, 11))[1])

    def test_overlap_goes_to_the_arbiter(self):
        self.draw(self.grid_a11, 10, 25, 10.015, 25.01)
        self.assertEqual(self.at(10.012), (self.community_a1, False))
        self.assertEqual(self.at(10.005), (self.grid_a11, True))

    def test_just_outside_goes_to_the_grid_above(self):
        self.assertEqual(self.at(self.east_of(10, -2)), (self.community_a1, False))
        self.assertFalse(self.at(self.east_of(10, -4))[0])

    def test_outline_above_is_the_arbiter_of_what_is_not_drawn(self):
        self.draw(self.county, 9, 24, 11, 26)
        self.draw(self.town_a, 9.5, 24.5, 10.5, 25.5)
        self.assertEqual(self.at(9.7), (self.town_a, False))
        self.assertEqual(self.at(9.2), (self.county, False))
        # what is drawn below decides
        self.assertEqual(self.at(10.005), (self.grid_a11, True))

    def test_outline_of_a_community_alone_is_not_certain(self):
        (self.grid_a11 | self.grid_a12).boundary = False
        self.draw(self.community_a1, 10, 25, 10.02, 25.01)
        self.assertEqual(self.at(10.005), (self.community_a1, False))

    def test_archived_grid_is_passed_over(self):
        self.grid_a11.active = False
        self.assertFalse(self.at(10.005)[0])

    def test_changes_count_at_once(self):
        self.assertEqual(self.at(10.005)[0], self.grid_a11)
        self.grid_a11.boundary = False
        self.assertFalse(self.at(10.005)[0])
        self.draw(self.grid_a11, 10, 25, 10.01, 25.01)
        self.assertEqual(self.at(10.005)[0], self.grid_a11)

    def test_rollback_to_a_savepoint_counts_at_once(self):
        with self.env.cr.savepoint() as savepoint:
            self.grid_a11.boundary = False
            self.assertFalse(self.at(10.005)[0])
            savepoint.rollback()
        self.assertEqual(self.at(10.005)[0], self.grid_a11)

    def test_change_is_not_given_to_others_before_its_commit(self):
        cached = []
        self.patch(type(self.grid_a11), "_event_cached", lambda s, n: cached.append(n))
        self.at(10.005)
        self.assertFalse(cached, "this transaction has drawn the grids itself")

    def test_warm_search_takes_no_query(self):
        # as another transaction would find it after the commit
        self.env.cr.postcommit.data.pop(TREE)
        self.addCleanup(self.env.registry.clear_cache, "stable")
        self.at(10.005)
        with self.assertQueryCount(0):
            self.assertEqual(self.at(10.005), (self.grid_a11, True))
            self.assertEqual(self.at(10.01), (self.community_a1, False))
