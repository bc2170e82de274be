from odoo.exceptions import AccessError, UserError

from .common import MediationCase


class TestEventDispute(MediationCase):
    """Events become disputes, disputes become events, and the result goes back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.station = cls.make_user("med_station", cls.community_a1, "station_head")
        cls.event = cls.make_event()

    @classmethod
    def make_event(cls, user=None, **context):
        category = cls.env["grid.event.category"].search(
            [("parent_id", "!=", False), ("question_ids", "=", False)], limit=1
        )
        events = cls.env["grid.event"].with_user(user or cls.registrar)
        event = events.with_context(**context).create(
            {
                "category_id": category.id,
                "description": "Two neighbours shout at each other.",
                "address": "In front of number 3",
                "grid_id": cls.grid_a11.id,
            }
        )
        event.action_move("report")
        return event.sudo()

    def make_dispute_of_it(self, user=None):
        event = self.event.with_user(user or self.station)
        action = event.action_make_dispute()
        return self.env["grid.dispute"].browse(action["res_id"])

    def test_a_draft_of_what_the_event_says(self):
        dispute = self.make_dispute_of_it()
        self.assertEqual(dispute.event_id, self.event)
        self.assertEqual(dispute.grid_id, self.grid_a11)
        self.assertEqual(dispute.description, "Two neighbours shout at each other.")
        self.assertEqual(dispute.reporter_id, self.station)
        self.assertEqual(dispute.state, "draft")

    def test_once_while_it_lives(self):
        dispute = self.make_dispute_of_it()
        with self.assertRaisesRegex(UserError, "made of this event already"):
            self.make_dispute_of_it()
        self.move(dispute, self.station, "discard")
        self.assertNotEqual(self.make_dispute_of_it(), dispute)

    def test_who_does_not_read_the_event_makes_none_of_it(self):
        for user in (self.officer_b, self.court_user):
            with self.assertRaises(AccessError):
                self.make_dispute_of_it(user)

    def test_the_event_tells_only_who_may_read_the_dispute(self):
        self.make_dispute_of_it()
        self.event.invalidate_recordset()
        self.assertIn("Draft", self.event.with_user(self.station).dispute_label)
        self.assertFalse(self.event.with_user(self.registrar).dispute_label)

    def test_the_link_is_not_set_by_hand(self):
        dispute = self.make_dispute_of_it()
        other = self.make_event()
        with self.assertRaises(AccessError):
            dispute.with_user(self.station).write({"event_id": other.id})
        with self.assertRaises(AccessError):
            self.env["grid.dispute"].with_user(self.station).create(
                self.dispute_values(event_id=self.event.id)
            )

    def test_its_end_goes_back_and_tells_no_words(self):
        dispute = self.mediating()
        dispute.event_id = self.event
        self.move(
            dispute,
            self.mediator_user,
            "decline",
            party_id=dispute.party_ids[1].id,
            reason="He shouted again.",
        )
        step = self.event.step_ids.filtered(lambda s: s.move == "mediated")
        self.assertIn("Terminated", step.reason)
        self.assertNotIn("shouted", step.reason)
        told = [("model", "=", "grid.event"), ("res_id", "=", self.event.id)]
        messages = self.env["mail.message"].search(told)
        self.assertTrue(messages.filtered(lambda m: "has ended" in m.body))
        self.assertFalse(messages.filtered(lambda m: "shouted" in m.body))

    def test_an_agreement_goes_back_too(self):
        dispute = self.mediating()
        dispute.event_id = self.event
        self.in_force(dispute)
        step = self.event.step_ids.filtered(lambda s: s.move == "mediated")
        self.assertIn("Settled", step.reason)

    def test_a_dispute_is_reported_as_an_event(self):
        dispute = self.accepted()
        with self.assertRaises(AccessError):
            dispute.with_user(self.mediator_user_2).action_report_event()
        context = dispute.with_user(self.officer).action_report_event()["context"]
        # who does not handle the dispute links nothing with it
        self.make_event(self.registrar, **context)
        self.assertFalse(dispute.event_id)
        staff = self.env["grid.staff"].search([("user_id", "=", self.officer.id)])
        self.make_posting(staff, self.community_a1, "station_head")
        event = self.make_event(self.officer, **context)
        self.assertEqual(dispute.event_id, event)
