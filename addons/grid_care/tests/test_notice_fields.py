from odoo.exceptions import AccessError
from odoo.tests import BaseCase

from ..tools.notices import FIELDS, KINDS, MOST
from .common import MEDICATION, TREATMENT, CareCase


class TestMost(BaseCase):
    """What must never be said, said once more by hand."""

    def test_who_never_learns_what(self):
        for kind in ("police", "centre", "community"):
            for name in ("diagnosis", "treatment", "medication", "advice"):
                self.assertNotIn(name, MOST[kind], kind)
        for kind in ("family", "community"):
            self.assertNotIn("risk", MOST[kind], kind)
        self.assertNotIn("id_number", MOST["community"])
        self.assertEqual(set(MOST), {kind for kind, _label in KINDS})
        names = {name for name, _label in FIELDS}
        for kind, said in MOST.items():
            self.assertLessEqual(set(said), names, kind)
            self.assertEqual(len(said), len(set(said)), kind)


class TestNoticeFields(CareCase):
    def full(self):
        patient = self.make_patient(
            sex_id=self.code("sex", "1"),
            birth_date="1979-07-04",
            id_number="35039919790704001X",
        )
        return self.issued(patient=patient)

    def test_exactly_what_is_declared(self):
        notices = self.full()
        for kind, notice in notices.items():
            self.assertEqual(set(notice.payload), set(MOST[kind]), kind)

    def test_on_the_screen_it_is_the_same(self):
        notices = self.full()
        for kind, words in (
            ("police", (TREATMENT, MEDICATION, "Schizophrenia", "Regular meals")),
            ("community", (TREATMENT, MEDICATION, "Schizophrenia", "Risk")),
            ("family", (TREATMENT, "Schizophrenia", "Lane of seven")),
            ("centre", (MEDICATION, "Schizophrenia", "3503991979")),
        ):
            content = str(notices[kind].content)
            for word in words:
                self.assertNotIn(word, content, kind)
        self.assertIn(MEDICATION, str(notices["family"].content))

    def test_an_administrator_takes_away_and_adds_nothing(self):
        admin = self.make_user("care_admin", self.city, "administrator")
        rows = self.env["grid.care.notice.field"].with_user(admin)
        row = rows.search([("kind", "=", "police"), ("field", "=", "id_number")])
        row.active = False
        self.assertNotIn("id_number", self.full()["police"].payload)
        with self.assertRaises(AccessError):
            rows.create({"kind": "police", "field": "medication"})
        with self.assertRaises(AccessError):
            row.write({"field": "medication"})
        with self.assertRaises(AccessError):
            row.unlink()

    def test_a_row_of_sql_adds_nothing_either(self):
        self.env["grid.care.notice.field"].create(
            {"kind": "police", "field": "medication"}
        )
        self.assertNotIn("medication", self.full()["police"].payload)

    def test_words_are_no_markup(self):
        notices = self.issued(advice="<b>no</b><script>alert(1)</script>")
        content = str(notices["family"].content)
        self.assertNotIn("<script>", content)
        self.assertIn("&lt;script&gt;", content)
