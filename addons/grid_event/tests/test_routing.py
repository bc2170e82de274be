from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.exceptions import UserError, ValidationError
from odoo.tests import TransactionCase

from odoo.addons.grid_base.tests import properties  # noqa: F401

from ..tools.routing import FREE_DAYS, WEEKDAYS, WORKING_DAYS, Rule, Target, holds_at
from .routing_common import RoutingCase

WEDNESDAY = datetime(2026, 3, 4)


def rule_at(hour_from, hour_to, **values):
    return Rule(
        1, 1, Target("level", 1), hour_from=hour_from, hour_to=hour_to, **values
    )


class TestWindow(TransactionCase):
    """When a rule holds, by the clock of the city."""

    def holds(self, rule, day, hour, free=()):
        moment = WEDNESDAY + timedelta(days=day, hours=hour)
        return holds_at(rule, moment, lambda day: day not in free)

    def test_within_a_day(self):
        rule = rule_at(8, 17.5)
        for hour, holds in ((7.99, False), (8, True), (17.49, True), (17.5, False)):
            self.assertEqual(self.holds(rule, 0, hour), holds, hour)

    def test_whole_day(self):
        for rule in (rule_at(0, 0), rule_at(0, 24)):
            for hour in (0, 12, 23.99):
                self.assertTrue(self.holds(rule, 0, hour))

    def test_night_belongs_to_the_day_it_begins(self):
        wednesday = {"days": WEEKDAYS, "weekdays": frozenset([2])}
        rule = rule_at(22, 6, **wednesday)
        self.assertTrue(self.holds(rule, 0, 23))
        self.assertTrue(self.holds(rule, 1, 5.9))
        self.assertFalse(self.holds(rule, 1, 6))
        self.assertFalse(self.holds(rule, 0, 2), "the night of Tuesday")
        self.assertFalse(self.holds(rule, 1, 23))
        until_midnight = rule_at(22, 0, **wednesday)
        self.assertTrue(self.holds(until_midnight, 0, 23.9))
        self.assertFalse(self.holds(until_midnight, 1, 0))

    def test_working_and_free_days(self):
        free = {WEDNESDAY.date()}
        for days, in_free, in_worked in (
            (WORKING_DAYS, False, True),
            (FREE_DAYS, True, False),
        ):
            rule = rule_at(0, 0, days=days)
            self.assertEqual(self.holds(rule, 0, 10, free), in_free)
            self.assertEqual(self.holds(rule, 1, 10, free), in_worked)

    @given(st.integers(0, 95), st.integers(1, 96), st.integers(0, 95))
    def test_two_windows_share_out_the_day(self, first, last, now):
        """From A to B and from B to A: every moment lies in exactly one of them."""
        if first == last % 96:
            return
        windows = rule_at(first / 4, last / 4), rule_at(last / 4 % 24, first / 4 or 24)
        self.assertEqual(sum(self.holds(rule, 0, now / 4) for rule in windows), 1)


