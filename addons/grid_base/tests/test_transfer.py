from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import Form

from .common import GridCase

WORKER = "grid_base.group_grid_worker"


class TestTransfer(GridCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.make_user("worker", cls.grid_a11, "grid_worker")
        cls.staff = cls.user.grid_staff_ids
        cls.before = cls.staff.posting_ids
        cls.before.date_from = cls.today - timedelta(days=30)
        cls.role = cls.env.ref("grid_base.grid_role_grid_worker")

    def transfer(self, staff, grid, user=None, **values):
        wizard = self.env["grid.posting.transfer"]
        if user:
            wizard = wizard.with_user(user)
        return wizard.create(
            {
                "staff_ids": staff.ids,
                "grid_id": grid.id,
                "role_id": self.role.id,
                **values,
            }
        ).action_transfer()

    def test_one_posting_ends_and_the_next_begins(self):
        self.transfer(self.staff, self.grid_b11, note="Order 3")
        self.assertEqual(self.before.date_to, self.today - timedelta(days=1))
        after = self.staff.posting_ids - self.before
        self.assertEqual(after.grid_id, self.grid_b11)
        self.assertEqual(after.date_from, self.today)
        self.assertEqual(after.note, "Order 3")
        self.assertEqual(self.staff.grid_id, self.grid_b11, "the file follows")
        self.assertEqual(self.user._grid_scope(WORKER), self.grid_b11.ids)

    def test_later_date_changes_nothing_today(self):
        day = self.today + timedelta(days=7)
        self.transfer(self.staff, self.grid_b11, date=day)
        self.assertEqual(self.before.date_to, day - timedelta(days=1))
        self.assertEqual(self.user._grid_scope(WORKER), self.grid_a11.ids)

    def test_file_follows_when_the_day_comes(self):
        day = self.today + timedelta(days=7)
        self.transfer(self.staff, self.grid_b11, date=day)
        self.assertEqual(self.staff.grid_id, self.grid_a11)
        with freeze_time(day + timedelta(hours=12)):
            self.env.invalidate_all()
            self.env["res.users"]._grid_cron_sync_groups()
            self.assertEqual(self.staff.grid_id, self.grid_b11)

    def test_posting_of_the_same_day_is_replaced(self):
        self.transfer(self.staff, self.grid_b11)
        self.transfer(self.staff, self.grid_a12)
        current = self.staff.posting_ids.filtered(lambda p: p.state == "current")
        self.assertEqual(current.grid_id, self.grid_a12)
        self.assertNotIn(self.grid_b11, self.staff.posting_ids.grid_id)

    def test_second_posting_stays_unless_all_end(self):
        second = self.make_posting(
            self.staff,
            self.grid_a12,
            "grid_worker",
            is_main=False,
            date_from=self.today - timedelta(days=30),
        )
        self.transfer(self.staff, self.grid_b11)
        self.assertFalse(second.date_to)
        self.transfer(self.staff, self.grid_a21, ended="all")
        self.assertEqual(second.date_to, self.today - timedelta(days=1))

    def test_several_at_once(self):
        others = self.env["grid.staff"]
        for name in ("Lin", "Chen", "Huang"):
            others |= self.make_staff(name, self.grid_a12)
        self.make_posting(others[0], self.grid_a12, "grid_worker")
        self.transfer(self.staff | others, self.grid_b11)
        current = (self.staff | others).current_posting_ids
        self.assertEqual(len(current), 4)
        self.assertEqual(current.grid_id, self.grid_b11)

    def test_form_shows_what_ends(self):
        form = Form(
            self.env["grid.posting.transfer"].with_context(
                default_staff_ids=self.staff.ids
            )
        )
        self.assertEqual(form.posting_ids[:], self.before)
        form.grid_id = self.grid_b11
        form.role_id = self.role
        form.grid_id = self.town_b
        self.assertFalse(form.role_id, "not a role of this level")

    def test_within_the_own_scope_only(self):
        officer = self.make_user("town", self.town_a, "town_officer")
        self.transfer(self.staff, self.grid_a21, officer)
        self.assertEqual(self.staff.current_posting_ids.grid_id, self.grid_a21)
        with self.assertRaises(AccessError):
            self.transfer(self.staff, self.grid_b11, officer)
        for name, user in {
            "worker": self.make_user("w", self.grid_a21, "grid_worker"),
            "department": self.make_user("d", self.county, "department_handler"),
        }.items():
            with self.subTest(name), self.assertRaises(AccessError):
                self.transfer(self.staff, self.grid_a12, user)

    def test_officer_of_another_town_takes_nobody_away(self):
        officer = self.make_user("town", self.town_b, "town_officer")
        with self.assertRaises(AccessError):
            self.transfer(self.staff, self.grid_b11, officer)
            self.env.flush_all()
        self.assertFalse(self.before.date_to)
