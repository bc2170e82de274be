"""Access to an event begins and ends with what one has to do with it."""

from odoo.tools import mute_logger

from .event_case import ACCESS, QUIET, EventRpcCase
from .rpc import RpcError


class TestEventAccess(EventRpcCase):
    def sees(self, who, record):
        """By search, by a remembered number and in the lists of the web client."""
        self.act_as(who)
        domain = [("id", "in", record.ids)]
        with mute_logger(*QUIET):
            found = self.told_nothing(record._name, "search", domain)
            read = self.told_nothing(record._name, "read", record.ids, ["display_name"])
            shown = self.told_nothing(
                record._name, "web_search_read", domain, {"display_name": {}}
            )
        self.assertEqual(found, read)
        return not found

    def told_nothing(self, model, method, *args):
        if method != "web_search_read":
            return super().told_nothing(model, method, *args)
        try:
            return not self.call(model, method, *args)["records"]
        except RpcError as error:
            self.assertIn(error.name, ACCESS)
            return True

    def add_parts(self, event):
        """A photograph and a feedback: parts of an event that have their own rules."""
        media = self.env["grid.event.media"].create(
            {"event_id": event.id, "name": "a.png", "file": "bWF0cml4"}
        )
        feedback = self.env["grid.event.feedback"].create(
            {"event_id": event.id, "rating_id": self.code("rating", "02")}
        )
        return media, feedback, event.step_ids[:1]

    def assertSeen(self, expected, *records, who="department with an order"):
        for record in records:
            with self.subTest(record._name, who=who):
                self.assertEqual(self.sees(who, record), expected)

    def test_a_department_sees_from_the_order_on(self):
        event = self.accepted()
        parts = self.add_parts(event)
        self.assertSeen(False, event, *parts)
        self.move(event, self.station, "dispatch", orders=[self.order(self.police)])
        self.assertSeen(True, event, event.order_ids, *parts)
        self.assertSeen(False, event, *parts, who="department without")

    def check_ends(self, step):
        event = self.dispatched(
            self.order(self.works), self.order(self.police, kind="assist")
        )
        order = event.order_ids.filtered(lambda o: o.organization_id == self.police)
        parts = self.add_parts(event)
        self.assertSeen(True, event, order, *parts)
        step(event, order)
        self.assertSeen(False, event, order, *parts)

    def test_returned(self):
        values = {"return_id": self.return_reason.id, "reason": "Not ours."}
        self.check_ends(lambda _e, o: self.move(o, self.handler, "return", **values))

    def test_recalled(self):
        self.check_ends(lambda _e, o: self.move(o, self.station, "recall", reason="x"))

    def test_cancelled(self):
        self.check_ends(
            lambda e, _o: self.move(e, self.station, "take_back", reason="x")
        )

    def test_made_void(self):
        self.check_ends(lambda e, _o: e._make_move("annul", {"reason": "x"}))

    def test_done_is_still_seen(self):
        """To the end, as it can come back; but nothing can be added any more."""
        event = self.dispatched()
        self.move(event.order_ids, self.handler, "answer", result="Repaired.")
        self.assertSeen(True, event, event.order_ids)
        self.act_as("department with an order")
        values = {"event_id": event.id, "name": "a.png", "file": "bWF0cml4"}
        with mute_logger(*QUIET):
            self.assertRefused("grid.event.media", "create", [values])

    def test_a_handler_who_left_the_department(self):
        event = self.dispatched()
        parts = self.add_parts(event)
        order = event.order_ids
        self.assertSeen(True, event, order, *parts)
        self.police.user_ids -= self.handler
        self.assertSeen(False, event, order, *parts)
        self.assertIsNotNone(
            self.attempt("grid.event.task", "action_move", order.ids, "take")
        )
        self.police.user_ids += self.handler
        self.assertSeen(True, event, order, *parts)

    def test_a_handler_whose_post_ended(self):
        """In the list of the department still, but no handler any more."""
        event = self.dispatched()
        self.assertSeen(True, event)
        self.handler.sudo().grid_staff_ids.posting_ids.unlink()
        with mute_logger(*QUIET):
            self.act_as("department with an order")
            self.assertRefused("grid.event", "read", event.ids, ["number"])

    def test_other_orders_of_the_event(self):
        """A department sees its own order, and not what others were told."""
        event = self.dispatched(
            self.order(self.works, instruction="for the other one"),
            self.order(self.police, kind="assist"),
        )
        other = event.order_ids.filtered(lambda o: o.organization_id == self.works)
        self.assertSeen(False, other)
        self.assertSeen(True, other, who="department without")

    def test_a_worker_transferred(self):
        event = self.reported()
        parts = self.add_parts(event)
        self.assertSeen(True, event, *parts, who="colleague")
        posting = self.colleague.sudo().grid_staff_ids.posting_ids
        posting.grid_id = self.grid_b11
        self.assertSeen(False, event, *parts, who="colleague")

    def test_the_reporter_keeps_own_reports(self):
        """Wherever he works now; not other reports, and not the informant."""
        event = self.make_event(informant_name="Lin Yu").sudo()
        self.move(event, self.worker, "report")
        other = self.make_event(user=self.colleague).sudo()
        self.move(other, self.colleague, "report")
        posting = self.worker.sudo().grid_staff_ids.posting_ids
        posting.grid_id = self.grid_b11
        self.assertSeen(True, event, *self.add_parts(event), who="reporter")
        self.assertSeen(False, other, *self.add_parts(other), who="reporter")
        with mute_logger(*QUIET):
            self.assertSeen(False, event.informant_ids, who="reporter")

    def test_drafts_are_private(self):
        """Answers and photographs of a draft as well."""
        event = self.make_event().sudo()
        media, _feedback, _step = self.add_parts(event)
        for who in self.everybody:
            mine = who == "reporter"
            with mute_logger(*QUIET):
                self.act_as(who)
                for record in (event, media):
                    with self.subTest(who=who, model=record._name):
                        hidden = self.told_nothing(
                            record._name, "read", record.ids, ["display_name"]
                        )
                        self.assertEqual(hidden, not mine)

    def test_a_discarded_draft_stays_private(self):
        event = self.make_event()
        self.move(event, self.worker, "discard")
        event = event.sudo()
        self.assertSeen(True, event, who="reporter")
        for who in ("colleague", "station", "town officer"):
            self.assertSeen(False, event, who=who)

    def test_merged_into_another(self):
        """Seen as before by the people of the place, and by them alone."""
        main, event = self.reported(), self.reported()
        self.move(event, self.station, "merge", main_event_id=main.id)
        for who in ("reporter", "colleague", "station", "town officer"):
            self.assertSeen(True, event, who=who)
        for who in ("worker elsewhere", "station elsewhere"):
            self.assertSeen(False, event, who=who)

    def test_merging_into_what_one_may_not_read(self):
        far = self.make_event(user=self.worker_b, grid_id=self.grid_b11.id)
        self.move(far, self.worker_b, "report")
        event = self.reported()
        self.act_as("station")
        values = {"main_event_id": far.id}
        error = self.attempt("grid.event", "action_move", event.ids, "merge", values)
        self.assertIsNotNone(error)
        self.assertNotIn(far.sudo().number, error.message + error.debug)
        self.assertEqual(event.state, "reported")

    def test_an_order_names_people_of_its_desk_alone(self):
        event = self.accepted()
        stranger = self.worker_b.sudo().grid_staff_ids
        self.act_as("station")
        orders = [self.order(self.grid_a11, staff_id=stranger.id)]
        error = self.attempt(
            "grid.event", "action_move", event.ids, "dispatch", {"orders": orders}
        )
        self.assertIsNotNone(error, "somebody of another grid")
        self.assertEqual(event.state, "accepted")

    def test_who_works_elsewhere(self):
        """The dialog of orders names the people below the centre alone."""
        self.act_as("station")
        specification = {"presence": {}, "staff_ids": {"fields": {"display_name": {}}}}
        for grid, named in ((self.grid_a11, True), (self.grid_b11, False)):
            answer = self.call(
                "grid.event.dispatch.line",
                "onchange",
                [],
                {"node_id": grid.id},
                ["node_id"],
                specification,
            )
            presence = answer["value"].get("presence") or ""
            self.assertEqual("event_worker" in presence, named, answer)

    def test_whose_photograph_it_is(self):
        """Nobody signs a photograph with another name."""
        event = self.reported()
        values = {"event_id": event.id, "name": "a.png", "file": "bWF0cml4"}
        self.act_as("colleague")
        (media_id,) = self.call("grid.event.media", "create", [values])
        media = self.env["grid.event.media"].browse(media_id)
        self.attempt(
            "grid.event.media", "write", media.ids, {"taken_by_id": self.worker.id}
        )
        self.assertEqual(media.taken_by_id, self.colleague)
        forged = {**values, "taken_by_id": self.worker.id}
        self.assertIsNotNone(self.attempt("grid.event.media", "create", [forged]))

    def test_steps_of_another_model_with_the_same_number(self):
        """A condition on steps reads those of the event, not of its namesakes."""
        event = self.reported()
        self.env["grid.workflow.step"].create(
            {
                "res_model": "grid.event.task",
                "res_id": event.id,
                "move": "return",
                "state_to": "returned",
                "reason": "of a task elsewhere",
            }
        )
        self.act_as("colleague")
        for condition in (
            ("step_ids.reason", "=", "of a task elsewhere"),
            ("step_ids", "any", [("reason", "=", "of a task elsewhere")]),
        ):
            domain = [("id", "=", event.id), condition]
            self.assertEqual(self.call("grid.event", "search", domain), [])
