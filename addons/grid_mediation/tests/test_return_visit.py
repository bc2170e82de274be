from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.settings import VISIT_DAYS
from .common import MediationCase

FOUND = {"performed": "whole", "satisfied": "yes"}


class TestReturnVisit(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(VISIT_DAYS, 20)
        cls.agreement = cls.in_force()
        cls.dispute = cls.agreement.dispute_id
        cls.visit, cls.other = cls.agreement.visit_ids

    def enter(self, user=None, **values):
        self.visit.with_user(user or self.mediator_user).write(values)

    def test_both_sides_are_visited(self):
        self.assertEqual(self.agreement.visit_ids.party_id, self.dispute.party_ids)
        due_on = local_today(self.env) + timedelta(days=20)
        self.assertEqual(set(self.agreement.visit_ids.mapped("due_on")), {due_on})

    def test_recorded_and_kept_in_the_file(self):
        with Form(self.visit.with_user(self.mediator_user)) as form:
            form.performed, form.satisfied = "whole", "yes"
        self.move(self.visit, self.mediator_user, "record")
        self.assertEqual(self.visit.visitor_id, self.mediator_user)
        self.assertTrue(self.visit.visited_at)
        self.assertEqual(self.dispute._file_of("10"), [self.visit])
        with self.assertRaises(AccessError):
            self.enter(satisfied="no")
        with self.assertRaisesRegex(UserError, "kept"):
            self.visit.unlink()

    def test_the_form_of_the_file(self):
        self.assertFalse(self.dispute._print_forms("visit"))
        self.enter(note="All paid.", way="phone", **FOUND)
        self.move(self.visit, self.mediator_user, "record")
        [form] = self.dispute.with_user(self.mediator_user)._print_forms_of("10")
        found = dict(form.rows + form.wide)
        self.assertEqual(found["Party"], "Applicant A")
        self.assertEqual(found["Number of the Agreement"], self.dispute.number)
        self.assertEqual(found["How"], "By Phone")
        self.assertEqual(found["Agreement Performed"], "Wholly")
        self.assertEqual(found["What Was Said"], "All paid.")
        self.assertIn(self.mediator_user.name, form.signatures[1][1])

    def test_what_was_found_is_asked_for(self):
        self.enter(performed="whole")
        with self.assertRaisesRegex(UserError, "Satisfaction of the Party"):
            self.move(self.visit, self.mediator_user, "record")

    def test_neither_before_the_agreement_nor_later_than_now(self):
        now = fields.Datetime.now()
        for moment in (
            self.agreement.effective_at - timedelta(seconds=1),
            now + timedelta(minutes=10),
        ):
            self.enter(visited_at=moment, **FOUND)
            with self.assertRaisesRegex(UserError, "lies between"):
                self.move(self.visit, self.mediator_user, "record")

    def test_trouble_is_told_to_the_desk(self):
        self.enter(**FOUND)
        self.move(self.visit, self.mediator_user, "record")
        self.other.write({**FOUND, "danger": "He threatens to come back."})
        self.move(self.other, self.mediator_user, "record")
        told = [("model", "=", self.visit._name), ("body", "like", "trouble")]
        messages = self.env["mail.message"].search(told)
        self.assertEqual(messages.mapped("res_id"), self.other.ids)
        self.assertEqual(messages.notified_partner_ids, self.officer.partner_id)
        self.assertNotIn("threatens", messages.body)

    def test_a_closed_case_waits_again_on_the_day_it_is_due(self):
        self.dispute.state = "closed"
        disputes = self.env["grid.dispute"].with_user(self.mediator_user)
        domain = [("id", "=", self.dispute.id), ("waits_for_me", "=", True)]
        day = self.visit.due_on
        # the day begins at four in the afternoon before, by the clock of the database
        for moment, waits in (("15:59:59", False), ("16:00:00", True)):
            with freeze_time(f"{day - timedelta(days=1)} {moment}"):
                self.assertEqual(bool(disputes.search(domain)), waits)

    def test_void_takes_the_visits_away(self):
        self.move(self.agreement, self.mediator_user, "annul", reason="Both want so.")
        self.assertEqual(set(self.agreement.visit_ids.mapped("state")), {"cancelled"})

    def test_only_who_handles_it(self):
        for user in (self.registrar, self.mediator_user_2, self.officer_b):
            with self.assertRaises(AccessError):
                self.visit.with_user(user).read(["note"])
            with self.assertRaises(AccessError):
                self.visit.with_user(user).action_move("record")
        with self.assertRaises(AccessError):
            self.enter(state="done")
        values = {"agreement_id": self.agreement.id, "visitor_id": self.officer.id}
        values["party_id"] = self.mediating().party_ids[0].id
        visits = self.env["grid.dispute.visit"].with_user(self.mediator_user)
        with self.assertRaises(AccessError):
            visits.create(values)
        del values["visitor_id"]
        with self.assertRaisesRegex(UserError, "party of this dispute"):
            visits.create(values)
