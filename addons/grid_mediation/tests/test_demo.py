import re

from odoo.tests import TransactionCase, tagged

from odoo.addons.grid_base.demo.families import DEMO_REGION

LABOUR = "装修工受伤赔偿纠纷"
"""Title of the published case."""


@tagged("post_install", "-at_install")
class TestMediationDemo(TransactionCase):
    """Months of mediation have happened in the demo city, the published case first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.env["grid.staff"]._demo_logins():
            cls.env["grid.demo"]._load()
        if not cls.env["grid.dispute"].search_count([], limit=1):
            cls.env["grid.mediation.demo"]._load()
        cls.disputes = cls.env["grid.dispute"].search([])
        cls.labour = cls.disputes.filtered(lambda one: one.title == LABOUR)

    def test_the_published_case(self):
        self.assertEqual(len(self.labour), 1)
        self.assertIn("31000", self.labour.description)
        held = self.labour.session_ids.filtered(lambda one: one.state == "held")
        self.assertEqual(len(held), 8)
        self.assertEqual(held.sorted("start_at").mapped("kind")[:2], ["visit", "visit"])
        self.assertIn("video", held.mapped("mode"))
        agreement = self.labour.agreement_ids
        self.assertEqual(agreement.amount, 40000)
        self.assertEqual(agreement.state, "in_force")
        self.assertEqual(sum(agreement.instalment_ids.mapped("amount")), 40000)
        self.assertEqual(agreement.confirmation_ids.mapped("state"), ["confirmed"])
        partners = self.labour.partner_body_ids
        self.assertEqual(partners.kind_id.mapped("code"), ["06"])
        self.assertFalse(self.labour._file_missing())

    def test_all_kinds_and_states_are_there(self):
        self.assertGreater(len(self.disputes), 100)
        kinds = self.env["grid.code"].search([("table", "=", "dispute_kind")])
        self.assertEqual(set(self.disputes.kind_id), set(kinds))
        states = dict(self.disputes._fields["state"].selection)
        self.assertLessEqual(
            {"registered", "accepted", "mediating", "agreed", "closed", "terminated"},
            set(self.disputes.mapped("state")),
        )
        self.assertLessEqual(set(self.disputes.mapped("state")), set(states))
        grades = dict(self.disputes._fields["grade"].selection)
        self.assertEqual(set(self.disputes.mapped("grade")) - {False}, set(grades))

    def test_those_who_log_in_have_work(self):
        users = {user.login: user for user in self.env["res.users"].search([])}
        for login in ("mediator", "mediation_officer"):
            disputes = self.env["grid.dispute"].with_user(users[login])
            waiting = disputes.search([("waits_for_me", "=", True)])
            self.assertGreater(len(waiting), 2, login)
            waiting.mapped("title")

    def test_something_is_going_on(self):
        now = self.env.cr.now()
        for model, domain in (
            (
                "grid.dispute.session",
                [("state", "=", "planned"), ("start_at", ">", now)],
            ),
            (
                "grid.dispute.session",
                [("state", "=", "planned"), ("mode", "=", "video")],
            ),
            ("grid.screening.task", [("report_ids", "=", False)]),
            ("grid.screening.report", [("date", "!=", False)]),
            ("grid.dispute.referral", [("state", "=", "offered")]),
            ("grid.judicial.aid", [("state", "=", "applied")]),
            ("grid.mediation.place", [("is_covered", "=", False)]),
            ("grid.mediation.place", [("is_covered", "=", True)]),
            ("grid.dispute.duty", [("dispute_id", "!=", False)]),
        ):
            self.assertTrue(self.env[model].search_count(domain), f"{model} {domain}")

    def test_histories_are_in_order(self):
        now = self.env.cr.now()
        for dispute in self.disputes:
            moments = dispute.step_ids.sorted("id").mapped("date")
            self.assertEqual(moments, sorted(moments), dispute.number)
            late = [one for one in moments if one > now]
            self.assertFalse(late, dispute.number)

    def test_numbers_have_no_gap(self):
        """One row of numbers for each body and year (DOMAIN 4.5)."""
        rows = {}
        for number in filter(None, self.disputes.mapped("number")):
            found = re.fullmatch(r"(.*?)(\d+)\D*", number)
            self.assertTrue(found, number)
            rows.setdefault(found[1], []).append(int(found[2]))
        for row, numbers in rows.items():
            self.assertEqual(sorted(numbers), list(range(1, len(numbers) + 1)), row)

    def test_nobody_real(self):
        """Numbers open to no operator, and of a region that does not exist."""
        parties = self.disputes.party_ids.sudo()
        for phone in filter(None, parties.mapped("phone_true")):
            self.assertRegex(phone, r"^154\d{8}$")
        for number in filter(None, parties.mapped("id_number_true")):
            self.assertTrue(number.startswith(DEMO_REGION), number)

    def test_second_load_changes_nothing(self):
        count = len(self.disputes)
        self.env["grid.mediation.demo"]._load()
        self.assertEqual(self.env["grid.dispute"].search_count([]), count)
