from datetime import timedelta

from odoo.tests import HttpCase, tagged

from .common import GridCase


@tagged("post_install", "-at_install")
class TestTerritoryTour(GridCase, HttpCase):
    """What an administrator does with roles, postings and logins, in the browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.make_user("tour_admin", cls.city, "administrator")
        cls.admin.write({"password": "tour_admin", "lang": "en_US"})
        cls.town_a.name = "Tour Town"
        cls.community_a1.name = "Tour Community"
        cls.staff = cls.make_staff(
            "Tour Patrol", cls.town_a, category="patrol", staff_number="tour-77"
        )
        cls.posting = cls.make_posting(
            cls.staff,
            cls.town_a,
            "patrol_inspector",
            # the latest of all stands first in the list
            date_from=cls.today - timedelta(days=1),
        )

    def tour(self, action, name, record=None):
        action = self.env.ref(f"grid_base.{action}")
        url = f"/odoo/action-{action.id}" + (f"/{record.id}" if record else "")
        self.start_tour(url, f"grid_base.{name}", login="tour_admin")
        self.env.invalidate_all()

    def test_role_and_posting(self):
        self.tour("grid_role_action", "role_and_posting")
        self.assertEqual(
            self.staff.current_posting_ids.grid_id, self.town_a | self.community_a1
        )

    def test_transfer(self):
        self.tour("grid_staff_action", "transfer", self.staff)
        self.assertEqual(self.staff.current_posting_ids.grid_id, self.community_a1)
        self.assertEqual(self.posting.date_to, self.today - timedelta(days=1))

    def test_logins(self):
        self.tour("grid_staff_action", "logins", self.staff)
        self.assertEqual(self.staff.user_id.login, "tour-77")
