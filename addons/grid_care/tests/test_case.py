from datetime import timedelta

from odoo.exceptions import AccessError, UserError

from odoo.addons.grid_base.tools.clock import local_today

from .common import ADDRESS, NAME, CareCase
from .test_followup import CALM


class TestCase(CareCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.notices = cls.issued()
        cls.case = cls.notices["police"].case_id
        cls.today = local_today(cls.env)

    def everybody(self):
        return self.doctor | self.officer | self.nurse | self.police | self.community

    def may_read(self, user):
        self.env.flush_all()
        cases = self.env["grid.care.case"].with_user(user)
        return bool(cases.search_count([("id", "=", self.case.id)]))

    # -- who has it in hand --------------------------------------------------------

    def test_one_file_for_five_notices(self):
        self.assertEqual(len(self.case.notice_ids), 5)
        self.assertEqual(self.case.health_id, self.health_centre)
        self.assertEqual(self.case.police_id, self.station)
        self.assertEqual(self.case.centre_id, self.town_a)
        self.assertEqual(self.case.community_id, self.community_a1)
        for user in self.everybody():
            self.assertTrue(self.may_read(user), user.login)
        strangers = self.worker | self.worker_2 | self.officer_b | self.doctor_2
        for user in strangers:
            self.assertFalse(self.may_read(user), user.login)

    def test_another_stay_is_the_same_file(self):
        again = self.make_record(self.case.patient_id, discharged_on="2026-05-01")
        notices = self.by_kind(self.move(again, self.doctor, "issue"))
        self.assertEqual(notices["health"].case_id, self.case)

    def test_what_is_sent_back_takes_the_file_away(self):
        self.move(self.notices["police"], self.police, "send_back", reason="Not ours")
        self.assertFalse(self.case.police_id)
        self.assertFalse(self.may_read(self.police))
        self.assertTrue(self.may_read(self.nurse))

    def test_a_wrong_person_closes_the_file(self):
        for notice in self.notices.values():
            self.move(notice, self.doctor, "recall", reason="Wrong person")
        self.assertEqual(self.case.state, "closed")
        for user in self.everybody() - self.doctor - self.officer:
            self.assertFalse(self.may_read(user), user.login)

    def test_a_correction_keeps_the_file_open(self):
        record = self.notices["police"].record_id
        version = record.with_user(self.doctor).action_correct()["res_id"]
        version = record.browse(version)
        self.move(version, self.doctor, "issue")
        self.assertEqual(self.case.state, "managed")
        self.assertNotIn("close", self.case.step_ids.mapped("move"))

    def test_everybody_reads_the_own_notice_in_it(self):
        shown = {
            user: self.case.with_user(user).content or ""
            for user in self.everybody() - self.doctor
        }
        for user, content in shown.items():
            self.assertIn(NAME, content, user.login)
            self.assertEqual(
                "Two white tablets" in content, user == self.nurse, user.login
            )
        self.assertFalse(self.case.with_user(self.doctor).content)
        for user in self.nurse | self.police | self.community:
            for name in ("risk", "klass", "patient_id", "name"):
                with self.assertRaises(AccessError):
                    self.case.with_user(user).read([name])

    # -- relay ---------------------------------------------------------------------

    def test_relay_counts_what_was_received(self):
        self.assertEqual(self.case.relay_count, "0 / 5")
        self.assertTrue(self.case.relay_open)
        hand_over = {"signer": "Guardian Q", "proof": "AAAA"}
        self.move(self.notices["family"], self.doctor, "hand_over", **hand_over)
        users = {
            "health": self.nurse,
            "police": self.police,
            "centre": self.officer,
            "community": self.community,
        }
        for at, (kind, user) in enumerate(users.items()):
            self.assertTrue(self.case.relay_open)
            self.move(self.notices[kind], user, "receive")
            self.case.invalidate_recordset()
            self.assertEqual(self.case.relay_count, f"{at + 2} / 5")
        self.assertFalse(self.case.relay_open)

    def test_relay_tells_no_content(self):
        for user in self.everybody():
            row = self.case.with_user(user).read(["relay", "relay_table"])[0]
            for value in (NAME, ADDRESS, "tablets", "F20"):
                self.assertNotIn(value, row["relay"] + row["relay_table"], user.login)
            self.assertIn(self.station.name, row["relay_table"])

    def test_relay_of_many_files(self):
        def queries(count):
            for number in range(count):
                self.issued(patient=self.make_patient(phone=f"1540000{number:04}"))
            self.env.flush_all()
            self.env.invalidate_all()
            cases = self.env["grid.care.case"].with_user(self.officer).search([])
            before = self.cr.sql_log_count
            cases.read(["number", "grid_id", "relay", "relay_count", "state"])
            return self.cr.sql_log_count - before

        self.assertLessEqual(queries(6) - queries(1), 2)

    # -- states --------------------------------------------------------------------

    def test_missing_is_told_to_all(self):
        self.move(self.case, self.community, "miss", reason="Not home since noon")
        told = self.env["mail.message"].search(
            [("model", "=", "grid.care.case"), ("res_id", "=", self.case.id)]
        )
        users = told.notified_partner_ids.user_ids
        self.assertEqual(users, self.everybody() - self.community)
        self.assertNotIn(NAME, "".join(told.mapped("body") + told.mapped("subject")))
        self.move(self.case, self.police, "find", reason="At the bus station")
        self.assertEqual(self.case.state, "managed")

    def test_lost_and_again_managed(self):
        reason = self.code("care_lost", "1")
        with self.assertRaises(AccessError):
            self.move(self.case, self.police, "lose", lost_reason_id=reason)
        with self.assertRaises(UserError):
            self.move(self.case, self.nurse, "lose")
        notice = self.move(self.notices["health"], self.nurse, "receive")
        self.assertTrue(notice.visit_by)
        self.move(self.case, self.nurse, "lose", lost_reason_id=reason)
        self.assertFalse(notice.visit_by)
        self.move(self.case, self.nurse, "rejoin")
        self.assertTrue(notice.visit_by)
        self.assertFalse(self.case.lost_reason_id)

    def test_death_and_moving_away_end_the_visits(self):
        self.move(self.notices["health"], self.nurse, "receive")
        tomorrow = self.today + timedelta(days=1)
        with self.assertRaisesRegex(UserError, "future"):
            died = {"died_on": tomorrow, "death_cause": "Fall"}
            self.move(self.case, self.nurse, "die", **died)
        with self.assertRaises(AccessError):
            self.move(self.case, self.nurse, "leave", destination="Fuzhou")
        self.move(self.case, self.officer, "leave", destination="Fuzhou")
        self.assertFalse(self.notices["health"].visit_by)
        self.move(self.case, self.officer, "rejoin")
        died = {"died_on": self.today, "death_cause": "Fall"}
        self.move(self.case, self.nurse, "die", **died)
        self.assertEqual(self.case.state, "dead")
        self.assertFalse(self.notices["health"].visit_by)

    def test_class_and_risk_of_the_last_visit(self):
        self.move(self.notices["health"], self.nurse, "receive")
        self.assertEqual(self.case.risk, "3")
        visits = self.env["grid.followup"].with_user(self.nurse)
        values = {"notice_id": self.notices["health"].id, **CALM}
        visits.create({**values, "risk": "1"})
        self.assertEqual((self.case.risk, self.case.klass), ("1", "basic"))
        week = self.today - timedelta(days=7)
        visits.create({**values, "risk": "4", "visited_on": week})
        self.assertEqual((self.case.risk, self.case.klass), ("1", "basic"))
        self.assertEqual(self.case.seen_on, self.today)

    # -- moving house --------------------------------------------------------------

    def propose(self, user=None, **values):
        transfers = self.env["grid.care.transfer"].with_user(user or self.officer)
        return transfers.create(
            {
                "case_id": self.case.id,
                "grid_id": self.grid_b11.id,
                "address": "New Street 9",
                **values,
            }
        ).sudo()

    def test_who_moves_house_is_handed_on(self):
        self.move(self.notices["health"], self.nurse, "receive")
        with self.assertRaisesRegex(UserError, "handover"):
            self.case.patient_id.with_user(self.doctor).grid_id = self.grid_b11
        transfer = self.propose()
        self.assertTrue(self.may_read(self.nurse), "nothing changes yet")
        offered = transfer.with_user(self.officer_b)
        self.assertEqual(offered.read(["number"])[0]["number"], self.case.number)
        with self.assertRaises(AccessError):
            self.move(transfer, self.officer, "accept")
        self.move(transfer, self.officer_b, "accept")
        self.assertFalse(transfer.address_true)
        self.case.invalidate_recordset()
        self.assertEqual(self.case.grid_id, self.grid_b11)
        self.assertEqual(self.case.state, "managed")
        now = self.by_kind(self.notices["police"].record_id)
        self.assertEqual(now["centre"].node_id, self.town_b)
        self.assertIn("New Street 9", now["centre"].content)
        self.assertEqual(now["family"], self.notices["family"])
        for user in (self.nurse, self.police, self.officer, self.community):
            self.assertFalse(self.may_read(user), user.login)
        self.assertTrue(self.may_read(self.officer_b))

    def test_a_handover_refused_or_withdrawn_changes_nothing(self):
        for user, move, values in (
            (self.officer_b, "refuse", {"reason": "Nobody of that name here"}),
            (self.officer, "withdraw", {}),
            (self.doctor, "withdraw", {}),
        ):
            transfer = self.propose()
            with self.assertRaises(UserError):
                self.move(transfer, user, "refuse")
            self.move(transfer, user, move, **values)
            self.assertFalse(transfer.address_true)
            self.assertEqual(self.case.grid_id, self.grid_a11)
            self.assertTrue(self.may_read(self.nurse))

    def test_who_may_hand_over(self):
        for user in (self.officer_b, self.nurse, self.community, self.doctor_2):
            with self.assertRaises(AccessError):
                self.propose(user=user)
        with self.assertRaises(UserError):
            self.propose(grid_id=self.grid_a11.id)
        self.propose(user=self.doctor)

    # -- team ----------------------------------------------------------------------

    def staff_of(self, user):
        return self.env["grid.staff"].search([("user_id", "=", user.id)])

    def add_member(self, user, by=None, **values):
        members = self.env["grid.care.member"].with_user(by or self.officer)
        return members.create(
            {
                "case_id": self.case.id,
                "staff_id": self.staff_of(user).id,
                "duty": "worker",
                **values,
            }
        )

    def test_a_place_in_the_team_opens_the_file(self):
        member = self.add_member(self.worker)
        self.assertTrue(self.case.has_team)
        self.assertTrue(self.may_read(self.worker))
        self.assertFalse(self.may_read(self.worker_2))
        content = self.case.with_user(self.worker).content
        self.assertIn(NAME, content)
        for value in ("tablets", "F20", "Schizophrenia"):
            self.assertNotIn(value, content)
        member.action_end()
        self.assertFalse(self.may_read(self.worker))
        self.assertFalse(self.case.has_team)

    def test_only_the_desk_forms_the_team(self):
        for user in (self.nurse, self.police, self.community, self.doctor, self.worker):
            with self.assertRaises(AccessError):
                self.add_member(self.worker, by=user)
        with self.assertRaises(AccessError):
            self.add_member(self.officer_b)
        member = self.add_member(self.worker)
        with self.assertRaises(AccessError):
            member.write({"staff_id": self.staff_of(self.officer).id})
        with self.assertRaises(AccessError):
            member.with_user(self.worker).action_end()
