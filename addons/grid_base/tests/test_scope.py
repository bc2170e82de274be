from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError

from .common import GridCase

WORKER = "grid_base.group_grid_worker"
OFFICER = "grid_base.group_grid_officer"


class TestScope(GridCase):
    """Scope and groups follow the postings in force, at once."""

    def staff_seen(self, user):
        """The staff of this territory that a user finds, by grid."""
        self.env.invalidate_all()
        staff = self.env["grid.staff"].with_user(user)
        return staff.search([("grid_id", "child_of", self.city.ids)]).sudo().grid_id

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for grid in (cls.grid_a11, cls.grid_a12, cls.grid_a21, cls.grid_b11):
            cls.make_staff(f"Somebody in {grid.code}", grid)

    def test_scope_is_the_subtree_of_the_posting(self):
        user = self.make_user("head", self.community_a1, "station_head")
        self.assertEqual(
            set(user._grid_scope(WORKER)),
            set((self.community_a1 | self.grid_a11 | self.grid_a12).ids),
        )

    def test_no_posting_means_nobody(self):
        user = self.make_user("nobody")
        self.assertEqual(user._grid_scope(WORKER), [])
        with self.assertRaises(AccessError):
            self.staff_seen(user)

    def test_groups_come_and_go_with_the_posting(self):
        user = self.make_user("worker", self.grid_a11, "grid_worker")
        self.assertTrue(user.has_group(WORKER))
        self.assertFalse(user.has_group(OFFICER))
        user.grid_staff_ids.posting_ids.unlink()
        self.assertFalse(user.has_group(WORKER))

    def test_transfer_counts_at_once_after_a_read(self):
        user = self.make_user("worker", self.grid_a11, "grid_worker")
        self.assertEqual(self.staff_seen(user), self.grid_a11)
        user.grid_staff_ids.posting_ids.grid_id = self.grid_b11
        self.assertEqual(self.staff_seen(user), self.grid_b11)

    def test_posting_ends_by_its_date_alone(self):
        user = self.make_user("worker", self.grid_a11, "grid_worker")
        user.grid_staff_ids.posting_ids.date_to = self.today
        self.assertEqual(self.staff_seen(user), self.grid_a11)
        with freeze_time(self.today + timedelta(days=1, hours=12)):
            self.assertFalse(self.staff_seen(user), "scope ends without any job")
            self.env["res.users"]._grid_cron_sync_groups()
            self.assertFalse(user.has_group(WORKER))

    def test_posting_begins_by_its_date_alone(self):
        tomorrow = self.today + timedelta(days=1)
        user = self.make_user("worker", self.grid_a11, "grid_worker")
        self.make_posting(
            user.grid_staff_ids, self.grid_b11, "grid_worker", date_from=tomorrow
        )
        self.assertNotIn(self.grid_b11, self.staff_seen(user))
        with freeze_time(tomorrow + timedelta(hours=12)):
            self.assertIn(self.grid_b11, self.staff_seen(user))

    def test_many_users_are_read_with_one_callback(self):
        """One for each user once kept all their environments until the commit."""
        users = [self.make_user(f"w{n}", self.grid_a11, "grid_worker") for n in (1, 2)]
        cursor = self.env.cr
        users[0]._grid_scope(WORKER)
        before = len(cursor.postcommit), len(cursor.postrollback)
        for user in users:
            self.assertEqual(user._grid_scope(WORKER), self.grid_a11.ids)
        self.assertEqual((len(cursor.postcommit), len(cursor.postrollback)), before)

    def test_what_was_read_is_gone_with_the_transaction(self):
        user = self.make_user("worker", self.grid_a11, "grid_worker")
        query = "UPDATE grid_posting SET grid_id = %s WHERE grid_id = %s"
        for callbacks, old, new in [
            (self.env.cr.postcommit, self.grid_a11, self.grid_b11),
            (self.env.cr.postrollback, self.grid_b11, self.grid_a21),
        ]:
            self.assertEqual(user._grid_scope(WORKER), old.ids)
            self.env.cr.execute(query, [new.id, old.id])
            self.assertEqual(user._grid_scope(WORKER), old.ids, "read once")
            callbacks.run()
            self.assertEqual(user._grid_scope(WORKER), new.ids)

    def test_what_is_rolled_back_gives_nothing(self):
        user = self.make_user("worker", self.grid_a11, "grid_worker")
        with self.env.cr.savepoint() as savepoint:
            self.make_posting(user.grid_staff_ids, self.grid_b11, "grid_worker")
            self.assertIn(self.grid_b11.id, user._grid_scope(WORKER))
            savepoint.rollback()
            self.assertNotIn(self.grid_b11.id, user._grid_scope(WORKER))

    def test_role_counts_only_where_it_is_held(self):
        """An officer here who is a worker there is no officer there."""
        user = self.make_user("both", self.town_a, "town_officer")
        self.make_posting(user.grid_staff_ids, self.grid_b11, "grid_worker")
        self.assertIn(self.grid_b11.id, user._grid_scope(WORKER))
        self.assertNotIn(self.grid_b11.id, user._grid_scope(OFFICER))
        there = self.env["grid.staff"].search([("grid_id", "=", self.grid_b11.id)])
        self.assertTrue(there.with_user(user)[:1].name)
        with self.assertRaises(AccessError):
            there[:1].with_user(user).job_title = "x"

    def test_moved_grid_leaves_the_scope(self):
        user = self.make_user("town", self.town_a, "town_officer")
        self.assertIn(self.grid_a21, self.staff_seen(user))
        self.community_a2.write(
            {"parent_id": self.town_b.id, "division_parent_id": self.town_a.id}
        )
        self.assertNotIn(self.grid_a21, self.staff_seen(user))

    def test_new_grid_enters_the_scope(self):
        user = self.make_user("town", self.town_a, "town_officer")
        self.staff_seen(user)
        grid = self.make_grid("unit", None, self.community_a1)
        self.make_staff("Newcomer", grid)
        self.assertIn(grid, self.staff_seen(user))

    def test_archived_staff_lose_their_rights(self):
        user = self.make_user("worker", self.grid_a11, "grid_worker")
        user.grid_staff_ids.active = False
        self.assertFalse(user.has_group(WORKER))
        self.assertEqual(user._grid_scope(WORKER), [])

    def test_role_change_reaches_its_holders(self):
        user = self.make_user("worker", self.grid_a11, "grid_worker")
        role = self.env.ref("grid_base.grid_role_grid_worker")
        role.group_ids += self.env.ref(OFFICER)
        self.assertTrue(user.has_group(OFFICER))
        self.assertIn(self.grid_a11.id, user._grid_scope(OFFICER))

    def test_hand_edited_groups_are_put_right(self):
        user = self.make_user("worker", self.grid_a11, "grid_worker")
        user.group_ids += self.env.ref(OFFICER)
        self.env["res.users"]._grid_cron_sync_groups()
        self.assertFalse(user.has_group(OFFICER))

    def test_roots_are_the_highest_grids(self):
        user = self.make_user("worker", self.grid_a11, "grid_worker")
        self.make_posting(user.grid_staff_ids, self.community_a1, "station_officer")
        self.make_posting(user.grid_staff_ids, self.grid_b11, "grid_worker")
        self.assertEqual(user._grid_scope_roots(), self.community_a1 | self.grid_b11)

    def test_effective_rights_name_the_posting(self):
        user = self.make_user("head", self.community_a1, "station_head")
        rights = user.grid_staff_ids.right_ids
        worker = rights.filtered(lambda r: r.group_id == self.env.ref(WORKER))
        self.assertEqual(worker.posting_id, user.grid_staff_ids.posting_ids)
        self.assertEqual(worker.grid_id, self.community_a1)
        self.assertTrue(worker.implied)
        self.assertNotIn(self.env.ref("base.group_user"), rights.group_id)
