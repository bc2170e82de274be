from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import EventCase

PIXEL = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAA"
    b"AABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestDispatchWizard(EventCase):
    def wizard(self, event, user, name=None):
        action = event.with_user(user).action_add_orders()
        model = self.env[action["res_model"]].with_user(user)
        return Form(model.with_context(**action["context"]))

    def lines(self, form):
        """What is on the screen: (desk, kind)."""
        values = [form.line_ids.edit(n) for n in range(len(form.line_ids))]
        return [(line.organization_id or line.node_id, line.kind) for line in values]

    def test_enter_sends_what_is_proposed(self):
        event = self.accepted()
        form = self.wizard(event, self.station)
        lines = self.lines(form)
        self.assertEqual(lines[0], (self.grid_a11, "main"))
        self.assertFalse(any(kind for _desk, kind in lines[1:]))
        form.save().action_send()
        self.assertEqual(event.state, "dispatched")
        self.assertEqual(event.order_ids.node_id, self.grid_a11)

    def test_proposals(self):
        """On the way from the decider to the place, staffed, and the departments."""
        event = self.accepted()
        desks = [desk for desk, _kind in self.lines(self.wizard(event, self.station))]
        self.assertEqual(
            desks, [self.grid_a11, self.community_a1, self.police, self.works]
        )

    def test_default_handler_of_the_category_comes_first(self):
        self.category.handler_organization_id = self.works
        event = self.reported()
        # the rule sent it at once; it comes back, and nobody is asked twice
        order = event.order_ids
        self.assertEqual(order.organization_id, self.works)
        values = {"return_id": self.code("return", "01"), "reason": "Not ours."}
        self.move(order, self.handler_2, "return", **values)
        desks = [desk for desk, _kind in self.lines(self.wizard(event, self.station))]
        self.assertNotIn(self.works, desks)

    def test_who_was_named_in_a_return_comes_first(self):
        event = self.dispatched(self.order(self.police))
        self.move(
            event.order_ids,
            self.handler,
            "return",
            return_id=self.code("return", "01"),
            reason="Not ours.",
            competent_organization_id=self.works.id,
        )
        lines = self.lines(self.wizard(event, self.station))
        self.assertEqual(lines[0], (self.works, "main"))
        self.assertNotIn(self.police, [desk for desk, _kind in lines])

    def test_who_handled_the_like_before_comes_first(self):
        for _number in range(2):
            event = self.dispatched(self.order(self.works))
            self.move(event.order_ids, self.handler_2, "answer", result="Done.")
            event._make_move("verify")
            event._make_move("archive_unrated")
        lines = self.lines(self.wizard(self.accepted(), self.station))
        self.assertEqual(lines[0], (self.works, "main"))

    def test_two_departments_with_instructions(self):
        event = self.accepted()
        form = self.wizard(event, self.station)
        form.instruction = "Before noon."
        with form.line_ids.edit(0) as line:
            line.kind = False
        with form.line_ids.edit(2) as line:
            line.kind = "main"
            line.limit_value = 2
            line.limit_unit = "hour"
        with form.line_ids.edit(3) as line:
            line.kind = "assist"
            line.instruction = "Bring a ladder."
        form.save().action_send()
        main, assist = event.order_ids.sorted("id")
        self.assertEqual(main.organization_id, self.police)
        self.assertEqual(main.instruction, "Before noon.")
        self.assertFalse(main.shares_deadline)
        self.assertLess(main.deadline, event.deadline)
        self.assertEqual(assist.organization_id, self.works)
        self.assertEqual(assist.instruction, "Bring a ladder.")
        self.assertTrue(assist.shares_deadline)

    def test_further_orders(self):
        event = self.dispatched(self.order(self.police))
        form = self.wizard(event, self.station)
        lines = self.lines(form)
        self.assertNotIn(self.police, [desk for desk, _kind in lines])
        self.assertFalse(any(kind for _desk, kind in lines), "it has a main handler")
        with form.line_ids.edit(0) as line:
            line.kind = "assist"
        form.save().action_send()
        self.assertEqual(set(event.order_ids.mapped("kind")), {"main", "assist"})

    def test_nobody_chosen(self):
        event = self.dispatched(self.order(self.police))
        wizard = self.wizard(event, self.station).save()
        with self.assertRaisesRegex(UserError, "Choose who"):
            wizard.action_send()

    def test_the_arbiter_decides(self):
        event = self.dispatched(self.order(self.police))
        values = {"return_id": self.code("return", "01"), "reason": "Not ours."}
        self.move(event.order_ids, self.handler, "return", **values)
        self.move(event, self.station, "dispatch", orders=[self.order(self.works)])
        self.move(event.order_ids.sorted("id")[-1], self.handler_2, "return", **values)
        self.assertEqual(event.arbiter_id, self.town_a)
        form = self.wizard(event, self.town)
        self.assertTrue(form.arbitrated)
        desks = [desk for desk, _kind in self.lines(form)]
        self.assertIn(self.police, desks, "an arbiter may send it back to whom it was")

    def test_presence(self):
        form = self.wizard(self.accepted(), self.station)
        line = form.line_ids.edit(0)
        self.assertEqual(line.presence, self.worker.name)
        self.assertEqual(line.staff_ids[:].user_id, self.worker)

    def test_one_desk_a_line(self):
        form = self.wizard(self.accepted(), self.station)
        with form.line_ids.new() as line:
            line.organization_id = self.works
            self.assertFalse(line.node_id)
            self.assertEqual(line.kind, "assist")

    def test_wizards_are_ones_own(self):
        event = self.accepted()
        wizard = self.wizard(event, self.station).save()
        with self.assertRaises(AccessError):
            wizard.with_user(self.town).read(["move"])
        with self.assertRaises(AccessError):
            wizard.line_ids.with_user(self.town).read(["kind"])
        stranger = self.env["grid.event.dispatch"].with_user(self.town_b_user())
        with self.assertRaises(AccessError):
            stranger.create({"event_id": event.id, "move": "dispatch"})

    def town_b_user(self):
        return self.make_user("event_town_b", self.town_b, "town_officer")


