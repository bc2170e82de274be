from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError

from odoo.addons.grid_base.tools.moves import dead_ends

from ..tools.notices import NOTICE_MOVES, NOTICE_STATES
from .common import ADDRESS, NAME, CareCase

DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)


class TestNotice(CareCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.notices = cls.issued()
        cls.receivers = {
            "health": cls.nurse,
            "police": cls.police,
            "centre": cls.officer,
            "community": cls.community,
        }

    def test_every_state_has_an_exit(self):
        states = [state for state, _name in NOTICE_STATES]
        self.assertEqual(dead_ends(NOTICE_MOVES, states, ["recalled", "ended"]), [])

    def test_each_goes_where_the_person_lives(self):
        self.assertEqual(self.notices["health"].organization_id, self.health_centre)
        self.assertEqual(self.notices["police"].organization_id, self.station)
        self.assertEqual(self.notices["centre"].node_id, self.town_a)
        self.assertEqual(self.notices["community"].node_id, self.community_a1)

    def test_each_receives_answers_and_finishes(self):
        for kind, user in self.receivers.items():
            notice = self.notices[kind]
            self.assertTrue(self.waits(notice, user), kind)
            self.move(notice, user, "receive")
            self.assertEqual(notice.received_by_id, user)
            self.move(notice, user, "answer", answer="Somebody looks after it.")
            self.move(notice, user, "finish")
            self.assertEqual(notice.state, "done")
            self.assertEqual(notice.deadline_kept, "in_time")
            self.assertFalse(self.waits(notice, user), kind)
        self.assertEqual(self.notices["health"].patient_id.relay, "4 / 5")

    def waits(self, notice, user):
        notice.invalidate_recordset()
        domain = [("id", "=", notice.id), ("waits_for_me", "=", True)]
        return bool(notice.with_user(user).search(domain))

    def test_each_reads_its_own_and_no_other(self):
        users = [*self.receivers.values(), self.doctor, self.doctor_2, self.worker]
        for user in (*users, self.officer_b):
            seen = {
                kind
                for kind, notice in self.notices.items()
                if user.has_group("base.group_user") and self.readable(notice, user)
            }
            expected = {kind for kind, one in self.receivers.items() if one == user}
            if user == self.doctor:
                expected = set(self.notices)
            self.assertEqual(seen, expected, user.login)
        for user in (self.nurse, self.police, self.community, self.worker):
            for model in ("grid.patient", "grid.medical.record"):
                with self.assertRaises(AccessError):
                    self.env[model].with_user(user).search_count([])

    def readable(self, notice, user):
        notice.invalidate_recordset()
        try:
            notice.with_user(user).check_access("read")
        except AccessError:
            return False
        return True

    def test_who_receives_does_not_learn_the_record(self):
        notice = self.notices["police"].with_user(self.police)
        for name in ("record_id", "patient_id"):
            with self.assertRaises(AccessError):
                notice.read([name])
            with self.assertRaises(AccessError):
                notice.search([(f"{name}.id", "!=", False)])

    def test_nobody_moves_for_another(self):
        for kind, receiver in self.receivers.items():
            for user in (*self.receivers.values(), self.doctor, self.officer_b):
                if user != receiver:
                    with self.assertRaises(AccessError):
                        self.move(self.notices[kind], user, "receive")

    def test_the_family_signs(self):
        notice = self.notices["family"]
        self.assertTrue(self.waits(notice, self.doctor))
        with self.assertRaises(UserError):
            self.move(notice, self.doctor, "hand_over", signer="Guardian Q")
        self.move(notice, self.doctor, "hand_over", signer="Guardian Q", proof=DOT)
        self.assertEqual((notice.state, notice.signer), ("done", "Guardian Q"))
        self.assertTrue(notice.received_at)
        with self.assertRaisesRegex(UserError, "Only the family"):
            other = self.issued()["health"]
            other.state = "issued"
            self.move(other, self.doctor, "hand_over", signer="X", proof=DOT)

    def test_one_without_a_receiver_holds_up_no_other(self):
        self.station.active = False
        notices = self.issued()
        police = notices.pop("police")
        self.assertEqual(police.state, "issued")
        self.assertIn("No police station", police.trouble)
        self.assertTrue(self.waits(police, self.doctor))
        notices.pop("family")
        self.assertEqual({n.state for n in notices.values()}, {"pushed"})
        self.station.active = True
        with self.assertRaises(AccessError):
            police.with_user(self.doctor_2).action_deliver()
        police.with_user(self.doctor).action_deliver()
        police.invalidate_recordset()
        self.assertEqual((police.state, police.trouble), ("pushed", False))
        with self.assertRaisesRegex(UserError, "delivered already"):
            police.with_user(self.doctor).action_deliver()

    def test_sent_back_and_sent_elsewhere(self):
        notice = self.notices["health"]
        with self.assertRaises(UserError):
            self.move(notice, self.nurse, "send_back")
        self.move(notice, self.nurse, "send_back", reason="Lives elsewhere now.")
        self.assertEqual(
            (notice.state, notice.trouble), ("returned", "Lives elsewhere now.")
        )
        self.assertFalse(self.readable(notice, self.nurse))
        self.assertTrue(self.waits(notice, self.doctor))
        other = self.make_organization("health_centre", self.town_b, self.police)
        with self.assertRaisesRegex(UserError, "does not get such notices"):
            values = {"organization_id": self.station.id}
            self.move(notice, self.doctor, "redirect", **values)
        self.move(notice, self.doctor, "redirect", organization_id=other.id)
        self.assertTrue(self.readable(notice, self.police))

    def test_recalled_words_are_gone(self):
        notice = self.notices["police"]
        self.move(notice, self.police, "receive")
        for user in (self.police, self.officer, self.doctor_2):
            with self.assertRaises(AccessError):
                self.move(notice, user, "recall", reason="Wrong person.")
        self.move(notice, self.doctor, "recall", reason="Wrong person.")
        self.assertFalse(notice.payload)
        self.assertFalse(notice.content)
        self.assertFalse(self.readable(notice, self.police))
        told = self.env["mail.message"].search(
            [("model", "=", notice._name), ("res_id", "=", notice.id)]
        )
        self.assertIn(self.police.partner_id, told.partner_ids)

    def test_mails_name_nobody(self):
        ids = [notice.id for notice in self.notices.values()]
        messages = self.env["mail.message"].search(
            [("model", "=", "grid.care.notice"), ("res_id", "in", ids)]
        )
        self.assertEqual(len(messages), 4)
        for message in messages:
            text = f"{message.subject} {message.body} {message.record_name}"
            for word in (NAME, ADDRESS, self.hospital.name, "Schizo"):
                self.assertNotIn(word, text)

    def test_a_day_to_receive_five_to_answer(self):
        notice = self.issued()["police"]
        notice.state = "issued"
        with freeze_time("2026-03-02 01:00:00"):
            notice._make_move("push", {"organization_id": self.station.id})
        self.check_overdue(notice, "2026-03-03 01:00:00", "2026-03-03 01:00:01")
        with freeze_time("2026-03-02 02:00:00"):
            notice._make_move("receive")
        self.check_overdue(notice, "2026-03-09 15:59:00", "2026-03-09 16:00:00")

    def check_overdue(self, notice, last, after):
        for moment, late in ((last, False), (after, True)):
            with freeze_time(moment):
                notice.invalidate_recordset()
                self.assertEqual(notice.is_overdue, late, moment)

    def test_looks_are_logged(self):
        notice = self.notices["police"].with_user(self.police)
        log = self.env["grid.access.log"]
        last = log.search([], limit=1).id or 0
        notice.web_read({"content": {}})
        row = log.search([("id", ">", last)])
        self.assertEqual(
            (row.kind, row.model, row.res_id, row.login),
            ("read", "grid.care.notice", notice.id, "care_police"),
        )
        self.police.group_ids += self.env.ref("base.group_allow_export")
        with self.assertRaisesRegex(UserError, "reason"):
            notice.export_data(["content"])
        reason = {"access_reason": "asked by the court"}
        notice.with_context(**reason).export_data(["content"])
        self.assertEqual(log.search([], limit=1).kind, "export")
