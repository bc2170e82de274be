from datetime import timedelta

from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase

from ..tools.agreements import complete, performance
from .common import DRAWN, MediationCase


class TestInForce(BaseCase):
    """When a written agreement is in force, and when it is kept."""

    @settings(max_examples=200, deadline=None, derandomize=True)
    @given(
        st.sets(st.integers(1, 4)),
        st.sets(st.integers(1, 6)),
        st.booleans(),
        st.booleans(),
    )
    def test_all_of_them_and_only_then(self, parties, signed, mediator, sealed):
        missing = [party for party in parties if party not in signed]
        self.assertEqual(
            complete(parties, signed, mediator, sealed),
            len(parties) > 0 and not missing and mediator and sealed,
        )

    def test_performance(self):
        for dues, performed, expected in (
            ([], False, "open"),
            ([], True, "kept"),
            ([(True, False), (False, False)], False, "open"),
            ([(True, False), (True, True)], False, "kept"),
            ([(True, False), (False, True)], False, "default"),
        ):
            self.assertEqual(performance(dues, performed), expected)


class TestAgreement(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dispute = cls.mediating()
        cls.applicant, cls.respondent = cls.dispute.party_ids

    def presented(self, **values):
        agreement = self.draft_agreement(self.dispute, **values)
        return self.move(agreement, self.mediator_user, "present")

    def test_in_force_with_the_last_of_signatures_and_seal(self):
        agreement = self.presented()
        self.sign(agreement, party_id=self.applicant.id)
        self.move(agreement, self.mediator_user, "seal")
        self.sign(agreement, mediator_id=self.mediator.id)
        self.assertEqual(agreement.state, "signing")
        self.assertEqual(agreement.missing_signatures, "Works B")
        self.sign(agreement, party_id=self.respondent.id)
        self.assertEqual(agreement.state, "in_force")
        self.assertTrue(agreement.effective_at)
        self.assertEqual(self.dispute.state, "agreed")
        self.assertEqual(self.dispute.agreed_amount, 40000)

    def test_seal_last(self):
        self.assertEqual(self.in_force(self.dispute).state, "in_force")

    def test_an_agent_signs_with_special_authority_only(self):
        agreement = self.presented()
        agent = self.env["grid.dispute.agent"].create(
            {"party_id": self.respondent.id, "name": "Agent C"}
        )
        signer = {"party_id": self.respondent.id, "agent_id": agent.id}
        with (
            self.assertRaisesRegex(UserError, "special authority"),
            self.cr.savepoint(),
        ):
            self.sign(agreement, **signer)
        agent.authority = "special"
        self.sign(agreement, **signer)
        self.assertEqual(agreement.signature_ids.signer, "Agent C")

    def test_nobody_signs_what_is_not_presented(self):
        agreement = self.draft_agreement(self.dispute)
        with self.assertRaisesRegex(UserError, "Present the agreement"):
            self.sign(agreement, party_id=self.applicant.id)

    def test_words_are_fixed_while_it_is_signed(self):
        agreement = self.presented()
        with self.assertRaises(AccessError):
            agreement.with_user(self.mediator_user).write({"content": "Less."})
        self.sign(agreement, party_id=self.applicant.id)
        self.move(agreement, self.mediator_user, "rework", reason="A slip.")
        self.assertFalse(agreement.signature_ids)
        agreement.with_user(self.mediator_user).write({"content": "More."})

    def test_signatures_are_not_made_or_changed_by_hand(self):
        agreement = self.presented()
        vals = {
            "agreement_id": agreement.id,
            "party_id": self.applicant.id,
            "image": DRAWN,
        }
        signatures = self.env["grid.dispute.signature"].with_user(self.mediator_user)
        with self.assertRaises(AccessError):
            signatures.create(vals)
        self.sign(agreement, party_id=self.applicant.id)
        with self.assertRaises(AccessError):
            agreement.signature_ids.with_user(self.mediator_user).write({"image": "eA"})
        with self.assertRaises(AccessError):
            agreement.signature_ids.with_user(self.officer).unlink()

    def test_who_does_not_handle_it_reads_and_signs_nothing(self):
        agreement = self.presented()
        for user in (self.registrar, self.mediator_user_2, self.officer_b):
            with self.assertRaises(AccessError):
                agreement.with_user(user).read(["content"])
            with self.assertRaises(AccessError):
                self.sign(agreement, user=user, party_id=self.applicant.id)

    def test_oral_is_in_force_the_same_day(self):
        agreement = self.draft_agreement(self.dispute, form="oral")
        with self.assertRaisesRegex(UserError, "oral agreement is recorded"):
            agreement.with_user(self.mediator_user).action_move("present")
        self.move(agreement, self.mediator_user, "record_oral")
        self.assertEqual(agreement.state, "in_force")
        self.assertEqual(agreement.effective_at.date(), fields.Date.today())

    def test_void_brings_the_dispute_back(self):
        agreement = self.in_force(self.dispute)
        self.move(agreement, self.mediator_user, "annul", reason="Both want so.")
        self.assertEqual((agreement.state, self.dispute.state), ("void", "mediating"))
        self.assertFalse(self.dispute.agreed_amount)
        self.assertEqual(self.in_force(self.dispute).state, "in_force")

    def test_what_is_being_signed_is_not_ended_by_the_clock(self):
        agreement = self.presented()
        with freeze_time(self.dispute.deadline + timedelta(minutes=1)):
            self.run_cron("ir_cron_dispute_lapse")
            self.assertEqual(self.dispute.state, "mediating")
        self.move(agreement, self.mediator_user, "rework", reason="They quarrel.")
        with freeze_time(self.dispute.deadline + timedelta(minutes=1)):
            self.run_cron("ir_cron_dispute_lapse")
            self.assertEqual(self.dispute.state, "terminated")

    def test_the_dialog_goes_from_hand_to_hand(self):
        agreement = self.presented()
        self.move(agreement, self.mediator_user, "seal")
        signing = self.env["grid.dispute.sign"].with_user(self.mediator_user)
        signers = []
        action = agreement.with_user(self.mediator_user).action_sign()
        while action.get("context"):
            sign = signing.with_context(**action["context"]).create({"image": DRAWN})
            signers.append(sign.party_id if sign.who == "party" else sign.mediator_id)
            action = sign.action_confirm()
        self.assertEqual(signers, [self.applicant, self.respondent, self.mediator])
        self.assertEqual(agreement.state, "in_force")


class TestInstalment(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.env.user)
        dues = [
            {"due_on": cls.today, "what": "First half", "amount": 20000},
            {
                "due_on": cls.today + timedelta(days=30),
                "what": "Rest",
                "amount": 20000,
            },
        ]
        cls.agreement = cls.in_force(instalment_ids=[(0, 0, due) for due in dues])
        cls.first, cls.rest = cls.agreement.instalment_ids

    def test_missed_a_day_after_it_was_due(self):
        due = f"{self.first.due_on}"
        # midnight in the city is four in the afternoon by the clock of the database
        with freeze_time(f"{due} 15:59:00"):
            self.run_cron("ir_cron_instalment_missed")
            self.assertEqual(self.agreement.performance, "open")
        with freeze_time(f"{due} 16:00:00"):
            self.run_cron("ir_cron_instalment_missed")
            self.assertEqual(self.first.state, "missed")
        self.assertEqual(self.agreement.performance, "default")
        self.assertEqual(self.rest.state, "due")
        told = [("model", "=", self.agreement._name)]
        told.append(("res_id", "=", self.agreement.id))
        messages = self.env["mail.message"].search(told)
        self.assertEqual(len(messages.filtered(lambda m: "not paid" in m.body)), 1)

    def test_kept_when_all_is_paid(self):
        self.first.with_user(self.mediator_user).action_paid(self.today, DRAWN, "a.png")
        self.assertEqual(self.first.paper_id.code, "09")
        self.assertEqual(self.agreement.performance, "open")
        self.rest.with_user(self.mediator_user).action_paid(self.today)
        self.assertEqual(self.agreement.performance, "kept")

    def test_a_missed_one_of_a_closed_case_waits_for_the_mediator(self):
        dispute = self.agreement.dispute_id
        dispute.state = "closed"
        waiting = self.env["grid.dispute"].with_user(self.mediator_user)
        domain = [("id", "=", dispute.id), ("waits_for_me", "=", True)]
        self.assertFalse(waiting.search(domain))
        self.first.missed_at = fields.Datetime.now()
        self.assertTrue(waiting.search(domain))
        self.first.with_user(self.mediator_user).action_urge("Called; comes Friday.")
        self.assertFalse(waiting.search(domain))

    def test_what_was_paid_is_recorded_by_the_button_only(self):
        due = self.rest.with_user(self.mediator_user)
        with self.assertRaises(AccessError):
            due.write({"due_on": self.today})
        with self.assertRaisesRegex(UserError, "on which day"):
            due.action_paid(self.today + timedelta(days=2))
        with self.assertRaises(AccessError):
            self.rest.with_user(self.mediator_user_2).action_paid(self.today)
