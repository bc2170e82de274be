import base64
import io
import zipfile
from datetime import datetime

import openpyxl
import xlsxwriter

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase

from ..tools.intake import COLUMNS, parse_day, parse_risk
from .common import CareCase

MAN = "350301198003120019"
WOMAN = "350301197512300022"


def checked(base):
    """An identity number with its check digit."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(a) * b for a, b in zip(base[:17], weights, strict=True))
    return base[:17] + "10X98765432"[total % 11]


MAN, WOMAN = checked(MAN), checked(WOMAN)
HEADINGS = {
    "name": "患者姓名",
    "id_number": "身份证号码",
    "sex_id": "sex_id",
    "birth_date": "出生日期",
    "phone": "联系电话",
    "grid_id": "网格编码",
    "address": "现住址",
    "guardian": "监护人姓名",
    "guardian_relation_id": "与患者关系",
    "guardian_phone": "监护人电话",
    "admitted_on": "入院日期",
    "discharged_on": "出院日期",
    "diagnosis_id": "出院诊断",
    "risk": "危险性评估",
    "treatment": "治疗情况",
    "medication": "出院带药",
    "advice": "出院医嘱",
    "next_visit_on": "复诊日期",
}


class TestIntake(CareCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.intakes = cls.env["grid.medical.record.intake"]

    def row(self, **values):
        return {
            "name": "卓某",
            "id_number": MAN,
            "grid_id": self.grid_a11.code,
            "address": "七井巷 7 号",
            "guardian": "卓父",
            "guardian_phone": "15400000002",
            "admitted_on": "2026-01-05",
            "discharged_on": "2026年2月20日",
            "diagnosis_id": "F20",
            "risk": "3级",
            "medication": "每晚两片",
            "advice": "按时服药",
            **values,
        }

    def sheet(self, *rows, more=(), leave_out=()):
        """A workbook as a hospital has it, with columns that nobody asked for."""
        stream = io.BytesIO()
        names = [name for name in COLUMNS if name not in leave_out]
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, [HEADINGS[name] for name in names] + list(more))
            for at, row in enumerate(rows, start=1):
                sheet.write_row(at, 0, [row.get(name, "") for name in names])
        return stream.getvalue()

    def intake(self, content, user=None):
        values = {"file": base64.b64encode(content), "filename": "list.xlsx"}
        return self.intakes.with_user(user or self.doctor).create(values)

    def imported(self, *rows, **options):
        """The drafts of a list, or its problems."""
        intake = self.intake(self.sheet(*rows, **options))
        before = self.counts()
        action = intake.action_import()
        self.env.invalidate_all()
        if intake.problems:
            self.assertEqual(self.counts(), before, "nothing is half saved")
            return intake.problems
        self.message = action["params"]["message"]
        self.assertFalse(intake.file, "what it said of people is not kept twice")
        domain = action["params"]["next"]["domain"]
        return self.env["grid.medical.record"].search(domain, order="id")

    def counts(self):
        models = ("grid.patient", "grid.medical.record")
        return [self.env[model].search_count([]) for model in models]

    def test_rows_become_drafts(self):
        record, other = self.imported(
            self.row(),
            self.row(
                id_number=WOMAN, name="林某", risk=0, diagnosis_id="Schizophrenia"
            ),
        )
        self.assertEqual((record.state, other.state), ("draft", "draft"))
        self.assertEqual(record.create_uid, self.doctor)
        self.assertEqual(record.hospital_id, self.hospital)
        self.assertEqual(str(record.discharged_on), "2026-02-20")
        self.assertEqual((record.risk, other.risk), ("3", "0"))
        self.assertEqual(record.diagnosis_id.id, self.code("care_diagnosis", "F20"))
        self.assertEqual(other.diagnosis_id, record.diagnosis_id)
        patient = record.patient_id
        self.assertEqual(patient.id_number_true, MAN)
        self.assertEqual(patient.grid_id, self.grid_a11)
        self.assertEqual(str(patient.birth_date_true), "1980-03-12")
        self.assertEqual(
            (patient.sex_id.code, other.patient_id.sex_id.code), ("1", "2")
        )
        self.assertFalse(record.notice_ids)
        self.assertFalse(record.missing)

    def test_a_known_patient_is_found_and_completed(self):
        patient = self.make_patient(
            id_number=MAN, name="卓某", address="七井巷 7 号", guardian="卓父"
        )
        patient.guardian_phone_true = False
        elsewhere = self.make_patient(
            user=self.doctor_2, id_number=WOMAN, hospital_id=self.hospital_2.id
        )
        ours, theirs = self.imported(self.row(), self.row(id_number=WOMAN))
        self.assertEqual(ours.patient_id, patient)
        self.assertEqual(patient.guardian_phone_true, "15400000002")
        self.assertNotEqual(theirs.patient_id, elsewhere)
        self.assertEqual(theirs.hospital_id, self.hospital)

    def test_what_is_recorded_is_not_replaced(self):
        patient = self.make_patient(id_number=MAN, name="卓某")
        problems = self.imported(self.row())
        self.assertIn("Row 2: Address: something else is recorded", problems)
        self.assertIn(patient.number, problems)
        self.assertNotIn(patient.address_true, problems)

    def test_two_stays_of_one_person(self):
        first, second = self.imported(
            self.row(), self.row(admitted_on="2025/3/1", discharged_on="2025/3/9")
        )
        self.assertEqual(first.patient_id, second.patient_id)

    def test_each_bad_row_is_named(self):
        problems = self.imported(
            self.row(),
            self.row(id_number="123"),
            self.row(id_number=float(MAN[:17] + "0"), admitted_on="2026-01-06"),
            self.row(id_number=WOMAN, risk="6", diagnosis_id="Melancholy"),
            self.row(id_number=WOMAN, grid_id="Nowhere", admitted_on="5.1."),
            self.row(id_number=WOMAN, discharged_on="2026-01-01"),
            self.row(name="", guardian_phone="13*******12", id_number=WOMAN),
            self.row(),
            self.row(admitted_on="2026-01-07", name="陈某"),
            self.row(id_number=WOMAN, birth_date="1980-01-01", sex_id="1"),
        ).splitlines()
        found = {}
        for line in problems:
            row, _colon, text = line.partition(": ")
            found.setdefault(row, []).append(text)
        expected = {
            "Row 3": ["Identity Number: not a valid identity number"],
            "Row 4": ["Identity Number: Excel has rounded this number"],
            "Row 5": ["Diagnosis: “Melancholy” is not known", "Risk: enter a level"],
            "Row 6": ["Admitted On: “5.1.” is not a date", "Grid of Residence: there"],
            "Row 7": ["Nobody is discharged before"],
            "Row 8": ["Name is required", "Phone of the Guardian: enter the complete"],
            "Row 9": ["It stands in row 2 already"],
            "Row 10": ["Name: row 2 says something else"],
            "Row 11": ["Birth Date: it is not the one", "Sex: it is not the one"],
        }
        self.assertEqual(set(found), set(expected))
        for row, texts in expected.items():
            self.assertEqual(len(found[row]), len(texts), found[row])
            for sentence, text in zip(sorted(found[row]), texts, strict=True):
                self.assertIn(text, sentence)

    def test_a_list_is_brought_in_once(self):
        self.imported(self.row())
        self.assertIn("Row 2: A record of this stay exists", self.imported(self.row()))

    def test_a_grid_by_name(self):
        self.grid_a12.name = "Only one"
        (record,) = self.imported(self.row(grid_id=self.grid_a12.complete_name))
        self.assertEqual(record.grid_id, self.grid_a12)
        self.grid_a21.name = self.grid_b11.name = "Twice"
        problems = self.imported(self.row(grid_id="Twice", admitted_on="2025-01-01"))
        self.assertIn("more than one grid", problems)

    def test_columns_not_asked_for_are_named(self):
        self.imported(self.row(), more=["床号"])
        self.assertIn("床号", self.message)

    def test_headings_are_needed(self):
        with self.assertRaisesRegex(UserError, "no column Grid of Residence"):
            self.imported(self.row(), leave_out=["grid_id"])
        with self.assertRaisesRegex(UserError, "Choose a file"):
            self.intakes.with_user(self.doctor).create({}).action_import()
        with self.assertRaisesRegex(UserError, "neither CSV nor"):
            self.intake(b"PK\x03\x04 nothing").action_import()

    def test_a_damaged_workbook(self):
        content = self.sheet(self.row())
        broken = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(content)) as whole,
            zipfile.ZipFile(broken, "w") as parts,
        ):
            for name in whole.namelist():
                text = whole.read(name)
                cut = "sheet1" in name and len(text) // 2
                parts.writestr(name, text[:cut] if cut else text)
        for damaged in (broken.getvalue(), content[: len(content) // 2]):
            with self.assertRaisesRegex(UserError, "neither CSV nor"):
                self.intake(damaged).action_import()

    def test_cells_that_are_dates_and_numbers(self):
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            sheet = book.add_worksheet()
            day = book.add_format({"num_format": "yyyy/m/d"})
            sheet.write_row(0, 0, [HEADINGS[name] for name in COLUMNS])
            for name, value in self.row(risk=4).items():
                sheet.write(1, COLUMNS.index(name), value)
            at = COLUMNS.index("admitted_on")
            sheet.write_datetime(1, at, datetime(2026, 1, 9, 15, 30), day)
            sheet.write_number(1, COLUMNS.index("guardian_phone"), 15400000002)
            sheet.write_number(1, COLUMNS.index("grid_id"), int(self.grid_a11.code))
        intake = self.intake(stream.getvalue())
        action = intake.action_import()
        self.assertFalse(intake.problems)
        domain = action["params"]["next"]["domain"]
        record = self.env["grid.medical.record"].search(domain)
        self.assertEqual((str(record.admitted_on), record.risk), ("2026-01-09", "4"))
        self.assertEqual(record.grid_id, self.grid_a11)
        self.assertEqual(record.patient_id.guardian_phone_true, "15400000002")

    def test_what_lacks_stays_a_draft(self):
        rows = self.row(), self.row(id_number=WOMAN, risk="", medication="")
        complete, lacking = self.imported(*rows)
        self.assertEqual(lacking.missing, "Risk, Medication")
        records = complete | lacking
        action = records.with_user(self.doctor).action_issue_each()
        self.env.invalidate_all()
        self.assertEqual((complete.state, lacking.state), ("issued", "draft"))
        self.assertEqual(len(complete.notice_ids), 5)
        self.assertFalse(lacking.notice_ids)
        message = action["params"]["message"]
        self.assertIn("Notices issued for 1 records", message)
        self.assertIn(f"{lacking.display_name}: Before notices can be", message)
        self.assertTrue(action["params"]["sticky"])

    def test_only_for_the_own_hospital(self):
        content = self.sheet(self.row())
        for user in (self.officer, self.nurse, self.worker, self.community):
            with self.assertRaises(AccessError):
                self.intake(content, user)
        foreign = self.intake(content)
        with self.assertRaises(AccessError):
            foreign.with_user(self.doctor_2).action_import()
        with self.assertRaisesRegex(AccessError, "own hospital"):
            foreign.hospital_id = self.hospital_2
            foreign.action_import()
        drafts = self.imported(self.row())
        for user in (self.doctor_2, self.officer, self.nurse):
            with self.assertRaises(AccessError):
                drafts.with_user(user).action_issue_each()

    def test_the_template_filled_in(self):
        content = self.intakes.with_user(self.doctor).import_template()
        book = openpyxl.load_workbook(io.BytesIO(content))
        row = self.row(admitted_on="2026-01-05")
        book.worksheets[0].append([row.get(name, "") for name in COLUMNS])
        stream = io.BytesIO()
        book.save(stream)
        intake = self.intake(stream.getvalue())
        intake.action_import()
        self.assertFalse(intake.problems)

    def test_the_template_speaks_the_language_of_the_user(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        intakes = self.intakes.with_context(lang="zh_CN")
        book = openpyxl.load_workbook(io.BytesIO(intakes.import_template()))
        shown = [cell.value for cell in book.worksheets[0][1]]
        label = self.env["grid.patient"].with_context(lang="zh_CN")
        columns = label.fields_get(["id_number"])["id_number"]["string"]
        self.assertEqual(shown[COLUMNS.index("id_number")], columns)


class TestIntakeTools(CareCase):
    def test_days(self):
        for text in (
            "2026-02-03",
            "2026/2/3",
            "2026.2.3",
            "2026年2月3日",
            "2026年02月03",
            "20260203",
            "2026-02-03 00:00:00",
            "2026-02-03T08:30:00.5",
            "2026/02/03 8:30",
        ):
            self.assertEqual(str(parse_day(text)), "2026-02-03", text)
        for text in ("2026-13-01", "46056", "3.2.2026", "昨天", "2026-02-30", "2026"):
            self.assertIsNone(parse_day(text), text)

    def test_risks(self):
        for text in ("3", "3", "3级", "3 ", "3: clearly smashes", "3:any"):
            self.assertEqual(parse_risk(text), "3", text)
        for text in ("6", "03", "33", "-1", "高", "3.0"):
            self.assertIsNone(parse_risk(text), text)


class TestTemplateRoute(CareCase, HttpCase):
    def test_who_may_download_it(self):
        for user, status in ((self.doctor, 200), (self.officer, 404)):
            user.password = user.login
            self.authenticate(user.login, user.login)
            url = "/grid_base/import_template/grid.medical.record.intake"
            self.assertEqual(self.url_open(url).status_code, status, user.login)
