from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.grid_base.tools.moves import dead_ends

from ..tools.moves import DISPUTE_MOVES, DISPUTE_STATES, ENDS
from .common import MediationCase


@tagged("post_install", "-at_install")
class TestDispute(MediationCase):
    def test_every_state_has_a_way_out(self):
        states = [state for state, _label in DISPUTE_STATES]
        self.assertEqual(dead_ends(DISPUTE_MOVES, states, ENDS), [])

    def test_registering_asks_for_what_is_missing(self):
        dispute = self.make_dispute(place=False, party_ids=False)
        with self.assertRaisesRegex(
            UserError, "Place of Dispute.*an applicant.*a respondent"
        ):
            dispute.with_user(self.registrar).action_move("register")
        self.assertEqual(dispute.state, "draft")

    def test_accepting_draws_the_next_number_of_the_body(self):
        first, second = self.accepted(), self.accepted()
        year = self.today.year
        numbers = [int(d.number.rsplit(" ", 1)[1]) for d in (first, second)]
        self.assertEqual(numbers, [1, 2])
        self.assertIn(str(year), first.number)
        self.assertIn(self.body.name, first.number)

    def test_a_refused_acceptance_leaves_no_gap(self):
        dispute = self.registered()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.move(
                dispute,
                self.officer,
                "accept",
                body_id=self.body.id,
                mediator_ids=[0],
            )
        self.assertEqual(self.accepted().number.rsplit(" ", 1)[1], "1")

    def test_each_body_and_year_counts_for_itself(self):
        other = self.make_body(self.community_a1, "Village committee", "01")
        draws = [
            self.body._draw_number(2026),
            other._draw_number(2026),
            self.body._draw_number(2027),
            self.body._draw_number(2026),
        ]
        self.assertEqual(draws, [1, 1, 1, 2])

    def test_a_body_that_does_not_serve_the_place_cannot_accept(self):
        foreign = self.make_body(self.town_b, "Mediation committee of town B", "02")
        dispute = self.registered()
        with self.assertRaisesRegex(UserError, "serves"):
            self.move(dispute, self.officer, "accept", body_id=foreign.id)
        foreign.lead_id = self.body
        self.move(dispute, self.officer, "accept", body_id=foreign.id)
        self.assertEqual(dispute.body_id, foreign)

    def test_mediation_begins_when_all_know_their_rights(self):
        dispute = self.accepted()
        with self.assertRaisesRegex(UserError, "Applicant A, Works B"):
            self.move(dispute, self.mediator_user, "start")
        dispute.with_user(self.mediator_user).action_told_rights()
        self.move(dispute, self.mediator_user, "start")
        self.assertEqual(dispute.state, "mediating")

    def test_a_party_that_clearly_refuses_ends_it(self):
        dispute = self.mediating()
        party = dispute.party_ids[1]
        self.move(
            dispute,
            self.mediator_user,
            "decline",
            party_id=party.id,
            reason="Will not come.",
        )
        self.assertEqual(dispute.state, "terminated")
        self.assertEqual(dispute.end_id.code, "03")
        self.assertTrue(party.refused_at)

    def test_extension_needs_all_parties(self):
        dispute = self.mediating()
        values = {"extend_value": 1, "extend_unit": "month", "reason": "Both ask."}
        one = dispute.party_ids[:1].ids
        with self.assertRaisesRegex(UserError, "Works B did not"):
            self.move(dispute, self.mediator_user, "extend", party_ids=one, **values)
        before = dispute.deadline
        all_of_them = dispute.party_ids.ids
        self.move(
            dispute, self.mediator_user, "extend", party_ids=all_of_them, **values
        )
        self.assertGreater(dispute.deadline, before + timedelta(days=26))
        self.assertEqual(dispute.extension_count, 1)

    def test_a_withdrawn_mediator_needs_a_successor(self):
        dispute = self.mediating()
        values = {"mediator_id": self.mediator.id, "reason": "A party objects."}
        with self.assertRaisesRegex(UserError, "another mediator"):
            self.move(dispute, self.officer, "withdraw_mediator", **values)
        new = self.mediator_2.ids
        self.move(dispute, self.officer, "appoint_later", mediator_ids=new)
        self.move(dispute, self.officer, "withdraw_mediator", **values)
        self.assertEqual(dispute.mediator_ids, self.mediator_2)
        self.assertEqual(dispute.lead_mediator_id, self.mediator_2)
        with self.assertRaises(AccessError):
            dispute.with_user(self.mediator_user).read(["title"])

    def test_moves_of_others_are_refused(self):
        dispute = self.mediating()
        ended = self.code("dispute_end", "01")
        for user in (self.registrar, self.mediator_user_2, self.officer_b):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.move(dispute, user, "terminate", ended_id=ended, reason="x")
        self.assertEqual(dispute.state, "mediating")

    def test_the_police_are_told_at_once(self):
        dispute = self.mediating()
        dispute.with_user(self.mediator_user).action_alarm("He bought a knife.")
        alarm = dispute.alarm_ids
        self.assertEqual(alarm.organization_id, self.police)
        self.assertIn("alarm", dispute.step_ids.mapped("move"))
        as_police = alarm.with_user(self.police_user)
        self.assertEqual(as_police.read(["danger"])[0]["danger"], "He bought a knife.")
        with self.assertRaises(AccessError):
            dispute.with_user(self.police_user).read(["title"])
        as_police.action_receive("Two officers on the way.")
        self.assertEqual(alarm.state, "received")
        with self.assertRaises(AccessError):
            alarm.with_user(self.court_user).action_receive("We have it.")

    def test_what_goes_out_by_mail_names_nobody(self):
        dispute = self.mediating()
        dispute.with_user(self.mediator_user).action_alarm("He bought a knife.")
        self.env.flush_all()
        messages = self.env["mail.message"].search(
            [("model", "like", "grid.dispute")], order="id desc"
        )
        text = " ".join(f"{m.subject} {m.body} {m.record_name}" for m in messages)
        self.assertNotIn("knife", text)
        self.assertNotIn("Medical cost", text)
        self.assertNotIn("Applicant A", text)


