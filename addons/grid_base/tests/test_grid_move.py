from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import GridCase


class TestGridMove(GridCase):
    def move(self, grid, parent, user=None, **values):
        wizard = self.env["grid.grid.move"]
        if user:
            wizard = wizard.with_user(user)
        return wizard.create(
            {"grid_id": grid.id, "new_parent_id": parent.id, **values}
        ).action_apply()

    def test_code_stays_and_the_division_is_kept(self):
        code = self.community_a2.code
        self.move(self.community_a2, self.town_b, reason="Document 7")
        self.assertEqual(self.community_a2.parent_id, self.town_b)
        self.assertEqual(self.community_a2.division_parent_id, self.town_a)
        self.assertEqual(self.community_a2.code, code)
        entry = self.community_a2.history_ids
        self.assertEqual(entry.kind, "move")
        self.assertEqual(entry.old_parent_id, self.town_a)
        self.assertEqual(entry.new_parent_id, self.town_b)
        self.assertEqual(entry.carried, {"grid.grid": 1})
        self.assertEqual(entry.reason, "Document 7")

    def test_back_again_needs_no_division_parent(self):
        self.move(self.community_a2, self.town_b)
        self.move(self.community_a2, self.town_a)
        self.assertFalse(self.community_a2.division_parent_id)
        self.assertEqual(len(self.community_a2.history_ids), 2)

    def test_new_code_goes_down_the_tree(self):
        self.move(
            self.community_a2, self.town_b, code_change="new", new_code="990001002009"
        )
        self.assertEqual(self.community_a2.code, "990001002009")
        self.assertEqual(self.grid_a21.code, "990001002009001")
        self.assertFalse(self.community_a2.division_parent_id)
        self.assertEqual(self.community_a2.history_ids.old_code, "990001001002")
        self.assertEqual(self.community_a2.history_ids.new_code, "990001002009")

    def test_new_code_reaches_what_is_managed_elsewhere(self):
        """A zone runs a community of the town that gets a new code."""
        zone = self.make_grid("county", "990009000000", self.city)
        self.move(self.town_a, zone)
        self.move(self.community_a2, self.town_b)
        self.move(self.town_a, self.county, code_change="new", new_code="990001007000")
        self.assertEqual(self.community_a2.code, "990001007002")
        self.assertEqual(self.community_a2.parent_id, self.town_b)
        self.assertEqual(self.community_a2.division_parent_id, self.town_a)

    def test_new_code_of_a_unit_grid_is_drawn(self):
        self.move(self.grid_a11, self.community_b1, code_change="new")
        self.assertEqual(self.grid_a11.code, "990001002001002")

    def test_new_code_is_checked(self):
        for code, message in (
            ("99000100200", "12 digits"),
            ("990001002001", "already in use"),
            ("990001001009", "does not belong"),
        ):
            with self.subTest(code), self.assertRaisesRegex(UserError, message):
                self.move(
                    self.community_a2, self.town_b, code_change="new", new_code=code
                )

    def test_grid_does_not_go_below_itself(self):
        with self.assertRaises(UserError):
            self.move(self.town_a, self.community_a1)

    def test_preview_counts_the_subtree(self):
        self.make_staff("Lin", self.grid_a11)
        self.make_staff("Chen", self.community_a1)
        wizard = Form(
            self.env["grid.grid.move"].with_context(
                default_grid_id=self.community_a1.id
            )
        )
        text = wizard.preview
        self.assertRegex(text, r"Staff</td>\s*<td[^>]*>2<")
        self.assertRegex(text, r"Grid</td>\s*<td[^>]*>2<")

    def test_who_may_move(self):
        head = self.make_user("county_head", self.county, "county_head")
        self.move(self.community_a2, self.town_b, head)
        self.assertEqual(self.community_a2.parent_id, self.town_b)
        self.assertEqual(self.community_a2.history_ids.user_id, head)
        refused = {
            "town head": self.make_user("head_of_town", self.town_a, "town_head"),
            "officer": self.make_user("officer", self.county, "county_officer"),
            "worker": self.make_user("worker", self.grid_a11, "grid_worker"),
            "department": self.make_user("dept", self.county, "department_handler"),
        }
        for name, user in refused.items():
            with self.subTest(name), self.assertRaises(AccessError):
                self.move(self.community_a2, self.town_a, user)

    def test_administrator_moves_all(self):
        admin = self.make_user("admin_x", self.county, "administrator")
        self.move(self.community_a2, self.town_b, admin)
        self.assertEqual(self.community_a2.parent_id, self.town_b)

    def test_queries_do_not_grow_with_the_subtree(self):
        level = self.env.ref("grid_base.grid_level_unit")
        self.env["grid.grid"].create(
            [
                {
                    "name": f"{i}",
                    "level_id": level.id,
                    "parent_id": self.community_a2.id,
                }
                for i in range(300)
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(60):
            self.community_a2._move_to(self.town_b)
            self.env.flush_all()
        self.assertIn(self.town_b.name, self.community_a2.child_ids[-1].complete_name)
