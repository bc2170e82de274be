from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase

from ..tools.subsidy import Rate, best, lowered
from .common import MediationCase

TABLE = [
    Rate(1, 200),
    Rate(2, 400, sessions=2),
    Rate(3, 600, sessions=4, amount=100000),
    Rate(4, 800, people=11),
]


class TestRates(BaseCase):
    def test_the_table_of_the_example(self):
        for sessions, amount, people, pay in (
            (1, 0, 2, 200),
            (2, 0, 2, 400),
            (3, 99999, 10, 400),
            (4, 0, 2, 600),
            (1, 100000, 2, 600),
            (1, 0, 11, 800),
        ):
            found = best(TABLE, sessions, amount, people).pay
            self.assertEqual(found, pay, (sessions, amount, people))
        self.assertIsNone(best([], 1, 1, 1))
        self.assertEqual(lowered(600, 50), 300)


class TestSubsidy(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreement = cls.in_force(
            instalment_ids=[(0, 0, {"due_on": "2026-03-02", "what": "All"})]
        )
        cls.dispute = cls.agreement.dispute_id

    def close(self, paid=True):
        due = self.agreement.instalment_ids
        if paid:
            due.paid_on = "2026-03-01"
        else:
            due.missed_at = fields.Datetime.now()
        self.dispute.state = "closed"
        return self.dispute.with_user(self.mediator_user)

    def test_proposed_once_and_paid_once(self):
        dispute = self.close()
        dispute.action_propose_subsidy()
        subsidy = self.dispute.subsidy_ids
        self.assertEqual((subsidy.amount, subsidy.lowered), (200, False))
        with self.assertRaisesRegex(UserError, "subsidized once"):
            dispute.action_propose_subsidy()
        with self.assertRaises(AccessError):
            subsidy.with_user(self.mediator_user).action_move("approve")
        self.move(subsidy, self.officer, "approve")
        self.move(subsidy, self.officer, "pay")
        with self.assertRaises(UserError):
            subsidy.with_user(self.officer).action_move("pay")

    def test_default_lowers_it(self):
        self.close(paid=False).action_propose_subsidy()
        subsidy = self.dispute.subsidy_ids
        self.assertEqual((subsidy.amount, subsidy.lowered), (100, True))

    def test_only_of_a_closed_and_performed_case(self):
        mine = self.dispute.with_user(self.mediator_user)
        with self.assertRaisesRegex(UserError, "whose file is closed"):
            mine.action_propose_subsidy()
        self.dispute.state = "closed"
        with self.assertRaisesRegex(UserError, "performed first"):
            mine.action_propose_subsidy()
        with self.assertRaises(AccessError):
            self.dispute.with_user(self.mediator_user_2).action_propose_subsidy()

    def test_an_officer_does_not_approve_the_own_case(self):
        self.close().action_propose_subsidy()
        subsidy = self.dispute.subsidy_ids
        own = self.make_mediator(self.officer)
        self.dispute.mediator_ids += own
        with self.assertRaises(AccessError):
            subsidy.with_user(self.officer).action_move("approve")

    def test_refused_leaves_room(self):
        dispute = self.close()
        dispute.action_propose_subsidy()
        first = self.dispute.subsidy_ids
        self.move(first, self.officer, "refuse", reason="A page is missing.")
        self.env.flush_all()
        dispute.action_propose_subsidy()
        self.assertEqual(len(self.dispute.subsidy_ids), 2)
