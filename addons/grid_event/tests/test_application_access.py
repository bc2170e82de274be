from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .application_common import ApplicationCase


class TestApplicationAccess(ApplicationCase):
    """Who reads the event in scope reads the application; the applicant the own."""

    def visible(self, user):
        return self.env["grid.event.application"].with_user(user).search([])

    def test_readers(self):
        event = self.dispatched(
            self.order(self.police), self.order(self.works, kind="assist")
        )
        mine = self.apply(event, self.handler, "extension")
        theirs = self.apply(event, self.handler_2, "void")
        self.assertEqual(self.visible(self.handler), mine)
        self.assertEqual(self.visible(self.handler_2), theirs)
        for user in (self.worker, self.station, self.town, self.city_officer):
            self.assertEqual(self.visible(user), mine | theirs)
        self.assertFalse(self.visible(self.worker_b))

    def test_colleague_reads_what_the_department_applied_for(self):
        event = self.dispatched()
        colleague = self.make_user("event_c", self.town_a, "department_handler")
        self.police.user_ids = [(4, colleague.id)]
        application = self.apply(event, self.handler, "extension")
        self.assertEqual(self.visible(colleague), application)
        self.police.user_ids = [(3, colleague.id)]
        self.assertFalse(self.visible(colleague))

    def test_closed_to_all_others(self):
        self.apply(self.dispatched(), self.handler, "extension")
        outsiders = [
            new_test_user(self.env, "apply_portal", "base.group_portal"),
            new_test_user(self.env, "apply_public", "base.group_public"),
            new_test_user(self.env, "apply_nobody", "base.group_user"),
            new_test_user(self.env, "apply_admin", "grid_base.group_grid_admin"),
        ]
        for user in outsiders:
            with self.assertRaises(AccessError):
                self.visible(user)
            with self.assertRaises(AccessError):
                self.env["grid.event.apply"].with_user(user).create({"reason": "x"})

    def test_queries_do_not_grow_with_the_list(self):
        applications = self.env["grid.event.application"].with_user(self.station)
        names = {
            name: {}
            for name in (
                "display_name desk_name kind state may_answer is_overdue deadline "
                "waits_for_me reason user_id approver_id event_id event_state"
            ).split()
        }

        def read():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows = applications.web_search_read([], names)["records"]
            return len(rows), self.env.cr.sql_log_count - before

        for _number in range(2):
            self.apply(self.dispatched(), self.handler, "extension")
        read()
        few, queries = read()
        for _number in range(10):
            self.apply(self.dispatched(), self.handler, "extension")
        many, more = read()
        self.assertEqual((few, many), (2, 12))
        self.assertEqual(more, queries)
