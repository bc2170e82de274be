import re
import time
from collections import Counter
from itertools import product

from odoo import fields
from odoo.tests import TransactionCase, tagged

from odoo.addons.grid_base.demo.city import DemoCity
from odoo.addons.grid_base.demo.families import DEMO_REGION
from odoo.addons.grid_base.tools.clock import local_today

from ..demo.care_city import OTHERS, STORY_TOWN, TOWN
from ..demo.care_people import LOGINS
from ..models.grid_care_help import OUTCOMES
from ..tools.case import CASE_STATES, MANAGED, MISSING
from ..tools.clue import CLUE_STATES
from ..tools.emergency import EMERGENCY_STATES
from ..tools.glass import GLASS_STATES
from ..tools.guardianship import AGREEMENT_STATES, RUN_STATES
from ..tools.notices import NOTICE_STATES
from ..tools.transfer import TRANSFER_STATES

STATES = {
    "grid.care.case": CASE_STATES,
    "grid.care.clue": CLUE_STATES,
    "grid.care.emergency": EMERGENCY_STATES,
    "grid.care.glass": GLASS_STATES,
    "grid.care.notice": NOTICE_STATES,
    "grid.care.transfer": TRANSFER_STATES,
    "grid.guardianship": AGREEMENT_STATES,
    "grid.guardianship.run": RUN_STATES,
}
PLANNED = {
    "check_by",
    "create_date",
    "deadline",
    "ends_on",
    "erase_on",
    "next_on",
    "next_visit_on",
    "police_by",
    "public_until",
    "shared_until",
    "visit_by",
    "write_date",
}
"""Days that may lie ahead, and those that Odoo keeps."""
WORDS = {
    "grid.care.case": ("destination", "death_cause"),
    "grid.care.clue": ("description", "place_true", "answer", "screened_by"),
    "grid.care.emergency": ("place", "description", "measures"),
    "grid.care.emergency.check": ("note",),
    "grid.care.glass": ("why",),
    "grid.care.help": ("description", "help"),
    "grid.care.hold": ("reason",),
    "grid.care.notice": ("answer", "signer", "trouble"),
    "grid.care.transfer": ("address_true", "note"),
    "grid.care.visit": ("note",),
    "grid.followup": ("needs",),
    "grid.guardianship": ("guardian_true", "note", "signer_true"),
    "grid.guardianship.check": ("note",),
    "grid.guardianship.rate": ("basis",),
    "grid.medical.record": ("treatment", "medication", "advice"),
    "grid.patient": ("name_true", "address_true", "guardian_true"),
}
"""What is told in words."""


