from io import BytesIO

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..report.xlsx_reader import SLICE
from .common import GridCase

MEDIUM_BORDERS = ("left", "right", "top", "bottom")


class XlsxCase(GridCase):
    """Requests reports as users do and opens the files."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer_a = cls.make_user("xlsx_officer_a", cls.town_a, "town_officer")
        cls.officer_b = cls.make_user("xlsx_officer_b", cls.town_b, "town_officer")

    def request(self, user, report, reason="Inspection", **filters):
        """The action that a request ends in, and its job."""
        jobs = self.env["grid.report.job"].with_user(user)
        action = jobs._request(report, filters, reason)
        return action, jobs.search([], limit=1)

    def open(self, user, report, reason="Inspection", **filters):
        """The worksheet of a report that is small enough to be written at once."""
        _action, job = self.request(user, report, reason, **filters)
        return self.sheet(job._render())

    def sheet(self, content):
        return load_workbook(BytesIO(content)).active

    def table(self, sheet, header_row):
        """Rows below the header as dicts of heading to value, totals included."""
        rows = list(sheet.iter_rows(min_row=header_row, values_only=True))
        return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@tagged("post_install", "-at_install")
class TestXlsxFormat(XlsxCase):
    """What the office expects of the sheet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.grid_a11.write({"area": 1.25, "household_count": 320, "population": 900})
        cls.grid_a12.write({"area": 0.5, "household_count": 0, "population": 0})
        cls.grid_a11.office_phone = "0594012345"

    def ledger(self, **filters):
        filters.setdefault("grid_id", self.community_a1.id)
        return self.open(self.officer_a, "grid.report.ledger", **filters)

    def test_title_merged_over_all_columns(self):
        sheet = self.ledger()
        merged = {str(area) for area in sheet.merged_cells.ranges}
        self.assertIn("A1:N1", merged)
        title = sheet["A1"]
        self.assertEqual(title.value, f"{self.community_a1.name} Grid Ledger")
        self.assertTrue(title.font.bold)
        self.assertEqual(title.alignment.horizontal, "center")

    def test_second_line(self):
        sheet = self.ledger()
        line = sheet["A2"].value
        self.assertIn(f"Reporting unit: {self.community_a1.complete_name}", line)
        self.assertIn(f"Reported by: {self.officer_a.name}", line)
        self.assertIn(f"Date: {self.today}", line)
        right = [cell.value for cell in sheet[2] if cell.value][-1]
        self.assertEqual(right, "Unit: grids")

    def test_header(self):
        for cell in self.ledger()[3]:
            self.assertTrue(cell.font.bold)
            self.assertTrue(cell.alignment.wrap_text)
            self.assertEqual(cell.alignment.horizontal, "center")
            for side in MEDIUM_BORDERS:
                self.assertEqual(getattr(cell.border, side).style, "thin")

    def test_body(self):
        sheet = self.ledger()
        for row in sheet.iter_rows(min_row=4):
            for cell in row:
                self.assertEqual(cell.font.name, "SimSun")
                self.assertEqual(cell.border.left.style, "thin")

    def test_font_is_a_setting(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("grid_base.report_font", "FangSong")
        self.assertEqual(self.ledger()["A4"].font.name, "FangSong")

    def test_long_numbers_are_text(self):
        sheet = self.ledger()
        rows = {row["Code"]: row for row in self.table(sheet, 3)}
        row = rows[self.grid_a11.code]
        self.assertEqual(row["Phone"], "0594012345")
        for name in ("B5", "H5", "C5"):
            self.assertEqual(sheet[name].number_format, "@")
            self.assertIn(sheet[name].data_type, "sn")
        self.assertEqual(sheet["B5"].data_type, "s")

    def test_zero_is_zero(self):
        rows = {row["Code"]: row for row in self.table(self.ledger(), 3)}
        row = rows[self.grid_a12.code]
        self.assertEqual(row["Households"], 0)
        self.assertEqual(row["Workers"], 0)
        self.assertEqual(rows[self.grid_a11.code]["Households"], 320)
        self.assertEqual(rows[self.grid_a11.code]["Area (km²)"], 1.25)

    def test_print(self):
        sheet = self.ledger()
        self.assertEqual(sheet.page_setup.orientation, "landscape")
        self.assertEqual(int(sheet.page_setup.paperSize), 9)
        self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
        self.assertEqual(sheet.page_setup.fitToHeight, 0)
        self.assertEqual(sheet.print_title_rows, "$1:$3")

    def test_frozen_header_and_filter(self):
        sheet = self.ledger()
        self.assertEqual(sheet.freeze_panes, "A4")
        self.assertEqual(sheet.auto_filter.ref, "A3:N6")
        self.assertEqual(sheet.title, "Grid Ledger")

    def test_two_header_rows(self):
        sheet = self.open(self.officer_a, "grid.report.staff")
        merged = {str(area) for area in sheet.merged_cells.ranges}
        self.assertIn("J3:L3", merged)
        self.assertIn("A3:A4", merged)
        self.assertEqual(sheet["J3"].value, "Postings in Force")
        self.assertEqual(
            [cell.value for cell in sheet[4]][-3:], ["Role", "Grid", "Since"]
        )
        self.assertEqual(sheet.freeze_panes, "A5")
        self.assertEqual(sheet.print_title_rows, "$1:$4")

    def test_no_row(self):
        lone = self.make_user("xlsx_lone", self.grid_b11, "grid_worker")
        sheet = self.open(lone, "grid.report.ledger", grid_id=self.town_a.id)
        self.assertEqual(sheet.max_row, 3)
        self.assertEqual(sheet["B3"].value, "Code")

    def test_formula_is_text(self):
        for name in ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'):
            self.grid_a11.name = name
            rows = self.table(self.ledger(), 3)
            sheet = self.ledger()
            cell = next(
                cell
                for row in sheet.iter_rows(min_row=4)
                for cell in row
                if cell.value == name
            )
            self.assertIn(name, [row["Grid"] for row in rows])
            self.assertEqual(cell.data_type, "s")


@tagged("post_install", "-at_install")
class TestXlsxRights(XlsxCase):
    """A file shows what its requester may see, to nobody else."""

    def names(self, user, **filters):
        sheet = self.open(user, "grid.report.staff", **filters)
        return [row["Full Name"] for row in self.staff_rows(sheet)]

    def staff_rows(self, sheet):
        rows = list(sheet.iter_rows(min_row=5, values_only=True))
        return [{"Full Name": row[2], "Role": row[9], "Grid": row[10]} for row in rows]

    def test_rows_of_own_scope(self):
        worker = self.make_staff("Zhang San", self.grid_a11)
        self.make_posting(worker, self.grid_a11, "grid_worker")
        self.assertIn("Zhang San", self.names(self.officer_a))
        self.assertNotIn("Zhang San", self.names(self.officer_b))

    def test_filter_outside_scope(self):
        self.make_staff("Zhang San", self.grid_a11)
        self.assertEqual(self.names(self.officer_b, grid_id=self.town_a.id), [])

    def test_transfer_before_the_file_is_written(self):
        self.make_staff("Zhang San", self.grid_a11)
        _action, job = self.request(self.officer_a, "grid.report.staff")
        posting = self.officer_a.sudo().grid_staff_ids.posting_ids
        posting.grid_id = self.town_b
        rows = self.staff_rows(self.sheet(job._render()))
        self.assertNotIn("Zhang San", [row["Full Name"] for row in rows])

    def test_postings_in_one_cell(self):
        worker = self.make_staff("Zhang San", self.grid_a11)
        self.make_posting(worker, self.grid_a11, "grid_worker")
        self.make_posting(worker, self.grid_a12, "grid_worker")
        sheet = self.open(self.officer_a, "grid.report.staff")
        [row] = [
            row for row in self.staff_rows(sheet) if row["Full Name"] == "Zhang San"
        ]
        grids = {self.grid_a11.display_name, self.grid_a12.display_name}
        self.assertEqual(set(row["Grid"].split("; ")), grids)

    def test_reason_is_asked_for(self):
        with self.assertRaises(UserError):
            self.request(self.officer_a, "grid.report.staff", reason=" ")
        self.request(self.officer_a, "grid.report.ledger", reason="")

    def test_worker_has_no_roster(self):
        worker = self.make_user("xlsx_worker", self.grid_a11, "grid_worker")
        with self.assertRaises(AccessError):
            self.request(worker, "grid.report.staff")

    def test_rights_lost_since(self):
        _action, job = self.request(self.officer_a, "grid.report.staff")
        self.officer_a.sudo().grid_staff_ids.posting_ids.unlink()
        with self.assertRaises(AccessError):
            job._render()

    def test_not_somebody_elses(self):
        _action, job = self.request(self.officer_a, "grid.report.ledger")
        with self.assertRaises(AccessError):
            job.with_user(self.officer_b)._render()
        with self.assertRaises(AccessError):
            job.with_user(self.env.ref("base.user_admin"))._render()
        with self.assertRaises(AccessError):
            job.sudo()._render()

    def test_only_reports(self):
        for name in ("res.users", "grid.xlsx.report", "no.such.model"):
            with self.assertRaises(UserError):
                self.request(self.officer_a, name)

    def test_users_cannot_write_jobs(self):
        _action, job = self.request(self.officer_a, "grid.report.ledger")
        with self.assertRaises(AccessError):
            job.reason = "Another"
        with self.assertRaises(AccessError):
            job.create({"name": "x", "report": "grid.report.ledger"})

    def test_no_query_for_each_row(self):
        """The number of queries is that of the slices, not that of the rows."""
        counts = []
        for more in (3, 60):
            for number in range(more):
                staff = self.make_staff(f"Worker {more}-{number}", self.grid_a11)
                self.make_posting(staff, self.grid_a11, "grid_worker")
            _action, job = self.request(self.officer_a, "grid.report.staff")
            job._render()  # fills the caches of the registry
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            job._render()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(60, SLICE)
        self.assertLessEqual(counts[1], counts[0])
