from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError

from .common import EventCase


class TestLifecycle(EventCase):
    def test_from_report_to_archive(self):
        event = self.make_event()
        self.assertRegex(event.number, r"^\d{14}$")
        self.assertEqual(event.state, "draft")
        self.move(event, self.worker, "report")
        event = event.sudo()
        self.assertEqual(event.holder_id, self.community_a1)
        self.assertEqual(self.open_kinds(event), ["accept"])
        self.assertTrue(event.deadline and event.accept_due)
        self.move(event, self.station, "accept")
        self.assertEqual(self.open_kinds(event), ["dispatch"])
        orders = [
            self.order(self.police),
            self.order(self.grid_a11, kind="assist"),
        ]
        self.move(event, self.station, "dispatch", orders=orders)
        main, assist = event.order_ids.sorted("id")
        self.assertEqual(main.deadline, event.deadline)
        self.move(main, self.handler, "take")
        self.assertEqual(event.state, "in_progress")
        self.move(main, self.handler, "answer", result="Repaired.")
        self.assertEqual(event.state, "in_progress")
        self.move(assist, self.worker, "answer", result="Helped.")
        self.assertEqual(event.state, "to_verify")
        self.assertEqual(self.open_kinds(event), ["verify"])
        self.assertTrue(event.deadline_done_at)
        self.move(event, self.station, "verify")
        self.move(
            event,
            self.station,
            "rate",
            rating_id=self.code("rating", "02"),
            method_id=self.env["grid.code"]
            .search([("table", "=", "event_visit_method")], limit=1)
            .id,
        )
        self.assertEqual(event.state, "archived")
        self.assertFalse(self.open_kinds(event))
        self.assertEqual(event.deadline_kept, "in_time")
        moves = event.step_ids.mapped("move")
        self.assertEqual(
            moves,
            "report accept dispatch begin complete verify rate".split(),
        )

    def test_solved_on_the_spot(self):
        event = self.make_event()
        self.move(event, self.worker, "solve", result="Talked to both.")
        self.assertEqual(event.sudo().state, "archived")
        self.assertEqual(event.sudo().rating_id.code, "02")

    def test_state_is_not_written(self):
        event = self.make_event()
        with self.assertRaises(AccessError):
            event.state = "archived"
        with self.assertRaises(AccessError):
            self.make_event(state="archived")
        trick = self.env["grid.event"].with_context(default_state="archived")
        event = trick.with_user(self.worker).create(
            {"category_id": self.category.id, "description": "x"}
        )
        self.assertEqual(event.state, "draft")

    def test_returns_reach_an_arbiter(self):
        event = self.dispatched()
        reason = self.env["grid.code"].search([("table", "=", "event_return")], limit=1)
        values = {"return_id": reason.id, "reason": "Not ours."}
        self.move(event.order_ids, self.handler, "return", **values)
        self.assertEqual(event.state, "accepted")
        self.assertEqual(self.open_kinds(event), ["dispatch"])
        self.move(event, self.station, "dispatch", orders=[self.order(self.works)])
        order = event.order_ids.sorted("id")[-1]
        self.move(order, self.handler_2, "return", **values)
        self.assertEqual(self.open_kinds(event), ["arbitrate"])
        self.assertEqual(event.arbiter_id, self.town_a)
        with self.assertRaises(AccessError):
            self.move(event, self.station, "dispatch", orders=[self.order(self.works)])
        self.move(event, self.town, "dispatch", orders=[self.order(self.works)])
        order = event.order_ids.sorted("id")[-1]
        self.assertTrue(order.binding)
        with self.assertRaises(UserError):
            self.move(order, self.handler_2, "return", **values)

    def test_failed_verification_and_reopening(self):
        event = self.dispatched()
        order = event.order_ids
        self.move(order, self.handler, "answer", result="Done.")
        self.assertEqual(event.state, "to_verify")
        self.move(event, self.station, "fail", reason="Still broken.")
        self.assertEqual(event.state, "in_progress")
        self.assertEqual(order.state, "accepted")
        self.assertFalse(event.deadline_done_at)
        self.move(order, self.handler, "answer", result="Done now.")
        self.move(event, self.station, "verify")
        self.move(event, self.worker, "rate", rating_id=self.code("rating", "01"))
        self.assertEqual(event.state, "archived")
        self.move(event, self.worker, "reopen", reason="Broken again.")
        self.assertEqual(event.state, "in_progress")
        self.assertEqual(order.state, "accepted")

    def test_suspension_stops_all_clocks(self):
        event = self.dispatched()
        event._make_move("suspend", {"reason": "Season"})
        self.assertFalse(event.deadline)
        self.assertFalse(event.order_ids.deadline)
        self.assertEqual(event.order_ids.deadline_state, "paused")
        self.move(event, self.station, "resume")
        self.assertEqual(event.state, "dispatched")
        self.assertTrue(event.order_ids.deadline)
        self.assertEqual(event.order_ids.deadline, event.deadline)

    def test_informant_goes_in_and_not_out(self):
        event = self.make_event(informant_name="Lin Yu", informant_phone="13800000000")
        self.assertFalse(event.informant_name)
        informant = (
            self.env["grid.event.informant"]
            .sudo()
            .search([("event_id", "=", event.id)])
        )
        self.assertEqual(informant.name_true, "Lin Yu")
        with self.assertRaises(AccessError):
            informant.with_user(self.worker).read(["name"])

    def test_up_down_reject_withdraw_merge(self):
        event = self.reported()
        self.move(event, self.worker, "withdraw")
        self.assertFalse(self.open_kinds(event))
        self.move(event, self.worker, "report")
        self.move(event, self.station, "report_up")
        self.assertEqual(event.holder_id, self.town_a)
        self.move(event, self.town, "hand_down", node_id=self.community_a1.id)
        self.assertEqual(event.holder_id, self.community_a1)
        self.move(event, self.station, "reject", reason="Where?")
        self.assertEqual(event.state, "draft")
        self.move(event, self.worker, "report")
        other = self.reported()
        self.move(event, self.station, "merge", main_event_id=other.id)
        self.assertEqual(event.state, "void")
        self.assertEqual(event.invalid_id.code, "01")

    def test_take_back_and_recall(self):
        event = self.dispatched(
            self.order(self.police), self.order(self.works, kind="assist")
        )
        self.move(event, self.station, "take_back", reason="Wrong one")
        self.assertEqual(event.state, "accepted")
        self.assertEqual(self.open_kinds(event), ["dispatch"])
        self.move(event, self.station, "dispatch", orders=[self.order(self.police)])
        order = event.order_ids.filtered(lambda o: o.state == "sent")
        self.move(order, self.station, "recall", reason="Wrong again")
        self.assertEqual(event.state, "accepted")

    def test_my_work(self):
        event = self.reported()
        tasks = self.env["grid.event.task"]
        waiting = [("waits_for_me", "=", True)]
        mine = tasks.with_user(self.station).search(waiting)
        self.assertEqual(mine.event_id, event)
        self.assertTrue(mine.waits_for_me)
        self.assertFalse(tasks.with_user(self.town).search(waiting))
        self.move(event, self.station, "accept")
        self.move(event, self.station, "dispatch", orders=[self.order(self.police)])
        mine = tasks.with_user(self.handler).search(waiting)
        self.assertEqual(mine, event.order_ids)

    def test_a_correction_leaves_a_step(self):
        event = self.reported()
        event.with_user(self.station).write({"description": "Two street lamps."})
        step = event.step_ids[-1]
        self.assertEqual((step.move, step.user_id), ("edit", self.station))
        self.assertNotIn("Two", step.reason)

    def test_reopening_starts_a_clock_without_old_extensions(self):
        event = self.dispatched()
        event._deadline_extend(5, "calendar_day", "Waiting for parts")
        extended = event.deadline
        self.move(event.order_ids, self.handler, "answer", result="Done.")
        self.move(event, self.station, "verify")
        self.move(event, self.worker, "rate", rating_id=self.code("rating", "02"))
        with freeze_time(fields.Datetime.now() + timedelta(hours=1)):
            self.move(event, self.worker, "reopen", reason="Broken again.")
            self.assertLess(event.deadline, extended)

    def test_asking_for_a_rating_is_never_late(self):
        event = self.dispatched()
        self.move(event.order_ids, self.handler, "answer", result="Done.")
        self.move(event, self.station, "verify")
        self.assertFalse(event._desk().deadline)

    def test_required_questions_are_answered_in_one_form(self):
        question = self.env["grid.event.question"].create(
            {
                "category_id": self.category.id,
                "name": "How many?",
                "kind": "number",
                "required": True,
            }
        )
        event = self.make_event()
        with self.assertRaisesRegex(UserError, "How many"):
            self.move(event, self.worker, "report")
        answer = event.answer_ids.create(
            {"event_id": event.id, "question_id": question.id, "value": " ３ "}
        )
        self.assertEqual(answer.value, "3")
        with self.assertRaises(UserError):
            answer.value = "many"
        self.move(event, self.worker, "report")
        self.assertEqual(event.state, "reported")

    def test_another_category_goes_where_its_rule_says(self):
        event = self.dispatched()
        rule = self.env["grid.routing.rule"].create(
            {
                "name": "To the works office",
                "category_id": self.category.parent_id.id,
                "target_kind": "organization",
                "organization_id": self.works.id,
            }
        )
        rule.sudo().write({"state": "in_force"})
        event._make_move("reroute", {"reason": "Wrong category"})
        self.assertEqual(event.state, "dispatched")
        self.assertEqual(event.route_rule_id, rule)
        order = event._open_tasks()
        self.assertEqual(order.organization_id, self.works)

    def test_an_order_below_the_place_says_where_it_is(self):
        self.make_user("event_worker_a12", self.grid_a12, "grid_worker")
        event = self.accepted(grid_id=self.community_a1.id)
        self.assertEqual(event.grid_id, self.community_a1)
        both = [self.order(self.grid_a11), self.order(self.grid_a12, kind="assist")]
        with self.assertRaisesRegex(UserError, "does not look after"):
            self.move(event, self.station, "dispatch", orders=both)
        self.move(event, self.station, "dispatch", orders=both[:1])
        self.assertEqual(event.grid_id, self.grid_a11)
        self.assertEqual(event.order_ids.grid_id, self.grid_a11)
        self.assertTrue(event.with_user(self.worker).has_access("read"))
        self.move(event.order_ids, self.worker, "answer", result="Done.")
        self.assertEqual(event.state, "to_verify")

    def test_handed_down_below_the_place(self):
        event = self.reported(grid_id=self.town_a.id)
        self.assertEqual(event.holder_id, self.town_a)
        self.move(event, self.town, "hand_down", node_id=self.community_a1.id)
        self.assertEqual(event.grid_id, self.community_a1)
        self.move(event, self.station, "accept")
