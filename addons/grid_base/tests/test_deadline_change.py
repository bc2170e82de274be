from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .owed_common import OwedCase


class TestChangeAccess(OwedCase):
    """Who sees a record sees why its deadline is what it is; nobody else does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        model = cls.env["ir.model"]._get("grid.test.owed")
        cls.env["ir.model.access"].create(
            {
                "name": "test",
                "model_id": model.id,
                "group_id": cls.env.ref("grid_base.group_grid_worker").id,
                "perm_read": True,
                "perm_write": True,
            }
        )
        scope = "[('grid_id', 'in', grid_scope('grid_base.group_grid_worker'))]"
        cls.env["ir.rule"].create(
            {"name": "test", "model_id": model.id, "domain_force": scope}
        )
        cls.worker = cls.make_user("test_owed", cls.grid_a11, "grid_worker")

    def test_seen_through_the_record(self):
        mine, other = self.make(), self.make(grid_id=self.grid_b11.id)
        (mine | other)._deadline_pause("secret")
        changes = self.env["grid.deadline.change"].with_user(self.worker)
        found = changes.search([])
        self.assertEqual(found.sudo(), mine.deadline_change_ids)
        self.assertEqual(found.reason, "secret")
        self.assertEqual(changes.search_count([("reason", "=", "secret")]), 1)
        hidden = other.deadline_change_ids.with_user(self.worker)
        hidden.invalidate_recordset()
        with self.assertRaises(AccessError):
            hidden.read(["reason"])
        with self.assertRaises(AccessError):
            (hidden | found).mapped("reason")
        self.assertEqual(mine.with_user(self.worker).deadline_change_ids, found)

    def test_written_by_the_mixin_alone(self):
        record = self.make().with_user(self.worker)
        record._deadline_pause("reason")
        change = record.deadline_change_ids
        self.assertEqual(change.user_id, self.worker)
        for attempt in (
            lambda: change.write({"reason": "other"}),
            lambda: change.unlink(),
            lambda: change.copy(),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_nothing_for_others(self):
        self.make()._deadline_pause("secret")
        changes = self.env["grid.deadline.change"]
        admin = new_test_user(self.env, "test_admin", "grid_base.group_grid_admin")
        self.assertFalse(changes.with_user(admin).search([]))
        portal = new_test_user(self.env, "test_portal", "base.group_portal")
        with self.assertRaises(AccessError):
            changes.with_user(portal).search([])
