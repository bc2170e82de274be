from odoo.exceptions import AccessError, UserError

from .common import EventCase
from .routing_common import RoutingCase


class TestTrial(EventCase):
    """What a rule would have done with the events of the past."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["grid.routing.rule"]
        cls.rules.search([]).active = False
        cls.admin = cls.make_user("trial_admin")
        cls.admin.group_ids += cls.env.ref("grid_base.group_grid_admin")
        # events of the demo are not asked
        cls.area = {"grid_id": cls.city.id}

    def try_rule(self, target, **values):
        """Try a rule as the administrator does, and give it back."""
        rule = RoutingCase.make_rule.__func__(
            type(self), target, in_force=False, **self.area | values
        )
        rule.with_user(self.admin).action_try()
        return rule

    def lines(self, rule):
        return {
            (line.from_name, line.to_name): (line.event_count, line.moved)
            for line in rule.trial_ids
        }

    def counts(self, rule):
        return (
            rule.trial_event_count,
            rule.trial_taken_count,
            rule.trial_moved_count,
            rule.trial_skipped_count,
        )

    def test_from_the_station_to_the_town(self):
        for _number in range(3):
            self.reported()
        self.make_event()  # a draft was never routed
        rule = self.try_rule("town")
        names = (self.community_a1.display_name, self.town_a.display_name)
        self.assertEqual(self.lines(rule), {names: (3, True)})
        self.assertEqual(self.counts(rule), (3, 3, 3, 0))
        self.assertTrue(rule.tried_at)
        self.assertEqual(rule.tried_by_id, self.admin)

    def test_where_they_were_dispatched_is_where_they_went(self):
        self.dispatched()
        self.dispatched(self.order(self.works))
        self.reported()
        rule = self.try_rule(self.police)
        self.assertEqual(
            self.lines(rule),
            {
                ("event_police", "event_police"): (1, False),
                ("event_works", "event_police"): (1, True),
                (self.community_a1.display_name, "event_police"): (1, True),
            },
        )
        self.assertEqual(self.counts(rule), (3, 3, 2, 0))

    def test_only_its_area_and_category(self):
        self.reported()
        elsewhere = self.make_event(self.worker_b, grid_id=self.grid_b11.id)
        self.move(elsewhere, self.worker_b, "report")
        self.assertEqual(self.counts(self.try_rule("town"))[0], 2)
        rule = self.try_rule("town", grid_id=self.town_a.id)
        self.assertEqual(self.counts(rule)[0], 1)
        rule = self.try_rule("town", category_id=self.category.parent_id.id)
        self.assertEqual(self.counts(rule)[0], 2)
        other = self.env["grid.event.category"].create({"name": "X", "code": "X9"})
        rule = self.try_rule("town", category_id=other.id)
        self.assertEqual(self.counts(rule), (0, 0, 0, 0))

    def test_what_an_earlier_rule_takes_does_not_follow_it(self):
        self.reported()
        first = self.try_rule("town", sequence=1)
        first.action_put_in_force()
        self.assertEqual(self.counts(self.try_rule("city", sequence=2)), (1, 0, 0, 0))
        self.assertEqual(self.counts(self.try_rule("city", sequence=0)), (1, 1, 1, 0))

    def test_receiver_that_is_not_there(self):
        self.reported()
        rule = self.try_rule(self.community_a2)
        self.assertEqual(self.counts(rule), (1, 0, 0, 1))

    def test_again_takes_the_place_of_the_last_result(self):
        self.reported()
        rule = self.try_rule("town")
        self.reported()
        rule.with_user(self.admin).action_try()
        self.assertEqual(self.counts(rule)[:2], (2, 2))
        self.assertEqual(len(rule.trial_ids), 1)
        rule.with_user(self.admin).category_id = self.category
        self.assertFalse(rule.trial_ids)

    def test_queries_do_not_grow_with_events(self):
        def queries(rule):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rule._try_on(rule._past_events())
            return self.env.cr.sql_log_count - before

        self.reported()
        rule = self.try_rule("town")
        queries(rule)
        few = queries(rule)
        for _number in range(9):
            self.reported()
        self.assertEqual(queries(rule), few)

    def test_the_administrator_sees_numbers_and_no_event(self):
        event = self.reported()
        rule = self.try_rule("town").with_user(self.admin)
        self.assertEqual(rule.trial_ids.event_count, 1)
        with self.assertRaises(AccessError):
            event.with_user(self.admin).read(["title"])
        links = {
            field.comodel_name
            for model in (rule, rule.trial_ids)
            for field in model._fields.values()
            if field.relational
        }
        self.assertFalse(
            {"grid.event", "grid.event.task", "grid.resident"} & links,
            "a result leads to no event",
        )

    def test_others_neither_try_nor_read(self):
        rule = self.try_rule("town")
        for user in (self.worker, self.station, self.handler):
            theirs = rule.with_user(user)
            for call in (theirs.action_try, theirs.action_put_in_force, theirs.read):
                with self.assertRaises(AccessError):
                    call()

    def test_nobody_writes_a_result(self):
        rule = self.try_rule("town").with_user(self.admin)
        with self.assertRaises(UserError):
            rule.trial_taken_count = 5
        with self.assertRaises(AccessError):
            self.env["grid.routing.trial"].with_user(self.admin).create(
                {"rule_id": rule.id, "event_count": 1}
            )

    def test_in_force_it_routes(self):
        rule = self.try_rule(self.police)
        rule.with_user(self.admin).action_put_in_force()
        event = self.reported()
        self.assertEqual(event.route_rule_id, rule)
        self.assertEqual(event.order_ids.organization_id, self.police)
