from odoo.exceptions import AccessError

from .application_common import ApplicationCase


class TestApprover(ApplicationCase):
    """Who answers: by rule, somebody else, and somebody who is there."""

    def approver(self, user=None, event=None, kind="extension"):
        event = event or self.dispatched()
        return self.apply(event, user or self.handler, kind).approver_id

    def rules(self, *rules):
        self.env["grid.event.approval"].search([]).action_archive()
        self.env.flush_all()
        return self.env["grid.event.approval"].create(list(rules))

    def test_holder_answers_the_handler(self):
        self.assertEqual(self.approver(), self.community_a1)

    def test_next_level_answers_the_holder(self):
        self.assertEqual(self.approver(self.station), self.town_a)

    def test_handler_who_holds_applies_as_the_holder(self):
        event = self.dispatched(self.order(self.community_a1))
        application = self.apply(event, self.station, "extension")
        self.assertTrue(application.by_holder)
        self.assertEqual(application.approver_id, self.town_a)

    def test_grid_worker_applies(self):
        event = self.dispatched(self.order(self.grid_a11))
        application = self.apply(event, self.worker, "extension")
        self.assertEqual(application.node_id, self.grid_a11)
        self.assertEqual(application.approver_id, self.community_a1)

    def test_nobody_else_applies(self):
        event = self.dispatched()
        for user in (self.worker, self.handler_2, self.worker_b):
            with self.assertRaises(AccessError):
                self.apply(event, user, "void")

    def test_unstaffed_holder_is_climbed_past(self):
        event = self.dispatched()
        self.station.grid_staff_ids.posting_ids.role_id = self.env.ref(
            "grid_base.grid_role_station_officer"
        )
        self.assertEqual(self.approver(event=event), self.town_a)

    def test_ends_at_the_city(self):
        heads = self.station | self.town_head | self.county_officer | self.city_officer
        event = self.dispatched()
        heads.grid_staff_ids.active = False
        self.assertEqual(self.approver(event=event), self.city)

    def test_last_supervisor_answers_a_delay(self):
        event = self.dispatched()
        for user in (self.city_officer, self.county_officer):
            self.supervise(event, user)
        self.supervise(event, self.town_head, kind="remind")
        self.assertEqual(event._last_supervisor(), self.county)
        self.assertEqual(self.approver(event=event), self.county)
        self.assertEqual(self.approver(event=event, kind="void"), self.community_a1)

    def test_holder_is_not_answered_in_his_own_house(self):
        event = self.dispatched()
        self.supervise(event, self.station)
        self.assertEqual(event._last_supervisor(), self.community_a1)
        self.assertEqual(self.approver(self.station, event=event), self.town_a)

    def test_second_delay_goes_one_level_higher(self):
        event = self.dispatched()
        first = self.apply(event, self.handler, "extension", extend_value=1)
        self.refuse(first, self.station)
        again = self.apply(event, self.handler, "extension", extend_value=1)
        self.assertEqual(again.approver_id, self.community_a1, "refused: no delay")
        self.approve(again, self.station)
        second = self.apply(event, self.handler, "extension", extend_value=1)
        self.assertEqual(second.number, 2)
        self.assertEqual(second.approver_id, self.town_a)
        with self.assertRaises(AccessError):
            self.approve(second, self.station)
        self.approve(second, self.town_head)
        self.assertEqual(second.state, "approved")

    def test_level_named(self):
        county = self.env.ref("grid_base.grid_level_county").id
        self.rules(
            {"kind": "void", "answered_by": "level", "approver_level_id": county}
        )
        event = self.dispatched()
        self.assertEqual(self.approver(event=event, kind="void"), self.county)
        self.assertEqual(self.approver(event=event), self.community_a1)

    def test_level_named_below_the_holder(self):
        unit = self.env.ref("grid_base.grid_level_unit").id
        self.rules({"answered_by": "level", "approver_level_id": unit})
        event = self.dispatched()
        self.assertEqual(self.approver(self.station, event=event), self.town_a)

    def test_most_specific_rule_decides(self):
        town = self.env.ref("grid_base.grid_level_town").id
        rules = self.env["grid.event.approval"]
        general, kind, level, later = self.rules(
            {"answered_by": "upper"},
            {"kind": "void", "answered_by": "upper", "levels_up": 2},
            {"level_id": town, "answered_by": "upper", "levels_up": 3},
            {"kind": "void", "from_number": 3, "answered_by": "upper"},
        )
        levels = self.env["grid.level"]
        town = levels.browse(town)
        self.assertEqual(rules._find("reset", levels, 1), general)
        self.assertEqual(rules._find("void", levels, 1), kind)
        self.assertEqual(rules._find("void", town, 2), kind)
        self.assertEqual(rules._find("reset", town, 2), level)
        self.assertEqual(rules._find("void", levels, 4), later)
        kind.active = False
        self.assertEqual(rules._find("void", town, 1), level)

    def test_level_of_the_applicant_is_that_of_the_department(self):
        town = self.env.ref("grid_base.grid_level_town").id
        self.rules({"level_id": town, "answered_by": "upper", "levels_up": 3})
        event = self.dispatched(
            self.order(self.police), self.order(self.grid_a11, kind="assist")
        )
        self.assertEqual(self.approver(event=event), self.county)
        self.assertEqual(self.approver(self.worker, event=event), self.community_a1)

    def test_nobody_answers_an_own_application(self):
        second = self.make_user("event_station_2", self.community_a1, "station_head")
        event = self.dispatched()
        application = self.apply(event, self.county_officer, "void")
        self.assertTrue(application.by_holder)
        application.approver_id = self.county
        self.env.flush_all()
        with self.assertRaises(AccessError):
            self.approve(application, self.county_officer)
        self.assertFalse(application.with_user(self.county_officer).may_answer)
        with self.assertRaises(AccessError):
            self.approve(application, second)
        self.approve(application, self.city_officer)

    def test_who_is_not_in_scope_does_not_answer(self):
        town_b = self.make_user("event_town_b", self.town_b, "town_head")
        application = self.apply(self.dispatched(), self.handler, "extension")
        for user in (self.town, self.handler, self.handler_2, self.worker, town_b):
            with self.assertRaises(AccessError):
                self.approve(application, user)
        self.assertEqual(application.state, "waiting")

    def test_waits_for_whom(self):
        application = self.apply(self.dispatched(), self.handler, "extension")
        applications = self.env["grid.event.application"]
        waiting = [("waits_for_me", "=", True)]
        self.assertEqual(
            applications.with_user(self.station).search(waiting), application
        )
        self.assertTrue(application.with_user(self.station).waits_for_me)
        self.assertTrue(application.with_user(self.town_head).may_answer)
        for user in (self.town_head, self.handler, self.town):
            self.assertFalse(applications.with_user(user).search(waiting))

    def test_two_answers(self):
        application = self.apply(self.dispatched(), self.handler, "extension")
        self.approve(application, self.station)
        with self.assertRefused("Approved since event_station"):
            self.refuse(application, self.town_head)
        self.assertEqual(len(application.event_id.deadline_change_ids), 1)

    def test_redirected_when_nobody_is_left(self):
        application = self.apply(self.dispatched(), self.handler, "extension")
        self.env["grid.event.application"]._redirect_unstaffed()
        self.assertEqual(application.approver_id, self.community_a1)
        self.station.grid_staff_ids.active = False
        self.env["grid.event.task"]._cron_pass_on()
        self.assertEqual(application.approver_id, self.town_a)
        self.approve(application, self.town_head)
        self.assertEqual(application.state, "approved")

    def test_goes_with_a_merged_station(self):
        application = self.apply(self.dispatched(), self.handler, "extension")
        answered = self.apply(self.dispatched(), self.handler, "extension")
        self.approve(answered, self.station)
        self.community_a1._hand_over_desks(self.community_a2)
        self.assertEqual(application.approver_id, self.community_a2)
        self.assertEqual(answered.approver_id, self.community_a1)

    def test_answer_has_a_limit_if_the_rule_sets_one(self):
        plain = self.apply(self.dispatched(), self.handler, "extension")
        self.assertFalse(plain.deadline)
        self.rules({"answer_value": 3, "answer_unit": "calendar_day"})
        owed = self.apply(self.dispatched(), self.handler, "extension")
        self.assertTrue(owed.deadline)
        self.approve(owed, self.station)
        self.assertEqual(owed.deadline_kept, "in_time")

    def test_notices(self):
        event = self.dispatched()
        told = []
        self.patch(
            type(self.env["grid.event"]),
            "_notify",
            lambda self, users, kind, text=None: told.append((kind, users)),
        )
        application = self.apply(event, self.handler, "extension")
        self.approve(application, self.station)
        self.assertEqual(
            told,
            [
                ("application", self.station),
                ("extended", self.handler),
                ("application_approve", self.handler),
            ],
        )
