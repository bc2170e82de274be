import io

from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import CareCase

REPORT = "grid_care.report_looks"
REASON = {"access_reason": "asked by the person"}


@tagged("post_install", "-at_install")
class TestWhoHasSeen(CareCase, HttpCase):
    """What a person is told of the looks at what is kept of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.notices = cls.issued()
        cls.patient = cls.notices["police"].patient_id
        cls.other = cls.make_patient(address="Another lane 1")
        cls.between = cls.make_patient(address="Another lane 2")
        cls.env.flush_all()

    def looks(self, patient=None, user=None):
        self.env.invalidate_all()
        patient = patient or self.patient
        return patient.with_user(user or self.doctor)._looks()

    def new_looks(self, action, patient=None):
        """What is told after something was done that was not told before."""
        before = self.looks(patient)
        action()
        after = self.looks(patient)
        return after[: len(after) - len(before)]

    def test_a_look_at_one_notice(self):
        notice = self.notices["police"].with_user(self.police)
        (look,) = self.new_looks(lambda: notice.web_read({"content": {}}))
        self.assertEqual(look["who"], self.police.name)
        self.assertEqual(look["where"], self.station.name)
        self.assertEqual(
            look["what"], ["Read: Notice of Discharge", "Notice to the Police"]
        )
        self.assertFalse(look["why"])

    def test_a_look_in_a_list_of_many(self):
        everybody = self.patient | self.other | self.between
        log = self.env["grid.access.log"]
        last = log.search([], limit=1).id or 0
        domain = [("id", "in", everybody.ids)]
        read = self.env["grid.patient"].with_user(self.officer).web_search_read
        (look,) = self.new_looks(lambda: read(domain, {"name": {}}))
        self.assertEqual(look["what"], ["Read: Patient"])
        self.assertEqual(look["where"], self.town_a.display_name)
        # the control: this one is inside a range and named nowhere else
        row = log.search([("id", ">", last)])
        self.assertFalse(row.res_id)
        inside = everybody.sorted("id")[1]
        self.assertNotIn(str(inside.id), row.res_ids)
        self.assertEqual(len(self.looks(inside)), 1)

    def test_nothing_of_others(self):
        ends = self.patient | self.between
        domain = [("id", "in", ends.ids)]
        read = self.env["grid.patient"].with_user(self.doctor).web_search_read
        for patient, number in ((self.other, 0), (self.between, 1), (self.patient, 1)):
            found = self.new_looks(lambda: read(domain, {"name": {}}), patient)
            self.assertEqual(len(found), number)
        # the same number of another model is another record
        self.env["grid.access.log"]._record(
            "read", self.env["grid.house"].browse(self.patient.id)
        )
        self.env["grid.access.log"]._record(
            "read", self.env["grid.house"].browse((self.patient | self.other).ids)
        )
        self.assertEqual(self.new_looks(lambda: None), [])

    def test_exports_prints_and_reveals_with_their_reason(self):
        self.doctor.group_ids += self.env.ref("base.group_allow_export")
        patient = self.patient.with_user(self.doctor).with_context(**REASON)
        notice = self.notices["family"].with_user(self.doctor)
        reports = self.env["ir.actions.report"].with_user(self.doctor)
        reports = reports.with_context(**REASON)

        def act():
            patient.export_data(["number"])
            patient.masked_reveal(["name"], REASON["access_reason"])
            reports._render_qweb_html("grid_care.report_notice", notice.ids)

        looks = self.new_looks(act)
        self.assertEqual(
            [look["what"][0] for look in looks],
            ["Print: Notice of Discharge", "Reveal: Patient", "Export: Patient"],
        )
        self.assertEqual({look["why"] for look in looks}, {REASON["access_reason"]})

    def test_records_and_visits_are_told_too(self):
        record = self.patient.sudo().record_ids.with_user(self.doctor)
        (look,) = self.new_looks(lambda: record.web_read({"advice": {}}))
        self.assertEqual(look["what"], ["Read: Medical Record"])
        self.move(self.notices["health"], self.nurse, "receive")
        visits = self.env["grid.followup"].with_user(self.nurse)
        visit = visits.create(
            {
                "notice_id": self.notices["health"].id,
                "risk": "0",
                "symptoms": "gone",
                "insight": "full",
                "function": "good",
            }
        )
        (look,) = self.new_looks(lambda: visit.web_read({"risk": {}}))
        self.assertEqual(look["what"], ["Read: Follow-Up Visit"])

    def test_on_paper_with_its_own_print(self):
        self.notices["police"].with_user(self.police).web_read({"content": {}})
        page = self.print_as(self.officer)
        for word in (
            "Who Has Seen My Record",
            self.patient.number,
            "care_police",
            "Notice to the Police",
            "Print: Patient",
            "care_officer",
        ):
            self.assertIn(word, page)
        self.assertIn("Print: Patient", self.looks()[0]["what"])

    def print_as(self, user):
        self.env.invalidate_all()
        reports = self.env["ir.actions.report"].with_user(user)
        context = {**REASON, "force_report_rendering": True}
        content = reports.with_context(**context)._render_qweb_pdf(
            REPORT, self.patient.ids
        )[0]
        pages = PdfReader(io.BytesIO(content)).pages
        return " ".join(" ".join(p.extract_text() for p in pages).split())

    def test_only_hospital_and_desk_print_it(self):
        admin = self.make_user("care_admin", self.city, "administrator")
        auditor = self.make_user("care_auditor", self.county, "auditor")
        users = (self.worker, self.police, self.nurse, self.community, admin, auditor)
        for user in (*users, self.doctor_2, self.officer_b):
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    self.looks(user=user)
                reports = self.env["ir.actions.report"].with_user(user)
                with self.assertRaises(AccessError):
                    reports.with_context(**REASON)._render_qweb_html(
                        REPORT, self.patient.ids
                    )
        with self.assertRaisesRegex(UserError, "reason"):
            self.env["ir.actions.report"].with_user(self.doctor)._render_qweb_html(
                REPORT, self.patient.ids
            )

    def test_more_rows_cost_no_more_queries(self):
        notice = self.notices["police"].with_user(self.police)

        def count():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.patient.with_user(self.doctor)._looks()
            return self.env.cr.sql_log_count - before

        notice.web_read({"content": {}})
        count()
        few = count()
        for user, kind in ((self.police, "police"), (self.nurse, "health")):
            for _time in range(30):
                self.notices[kind].with_user(user).web_read({"content": {}})
        self.assertLessEqual(count(), few + 2)
        self.assertLess(few, 40)
