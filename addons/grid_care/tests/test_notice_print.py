import json

from odoo.exceptions import AccessError, UserError
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .common import NAME, CareCase

REPORT = "grid_care.report_notice"
REASON = "asked by the court"


@tagged("post_install", "-at_install")
class TestNoticePrint(CareCase, HttpCase):
    """Notices on paper: who prints them, and what is kept of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.notices = cls.issued()

    def html(self, user, notice, **context):
        notice.invalidate_recordset()
        reports = self.env["ir.actions.report"].with_user(user)
        return reports.with_context(**context)._render_qweb_html(REPORT, notice.ids)[0]

    def text(self, kind, user):
        page = self.html(user, self.notices[kind], access_reason=REASON)
        return " ".join(page.decode().split())

    def test_the_family_signs_for_its_duties(self):
        page = self.text("family", self.doctor)
        for word in ("Notice to the Family", "Article 49", "Relation to the Person"):
            self.assertIn(word, page)
        self.assertIn(self.notices["family"].number, page)

    def test_others_have_a_receipt_and_no_duties(self):
        page = self.text("police", self.police)
        for word in ("Notice to the Police", "was received", NAME):
            self.assertIn(word, page)
        self.assertNotIn("Article 49", page)

    def test_who_does_not_read_does_not_print(self):
        for user in (self.nurse, self.officer, self.doctor_2, self.worker):
            with self.assertRaises(AccessError):
                self.html(user, self.notices["police"], access_reason=REASON)

    def test_a_reason_is_asked_and_kept(self):
        notice = self.notices["police"]
        log = self.env["grid.access.log"]
        self.assertTrue(log.print_needs_reason(REPORT))
        with self.assertRaisesRegex(UserError, "reason"):
            self.html(self.police, notice)
        last = log.search([], limit=1).id or 0
        self.html(self.police, notice, access_reason=REASON)
        row = log.search([("id", ">", last)])
        self.assertEqual(
            (row.kind, row.model, row.res_id, row.login, row.reason, row.detail),
            ("print", notice._name, notice.id, "care_police", REASON, REPORT),
        )
        self.assertEqual(row.field_names, "content")

    def test_only_the_family_needs_no_question(self):
        action = self.notices["family"].with_user(self.doctor).action_print()
        self.assertTrue(action["context"]["access_reason"])
        action = self.notices["police"].with_user(self.police).action_print()
        self.assertNotIn("access_reason", action["context"])
        self.assertEqual(action["report_name"], REPORT)
        with self.assertRaises(AccessError):
            self.notices["police"].with_user(self.nurse).action_print()

    def test_what_is_void_is_not_printed(self):
        notice = self.notices["health"]
        self.move(notice, self.nurse, "send_back", reason="Lives elsewhere now.")
        for _state in ("returned", "recalled"):
            with self.assertRaisesRegex(UserError, "nothing to print"):
                notice.with_user(self.doctor).action_print()
            with self.assertRaisesRegex(UserError, "nothing to print"):
                self.html(self.doctor, notice, access_reason=REASON)
            if notice.state == "returned":
                self.move(notice, self.doctor, "recall", reason="Wrong person.")

    def test_the_file_is_called_by_its_number_and_kept_nowhere(self):
        before = self.env["ir.attachment"].search_count([])
        notice = self.notices["police"]
        self.authenticate("care_police", "care_police")
        answer = self.url_open(
            "/report/download",
            data={
                "data": json.dumps([f"/report/pdf/{REPORT}/{notice.id}", "qweb-pdf"]),
                "context": json.dumps({"access_reason": REASON}),
                "csrf_token": Request.csrf_token(self),
            },
        )
        self.assertEqual(answer.status_code, 200)
        name = answer.headers["Content-Disposition"]
        self.assertIn(f"{notice.number}.pdf", name)
        self.assertNotIn(NAME.split()[0], name)
        self.assertEqual(self.env["ir.attachment"].search_count([]), before)