class TestMatches(RoutingCase):
    """Which events a rule is about."""

    def matches(self, rule, *args, **values):
        return rule._matches(self.event(*args, **values))

    def test_everything(self):
        self.assertTrue(self.matches(self.make_rule("town")))

    def test_area_is_the_grid_and_all_below(self):
        rule = self.make_rule("town", grid_id=self.town_a.id)
        for grid, inside in (
            (self.town_a, True),
            (self.grid_a21, True),
            (self.grid_b11, False),
            (self.county, False),
        ):
            self.assertEqual(self.matches(rule, grid), inside)

    def test_category_and_its_small_classes(self):
        rule = self.make_rule("town", category_id=self.big.id)
        self.assertTrue(self.matches(rule, category=self.big))
        self.assertTrue(self.matches(rule, category=self.small))
        self.assertFalse(self.matches(rule, category=self.other))
        rule = self.make_rule("town", category_id=self.small.id)
        self.assertFalse(self.matches(rule, category=self.big))

    def test_urgency_and_channel(self):
        codes = self.env["grid.code"]
        for name in ("urgency", "channel"):
            wanted, other = codes.search([("table", "=", f"event_{name}")], limit=2)
            rule = self.make_rule("town", **{f"{name}_id": wanted.id})
            self.assertTrue(self.matches(rule, **{name: wanted}))
            self.assertFalse(self.matches(rule, **{name: other}))
            self.assertFalse(self.matches(rule))

    def test_clock_of_the_city(self):
        rule = self.make_rule("town", hour_from=8, hour_to=12)
        # stored in UTC, eight hours behind
        self.assertTrue(self.matches(rule, at="2026-03-04 00:00:00"))
        self.assertFalse(self.matches(rule, at="2026-03-04 08:00:00"))
        self.env["ir.config_parameter"].set_param("grid_base.timezone", "UTC")
        self.assertTrue(self.matches(rule, at="2026-03-04 08:00:00"))

    def test_weekday_of_the_city(self):
        rule = self.make_rule("town", days="weekdays", thursday=True)
        self.assertTrue(self.matches(rule, at="2026-03-04 16:30:00"))
        self.assertFalse(self.matches(rule, at="2026-03-04 15:30:00"))

    def test_working_days_go_by_the_calendar(self):
        rule = self.make_rule("town", days="free")
        day = self.env["grid.workday"].search([("date", "=", "2026-03-04")])
        self.assertFalse(day)
        self.assertFalse(self.matches(rule))
        self.env["grid.workday"].create({"date": "2026-03-04", "kind": "holiday"})
        self.assertTrue(self.matches(rule))

    def test_a_year_that_is_not_entered_stops_nothing(self):
        rule = self.make_rule("town", days="working")
        self.assertTrue(self.matches(rule, at="2199-03-04 02:00:00"))