@tagged("post_install", "-at_install")
class TestCareDemo(TransactionCase):
    """Years of care in the demo city, and everybody has something to do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seconds = 0
        if not cls.env["grid.staff"]._demo_logins():
            cls.env["grid.demo"]._load()
        if not cls.env["grid.patient"].search_count([], limit=1):
            start = time.process_time()
            cls.env["grid.care.demo"]._load()
            cls.seconds = time.process_time() - start
        cls.notices = cls.env["grid.care.notice"].search([])
        cls.cases = cls.env["grid.care.case"].search([])
        users = cls.env["res.users"].search([])
        cls.users = {user.login: user for user in users}

    def town(self, code):
        return self.env["grid.grid"].search([("code", "=", code)])

    def as_login(self, key, model, *domain):
        """What somebody who logs in finds."""
        return self.env[model].with_user(self.users[LOGINS[key]]).search(list(domain))

    # -- the published case --------------------------------------------------------

    def test_the_published_case(self):
        """One record, five notices, and what each of those who got one did."""
        case = self.cases.sorted("id")[:1]
        self.assertEqual(case.grid_id.parent_id.parent_id, self.town(STORY_TOWN))
        notices = case.notice_ids
        self.assertEqual(len(notices), 5)
        self.assertEqual(set(notices.mapped("state")), {"done"})
        kept = notices.filtered("answered_at").mapped("deadline_kept")
        self.assertEqual(sorted(kept), ["in_time", "in_time", "in_time", "late"])
        family = notices.filtered(lambda one: one.kind == "family")
        self.assertTrue(family.proof)
        visits = self.env["grid.followup"].search(
            [("notice_id", "in", notices.ids)], order="visited_on"
        )
        classes = visits.mapped("klass")
        self.assertEqual((classes[0], classes[-1]), ("unstable", "stable"))
        ranks = ["unstable basic stable".split().index(klass) for klass in classes]
        self.assertEqual(ranks, sorted(ranks))
        self.assertGreater(len(case.police_visit_ids), 10)
        self.assertGreaterEqual(
            set(case.member_ids.mapped("duty")), {"leader", "worker", "police", "cadre"}
        )
        self.assertEqual(set(case.help_ids.mapped("outcome")), {"solved"})

    def test_the_reward_of_the_published_case(self):
        """Nominated, public, audited, signed, checked each quarter, and paid."""
        agreement = self.cases.sorted("id")[:1].guardianship_ids
        self.assertEqual(agreement.state, "active")
        moves = agreement.step_ids.mapped("move")
        self.assertEqual(moves, ["nominate", "publish", "approve", "sign"])
        moments = agreement.step_ids.mapped("date")
        self.assertEqual(moments, sorted(moments))
        self.assertFalse(agreement.check_due)
        self.assertGreater(len(agreement.check_ids), 2)
        payment = agreement.payment_ids
        self.assertEqual(payment.run_id.state, "paid")
        self.assertTrue(payment.amount)
        makers = payment.run_id.step_ids.mapped("user_id")
        self.assertEqual(len(makers), 2)

    # -- the others ----------------------------------------------------------------

    def test_three_hundred_in_classes(self):
        self.assertGreaterEqual(len(self.cases), 300)
        managed = self.cases.filtered(lambda one: one.state == MANAGED and one.klass)
        classes = Counter(managed.mapped("klass"))
        for klass, share in (("stable", 0.6), ("basic", 0.25), ("unstable", 0.15)):
            self.assertAlmostEqual(classes[klass] / len(managed), share, delta=0.04)
        missing = self.cases.filtered(lambda one: one.state == MISSING)
        self.assertEqual(len(missing), 1)
        lost = self.cases.filtered(lambda one: one.state == "lost")
        reasons = self.env["grid.code"].search([("table", "=", "care_lost")])
        self.assertEqual(lost.lost_reason_id, reasons)

    def test_all_towns_have_people(self):
        towns = self.cases.grid_id.parent_id.parent_id
        self.assertEqual(set(towns.mapped("code")), {TOWN, STORY_TOWN, *OTHERS})
        self.assertEqual(len(towns.parent_id), 5)

    def test_every_state_of_every_workflow(self):
        for model, states in STATES.items():
            found = set(self.env[model].search([]).mapped("state"))
            self.assertEqual(found, {state for state, _label in states}, model)

    def test_everything_that_can_be_due_is_due(self):
        for model, domain in (
            ("grid.care.notice", [("is_overdue", "=", True)]),
            ("grid.care.notice", [("deadline_kept", "=", "late")]),
            ("grid.care.notice", [("state", "=", "issued"), ("trouble", "!=", False)]),
            ("grid.care.notice", [("visit_due", "=", True)]),
            ("grid.care.notice", [("visit_by", ">", local_today(self.env))]),
            ("grid.care.case", [("police_due", "=", True)]),
            ("grid.care.case", [("relay_open", "=", True)]),
            ("grid.care.case", [("on_hold", "=", True)]),
            ("grid.care.emergency", [("check_late", "=", True)]),
            (
                "grid.care.emergency",
                [("check_late", "=", False), ("state", "=", "open")],
            ),
            ("grid.guardianship", [("check_due", "=", True)]),
            ("grid.guardianship.check", [("kept", "=", False)]),
            ("grid.guardianship.payment", [("forfeited", "=", True)]),
            ("grid.guardianship.payment", [("quarters", "=", 2)]),
            ("grid.care.hold", [("ended_on", "!=", False)]),
            ("grid.care.member", [("left_on", "!=", False)]),
        ):
            self.assertTrue(self.env[model].search_count(domain), f"{model} {domain}")
        helps = self.env["grid.care.help"].search([])
        outcomes = set(helps.mapped("outcome")) - {False}
        self.assertEqual(outcomes, {outcome for outcome, _label in OUTCOMES})
        kinds = self.env["grid.code"].search([("table", "=", "care_hardship")])
        self.assertEqual(helps.hardship_id, kinds)

    # -- those who log in ----------------------------------------------------------

    def test_everybody_has_something_to_do(self):
        waits = ("waits_for_me", "=", True)
        for key in LOGINS:
            waiting = self.as_login(key, "grid.care.notice", waits)
            self.assertTrue(waiting, key)
            waiting.mapped("content")

    def test_every_list_opens(self):
        """Also what is left at a place that somebody has moved away from."""
        names = [*WORDS, *STATES, "grid.guardianship.payment"]
        for key, name in product(LOGINS, dict.fromkeys(names)):
            model = self.env[name].with_user(self.users[LOGINS[key]])
            if model.has_access("read"):
                shown = {"display_name", "number"} & model._fields.keys()
                self.env.invalidate_all()
                model.search([]).read(sorted(shown))

    def test_the_care_officer_has_a_full_desk(self):
        agreements = self.as_login("officer", "grid.guardianship")
        self.assertEqual(len(set(agreements.mapped("state"))), len(AGREEMENT_STATES))
        self.assertTrue(agreements.filtered("check_due"))
        public = agreements.filtered(lambda one: one.state == "published")
        over = public.filtered(lambda one: one.public_until < local_today(self.env))
        self.assertTrue(over)
        self.assertTrue(public - over)
        runs = self.as_login("officer", "grid.guardianship.run")
        self.assertEqual(set(runs.mapped("state")), {"approved", "paid", "void"})
        self.assertTrue(runs.filtered(lambda run: "pay" in run.allowed_moves))
        transfers = self.as_login("officer", "grid.care.transfer")
        for move in ("accept", "withdraw"):
            self.assertTrue(
                transfers.filtered(lambda one, move=move: move in one.allowed_moves)
            )
        glass = self.as_login("officer", "grid.care.glass")
        self.assertEqual(len(set(glass.mapped("state"))), len(GLASS_STATES))
        self.assertTrue(glass.filtered(lambda one: "justify" in one.allowed_moves))

    def test_the_others_have_visits_and_hardships(self):
        for key, model, domain in (
            ("health", "grid.care.notice", ("visit_due", "=", True)),
            ("police", "grid.care.case", ("police_due", "=", True)),
            ("community", "grid.care.help", ("done_on", "=", False)),
            ("community", "grid.guardianship", ("state", "=", "draft")),
            ("community", "grid.guardianship", ("check_due", "=", True)),
        ):
            self.assertGreater(len(self.as_login(key, model, domain)), 1, key)

    def test_the_grid_worker_is_in_teams(self):
        cases = self.env["grid.care.case"].with_user(self.users["grid_worker"])
        found = cases.search([])
        self.assertTrue(found)
        self.assertTrue(found[0].content)

    # -- as it should be -----------------------------------------------------------

    def test_loads_in_time(self):
        self.assertLess(self.seconds, 25)

    def test_nothing_has_happened_in_the_future(self):
        now = {"datetime": fields.Datetime.now(), "date": local_today(self.env)}
        names = [*WORDS, *STATES, "grid.care.member", "grid.workflow.step"]
        for name in dict.fromkeys(names):
            model = self.env[name]
            for field in model._fields.values():
                if field.store and field.type in now and field.name not in PLANNED:
                    late = [(field.name, ">", now[field.type])]
                    self.assertFalse(model.search_count(late), f"{name} {late}")

    def test_histories_are_in_order(self):
        steps = self.env["grid.workflow.step"]
        for name in STATES:
            rows = steps.search([("res_model", "=", name)], order="res_id, id")
            for number, trail in rows.grouped("res_id").items():
                moments = trail.mapped("date")
                self.assertEqual(moments, sorted(moments), f"{name} {number}")
                for before, after in zip(trail, trail[1:], strict=False):
                    self.assertEqual(before.state_to, after.state_from)
                record = self.env[name].browse(number)
                self.assertEqual(trail[-1].state_to, record.state)

    def test_nobody_real(self):
        """Names of the word lists; numbers of no operator and of no region."""
        words = DemoCity(self.env).words
        given = set(words["given_male"] + words["given_female"])
        patients = self.env["grid.patient"].search([]).sudo()
        for name in patients.mapped("name_true") + patients.mapped("guardian_true"):
            self.assertIn(name[0], words["surnames"])
            self.assertLessEqual(set(name[1:]), given, name)
        for phone in patients.mapped("phone_true") + patients.mapped(
            "guardian_phone_true"
        ):
            self.assertRegex(phone, r"^154\d{8}$")
        for number in patients.mapped("id_number_true"):
            self.assertTrue(number.startswith(DEMO_REGION), number)

    def test_everything_is_said_in_chinese(self):
        """Where Chinese is loaded, no word of the source language is left."""
        if "zh_CN" not in dict(self.env["res.lang"].get_installed()):
            self.skipTest("Chinese is not installed.")
        for model, names in WORDS.items():
            records = self.env[model].search([]).sudo()
            for name in names:
                for text in set(records.mapped(name)) - {False}:
                    self.assertFalse(re.search(r"[A-Za-z]{2}", text), f"{name}: {text}")
        said = {
            text
            for payload in self.notices.mapped("payload")
            for name, text in (payload or {}).items()
        }
        self.assertTrue(said)
        for text in said:
            self.assertFalse(re.search(r"[A-Za-z]{2}", text), text)

    def test_second_load_changes_nothing(self):
        count = len(self.notices)
        self.env["grid.care.demo"]._load()
        self.assertEqual(self.env["grid.care.notice"].search_count([]), count)
