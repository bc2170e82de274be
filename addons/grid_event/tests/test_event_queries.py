from odoo.tests import tagged

from .common import EventCase

PAGES = {
    "grid_event.grid_event_view_list": [],
    "grid_event.grid_event_task_view_list": [("waits_for_me", "=", True)],
}


@tagged("post_install", "-at_install")
class TestEventQueries(EventCase):
    """The number of queries of a list page does not grow with the rows."""

    def page(self, xmlid, domain, user):
        """Open the page as the screen does: rows, count and references."""
        view = self.env.ref(xmlid)
        model = self.env[view.model].with_user(user)
        arch = model.get_views([(view.id, "list")])
        fields = arch["models"][view.model]["fields"]
        spec = {
            name: {"fields": {"display_name": {}}}
            if field["type"].endswith("2one")
            else {}
            for name, field in fields.items()
            if name in arch["views"]["list"]["arch"]
        }
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        found = model.web_search_read(domain, spec, limit=80)
        return self.env.cr.sql_log_count - before, found["length"]

    def test_pages(self):
        def counts():
            return {
                xmlid: self.page(xmlid, domain, self.station)
                for xmlid, domain in PAGES.items()
            }

        for _event in range(4):
            self.reported()
        counts()
        few = counts()
        for _event in range(36):
            self.reported()
        many = counts()
        for xmlid, (queries, rows) in few.items():
            with self.subTest(xmlid):
                self.assertEqual(many[xmlid][1], 10 * rows)
                self.assertLessEqual(many[xmlid][0], queries)
                self.assertLess(queries, 25)
