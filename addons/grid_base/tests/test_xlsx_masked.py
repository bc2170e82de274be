from datetime import datetime
from io import BytesIO

from openpyxl import load_workbook

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..report.xlsx_column import Column
from .masked_common import (
    ID_MASK,
    ID_NUMBER,
    PERSON,
    PHONE,
    PHONE_MASK,
    REASON,
    VISIT,
    MaskedCase,
)

PEOPLE = "grid.test.report.person"
VISITS = "grid.test.report.visit"


def _people():
    class PersonReport(models.AbstractModel):
        _name = PEOPLE
        _inherit = "grid.xlsx.report"
        _description = "People of the tests"

        _model = PERSON
        _personal = True

        def _columns(self, filters):
            return [
                Column("Name", "name"),
                Column("Number", "id_number", type="code"),
                Column("Phone", "phone", type="code"),
                Column("Born", "birth_date"),
                Column("Address", "address"),
                Column("Account", "account", type="code"),
                Column("Created", "create_date", type="datetime"),
            ]

    return PersonReport


def _visits():
    class VisitReport(models.AbstractModel):
        _name = VISITS
        _inherit = "grid.xlsx.report"
        _description = "Visits of the tests"

        _model = VISIT

        def _columns(self, filters):
            return [
                Column("Grid", "grid_id.code", type="code"),
                Column("Person", "person_id"),
                Column("Phone", "person_id.phone", type="code"),
                Column("Person's Grid", "person_id.grid_id.code", type="code"),
                Column("Summary", "summary"),
            ]

    return VisitReport


def _truth():
    class TruthReport(models.AbstractModel):
        _name = "grid.test.report.truth"
        _inherit = "grid.xlsx.report"
        _description = "Report that asks for what it may not"

        _model = PERSON

        def _columns(self, filters):
            return [Column("Phone", "phone_true")]

    return TruthReport


@tagged("post_install", "-at_install")
class TestXlsxMasked(MaskedCase):
    """Masks and rules hold in the file, for every way a value gets into it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.load_models(_people, _visits, _truth)

    def file(self, user, report=PEOPLE, reason=REASON, **filters):
        self.env.invalidate_all()
        jobs = self.env["grid.report.job"].with_user(user)
        jobs._request(report, filters, reason)
        return BytesIO(jobs.search([], limit=1)._render())

    def rows(self, user, report=PEOPLE, reason=REASON, **filters):
        content = self.file(user, report, reason, **filters)
        rows = list(load_workbook(content).active.values)
        return [dict(zip(rows[2], row, strict=True)) for row in rows[3:]]

    def test_mask_in_the_file(self):
        [row] = self.rows(self.officer)
        self.assertEqual(row["Number"], ID_MASK)
        self.assertEqual(row["Phone"], PHONE_MASK)
        self.assertEqual(row["Born"], "1990-**-**")
        self.assertEqual(row["Address"], f"{self.community_a1.name}, ****")
        self.assertEqual(row["Account"], "6222" + "*" * 8 + "7890")

    def test_clear_in_the_file(self):
        [row] = self.rows(self.cleared)
        self.assertEqual(row["Number"], ID_NUMBER)
        self.assertEqual(row["Phone"], PHONE)
        self.assertEqual(row["Born"], "1990-01-01")
        self.assertEqual(row["Address"], "12 Wenxian Road, flat 301")

    def test_no_truth_in_the_zip(self):
        """Nor anywhere else in the file: the whole of it is looked through."""
        book = load_workbook(self.file(self.officer))
        texts = [str(cell.value) for sheet in book for row in sheet for cell in row]
        for secret in (ID_NUMBER, PHONE, "Wenxian", "6222001234567890", "1990-01"):
            self.assertFalse([text for text in texts if secret in text])

    def test_empty_values(self):
        self.make_person(
            self.grid_a11,
            name="=cmd|' /C calc'!A0",
            id_number_true=False,
            phone_true=False,
            birth_date_true=False,
            address_true=False,
            account_true=False,
        )
        rows = self.rows(self.officer)
        [row] = [row for row in rows if row["Number"] is None]
        self.assertEqual(row["Name"], "=cmd|' /C calc'!A0")
        self.assertIsNone(row["Phone"])
        self.assertIsNone(row["Address"])

    def test_moment_in_the_citys_time(self):
        self.env.cr.execute(
            "UPDATE grid_test_person SET create_date = '2026-01-31 20:30:00'"
        )
        [row] = self.rows(self.officer)
        self.assertEqual(row["Created"], datetime(2026, 2, 1, 4, 30))

    def test_stranger_gets_nothing(self):
        self.assertEqual(self.rows(self.stranger), [])

    def test_person_out_of_scope_behind_a_visit(self):
        """The visit is mine, the person is not: no value of the person."""
        hidden = self.make_person(
            self.grid_b11, name="Lin Hai", id_number_true="350302199001010033"
        )
        visits = self.env[VISIT]
        visits.create({"grid_id": self.grid_a11.id, "person_id": hidden.id})
        visits.create({"grid_id": self.grid_a11.id, "person_id": self.person.id})
        rows = {row["Person"]: row for row in self.rows(self.officer, VISITS)}
        self.assertEqual(set(rows), {"Lin Hai", "Chen Ming"})
        self.assertIsNone(rows["Lin Hai"]["Phone"])
        self.assertIsNone(rows["Lin Hai"]["Person's Grid"])
        self.assertEqual(rows["Chen Ming"]["Phone"], PHONE_MASK)
        self.assertEqual(rows["Chen Ming"]["Person's Grid"], self.grid_a11.code)
        self.assertEqual(rows["Chen Ming"]["Summary"], f"called {PHONE_MASK}")

    def test_truth_is_closed(self):
        with self.assertRaises(AccessError):
            self.rows(self.officer, "grid.test.report.truth")

    def test_logged(self):
        self.rows(self.officer, grid_id=self.community_a1.id)
        entry = self.logged("export", self.officer)
        self.assertEqual(len(entry), 1)
        self.assertEqual(entry.model, PERSON)
        self.assertEqual(entry.record_count, 1)
        self.assertEqual(entry.reason, REASON)
        self.assertIn("id_number", entry.field_names.split(","))
        self.assertIn("People of the tests", entry.detail)

    def test_each_file_is_logged(self):
        self.rows(self.officer)
        job = self.env["grid.report.job"].with_user(self.officer).search([], limit=1)
        job._render()
        self.assertEqual(len(self.logged("export", self.officer)), 2)

    def test_reason_is_asked_for(self):
        for reason in ("", "   ", "x"):
            with self.assertRaises(UserError):
                self.rows(self.officer, reason=reason)
        self.assertFalse(self.logged("export", self.officer))

    def test_cache_is_not_filled(self):
        """The rows of a large file must not stay in the cache of the ORM."""
        for number in range(30):
            self.make_person(self.grid_a11, id_number_true=f"X{number}")
        self.rows(self.officer)
        persons = self.env[PERSON].with_user(self.officer)
        for name in ("name", "phone_true", "address"):
            cached = persons._fields[name]._get_cache(persons.env)
            self.assertFalse(cached, name)
