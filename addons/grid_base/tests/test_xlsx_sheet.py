from io import BytesIO
from zipfile import ZipFile

import xlsxwriter
from openpyxl import load_workbook

from odoo.tests import BaseCase

from ..report.grid_xlsx_report import WORKBOOK_OPTIONS
from ..report.xlsx_column import Column
from ..report.xlsx_rows import RowsWorksheet
from ..report.xlsx_sheet import Heading, Sheet, clean_name

COLUMNS = [
    Column("Grid"),
    Column("Households", type="integer", total=True, key="all"),
    Column("Visited", type="integer", total=True, key="done", group="Visits"),
    Column("Coverage", type="percent", ratio=("done", "all"), group="Visits"),
]


class TestXlsxSheet(BaseCase):
    """The writer alone, without a database."""

    def file(self, columns, *slices):
        file = BytesIO()
        workbook = xlsxwriter.Workbook(file, WORKBOOK_OPTIONS)
        sheet = Sheet(workbook, "Coverage", columns, "SimSun")
        sheet.write_heading(Heading("Title", "left", "right"))
        for cells in slices:
            sheet.write_rows(cells)
        sheet.write_totals("Total")
        workbook.close()
        return file

    def values(self, file, **options):
        return list(load_workbook(file, **options).active.values)

    def test_totals(self):
        file = self.file(
            COLUMNS,
            [["a", "b"], [10, 30], [5, 0], [0.5, 0.0]],
            [["c"], [0], [0], [0]],
        )
        formulas = self.values(file)[-1]
        self.assertEqual(formulas[0], "Total")
        self.assertEqual(formulas[1], "=SUM(B5:B7)")
        self.assertEqual(formulas[3], "=IF(B8=0,0,C8/B8)")
        # what a viewer shows that does not calculate
        self.assertEqual(self.values(file, data_only=True)[-1], ("Total", 40, 5, 0.125))

    def test_zero_is_written(self):
        rows = self.values(self.file(COLUMNS, [["a"], [0], [0], [0.0]]))
        self.assertEqual(rows[4], ("a", 0, 0, 0))

    def test_a_text_stands_for_a_number_that_is_not_shown(self):
        columns = [
            Column("Grid"),
            Column("Ill", type="integer", whole="*"),
            Column("Share", type="percent", whole=0.25),
        ]
        file = self.file(columns, [["a", "b", "c"], [8, "*", None], ["<5", 0.5, 0]])
        self.assertEqual(
            self.values(file)[3:],
            [("a", 8, "<5"), ("b", "*", 0.5), ("c", None, 0), ("Total", "*", 0.25)],
        )
        sheet = load_workbook(file).active
        self.assertEqual(sheet["B5"].alignment.horizontal, "right")

    def test_percent_format(self):
        file = self.file(COLUMNS, [["a"], [8], [1], [0.125]])
        sheet = load_workbook(file).active
        self.assertEqual(sheet["D5"].number_format, "0.0%")
        self.assertEqual(sheet["D6"].number_format, "0.0%")
        self.assertTrue(sheet["D6"].font.bold)

    def test_no_rows(self):
        rows = self.values(self.file(COLUMNS), data_only=True)
        self.assertEqual(rows[-1], ("Total", 0, 0, 0))
        self.assertEqual(len(rows), 5)

    def test_serial_goes_on_over_slices(self):
        columns = [Column("No.", type="serial"), Column("Name")]
        file = self.file(columns, [[None, None], ["a", "b"]], [[None], ["c"]])
        rows = self.values(file)[3:]
        self.assertEqual(rows, [(1, "a"), (2, "b"), (3, "c")])

    def test_long_text_and_control_characters(self):
        text = "\x00\x0b<&>\ufffe" + "x" * 40_000
        value = self.values(self.file([Column("Note")], [[text]]))[3][0]
        self.assertIn("<&>", value)
        self.assertTrue(value.endswith("x" * 32_000))
        self.assertNotIn("x" * 32_767, value)

    def test_same_as_the_library(self):
        """The rows written at once are those XlsxWriter writes cell by cell."""
        texts = ["a", "=1", "<&>\"'", " x ", "_x0041_", "a_b", "\x01\n", "\ufffe", "é"]
        columns = [
            [*texts, None, ""],
            [0, 1, -1, 0.1, 1e-9, 1e20, 123456789012, 46000.5, None, 2, 3],
        ]
        sheets = []
        for at_once in (True, False):
            file = BytesIO()
            workbook = xlsxwriter.Workbook(file, WORKBOOK_OPTIONS)
            sheet = workbook.add_worksheet("x", RowsWorksheet)
            styles = [workbook.add_format({"bold": True}), workbook.add_format()]
            sheet.write_string(0, 0, "above", styles[1])
            if at_once:
                sheet.write_slice(1, columns, styles, [False, True])
            else:
                self.write_cells(sheet, 1, columns, styles)
            sheet.write_string(12, 1, "below")
            workbook.close()
            sheets.append(ZipFile(file).read("xl/worksheets/sheet1.xml"))
        self.assertEqual(*sheets)

    def write_cells(self, sheet, row, columns, styles):
        for line, values in enumerate(zip(*columns, strict=True), row):
            for index, (value, style) in enumerate(zip(values, styles, strict=True)):
                if value is None or value == "":
                    sheet.write_blank(line, index, None, style)
                elif index:
                    sheet.write_number(line, index, value, style)
                else:
                    sheet.write_string(line, index, value, style)

    def test_markup_is_text(self):
        """XlsxWriter would write this text unescaped and break the file."""
        for text in ("<r></is></c></r>", "<r><t>x</t></r>"):
            rows = self.values(self.file([Column("Name")], [[text]]))
            self.assertEqual(rows[3], (text,))

    def test_not_a_number(self):
        columns = [Column("A"), Column("B", type="decimal")]
        rows = self.values(
            self.file(columns, [["a", "b"], [float("nan"), 1.5]], [["c"], [0]])
        )
        self.assertEqual(rows[3:], [("a", None), ("b", 1.5), ("c", 0)])

    def test_one_column(self):
        sheet = load_workbook(self.file([Column("Name")], [["a"]])).active
        self.assertFalse(sheet.merged_cells.ranges)
        self.assertEqual(sheet["A2"].value, "left    right")

    def test_sheet_name(self):
        self.assertEqual(clean_name("a/b [c]: *?"), "a b  c")
        self.assertEqual(len(clean_name("x" * 50)), 31)
        self.assertEqual(clean_name("''"), "1")
