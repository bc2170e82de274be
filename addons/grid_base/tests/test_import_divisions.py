import base64
import io
import time

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tools import file_open

from ..tools.spreadsheet import UnreadableTable, read_table
from .common import GridCase

HEADING = "code,level,name,parent_code\n"


class TestImportDivisions(GridCase):
    def wizard(self, content, env=None):
        if isinstance(content, str):
            content = (HEADING + content).encode()
        return (env or self.env)["grid.division.import"].create(
            {"file": base64.b64encode(content), "filename": "list"}
        )

    def errors(self, content):
        wizard = self.wizard(content)
        wizard.action_import()
        self.assertEqual(wizard.state, "checked")
        self.assertEqual(wizard.error_count, len(wizard.issue_ids))
        return wizard.issue_ids.mapped(lambda issue: (issue.row, issue.message))

    def by_code(self, code):
        return self.env["grid.grid"].search([("code", "=", code)])

    def test_tree_is_created_in_any_order(self):
        wizard = self.wizard(
            "980001001002,community,Upper,980001001000\n"
            "980001001000,town,Middle,980001000000\n"
            "980000000000,city,Top,\n"
            "980001000000,county,Between,980000000000\n"
        )
        wizard.action_import()
        self.assertEqual((wizard.state, wizard.create_count), ("done", 4))
        self.assertEqual(
            self.by_code("980001001002").complete_name,
            "Top / Between / Middle / Upper",
        )

    def test_level_and_headings_in_the_language_of_the_user(self):
        content = "\ufeffcode;level;name;parent_code\n980000000000;City;Top;\n"
        wizard = self.wizard(content.encode())
        wizard.action_import()
        self.assertEqual(self.by_code("980000000000").name, "Top")

    def test_existing_are_renamed_not_doubled_nor_moved(self):
        wizard = self.wizard(
            "990001001000,town,New name,990001000000\n"
            f"990001002000,town,{self.town_b.name},990000000000\n"
        )
        wizard.action_import()
        self.assertEqual((wizard.rename_count, wizard.same_count), (1, 1))
        self.assertEqual(self.town_a.name, "New name")
        self.assertEqual(self.town_b.parent_id, self.county)
        notices = {issue.code: issue.message for issue in wizard.issue_ids}
        self.assertIn("not moved", notices["990001002000"])

    def test_grids_that_the_list_leaves_out_are_reported_and_kept(self):
        wizard = self.wizard(
            "990001000000,county,County,990000000000\n"
            "990001001000,town,A,990001000000\n"
        )
        wizard.action_import()
        self.assertEqual(
            set(wizard.issue_ids.mapped("code")),
            {"990001002000", "990001001001", "990001001002", "990001002001"},
        )
        self.assertTrue(self.community_b1.exists())

    def test_every_wrong_row_is_named_and_nothing_is_written(self):
        found = self.errors(
            "980000000000,city,Fine,\n"
            "980000000000,city,Twice,\n"
            "980001000000,province,Level,980000000000\n"
            "98000100,county,Short,980000000000\n"
            "980002000001,county,Not padded,980000000000\n"
            "970003000000,county,Foreign,980000000000\n"
            "980001001000,town,Orphan,970001000000\n"
            "980001001001,community,Too high,980000000000\n"
            "980004000000,county,,980000000000\n"
            "980005000000,county,No parent,\n"
            "990001001000,community,Other level,990001000000\n"
        )
        self.assertEqual([row for row, _message in found], list(range(3, 13)))
        for (_row, message), word in zip(
            found,
            (
                "stands in row 2",
                "province is not known",
                "has 12 digits",
                "significant",
                "begin like",
                "970001000000 is not known",
                "cannot stand under",
                "required",
                "needs a parent",
                "cannot stand under",
            ),
            strict=True,
        ):
            self.assertIn(word, message)
        self.assertFalse(self.by_code("980000000000"))

    def test_level_of_an_existing_grid_does_not_change(self):
        level = self.env["grid.level"].create(
            {"name": "Zone", "code": "zone", "sequence": 15, "code_digits": 5}
        )
        zone = self.make_grid("city", "970000000000")
        zone.level_id = level
        [(row, message)] = self.errors("970000000000,city,Zone,\n")
        self.assertEqual(row, 2)
        self.assertIn("Zone", message)

    def test_check_writes_nothing(self):
        wizard = self.wizard("980000000000,city,Top,\n")
        wizard.action_check()
        self.assertEqual((wizard.state, wizard.create_count), ("checked", 1))
        self.assertFalse(self.by_code("980000000000"))

    def test_excel_and_gb18030(self):
        book = openpyxl.Workbook()
        book.active.append(["code", "level", "name", "parent_code"])
        book.active.append([980000000000, "city", "城", None])
        stream = io.BytesIO()
        book.save(stream)
        self.wizard(stream.getvalue()).action_import()
        grid = self.by_code("980000000000")
        self.assertEqual(grid.name, "城")
        renamed = f"{HEADING}980000000000,city,新城,\n".encode("gb18030")
        self.wizard(renamed).action_import()
        self.assertEqual(grid.name, "新城")

    def test_files_that_are_no_table(self):
        for content in (b"PK\x03\x04broken", b"\x00\x01", b"\xff\xff\xff"):
            with self.subTest(content=content), self.assertRaises(UnreadableTable):
                read_table(content)
            with self.assertRaises(UserError):
                self.wizard(content).action_check()
        with self.assertRaisesRegex(UserError, "Parent Code"):
            self.wizard(b"code,level,name\n1,2,3\n").action_check()

    def test_only_an_administrator(self):
        head = self.make_user("head", self.town_a, "town_head")
        with self.assertRaises(AccessError):
            self.wizard("", self.env(user=head))
        admin = self.make_user("admin_city", self.city, "administrator")
        wizard = self.wizard("980000000000,city,Top,\n", self.env(user=admin))
        wizard.action_import()
        self.assertTrue(self.by_code("980000000000"))

    def test_official_list_of_putian(self):
        """All 1,042 divisions in under 3 seconds; a second time nothing changes."""
        with file_open("grid_base/data/divisions/putian.csv", "rb") as file:
            # under a code of its own: the demo city may be there
            content = file.read().replace(b"3503", b"9803")
        wizard = self.wizard(content)
        start = time.process_time()
        wizard.action_import()
        self.env.flush_all()
        self.assertLess(time.process_time() - start, 3)
        self.assertFalse(wizard.issue_ids)
        self.assertEqual(wizard.create_count, 1042)
        city = self.by_code("980300000000")
        self.assertEqual(
            self.env["grid.grid"].search_count([("id", "child_of", city.id)]), 1042
        )
        wizard.action_check()
        self.assertEqual((wizard.create_count, wizard.same_count), (0, 1042))
