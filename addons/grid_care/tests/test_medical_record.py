from odoo.exceptions import AccessError, UserError

from .common import MEDICATION, CareCase


class TestMedicalRecord(CareCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.patient = cls.make_patient()
        cls.record = cls.make_record(cls.patient)

    def test_five_notices_at_once(self):
        self.move(self.record, self.doctor, "issue")
        states = {notice.kind: notice.state for notice in self.record.notice_ids}
        self.assertEqual(
            states,
            {
                "family": "issued",
                "health": "pushed",
                "police": "pushed",
                "centre": "pushed",
                "community": "pushed",
            },
        )
        self.assertTrue(self.record.issued_at)

    def test_only_the_own_hospital_writes(self):
        with self.assertRaises(AccessError):
            self.make_record(self.patient, user=self.doctor_2)
        for user in (self.doctor_2, self.officer, self.worker, self.nurse):
            record = self.record.with_user(user)
            with self.assertRaises(AccessError):
                record.read(["medication"])
            with self.assertRaises(AccessError):
                record.action_issue()
        with self.assertRaises(AccessError):
            self.patient.with_user(self.doctor).hospital_id = self.hospital_2
        with self.assertRaises(AccessError):
            self.make_patient(hospital_id=self.hospital_2.id)

    def test_nothing_is_issued_half_empty(self):
        record = self.make_record(self.patient, medication=False, risk=False)
        self.patient.guardian_true = False
        with self.assertRaisesRegex(UserError, "Risk, Medication, Guardian"):
            self.move(record, self.doctor, "issue")
        self.assertFalse(record.notice_ids)

    def test_what_was_issued_is_not_changed(self):
        self.move(self.record, self.doctor, "issue")
        for vals in ({"medication": "None"}, {"risk": "0"}):
            with self.assertRaises(AccessError):
                self.record.with_user(self.doctor).write(vals)
        with self.assertRaises(AccessError):
            self.record.with_user(self.doctor).unlink()

    def test_a_correction_is_another_version(self):
        self.move(self.record, self.doctor, "issue")
        first = self.by_kind(self.record)
        self.move(first["police"], self.police, "receive")
        action = self.record.with_user(self.doctor).action_correct()
        version = self.record.browse(action["res_id"])
        self.assertEqual((version.version, version.state), (2, "draft"))
        self.assertEqual(version.medication, MEDICATION)
        version.with_user(self.doctor).risk = "4"
        self.move(version, self.doctor, "issue")
        self.record.invalidate_recordset()
        self.assertEqual(self.record.state, "replaced")
        self.assertEqual(self.record.risk, "3")
        self.assertEqual(set(self.record.notice_ids.mapped("state")), {"recalled"})
        self.assertEqual(set(self.record.notice_ids.mapped("payload")), {False})
        self.assertEqual(self.by_kind(version)["police"].payload["risk"], "4")

    def test_a_number_and_no_name(self):
        self.assertTrue(self.patient.number.startswith("HZ"))
        self.assertEqual(self.patient.display_name, self.patient.number)
        seen = self.patient.with_user(self.officer)
        self.assertNotEqual(seen.name, self.patient.name_true)
        with self.assertRaises(AccessError):
            seen.read(["record_ids"])
        self.assertFalse(seen.with_user(self.officer_b).search([]))

    def test_nobody_is_discharged_before_being_admitted(self):
        with self.assertRaises(Exception) as caught, self.cr.savepoint():
            self.make_record(self.patient, discharged_on="2026-01-01")
        self.assertIn("order_of_days", str(caught.exception))
