import io

import openpyxl

from odoo.tests import HttpCase, new_test_user, tagged

from ..models.grid_import_template_mixin import GridImportTemplateMixin
from .people_common import MAN, PeopleCase


class TestImportTemplate(PeopleCase):
    def sheets(self, records):
        return openpyxl.load_workbook(io.BytesIO(records.import_template())).worksheets

    def heirs(self):
        names = self.env.registry.descendants(
            [GridImportTemplateMixin._name], "_inherit"
        )
        return [self.env[name] for name in names if not self.env[name]._abstract]

    def models(self):
        return [model for model in self.heirs() if model._import_columns]

    def test_who_names_no_columns_offers_no_template(self):
        for model in self.heirs():
            offered = model.get_import_templates()
            self.assertEqual(bool(offered), bool(model._import_columns), model._name)

    def test_every_template_names_its_columns(self):
        self.assertGreaterEqual(
            {model._name for model in self.models()},
            {"grid.grid", "grid.house", "grid.household", "grid.resident"},
        )
        for model in self.models():
            with self.subTest(model=model._name):
                form, notes = self.sheets(model)
                labels = [field.string for field in model._import_fields()]
                self.assertEqual([cell.value for cell in form[1]], labels)
                self.assertEqual([row[0].value for row in notes][1:], labels)
                self.assertEqual(len(set(labels)), len(labels))
                [template] = model.get_import_templates()
                self.assertTrue(template["template"].endswith(f"/{model._name}"))

    def test_required_columns_are_in_the_template(self):
        for model in self.models():
            required = {
                name
                for name, field in model._fields.items()
                if field.required and field.store and not field.default
            }
            self.assertLessEqual(required, set(model._import_columns), model._name)

    def test_cells_are_text_and_choices_are_listed(self):
        form, notes = self.sheets(self.env["grid.resident"])
        at = self.env["grid.resident"]._import_columns.index("id_number") + 1
        letter = openpyxl.utils.get_column_letter(at)
        self.assertEqual(form.column_dimensions[letter].number_format, "@")
        text = {row[0].value: row[2].value for row in notes}
        self.assertIn("2 Female", text["Sex"])
        self.assertIn("Floating Population", text["Population Type"])

    def test_a_filled_template_is_imported_through_odoos_dialog(self):
        """Headings are recognised; errors name the row; a page is the whole file."""
        model = self.env["grid.resident"].with_user(self.officer)
        book = openpyxl.load_workbook(io.BytesIO(model.import_template()))
        columns = model._import_columns
        rows = [
            {"grid_id": self.grid_a11.code, "name": "A", "id_number": MAN},
            {"grid_id": self.grid_a11.code, "name": "B", "id_number": MAN},
        ]
        for row in rows:
            book.worksheets[0].append([row.get(name, "") for name in columns])
        stream = io.BytesIO()
        book.save(stream)
        dialog = model.env["base_import.import"].create(
            {
                "res_model": model._name,
                "file": stream.getvalue(),
                "file_type": "application/vnd.openxmlformats-officedocument"
                ".spreadsheetml.sheet",
                "file_name": "filled.xlsx",
            }
        )
        preview = dialog.parse_preview({"has_headers": True, "quoting": '"'})
        self.assertFalse(preview.get("error"))
        matched = [preview["matches"][at][0] for at in range(len(columns))]
        self.assertEqual(matched, list(columns))
        options = {"has_headers": True, "quoting": '"', "limit": 1, "sheet": False}
        options["sheet"] = preview["options"]["sheet"]
        headings = preview["headers"]
        result = dialog.execute_import(list(columns), headings, dict(options))
        [error] = result["messages"]
        self.assertEqual((error["record"], error["field"]), (1, "id_number"))
        self.assertFalse(result["ids"])
        rows[1]["id_number"] = ""
        result = model.load(
            list(columns), [[row.get(name, "") for name in columns] for row in rows]
        )
        self.assertEqual(len(result["ids"]), 2)


@tagged("post_install", "-at_install")
class TestImportTemplateRoute(HttpCase):
    def status(self, name):
        return self.url_open(f"/grid_base/import_template/{name}").status_code

    def test_for_who_may_create(self):
        new_test_user(self.env, "template_none", "base.group_user")
        new_test_user(self.env, "template_portal", "base.group_portal")
        new_test_user(self.env, "template_worker", "grid_base.group_grid_worker")
        self.authenticate("template_worker", "template_worker")
        response = self.url_open("/grid_base/import_template/grid.resident")
        self.assertEqual(response.status_code, 200)
        self.assertTrue(openpyxl.load_workbook(io.BytesIO(response.content)))
        for name in (
            "grid.grid",
            "res.users",
            "grid.import.template.mixin",
            "no.model",
        ):
            self.assertEqual(self.status(name), 404, name)
        for login in ("template_none", "template_portal"):
            self.authenticate(login, login)
            self.assertEqual(self.status("grid.resident"), 404, login)
