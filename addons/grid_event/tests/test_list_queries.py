from lxml import etree

from odoo.tests import tagged

from .common import EventCase

FEW, MANY = 10, 100


@tagged("post_install", "-at_install")
class TestListQueries(EventCase):
    """What a list page asks of the database does not grow with its rows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        events = cls.env["grid.event"].with_user(cls.worker)
        categories = cls.env["grid.event.category"].search(
            [("parent_id", "!=", False)], limit=8
        )
        events = events.create(
            [
                {
                    "category_id": categories[number % len(categories)].id,
                    "description": "A street lamp is broken.",
                    "address": f"Number {number}",
                    "grid_id": (cls.grid_a11 + cls.grid_a12)[number % 2].id,
                }
                for number in range(MANY)
            ]
        ).sudo()
        now = cls.env.cr.now()
        events.write({"state": "reported", "reported_at": now})
        events.write({"holder_id": cls.community_a1.id, "deadline_start": now})
        cls.env["grid.event.task"].create(
            [
                {
                    "event_id": event.id,
                    "kind": "accept",
                    "node_id": cls.community_a1.id,
                    "sender_id": cls.community_a1.id,
                    "deadline_start": now,
                    "limit_value": 2,
                    "limit_unit": "calendar_day",
                }
                for event in events
            ]
        )

    def specification(self, model, view):
        """What the web client asks for: the fields of the view."""
        arch = model.get_view(self.env.ref(view).id, "list")["arch"]
        names = {node.get("name") for node in etree.fromstring(arch).iter("field")}
        return {
            name: {"fields": {"display_name": {}}}
            if model._fields[name].type == "many2one"
            else {}
            for name in names
        }

    def count(self, model, domain, spec, limit):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        page = model.web_search_read(domain, spec, limit=limit)
        self.assertEqual(len(page["records"]), limit)
        return self.env.cr.sql_log_count - before

    def check(self, name, view, domain, user, most):
        model = self.env[name].with_user(user)
        spec = self.specification(model, view)
        # what stays in memory across requests
        self.count(model, domain, spec, MANY)
        few = self.count(model, domain, spec, FEW)
        self.assertEqual(self.count(model, domain, spec, MANY), few)
        self.assertLessEqual(few, most)

    def test_my_work(self):
        self.check(
            "grid.event.task",
            "grid_event.grid_event_task_view_list",
            [("waits_for_me", "=", True)],
            self.station,
            20,
        )

    def test_events(self):
        for user in (self.station, self.worker):
            self.check(
                "grid.event",
                "grid_event.grid_event_view_list",
                [("state", "=", "reported")],
                user,
                15,
            )
