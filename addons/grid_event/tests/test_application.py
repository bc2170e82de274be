from odoo.exceptions import AccessError, UserError

from .application_common import ApplicationCase


class TestApplication(ApplicationCase):
    """Each kind: who applies, who answers, and what it does when it is granted."""

    def test_extension_of_the_event_extends_what_shares_its_clock(self):
        own = self.order(
            self.works, kind="assist", limit_value=2, limit_unit="calendar_day"
        )
        event = self.dispatched(self.order(self.police), own)
        main, assist = event.order_ids.sorted("id")
        before, kept = event.deadline, assist.deadline
        application = self.apply(event, self.handler, "extension")
        self.assertEqual(application.state, "waiting")
        self.assertEqual(application.order_id, main)
        self.assertEqual(application.organization_id, self.police)
        self.assertEqual(application.original_deadline, before)
        self.assertEqual(event.deadline, before, "nothing happens before the answer")
        self.assertEqual(application.approver_id, self.community_a1)
        self.approve(application, self.station, opinion="Until Friday.")
        self.assertEqual(application.state, "approved")
        self.assertEqual(application.answered_by_id, self.station)
        self.assertEqual(application.opinion, "Until Friday.")
        self.assertGreater(event.deadline, before)
        self.assertEqual(application.new_deadline, event.deadline)
        self.assertEqual(main.deadline, event.deadline)
        self.assertEqual(assist.deadline, kept)

    def test_extension_of_an_order_with_its_own_limit(self):
        own = self.order(
            self.works, kind="assist", limit_value=2, limit_unit="calendar_day"
        )
        event = self.dispatched(self.order(self.police), own)
        assist = event.order_ids.sorted("id")[-1]
        before, kept = assist.deadline, event.deadline
        application = self.apply(event, self.handler_2, "extension")
        self.assertEqual(application.original_deadline, before)
        self.approve(application, self.station)
        self.assertGreater(assist.deadline, before)
        self.assertEqual(event.deadline, kept)

    def test_holder_names_the_order(self):
        own = self.order(
            self.works, kind="assist", limit_value=2, limit_unit="calendar_day"
        )
        event = self.dispatched(self.order(self.police), own)
        main, assist = event.order_ids.sorted("id")
        with self.assertRefused("shares the time limit"):
            self.apply(event, self.station, "extension", order_id=main.id)
        application = self.apply(event, self.station, "extension", order_id=assist.id)
        before = assist.deadline
        self.approve(application, self.town_head)
        self.assertGreater(assist.deadline, before)

    def test_cap(self):
        # on a day whose caps are not moved: else what is longer may end with them
        works = self.env["grid.workday"]._work_calendar().works
        start = next(
            day
            for day in range(60)
            if works(self.day(day + 10)) and works(self.day(day + 15))
        )
        self.enterContext(self.frozen(start, 10))
        event = self.dispatched()
        with self.assertRefused("15 Calendar Days.*Rule 15 of the test"):
            self.apply(event, self.handler, "extension", extend_value=9)
        first = self.apply(event, self.handler, "extension", extend_value=8)
        self.limit.cap_value = 10
        with self.assertRefused("10 Calendar Days"):
            self.approve(first, self.station)
        self.assertEqual(first.state, "waiting")
        self.assertFalse(event.deadline_change_ids)
        self.limit.cap_unit = False
        self.approve(first, self.station)
        self.assertEqual(first.state, "approved")

    def test_cap_leaves_suspensions_out(self):
        with self.frozen(10, 10):
            event = self.dispatched()
            event._make_move("suspend", {"reason": "Rain"})
        with self.frozen(20, 10):
            self.move(event, self.station, "resume")
            application = self.apply(event, self.handler, "extension", extend_value=8)
            self.approve(application, self.station)
            self.assertEqual(application.state, "approved")

    def test_suspension_stops_and_resumes_to_the_second(self):
        with self.frozen(10, 10):
            event = self.dispatched(
                self.order(self.police, limit_value=30, limit_unit="hour")
            )
        with self.frozen(10, 11):
            application = self.apply(
                event, self.handler, "suspension", resume_on=self.day(18)
            )
            self.assertEqual(event.state, "dispatched")
        with self.frozen(10, 13, seconds=7):
            self.approve(application, self.station)
        self.assertEqual(event.state, "suspended")
        self.assertFalse(event.deadline)
        self.assertFalse(event.order_ids.deadline)
        began = self.moment(10, 13, seconds=7)
        self.assertEqual(self.pauses(event).date_from, began)
        cron = self.env["grid.event.application"]
        with self.frozen(18, seconds=-1):
            cron._resume_due()
        self.assertEqual(event.state, "suspended")
        with self.frozen(18, 2, minutes=12):
            cron._resume_due()
            cron._resume_due()
        self.assertEqual(event.state, "dispatched")
        # with the first moment of the day, though it ran later; once
        self.assertEqual(self.pauses(event).date_to, self.moment(18))
        self.assertFalse(event.resume_on)
        # 30 hours less 3 h 7 s that had run
        due = self.moment(18, 27, seconds=-7)
        self.assertEqual(event.order_ids.deadline, due)

    def test_resumed_by_hand_the_day_is_forgotten(self):
        event = self.dispatched()
        day = self.day(3)
        application = self.apply(event, self.handler, "suspension", resume_on=day)
        self.approve(application, self.station)
        self.assertEqual(event.resume_on, day)
        self.move(event, self.station, "resume")
        again = self.apply(event, self.handler, "suspension")
        self.approve(again, self.station)
        self.assertFalse(event.resume_on)
        with self.frozen(4):
            self.env["grid.event.application"]._resume_due()
        self.assertEqual(event.state, "suspended")

    def test_suspension_resumes_after_today(self):
        event = self.dispatched()
        with self.assertRefused("after today"):
            self.apply(event, self.handler, "suspension", resume_on=self.today)

    def test_void(self):
        event = self.dispatched()
        self.approve(self.apply(event, self.station, "void"), self.town_head)
        self.assertEqual(event.state, "void")
        self.assertFalse(self.open_kinds(event))

    def test_recategorise_routes_anew(self):
        event = self.dispatched()
        urgent = self.env["grid.code"].search(
            [("table", "=", "event_urgency")], order="code desc", limit=1
        )
        application = self.apply(
            event, self.handler, "recategorise", urgency_id=urgent.id
        )
        self.approve(application, self.station)
        self.assertEqual(event.category_id, self.other_category)
        self.assertEqual(event.urgency_id, urgent)
        self.assertEqual(event.state, "reported")
        self.assertEqual(self.open_kinds(event), ["accept"])
        self.assertEqual(event.order_ids.state, "cancelled")

    def test_recategorise_changes_something(self):
        event = self.dispatched()
        with self.assertRefused("already"):
            self.apply(
                event, self.handler, "recategorise", category_id=self.category.id
            )

    def test_reset(self):
        event = self.dispatched()
        self.approve(self.apply(event, self.station, "reset"), self.town_head)
        self.assertEqual(event.state, "accepted")
        self.assertEqual(self.open_kinds(event), ["dispatch"])

    def test_resume(self):
        event = self.dispatched()
        with self.assertRefused("Resumption is not possible"):
            self.apply(event, self.handler, "resume")
        self.approve(self.apply(event, self.handler, "suspension"), self.station)
        self.approve(self.apply(event, self.handler, "resume"), self.station)
        self.assertEqual(event.state, "dispatched")
        self.assertTrue(event.deadline)

    def test_holder_resumes_without_asking(self):
        event = self.dispatched()
        self.approve(self.apply(event, self.handler, "suspension"), self.station)
        with self.assertRefused("you hold the event"):
            self.apply(event, self.station, "resume")

    def test_own_limit_stands_still_though_the_order_was_done(self):
        own = {"limit_value": 30, "limit_unit": "hour"}
        with self.frozen(10, 10):
            event = self.dispatched(
                self.order(self.police, **own), self.order(self.works, kind="assist")
            )
        main, assist = event.order_ids.sorted("id")
        with self.frozen(10, 12):
            self.move(main, self.handler, "answer", result="Done.")
            self.approve(self.apply(event, self.station, "suspension"), self.town_head)
        with self.frozen(12, 12):
            self.move(event, self.station, "resume")
            self.move(assist, self.handler_2, "answer", result="Helped.")
            self.move(event, self.station, "fail", reason="Still broken.")
        self.assertEqual(main.deadline, self.moment(12, 40))

    def test_own_limit_begins_anew_with_the_event(self):
        own = {"limit_value": 30, "limit_unit": "hour"}
        with self.frozen(10, 10):
            event = self.dispatched(self.order(self.police, **own))
            self.move(event.order_ids, self.handler, "answer", result="Done.")
            self.move(event, self.station, "verify")
            self.move(event, self.worker, "rate", rating_id=self.code("rating", "01"))
        with self.frozen(15, 10):
            self.move(event, self.worker, "reopen", reason="Broken again.")
        self.assertEqual(event.order_ids.deadline, self.moment(15, 40))

    def test_solved_later_keeps_the_clock(self):
        with self.frozen(10, 10):
            event = self.reported()
            self.move(event, self.worker, "withdraw")
        due = event.deadline
        with self.frozen(30, 10):
            self.move(event, self.worker, "solve", result="Talked to both.")
        self.assertEqual(event.reported_at, self.moment(10, 10))
        self.assertEqual(event.deadline, due)
        self.assertEqual(event.deadline_kept, "late")

    def test_shown_on_the_event(self):
        event = self.dispatched()
        for user, able in (
            (self.handler, True),
            (self.station, True),
            (self.worker, False),
            (self.handler_2, False),
        ):
            self.assertEqual(event.with_user(user).sudo().can_apply, able)
        self.refuse(self.apply(event, self.handler, "extension"), self.station)
        self.apply(event, self.handler, "void")
        self.assertEqual(event.with_user(self.station).application_count, 2)
        self.assertEqual(event.with_user(self.station).application_waiting_count, 1)

    def test_refused(self):
        event = self.dispatched()
        application = self.apply(event, self.handler, "extension")
        before = event.deadline
        with self.assertRaises(UserError):
            self.move(application, self.station, "refuse")
        self.refuse(application, self.station)
        self.assertEqual(application.state, "refused")
        self.assertEqual(application.opinion, "Not needed.")
        self.assertEqual(application.step_ids[-1:].reason, "Not needed.")
        self.assertEqual(event.deadline, before)
        with self.assertRefused("is in state Refused"):
            self.approve(application, self.town_head)

    def test_withdrawn_by_the_applicant_alone(self):
        event = self.dispatched()
        application = self.apply(event, self.handler, "extension")
        with self.assertRaises(AccessError):
            self.move(application, self.station, "withdraw")
        self.move(application, self.handler, "withdraw")
        self.assertEqual(application.state, "withdrawn")

    def test_one_waiting_of_a_kind(self):
        event = self.dispatched()
        self.apply(event, self.handler, "extension")
        with self.assertRefused("waiting already"):
            self.apply(event, self.handler, "extension")
        self.apply(event, self.handler, "void")

    def test_without_object_it_is_withdrawn(self):
        event = self.dispatched()
        extension = self.apply(event, self.handler, "extension")
        void = self.apply(event, self.station, "void")
        self.move(event.order_ids, self.handler, "answer", result="Done.")
        self.assertEqual(event.state, "to_verify")
        self.assertEqual(extension.state, "withdrawn")
        self.assertRegex(extension.step_ids[-1:].reason, "not possible|has ended")
        self.assertEqual(void.state, "waiting")
        self.move(event, self.station, "verify")
        self.move(event, self.worker, "rate", rating_id=self.code("rating", "02"))
        self.assertEqual(void.state, "withdrawn")

    def test_returned_order_ends_its_application(self):
        event = self.dispatched(
            self.order(self.police), self.order(self.works, kind="assist")
        )
        application = self.apply(event, self.handler_2, "suspension")
        reason = self.env["grid.code"].search([("table", "=", "event_return")], limit=1)
        self.move(
            event.order_ids.sorted("id")[-1],
            self.handler_2,
            "return",
            return_id=reason.id,
            reason="Not ours.",
        )
        self.assertEqual(application.state, "withdrawn")

    def test_reason_and_values_are_asked_for(self):
        event = self.dispatched()
        apply = event.with_user(self.handler).action_apply
        for kind, values, text in (
            ("extension", {"reason": " "}, "reason"),
            ("extension", {"reason": "x", "extend_value": 2}, "Unit"),
            ("suspension", {"reason": "x"}, "Cause"),
            ("void", {"reason": "x", "approver_id": 1}, "Unknown"),
            ("feast", {"reason": "x"}, "no such"),
        ):
            with self.assertRefused(text):
                apply(kind, values)

    def test_cause_is_one_of_the_table(self):
        event = self.dispatched()
        with self.assertRefused("another code table"):
            self.apply(
                event,
                self.handler,
                "suspension",
                suspension_id=self.code("urgency", "01"),
            )

    def test_nothing_is_written_by_hand(self):
        event = self.dispatched()
        application = self.apply(event, self.handler, "extension")
        for user in (self.handler, self.station, self.town_head):
            own = application.with_user(user)
            with self.assertRaises(AccessError):
                own.write({"state": "approved"})
            with self.assertRaises(AccessError):
                own.write({"extend_value": 99})
            with self.assertRaises(AccessError):
                own.unlink()
        with self.assertRaises(AccessError):
            application.with_user(self.station).action_move("lapse", {})
        with self.assertRaises(AccessError):
            self.env["grid.event.application"].with_user(self.station).create(
                {
                    "event_id": event.id,
                    "kind": "void",
                    "reason": "x",
                    "approver_id": self.community_a1.id,
                }
            )

    def test_dialogues(self):
        event = self.dispatched()
        wizard = (
            self.env["grid.event.apply"]
            .with_user(self.handler)
            .create(
                {
                    "event_id": event.id,
                    "kind": "extension",
                    "extend_value": 2,
                    "reason": "Parts",
                }
            )
        )
        self.assertEqual(wizard.order_ids, event.order_ids)
        wizard.action_send()
        application = event.application_ids
        self.assertEqual(application.extend_value, 2)
        answer = (
            self.env["grid.event.application.answer"]
            .with_user(self.station)
            .create({"application_id": application.id, "opinion": "No."})
        )
        answer.action_refuse()
        self.assertEqual(application.state, "refused")