class TestRoute(RoutingCase):
    """The first rule whose receiver is there, else the default, else the station."""

    def test_no_rule_is_the_station(self):
        self.assertGoes(self.route(), self.community_a1)

    def test_unstaffed_station_goes_up(self):
        self.assertGoes(self.route(self.grid_a21), self.town_a)
        self.assertGoes(self.route(self.grid_b11), self.city)

    def test_place_above_the_stations(self):
        self.assertGoes(self.route(self.town_a), self.town_a)
        self.assertGoes(self.route(self.county), self.city)

    def test_nobody_anywhere_is_the_city(self):
        self.env["grid.posting"].search([]).unlink()
        self.assertGoes(self.route(), self.city)

    def test_no_place_is_a_city(self):
        node, _organization, _rule = self.route(self.env["grid.grid"])
        self.assertTrue(node)
        self.assertFalse(node.parent_id)

    def test_first_match_wins(self):
        late = self.make_rule("city", sequence=2)
        early = self.make_rule("town", sequence=1)
        self.assertGoes(self.route(), self.town_a, rule=early)
        early.sequence = 3
        self.assertGoes(self.route(), self.city, rule=late)

    def test_draft_and_archived_do_not_count(self):
        rule = self.make_rule("town")
        self.assertGoes(self.route(), self.town_a, rule=rule)
        rule.state = "draft"
        self.assertGoes(self.route(), self.community_a1)
        rule.state = "in_force"
        rule.active = False
        self.assertGoes(self.route(), self.community_a1)

    def test_level_above_the_place_or_the_place(self):
        rule = self.make_rule("town")
        self.assertGoes(self.route(), self.town_a, rule=rule)
        self.assertGoes(self.route(self.city), self.city, rule=rule)

    def test_unstaffed_level_is_passed_over(self):
        self.make_rule("county", sequence=1)
        rule = self.make_rule("town", sequence=2)
        self.assertGoes(self.route(), self.town_a, rule=rule)

    def test_node(self):
        rule = self.make_rule(self.town_a)
        self.assertGoes(self.route(self.grid_b11), self.town_a, rule=rule)
        self.town_user.active = False
        self.assertGoes(self.route(self.grid_b11), self.city)

    def test_archived_node_is_passed_over(self):
        alone = self.make_grid("town", "990001003000", self.county)
        self.make_user("alone", alone, "town_officer")
        rule = self.make_rule(alone)
        self.assertGoes(self.route(), alone, rule=rule)
        alone.active = False
        self.assertGoes(self.route(), self.community_a1)

    def test_organization_is_held_by_the_centre_of_its_level(self):
        bureau = self.make_organization("Bureau", self.town_a, self.chief)
        rule = self.make_rule(bureau)
        self.assertGoes(self.route(), self.town_a, bureau, rule)
        # seated higher, where nobody is: the next above
        bureau.grid_id = self.county
        self.assertGoes(self.route(), self.city, bureau, rule)
        # seated in another town: the centre of that level above the place
        bureau.grid_id = self.town_b
        self.assertGoes(self.route(), self.town_a, bureau, rule)

    def test_organization_without_a_login_is_passed_over(self):
        bureau = self.make_organization("Bureau", self.town_a, self.chief)
        rule = self.make_rule(bureau)
        self.chief.active = False
        self.assertGoes(self.route(), self.community_a1)
        self.chief.active = True
        self.assertGoes(self.route(), self.town_a, bureau, rule)
        bureau.active = False
        self.assertGoes(self.route(), self.community_a1)

    def test_nearest_organization_of_the_kind(self):
        rule = self.make_rule(self.kind)
        self.assertGoes(self.route(), self.community_a1)
        far = self.make_organization("Far", self.city, self.chief)
        self.assertGoes(self.route(), self.city, far, rule)
        near = self.make_organization("Near", self.town_a, self.chief)
        self.make_organization("Nobody", self.community_a1)
        self.make_organization("Elsewhere", self.town_b, self.chief)
        self.assertGoes(self.route(), self.town_a, near, rule)

    def test_default_handler_of_the_category(self):
        town, city = (
            self.env.ref(f"grid_base.grid_level_{name}") for name in ("town", "city")
        )
        self.big.handler_level_id = town
        self.assertGoes(self.route(), self.town_a)
        self.assertGoes(self.route(category=self.big), self.town_a)
        self.assertGoes(self.route(category=self.other), self.community_a1)
        # its own comes before that of the big class
        self.small.handler_level_id = city
        self.assertGoes(self.route(), self.city)
        rule = self.make_rule("community")
        self.assertGoes(self.route(), self.community_a1, rule=rule)

    def test_default_handler_that_is_not_there(self):
        self.small.handler_level_id = self.env.ref("grid_base.grid_level_county")
        self.assertGoes(self.route(), self.community_a1)

    def test_default_organization_and_kind(self):
        bureau = self.make_organization("Bureau", self.town_a, self.chief)
        self.small.handler_organization_id = bureau
        self.assertGoes(self.route(), self.town_a, bureau)
        self.small.write(
            {
                "handler_organization_id": False,
                "handler_organization_kind_id": self.kind.id,
                "handler_level_id": self.env.ref("grid_base.grid_level_city").id,
            }
        )
        self.assertGoes(self.route(), self.town_a, bureau)
        # no such department acts: the level
        self.chief.active = False
        self.assertGoes(self.route(), self.city)

    def test_several_at_once_like_one_by_one(self):
        self.make_rule("town", category_id=self.big.id)
        events = [
            self.event(grid, category)
            for grid in (self.grid_a11, self.grid_a21, self.grid_b11)
            for category in (self.small, self.other)
        ]
        one_by_one = [self.rules._route(event) for event in events]
        self.assertEqual(self.rules._route_all(events), one_by_one)

    def test_as_any_user(self):
        worker = self.make_user("worker", self.grid_a11, "grid_worker")
        rule = self.make_rule("town")
        as_worker = self.rules.with_user(worker)
        self.assertGoes(as_worker._route(self.event()), self.town_a, rule=rule)

    def test_queries_of_one_event_and_of_a_hundred(self):
        bureau = self.make_organization("Bureau", self.town_a, self.chief)
        self.make_rule(bureau, category_id=self.other.id)
        for number in range(50):
            self.make_rule("county", sequence=number)
        self.warm()
        self.route()
        with self.assertQueryCount(1):
            self.route()
        with self.assertQueryCount(2):
            self.route(category=self.other)
        events = [self.event(category=self.other) for _number in range(100)]
        with self.assertQueryCount(2):
            self.rules._route_all(events)


