import json
from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import GridCase


def square(west):
    ring = [[west, 25], [west + 1, 25], [west + 1, 26], [west, 26], [west, 25]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


class TestGridMerge(GridCase):
    def merge(self, grids, target, user=None, **values):
        wizard = self.env["grid.grid.merge"]
        if user:
            wizard = wizard.with_user(user)
        return wizard.create(
            {"grid_ids": grids.ids, "target_id": target.id, **values}
        ).action_apply()

    @property
    def pair(self):
        return self.grid_a11 | self.grid_a12

    def test_records_are_carried_and_the_grid_archived(self):
        staff = self.make_staff("Lin", self.grid_a12)
        kind = self.env.ref("grid_base.grid_organization_kind_department")
        shop = self.env["grid.organization"].create(
            {"name": "Shop", "kind_id": kind.id, "grid_id": self.grid_a12.id}
        )
        shop.active = False
        self.merge(self.pair, self.grid_a11, reason="Few households")
        self.assertEqual(staff.grid_id, self.grid_a11)
        self.assertEqual(shop.grid_id, self.grid_a11, "archived ones come along")
        self.assertFalse(self.grid_a12.active)
        self.assertTrue(self.grid_a11.active)
        carried = {"grid.staff": 1, "grid.organization": 1}
        self.assertEqual(self.grid_a12.history_ids.carried, carried)
        self.assertEqual(self.grid_a12.history_ids.other_grid_ids, self.grid_a11)
        self.assertEqual(self.grid_a11.history_ids.carried, carried)
        self.assertEqual(self.grid_a11.history_ids.reason, "Few households")

    def test_postings_end_and_begin(self):
        user = self.make_user("worker", self.grid_a12, "grid_worker")
        posting = user.grid_staff_ids.posting_ids
        posting.date_from = self.today - timedelta(days=10)
        self.merge(self.pair, self.grid_a11)
        self.assertEqual(posting.grid_id, self.grid_a12, "who worked there stays known")
        self.assertEqual(posting.date_to, self.today - timedelta(days=1))
        new = user.grid_staff_ids.posting_ids - posting
        self.assertEqual(new.grid_id, self.grid_a11)
        self.assertEqual(new.date_from, self.today)
        self.assertEqual(
            user._grid_scope("grid_base.group_grid_worker"), self.grid_a11.ids
        )

    def test_planned_postings_are_rewritten_and_ended_ones_stay(self):
        staff = self.make_staff("Lin", self.grid_a12)
        planned = self.make_posting(
            staff,
            self.grid_a12,
            "grid_worker",
            date_from=self.today + timedelta(days=5),
        )
        ended = self.make_posting(
            staff,
            self.grid_a12,
            "grid_head",
            date_from=self.today - timedelta(days=9),
            date_to=self.today - timedelta(days=2),
        )
        self.merge(self.pair, self.grid_a11)
        self.assertEqual(planned.grid_id, self.grid_a11)
        self.assertEqual(ended.grid_id, self.grid_a12)
        self.assertEqual(self.grid_a11.history_ids.carried["grid.posting"], 1)

    def test_somebody_posted_in_both_is_posted_once(self):
        staff = self.make_staff("Lin", self.grid_a11)
        before = self.today - timedelta(days=3)
        for grid in self.pair:
            self.make_posting(staff, grid, "grid_worker", date_from=before)
        self.merge(self.pair, self.grid_a11)
        current = staff.posting_ids.filtered(lambda p: p.state == "current")
        self.assertEqual(current.grid_id, self.grid_a11)
        self.assertEqual(len(current), 1)

    def test_figures_and_outlines_are_joined(self):
        self.grid_a11.write({"population": 700, "area": 1.5, "boundary": square(119)})
        self.grid_a12.write({"population": 300, "area": 0.5, "boundary": square(120)})
        self.merge(self.pair, self.grid_a11)
        self.assertEqual(self.grid_a11.population, 1000)
        self.assertEqual(self.grid_a11.area, 2)
        geometry = json.loads(self.grid_a11.boundary)
        self.assertEqual(geometry["type"], "Polygon")
        eastings = {point[0] for point in geometry["coordinates"][0]}
        self.assertEqual((min(eastings), max(eastings)), (119, 121))

    def test_figures_may_stay(self):
        self.grid_a12.population = 300
        self.merge(self.pair, self.grid_a11, sum_figures=False)
        self.assertEqual(self.grid_a11.population, 0)

    def test_grids_below_come_along(self):
        self.merge(self.community_a1 | self.community_a2, self.community_a2)
        self.assertEqual(self.grid_a11.parent_id, self.community_a2)
        self.assertEqual(self.grid_a11.division_parent_id, self.community_a1)
        self.assertEqual(self.grid_a11.code, "990001001001001")
        self.assertEqual(self.community_a1.history_ids.carried, {"grid.grid": 2})

    def test_archived_grid_stays_in_the_scope_above(self):
        officer = self.make_user("town", self.town_a, "town_officer")
        self.merge(self.pair, self.grid_a11)
        scope = officer._grid_scope("grid_base.group_grid_officer")
        self.assertIn(self.grid_a12.id, scope)

    def test_only_siblings_of_one_level(self):
        with self.assertRaisesRegex(UserError, "managed by the same grid"):
            self.merge(self.grid_a11 | self.grid_a21, self.grid_a11)
        with self.assertRaisesRegex(UserError, "Choose the grid"):
            self.merge(self.grid_a11, self.grid_a11)

    def test_preview_counts_what_will_be_carried(self):
        self.make_staff("Lin", self.grid_a12)
        form = Form(
            self.env["grid.grid.merge"].with_context(default_grid_ids=self.pair.ids)
        )
        self.assertEqual(form.target_id, self.grid_a11)
        self.assertRegex(form.preview, r"Staff</td>\s*<td[^>]*>1<")

    def test_who_may_merge(self):
        refused = {
            "officer": self.make_user("officer", self.community_a1, "station_officer"),
            "other town": self.make_user("town_b", self.town_b, "town_head"),
            "worker": self.make_user("worker", self.grid_a11, "grid_worker"),
            "department": self.make_user("dept", self.county, "department_handler"),
        }
        for name, user in refused.items():
            with self.subTest(name), self.assertRaises(AccessError):
                self.merge(self.pair, self.grid_a11, user)
        head = self.make_user("head", self.community_a1, "station_head")
        self.merge(self.pair, self.grid_a11, head)
        self.assertFalse(self.grid_a12.active)

    def count_queries(self, number):
        """Of merging a grid with so many members of staff."""
        source = self.make_grid("unit", None, self.community_a1)
        target = self.make_grid("unit", None, self.community_a1)
        self.env["grid.staff"].create(
            [{"name": f"{i}", "grid_id": source.id} for i in range(number)]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        source._merge_into(target)
        self.env.flush_all()
        after = self.cr.sql_log_count
        moved = self.env["grid.staff"].search_count([("grid_id", "=", target.id)])
        self.assertEqual(moved, number)
        return after - before

    def test_queries_do_not_grow_with_the_records(self):
        """They grow with the models that belong to grids, which addons bring along."""
        self.count_queries(2)
        few, many = self.count_queries(2), self.count_queries(500)
        self.assertEqual(many, few)