@tagged("post_install", "-at_install")
class TestActWizard(EventCase):
    def act(self, event, user, name, **values):
        action = event.with_user(user).action_step(name)
        model = self.env[action["res_model"]].with_user(user)
        form = Form(model.with_context(**action["context"]))
        for fname, value in values.items():
            setattr(form, fname, value)
        form.save().action_confirm()
        event.invalidate_recordset()

    def test_moves_without_questions_are_one_click(self):
        event = self.make_event()
        self.assertTrue(event.with_user(self.worker).action_step("report") is True)
        event.with_user(self.station).action_step("accept")
        self.assertEqual(event.sudo().state, "accepted")

    def test_report_up_and_hand_down(self):
        event = self.reported()
        self.act(event, self.station, "report_up")
        self.assertEqual(event.holder_id, self.town_a)
        self.act(event, self.town, "hand_down")
        self.assertEqual(event.holder_id, self.community_a1)

    def test_reject_needs_a_reason(self):
        event = self.reported()
        with self.assertRaises(AssertionError):
            self.act(event, self.station, "reject")
        self.act(event, self.station, "reject", reason="Where is it?")
        self.assertEqual(event.state, "draft")
        self.assertEqual(event.step_ids[-1].reason, "Where is it?")

    def test_invalidate(self):
        event = self.reported()
        invalid = self.env["grid.code"].browse(self.code("invalid", "02"))
        self.act(event, self.station, "invalidate", invalid_id=invalid)
        self.assertEqual(event.invalid_id, invalid)

    def test_merge_proposes_the_similar_one(self):
        main, event = self.reported(), self.reported()
        self.act(event, self.station, "merge")
        self.assertEqual(event.main_event_id, main)

    def test_handled_ourselves_verify_and_rate(self):
        event = self.accepted()
        self.act(event, self.station, "handle", result="Talked to them.")
        self.assertEqual(event.state, "to_verify")
        event.with_user(self.station).action_step("verify")
        rating = self.env["grid.code"].browse(self.code("rating", "02"))
        self.act(event, self.station, "rate", rating_id=rating, result="Pleased.")
        self.assertEqual(event.state, "archived")
        feedback = event.feedback_ids
        self.assertEqual(feedback.result, "Pleased.")
        self.assertTrue(feedback.method_id, "one who asks says how")

    def test_the_reporter_rates_without_a_method(self):
        event = self.accepted()
        self.move(event, self.station, "handle", result="Done.")
        self.move(event, self.station, "verify")
        rating = self.env["grid.code"].browse(self.code("rating", "01"))
        self.act(event, self.worker, "rate", rating_id=rating)
        self.assertTrue(event.feedback_ids.by_reporter)
        self.assertFalse(event.feedback_ids.method_id)

    def test_solved_on_the_spot(self):
        event = self.make_event()
        self.act(event, self.worker, "solve", result="Talked to both.")
        self.assertEqual(event.sudo().state, "archived")

    def test_it_gives_no_right(self):
        event = self.reported()
        wizard = self.env["grid.event.act"].with_user(self.worker)
        act = wizard.create({"event_id": event.id, "move": "invalidate"})
        act.invalid_id = self.code("invalid", "02")
        with self.assertRaises(AccessError):
            act.action_confirm()
        act.move = "suspend"
        with self.assertRaises(AccessError):
            act.action_confirm()

    def test_wizards_are_ones_own(self):
        event = self.reported()
        act = self.env["grid.event.act"].with_user(self.station)
        act = act.create({"event_id": event.id, "move": "reject"})
        with self.assertRaises(AccessError):
            act.with_user(self.town).read(["move"])
        with self.assertRaises(AccessError):
            act.with_user(self.worker_b).create(
                {"event_id": event.id, "move": "reject"}
            )


