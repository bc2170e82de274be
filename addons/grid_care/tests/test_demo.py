from odoo.tests import TransactionCase, tagged

from ..demo.care_city import LOGINS
from ..tools.clue import CLUE_STATES


@tagged("post_install", "-at_install")
class TestCareDemo(TransactionCase):
    """People come home in the demo city, and everybody has something to do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.env["grid.staff"]._demo_logins():
            cls.env["grid.demo"]._load()
        if not cls.env["grid.patient"].search_count([], limit=1):
            cls.env["grid.care.demo"]._load()
        cls.notices = cls.env["grid.care.notice"].search([])

    def test_one_case_is_answered_by_all_and_one_late(self):
        by_record = self.notices.grouped("record_id").values()
        answered = [
            notices
            for notices in by_record
            if set(notices.mapped("state")) <= {"answered", "done"}
        ]
        self.assertTrue(answered)
        kept = answered[0].filtered("answered_at").mapped("deadline_kept")
        self.assertEqual(sorted(kept), ["in_time", "in_time", "in_time", "late"])

    def test_notices_are_in_every_state(self):
        states = set(self.notices.mapped("state"))
        wanted = {"issued", "pushed", "received", "answered", "done", "returned"}
        self.assertLessEqual(wanted, states)
        self.assertTrue(self.notices.filtered("is_overdue"))
        undelivered = self.notices.filtered(lambda one: one.state == "issued")
        self.assertTrue(any(undelivered.mapped("trouble")))

    def test_clues_are_in_every_state(self):
        states = set(self.env["grid.care.clue"].search([]).mapped("state"))
        self.assertEqual(states, {state for state, _name in CLUE_STATES})

    def test_everybody_has_something_to_do(self):
        users = {user.login: user for user in self.env["res.users"].search([])}
        for login in LOGINS.values():
            notices = self.env["grid.care.notice"].with_user(users[login])
            waiting = notices.search([("waits_for_me", "=", True)])
            self.assertTrue(waiting, login)
            waiting.mapped("content")

    def test_nobody_can_be_reached(self):
        patients = self.env["grid.patient"].search([]).sudo()
        for phone in patients.mapped("phone_true") + patients.mapped(
            "guardian_phone_true"
        ):
            self.assertRegex(phone, r"^154\d{8}$")

    def test_second_load_changes_nothing(self):
        count = len(self.notices)
        self.env["grid.care.demo"]._load()
        self.assertEqual(self.env["grid.care.notice"].search_count([]), count)