@tagged("post_install", "-at_install")
class TestDisputeClock(MediationCase):
    """One month from acceptance, on the last day and a day after."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # 11 May 2026 is a Monday; its month ends on Thursday, 11 June
        with freeze_time("2026-05-11 02:00:00"):
            cls.dispute = cls.make_dispute(happened_at=datetime(2026, 5, 10))
            for posting in cls.env["grid.posting"].search([]):
                posting.date_from = date(2026, 1, 1)
            cls.move(cls.dispute, cls.registrar, "register")
            cls.move(
                cls.dispute,
                cls.officer,
                "accept",
                body_id=cls.body.id,
                mediator_ids=cls.mediator.ids,
            )

    def test_on_the_last_day_it_goes_on(self):
        with freeze_time("2026-06-11 15:59:00"):
            self.dispute.invalidate_recordset()
            self.run_cron("ir_cron_dispute_lapse")
            self.assertEqual(self.dispute.state, "accepted")
            self.assertFalse(self.dispute.is_overdue)

    def test_a_day_after_it_is_terminated(self):
        with freeze_time("2026-06-11 16:00:00"):
            self.dispute.invalidate_recordset()
            self.run_cron("ir_cron_dispute_lapse")
            self.assertEqual(self.dispute.state, "terminated")
            self.assertEqual(self.dispute.end_id.code, "05")

    def test_extended_by_all_it_goes_on_for_another_month(self):
        with freeze_time("2026-06-11 08:00:00"):
            self.move(
                self.dispute,
                self.mediator_user,
                "extend",
                extend_value=1,
                extend_unit="month",
                party_ids=self.dispute.party_ids.ids,
                reason="Both ask for it.",
            )
        # 11 July is a Saturday: the Monday after is the last day
        with freeze_time("2026-07-13 15:59:00"):
            self.dispute.invalidate_recordset()
            self.assertFalse(self.dispute.is_overdue)
        with freeze_time("2026-07-13 16:00:00"):
            self.dispute.invalidate_recordset()
            self.assertTrue(self.dispute.is_overdue)

    def test_not_accepted_in_three_working_days_is_late(self):
        with freeze_time("2026-05-15 02:00:00"):
            dispute = self.make_dispute(happened_at=datetime(2026, 5, 14))
            self.move(dispute, self.registrar, "register")
        with freeze_time("2026-05-20 15:59:00"):
            self.assertFalse(dispute.is_overdue)
        with freeze_time("2026-05-20 16:00:00"):
            dispute.invalidate_recordset()
            self.assertTrue(dispute.is_overdue)