@tagged("post_install", "-at_install")
class TestOrderWizard(EventCase):
    def act(self, order, user, name, **values):
        action = order.with_user(user).action_step(name)
        model = self.env[action["res_model"]].with_user(user)
        form = Form(model.with_context(**action["context"]))
        for fname, value in values.items():
            setattr(form, fname, value)
        wizard = form.save()
        return wizard

    def photo(self, user):
        return (
            self.env["ir.attachment"]
            .with_user(user)
            .create({"name": "after.png", "datas": PIXEL})
        )

    def test_answer_with_a_photograph(self):
        event = self.dispatched(self.order(self.police))
        order = event.order_ids
        wizard = self.act(order, self.handler, "answer", result="Repaired.")
        photo = self.photo(self.handler)
        wizard.photo_ids = photo
        wizard.action_confirm()
        self.assertEqual(order.state, "done")
        self.assertEqual(event.state, "to_verify")
        media = event.media_ids
        self.assertEqual(media.task_id, order)
        self.assertEqual(media.phase, "3")
        self.assertEqual(media.taken_by_id, self.handler)
        self.assertFalse(photo.exists(), "it is kept once")

    def test_somebody_elses_file_is_not_taken(self):
        event = self.dispatched(self.order(self.police))
        wizard = self.act(event.order_ids, self.handler, "answer", result="Repaired.")
        wizard.sudo().photo_ids = self.photo(self.station)
        with self.assertRaises(UserError):
            wizard.action_confirm()

    def test_return(self):
        event = self.dispatched(self.order(self.police))
        order = event.order_ids
        with self.assertRaises(AssertionError):
            self.act(order, self.handler, "return")
        reason = self.env["grid.code"].browse(self.code("return", "01"))
        self.act(
            order,
            self.handler,
            "return",
            return_id=reason,
            reason="Not ours.",
            competent_organization_id=self.works,
        ).action_confirm()
        self.assertEqual(order.state, "returned")
        self.assertEqual(order.competent_organization_id, self.works)

    def test_recall(self):
        event = self.dispatched(self.order(self.police))
        wizard = self.act(event.order_ids, self.station, "recall", reason="Mistake")
        wizard.action_confirm()
        self.assertEqual(event.order_ids.state, "recalled")

    def test_it_gives_no_right(self):
        event = self.dispatched(self.order(self.police))
        acts = self.env["grid.event.task.act"]
        act = acts.with_user(self.worker).create(
            {"task_id": event.order_ids.id, "move": "answer", "result": "Mine!"}
        )
        with self.assertRaises(AccessError):
            act.action_confirm()
        with self.assertRaises(AccessError):
            act.with_user(self.station).read(["result"])
        with self.assertRaises(AccessError):
            acts.with_user(self.handler_2).create(
                {"task_id": event.order_ids.id, "move": "answer"}
            )
