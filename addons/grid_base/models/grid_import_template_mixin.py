import io

import xlsxwriter

from odoo import api, models

from ..tools.code_field import Code


class GridImportTemplateMixin(models.AbstractModel):
    """A model that is imported from spreadsheets, with a template to fill in.

    The template is made when it is asked for, so its headings are the ones the
    import knows, in the language of the user.
    """

    _name = "grid.import.template.mixin"
    _description = "Import with a Template"

    _import_columns = ()
    """Names of the fields that the template offers, in the order of its columns.

    A register that nobody fills in on a sheet (events) names none and offers none.
    """

    @api.model
    def get_import_templates(self):
        if not self._import_columns:
            return []
        return [
            {
                "label": self.env._("Import Template: %s", self._import_title()),
                "template": f"/grid_base/import_template/{self._name}",
            }
        ]

    @api.model
    def _import_title(self):
        return self.env["ir.model"]._get(self._name).name

    @api.model
    @api.private
    def import_template(self):
        """The template as an Excel file: a sheet to fill in and one that explains."""
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            fields = self._import_fields()
            self._import_write_form(book, fields)
            self._import_write_notes(book, fields)
        return stream.getvalue()

    @api.model
    def _import_fields(self):
        """The fields of the columns; an import into several models names theirs."""
        return [self._fields[name] for name in self._import_columns]

    @api.model
    def _import_needs(self, field):
        """Whether a row without this column is refused."""
        return field.required

    def _import_write_form(self, book, fields):
        """Text cells throughout: Excel rounds identity numbers to 15 digits."""
        sheet = book.add_worksheet(self._import_title()[:31])
        text = book.add_format({"num_format": "@"})
        plain = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
        needed = book.add_format(
            {"bold": True, "num_format": "@", "bottom": 1, "bg_color": "#FFF2CC"}
        )
        for at, field in enumerate(fields):
            label = field._description_string(self.env)
            needs = self._import_needs(field)
            sheet.set_column(at, at, max(12, 2 * len(label) + 2), text)
            sheet.write_string(0, at, label, needed if needs else plain)
        sheet.freeze_panes(1, 0)

    def _import_write_notes(self, book, fields):
        sheet = book.add_worksheet(self.env._("Notes"))
        bold = book.add_format({"bold": True})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, 0, 24, wrap)
        sheet.set_column(1, 1, 12, wrap)
        sheet.set_column(2, 2, 90, wrap)
        headings = (
            self.env._("Column"),
            self.env._("Required"),
            self.env._("What to enter"),
        )
        for at, heading in enumerate(headings):
            sheet.write_string(0, at, heading, bold)
        for row, field in enumerate(fields, start=1):
            sheet.write_string(row, 0, field._description_string(self.env))
            sheet.write_string(
                row, 1, self.env._("yes") if self._import_needs(field) else ""
            )
            sheet.write_string(row, 2, self._import_note(field), wrap)

    def _import_note(self, field):
        """What a column takes, in words."""
        if isinstance(field, Code):
            codes = self.env["grid.code"].search([("table", "=", field.table)])
            return self.env._(
                "Name or code: %s",
                ", ".join(f"{code.code} {code.name}" for code in codes),
            )
        if field.type == "selection":
            labels = [label for _key, label in field._description_selection(self.env)]
            return self.env._("One of: %s", ", ".join(labels))
        notes = {
            "boolean": self.env._("1 for yes, 0 for no"),
            "date": self.env._("A date such as 2012-12-31"),
            "grid.grid": self.env._("The code of the grid, or its full name"),
            "grid.house": self.env._("The address of a house recorded before"),
            "grid.household": self.env._("The number of a household recorded before"),
        }
        kind = field.comodel_name if field.type == "many2one" else field.type
        return notes.get(kind) or field._description_help(self.env) or ""