class TestInForce(RoutingCase):
    """A rule counts after its trial, as it was tried."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.make_user("rules_admin")
        cls.admin.group_ids += cls.env.ref("grid_base.group_grid_admin")

    def draft(self):
        rule = self.make_rule("town", in_force=False)
        return rule.with_user(self.admin)

    def test_needs_a_trial(self):
        rule = self.draft()
        with self.assertRaisesRegex(UserError, "Try it on past events first"):
            rule.action_put_in_force()
        rule.sudo().tried_at = "2026-03-04"
        rule.action_put_in_force()
        self.assertEqual(rule.state, "in_force")

    def test_a_change_needs_another_trial(self):
        rule = self.draft()
        rule.sudo().tried_at = "2026-03-04"
        rule.name = "Another name changes nothing"
        rule.sequence = 1
        self.assertTrue(rule.tried_at)
        rule.category_id = self.big
        self.assertFalse(rule.tried_at)
        with self.assertRaisesRegex(UserError, "Try it on past events first"):
            rule.action_put_in_force()

    def test_in_force_stays_as_it_was_tried(self):
        rule = self.make_rule("town").with_user(self.admin)
        for values in (
            {"category_id": self.big.id},
            {"hour_to": 6},
            {"level_id": self.env.ref("grid_base.grid_level_city").id},
        ):
            with self.assertRaisesRegex(UserError, "Take it out of force first"):
                rule.write(values)
        with self.assertRaisesRegex(UserError, "Take it out of force first"):
            rule.unlink()
        rule.sequence = 5
        rule.action_take_out_of_force()
        rule.category_id = self.big
        rule.unlink()

    def test_rules_follow_grids_that_are_merged(self):
        area = self.make_rule("town", grid_id=self.community_a2.id, sequence=1)
        node = self.make_rule(self.community_a2, sequence=2)
        self.community_a2._merge_into(self.community_a1)
        self.assertEqual(area.grid_id, self.community_a1)
        self.assertEqual(node.node_id, self.community_a1)
        self.assertEqual((area | node).mapped("state"), ["in_force", "in_force"])
        self.assertGoes(self.route(self.grid_a21), self.town_a, rule=area)

    def test_state_is_not_written_directly(self):
        rule = self.draft()
        for values in (
            {"state": "in_force"},
            {"tried_at": "2026-03-04"},
            {"tried_by_id": self.admin.id},
        ):
            with self.assertRaisesRegex(UserError, "by its button"):
                rule.write(values)
            with self.assertRaisesRegex(UserError, "by its button"):
                rule.copy(values)

    def test_copy_and_archive_begin_as_drafts(self):
        rule = self.make_rule("town")
        rule.tried_at = "2026-03-04"
        copied = rule.copy()
        self.assertEqual((copied.state, copied.tried_at), ("draft", False))
        rule.active = False
        rule.active = True
        self.assertEqual((rule.state, rule.tried_at), ("draft", False))

    def test_a_receiver_is_named(self):
        with self.assertRaisesRegex(ValidationError, "who receives"):
            self.rules.create({"name": "To nobody", "target_kind": "node"})
        with self.assertRaisesRegex(ValidationError, "a weekday"):
            self.make_rule("town", days="weekdays")
