import json

from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box, mapping

from odoo.exceptions import AccessError
from odoo.tests import TransactionCase

from odoo.addons.grid_base.tests import properties  # noqa: F401

from ..tools.territory import Node, Territory
from .routing_common import RoutingCase


class TestUncovered(TransactionCase):
    """The highest grids without a seat at, above or below them."""

    @given(
        st.lists(st.integers(0, 6), min_size=1, max_size=8),
        st.sets(st.integers(1, 8)),
    )
    def test_covers_exactly_what_is_open(self, parents, seats):
        """Each grid hangs under an earlier one: a tree, perhaps with several tops."""
        nodes = [
            Node(number, min(parent, number - 1) or None, "", True, 1, number, "unit")
            for number, parent in enumerate(parents, 1)
        ]
        tree = Territory(nodes, {})
        found = tree.uncovered(seats)
        for grid_id in tree.nodes:
            path = set(tree.path(grid_id))
            below = {n for n in tree.nodes if grid_id in tree.path(n)}
            is_open = not seats & (path | below)
            self.assertEqual(bool(path & set(found)), is_open)
        for grid_id in found:
            self.assertFalse(set(tree.path(grid_id)[1:]) & set(found))


class TestGap(RoutingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.make_user("gap_admin")
        cls.admin.group_ids += cls.env.ref("grid_base.group_grid_admin")

    def gaps(self, kind):
        """The gaps of a kind in this territory, as the administrator finds them."""
        gaps = self.env["grid.routing.gap"].with_user(self.admin)
        gaps.action_check()
        below = self.env["grid.grid"]._subtree_ids((self.city.id,))
        return gaps.search([("kind", "=", kind)]).filtered(
            lambda gap: not gap.grid_id or gap.grid_id.id in below
        )

    def test_offices_without_a_dispatcher(self):
        gaps = self.gaps("grid")
        self.assertEqual(
            {gap.grid_id: gap.instead_id for gap in gaps},
            {
                self.county: self.city,
                self.town_b: self.city,
                self.community_a2: self.town_a,
                self.community_b1: self.city,
            },
        )
        self.make_user("county", self.county, "county_officer")
        gaps = self.gaps("grid")
        self.assertNotIn(self.county, gaps.grid_id)
        self.assertEqual(gaps.instead_id, self.county | self.town_a)

    def test_grids_without_a_boundary(self):
        grids = self.grid_a11 | self.grid_a12 | self.grid_a21 | self.grid_b11
        self.assertEqual(self.gaps("boundary").grid_id, grids)
        self.grid_a11.boundary = json.dumps(mapping(box(1, 1, 2, 2)))
        self.assertEqual(self.gaps("boundary").grid_id, grids - self.grid_a11)

    def test_rule_whose_receiver_is_not_there(self):
        rule = self.make_rule(self.community_a2)
        self.make_rule(self.community_b1, in_force=False)
        self.make_rule(self.town_a)
        gap = self.gaps("node")
        self.assertEqual((gap.rule_id, gap.grid_id), (rule, self.community_a2))
        self.assertEqual(gap.action_mend()["res_id"], rule.id)

    def test_department_that_nobody_acts_for(self):
        idle = self.make_organization("Idle", self.town_a)
        busy = self.make_organization("Busy", self.town_a, self.chief)
        rule = self.make_rule(idle)
        self.make_rule(busy)
        self.small.handler_organization_id = idle
        gaps = self.gaps("organization")
        self.assertEqual(gaps.organization_id, idle)
        self.assertEqual(gaps.rule_id, rule)
        self.assertEqual(gaps.category_id, self.small)
        action = gaps[0].action_mend()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("grid.organization", idle.id)
        )

    def test_places_without_a_department_of_the_kind(self):
        self.small.handler_organization_kind_id = self.kind
        self.assertEqual(self.gaps("organization_kind").grid_id, self.city)
        self.make_organization("Brigade", self.town_a, self.chief)
        gaps = self.gaps("organization_kind")
        self.assertEqual(gaps.grid_id, self.town_b)
        self.assertEqual(gaps.category_id, self.small)
        self.assertEqual(gaps.kind_id, self.kind)
        self.small.active = False
        self.assertFalse(self.gaps("organization_kind"))

    def test_places_of_a_rule_are_those_of_its_area(self):
        self.make_organization("Brigade", self.community_a1, self.chief)
        self.make_rule(self.kind, grid_id=self.town_a.id)
        self.assertEqual(self.gaps("organization_kind").grid_id, self.community_a2)

    def test_area_that_was_split_up(self):
        rule = self.make_rule("town", grid_id=self.grid_b11.id)
        self.assertFalse(self.gaps("area"))
        self.grid_b11.active = False
        self.assertEqual(self.gaps("area").rule_id, rule)

    def test_level_that_no_grid_stands_on(self):
        level = self.env["grid.level"].create(
            {"name": "Deep", "code": "deep", "sequence": 9000, "code_digits": 29}
        )
        self.other.handler_level_id = level
        gap = self.gaps("level")
        self.assertEqual(gap.category_id, self.other)
        self.assertEqual(gap.action_mend()["res_model"], "grid.event.category")

    def test_what_is_mended_is_gone(self):
        self.assertIn(self.community_a2, self.gaps("grid").grid_id)
        self.make_user("mended", self.community_a2, "station_officer")
        self.assertNotIn(self.community_a2, self.gaps("grid").grid_id)

    def test_every_gap_leads_to_a_record(self):
        self.make_rule(self.community_a2)
        self.small.handler_organization_kind_id = self.kind
        gaps = self.env["grid.routing.gap"].with_user(self.admin)
        gaps.action_check()
        for gap in gaps.search([]):
            action = gap.action_mend()
            record = self.env[action["res_model"]].browse(action["res_id"])
            record.with_user(self.admin).check_access("write")

    def test_own_only(self):
        mine = self.gaps("grid")
        other = self.make_user("gap_admin_2")
        other.group_ids += self.env.ref("grid_base.group_grid_admin")
        self.assertFalse(mine.with_user(other).search([]))
        with self.assertRaises(AccessError):
            mine.with_user(other).read(["grid_id"])
        with self.assertRaises(AccessError):
            self.env["grid.routing.gap"].with_user(self.town_user).action_check()
