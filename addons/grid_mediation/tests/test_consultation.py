from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError

from odoo.addons.grid_base.tools.clock import local_today

from .common import MediationCase


class TestConsultation(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dispute = cls.accepted()
        cls.today = local_today(cls.env)
        cls.meeting = (
            cls.env["grid.consultation"]
            .with_user(cls.officer)
            .create(
                {
                    "name": "Cases of the month",
                    "grid_id": cls.town_a.id,
                    "date": fields.Datetime.now(),
                    "organization_ids": [(6, 0, cls.court.ids)],
                    "item_ids": [
                        (
                            0,
                            0,
                            {
                                "dispute_id": cls.dispute.id,
                                "question": "Who pays the hospital?",
                            },
                        )
                    ],
                    "duty_ids": [
                        (
                            0,
                            0,
                            {
                                "what": "Ask the insurer",
                                "organization_id": cls.police.id,
                                "due_on": cls.today,
                            },
                        )
                    ],
                }
            )
            .sudo()
        )
        cls.item, cls.duty = cls.meeting.item_ids, cls.meeting.duty_ids

    def test_who_takes_part_reads_no_dispute(self):
        item = self.item.with_user(self.court_user)
        [seen] = item.read(["question", "dispute_number", "display_name"])
        self.assertEqual(seen["dispute_number"], self.dispute.number)
        with self.assertRaises(AccessError):
            item.read(["dispute_id"])
        with self.assertRaises(AccessError):
            self.dispute.with_user(self.court_user).read(["title"])

    def test_an_officer_from_elsewhere_reads_the_number_alone(self):
        staff = self.env["grid.staff"].search([("user_id", "=", self.officer_b.id)])
        self.meeting.participant_ids = staff
        item = self.item.with_user(self.officer_b)
        [seen] = item.web_read({"dispute_id": {"fields": {"display_name": {}}}})
        self.assertEqual(seen["dispute_id"]["display_name"], self.dispute.number)

    def test_nobody_else_reads_it(self):
        for user in (self.registrar, self.mediator_user, self.officer_b):
            for record in (self.meeting, self.item, self.duty):
                with self.assertRaises(AccessError):
                    record.with_user(user).read(["display_name"])
        # who has something to do sees that, and nothing else
        self.assertTrue(self.duty.with_user(self.police_user).read(["what"]))
        with self.assertRaises(AccessError):
            self.item.with_user(self.police_user).read(["question"])

    def test_held_when_all_is_decided_and_fixed_from_then(self):
        with self.assertRaisesRegex(UserError, "Who pays the hospital"):
            self.meeting.with_user(self.officer).action_move("hold")
        self.item.with_user(self.officer).decision = "The employer, in two parts."
        self.move(self.meeting, self.officer, "hold")
        with self.assertRaises(AccessError):
            self.item.with_user(self.officer).decision = "Nobody."

    def test_done_by_who_has_to(self):
        with self.assertRaises(AccessError):
            self.duty.with_user(self.officer).action_move("done", {"reason": "x"})
        self.move(self.duty, self.police_user, "done", reason="It pays half.")
        self.assertEqual((self.duty.state, self.duty.result), ("done", "It pays half."))

    def test_late_a_day_after(self):
        for days, late in ((0, False), (1, True)):
            with freeze_time(fields.Datetime.now() + timedelta(days=days)):
                self.duty.invalidate_recordset()
                self.assertEqual(self.duty.is_late, late)
                found = self.duty.search(
                    [("is_late", "=", True), ("id", "=", self.duty.id)]
                )
                self.assertEqual(bool(found), late)
