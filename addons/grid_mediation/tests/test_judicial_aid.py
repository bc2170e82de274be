from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.settings import MONTHLY_WAGE
from .common import MediationCase


class TestJudicialAid(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(MONTHLY_WAGE, 6000)
        # a Monday; the whole day off on Wednesday is a holiday
        cls.env["grid.workday"].create({"date": "2026-05-13", "kind": "holiday"})
        cls.dispute = cls.mediating()

    def make_aid(self, **values):
        return (
            self.env["grid.judicial.aid"]
            .with_user(self.mediator_user)
            .create(
                {
                    "dispute_id": self.dispute.id,
                    "party_id": self.dispute.party_ids[0].id,
                    "situation_id": self.code("judicial_aid_situation", "07"),
                    "asked": 20000,
                    "need": "Cannot work for six months.",
                    **values,
                }
            )
            .sudo()
        )

    def applied(self, **values):
        return self.move(self.make_aid(**values), self.mediator_user, "apply")

    def granted(self, amount=20000):
        return self.move(self.applied(), self.officer, "grant", granted=amount)

    def test_from_application_to_the_applicant(self):
        aid = self.granted()
        self.assertEqual((aid.state, aid.granted), ("granted", 20000))
        today = local_today(self.env)
        self.move(aid, self.officer, "pay", paid_on=str(today))
        self.assertEqual(aid.paid_on, today)
        self.move(aid, self.mediator_user, "tell")
        self.assertEqual(aid.state, "told")
        self.assertEqual(aid.deadline_kept, "in_time")

    def test_decided_within_ten_working_days(self):
        aid = self.make_aid()
        with freeze_time("2026-05-11 02:00:00"):
            # nobody is posted yet on that day: the move itself is what is tried
            aid._make_move("apply")
        # ten working days after the Monday, a holiday among them
        for moment, late in (
            ("2026-05-26 15:59:00", False),
            ("2026-05-26 16:00:00", True),
        ):
            with freeze_time(moment):
                aid.invalidate_recordset()
                self.assertEqual(aid.is_overdue, late, moment)
                found = aid.search([("is_overdue", "=", True), ("id", "=", aid.id)])
                self.assertEqual(bool(found), late)

    def test_told_within_two_working_days_after_the_money(self):
        aid = self.granted()
        # entered a day late: the clock runs from the day of the money
        with freeze_time("2026-05-15 02:00:00"):
            aid._make_move("pay", {"paid_on": "2026-05-14"})
        for moment, late in (
            ("2026-05-18 15:59:00", False),
            ("2026-05-18 16:00:00", True),
        ):
            with freeze_time(moment):
                aid.invalidate_recordset()
                self.assertEqual(aid.is_overdue, late, moment)

    def test_at_most_thirty_six_monthly_wages(self):
        aid = self.applied()
        with self.assertRaisesRegex(UserError, "At most 216,000 yuan"):
            aid.with_user(self.officer).action_move("grant", {"granted": 216000.01})
        self.move(aid, self.officer, "grant", granted=216000)
        self.assertEqual(aid.granted, 216000)

    def test_no_grant_without_the_wage(self):
        self.env["ir.config_parameter"].set_param(MONTHLY_WAGE, 0)
        with self.assertRaisesRegex(UserError, "average monthly wage"):
            self.granted(1)

    @mute_logger("odoo.sql_db")
    def test_once_for_a_case(self):
        first = self.applied()
        with self.assertRaises(UniqueViolation), self.cr.savepoint():
            self.make_aid()
        self.move(first, self.mediator_user, "withdraw", reason="Paid by insurance.")
        self.assertEqual(self.applied().state, "applied")

    def test_the_desk_decides_and_nobody_writes_by_hand(self):
        aid = self.applied()
        with self.assertRaises(AccessError):
            aid.with_user(self.mediator_user).action_move("grant", {"granted": 1})
        with self.assertRaises(AccessError):
            aid.with_user(self.officer).write({"granted": 1})
        with self.assertRaises(AccessError):
            aid.with_user(self.mediator_user).write({"asked": 1})
        for user in (self.officer_b, self.mediator_user_2, self.registrar):
            with self.assertRaises(AccessError):
                aid.with_user(user).read(["asked"])

    def test_only_for_a_person_of_the_case(self):
        with self.assertRaisesRegex(UserError, "person who is a party"):
            self.make_aid(party_id=self.dispute.party_ids[1].id)

    def test_refused_with_a_ground(self):
        aid = self.applied()
        ground = self.code("judicial_aid_refusal", "05")
        with self.assertRaises(UserError):
            aid.with_user(self.officer).action_move("refuse", {"refusal_id": ground})
        values = {"refusal_id": ground, "reason": "Was in debt before."}
        self.move(aid, self.officer, "refuse", **values)
        self.assertEqual(aid.refusal_id.code, "05")

    def test_the_dialog_does_what_the_move_does(self):
        aid = self.applied()
        action = aid.with_user(self.officer).with_context(step="grant").action_step()
        self.assertEqual(action["context"]["default_granted"], 20000)
        acts = self.env["grid.judicial.aid.act"].with_user(self.officer)
        act = acts.with_context(**action["context"]).create({})
        act.action_confirm()
        self.assertEqual(aid.state, "granted")
