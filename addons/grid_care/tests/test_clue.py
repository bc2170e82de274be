from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL

from odoo.addons.grid_base.tools.clock import local_today
from odoo.addons.grid_base.tools.moves import dead_ends

from ..tools.clue import CLOSED, CLUE_MOVES, CLUE_STATES
from .common import ADDRESS, NAME, CareCase

WORDS = "Shouts at the wall every night."


class TestClue(CareCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clue = cls.seen()

    @classmethod
    def seen(cls, user=None, **values):
        clues = cls.env["grid.care.clue"].with_user(user or cls.worker)
        return clues.create(
            {
                "grid_id": cls.grid_a11.id,
                "person_name": NAME,
                "place": ADDRESS,
                "behaviour_ids": [(6, 0, [cls.code("care_behaviour", "01")])],
                "description": WORDS,
                **values,
            }
        ).sudo()

    @classmethod
    def reported(cls, **values):
        return cls.move(cls.seen(**values), cls.worker, "report")

    @classmethod
    def asked(cls, **values):
        clue = cls.reported(**values)
        return cls.move(clue, cls.officer, "ask", hospital_id=cls.hospital.id)

    @classmethod
    def answered(cls, result="not_confirmed", **values):
        clue = cls.asked(**values)
        return cls.move(clue, cls.doctor, "answer", result=result, answer="Talked.")

    def test_every_state_has_an_exit(self):
        states = [state for state, _name in CLUE_STATES]
        self.assertEqual(dead_ends(CLUE_MOVES, states, [CLOSED]), [])

    def test_from_the_stairs_to_the_answer(self):
        clue = self.answered("confirmed")
        self.assertEqual((clue.state, clue.result), ("closed", "confirmed"))
        self.assertEqual(clue.hospital_id, self.hospital)
        self.assertTrue(clue.number.startswith("XS"))
        self.assertEqual(clue.deadline_kept, "in_time")
        moves = ["report", "ask", "answer"]
        self.assertEqual(clue.step_ids.mapped("move"), moves)

    def test_something_was_seen_of_somebody(self):
        nothing = self.seen(behaviour_ids=False, description=" ")
        with self.assertRaisesRegex(UserError, "what was seen"):
            self.move(nothing, self.worker, "report")
        nobody = self.seen(person_name=False, place=False)
        with self.assertRaisesRegex(UserError, "who it is"):
            self.move(nobody, self.worker, "report")
        with self.assertRaisesRegex(ValidationError, "tomorrow"):
            self.seen(observed_at=fields.Datetime.now() + timedelta(hours=2))
        with self.assertRaisesRegex(ValidationError, "from the list"):
            self.seen(behaviour_ids=[(6, 0, [self.code("sex", "1")])])

    def test_only_a_hospital_answers(self):
        clue = self.reported()
        police = self.make_organization("police_station", self.town_a, self.officer_b)
        with self.assertRaisesRegex(UserError, "Only a hospital"):
            self.move(clue, self.officer, "ask", hospital_id=police.id)
        self.move(clue, self.officer, "ask", hospital_id=self.hospital.id)
        for user in (self.officer, self.doctor_2, self.worker):
            with self.assertRaises(AccessError):
                self.move(clue, user, "answer", result="confirmed")
        with self.assertRaisesRegex(UserError, "whether it was confirmed"):
            self.move(clue, self.doctor, "answer", result="no_ground")
        with self.assertRaises(UserError):
            self.move(clue, self.doctor, "answer")

    def test_the_dialog_makes_the_move(self):
        clue = self.reported()
        self.step(clue, self.officer, "ask", hospital_id=self.hospital.id)
        self.assertEqual(clue.state, "assessing")
        self.step(clue, self.doctor, "answer", result="not_confirmed")
        self.assertEqual((clue.state, clue.result), ("closed", "not_confirmed"))

    def test_what_asks_nothing_is_one_click(self):
        clue = self.seen()
        clue.with_user(self.worker).with_context(step="report").action_step()
        self.assertEqual(clue.state, "reported")

    def step(self, clue, user, name, **values):
        """As the button does, and whoever fills in the dialog."""
        action = clue.with_user(user).with_context(step=name).action_step()
        wizard = self.env[action["res_model"]].with_user(user)
        wizard.with_context(**action["context"]).create(values).action_confirm()
        clue.invalidate_recordset()

    def test_who_reads_it(self):
        clue = self.reported()
        readers = {
            user.login: self.readable(clue, user)
            for user in (
                self.worker,
                self.worker_2,
                self.officer,
                self.officer_b,
                self.doctor,
                self.doctor_2,
            )
        }
        self.assertEqual(
            [login for login, may in readers.items() if may],
            ["care_worker", "care_officer"],
        )
        self.move(clue, self.officer, "ask", hospital_id=self.hospital.id)
        self.assertTrue(self.readable(clue, self.doctor))
        self.assertFalse(self.readable(clue, self.doctor_2))
        self.move(clue, self.doctor, "answer", result="not_confirmed")
        self.assertFalse(self.readable(clue, self.doctor))

    def readable(self, clue, user):
        clue.invalidate_recordset()
        return bool(clue.with_user(user).search([("id", "=", clue.id)]))

    def test_drafts_are_seen_by_nobody_else(self):
        for user in (self.officer, self.worker_2):
            self.assertFalse(self.readable(self.clue, user))

    def test_who_reported_never_learns_the_result(self):
        seen = []
        for result in ("confirmed", "not_confirmed"):
            clue = self.answered(result).with_user(self.worker)
            for name in ("result", "answer", "hospital_id", "screened_by"):
                with self.assertRaises(AccessError):
                    clue.read([name])
                with self.assertRaises(AccessError):
                    clue.search([(name, "!=", False)])
            names = [
                name
                for name in clue.fields_get()
                if name not in ("id", "number", "display_name", "step_ids")
                and clue._fields[name].type not in ("datetime", "date", "one2many")
                and not name.startswith(("create_", "write_"))
            ]
            [row] = clue.read(names)
            row.pop("id")
            steps = clue.step_ids.read(["move", "state_to", "reason", "move_name"])
            seen.append((row, [(s["move"], s["state_to"], s["reason"]) for s in steps]))
        self.assertEqual(*seen)

    def test_looks_are_logged(self):
        clue = self.reported().with_user(self.officer)
        log = self.env["grid.access.log"]
        before = log.search([], limit=1).id or 0
        clue.web_read({"number": {}, "person_name": {}})
        row = log.search([("id", ">", before)])
        self.assertEqual((row.kind, row.model), ("read", "grid.care.clue"))
        self.assertEqual((row.res_id, row.login), (clue.id, "care_officer"))
        self.assertIn("person_name", row.field_names)
        clue.search_read([("id", "=", clue.id)], ["number"])
        clue.web_search_read([("id", "=", clue.id)], {"number": {}})
        self.assertEqual(log.search_count([("id", ">", row.id)]), 2)

    def test_the_desk_has_ten_working_days(self):
        clue = self.seen()
        with freeze_time("2026-03-02 01:00:00"):
            clue._make_move("report")
        self.check_overdue(clue, "2026-03-16 15:59:00", "2026-03-16 16:00:00")
        with freeze_time("2026-03-16 02:00:00"):
            clue._make_move("ask", {"hospital_id": self.hospital.id})
        self.check_overdue(clue, "2026-03-30 15:59:00", "2026-03-30 16:00:00")

    def check_overdue(self, clue, last, after):
        for moment, late in ((last, False), (after, True)):
            with freeze_time(moment):
                clue.invalidate_recordset()
                self.assertEqual(clue.is_overdue, late, moment)

    def test_erased_on_its_day_and_not_before(self):
        clue = self.answered()
        today = local_today(self.env)
        self.assertEqual(clue.erase_on, today + timedelta(days=30))
        clue.erase_on = today + timedelta(days=1)
        self.erase()
        self.assertTrue(clue.description)
        clue.erase_on = today
        self.erase()
        self.assertTrue(clue.erased_at)
        self.env.flush_all()
        for word in (NAME, ADDRESS, WORDS, "Talked."):
            self.assertFalse(self.found_in_table(word), word)
        self.assertEqual((clue.result, clue.state), ("not_confirmed", "closed"))
        self.assertFalse(clue.behaviour_ids)

    def erase(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            cron = self.env.ref("grid_care.ir_cron_care_erase")
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def found_in_table(self, word):
        """Whether a word is left in the rows of closed clues or of their steps."""
        return self.env.execute_query(
            SQL(
                "SELECT 1 FROM grid_care_clue clue"
                "  LEFT JOIN grid_workflow_step step ON step.res_id = clue.id"
                "   AND step.res_model = 'grid.care.clue'"
                " WHERE clue.state = 'closed'"
                "   AND (clue::text || coalesce(step::text, '')) LIKE %s",
                f"%{word}%",
            )
        )

    def test_notices_name_nobody(self):
        clue = self.answered()
        domain = [("model", "=", clue._name), ("res_id", "=", clue.id)]
        messages = self.env["mail.message"].search(domain)
        self.assertEqual(len(messages), 3)
        for message in messages:
            text = f"{message.subject} {message.body} {message.record_name}"
            for word in (NAME, ADDRESS, WORDS, self.hospital.name):
                self.assertNotIn(word, text)

    def test_what_waits_for_whom(self):
        clue = self.reported()
        self.assertEqual(self.waiting(clue), {"care_officer"})
        self.move(clue, self.officer, "ask", hospital_id=self.hospital.id)
        self.assertEqual(self.waiting(clue), {"care_doctor"})
        self.move(clue, self.officer, "take_back")
        self.assertEqual(self.waiting(clue), {"care_officer"})
        self.move(clue, self.officer, "dismiss", answer="A quarrel, no more.")
        self.assertEqual(self.waiting(clue), set())
        self.assertEqual(clue.result, "no_ground")

    def waiting(self, clue):
        clue.invalidate_recordset()
        return {
            user.login
            for user in (self.worker, self.officer, self.officer_b, self.doctor)
            if clue.with_user(user).search(
                [("id", "=", clue.id), ("waits_for_me", "=", True)]
            )
        }
