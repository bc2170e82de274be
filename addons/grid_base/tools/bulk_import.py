"""Import a whole table at once: convert by column, look up by set, insert in batches.

Odoo's own import converts row by row and looks every name up by itself. Here each
different text of a column is converted once, names are looked up by one query for a
column, and what Odoo's converters say about a text is kept as they say it.
"""

import psycopg2

from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.models import BaseModel

from .masked import Masked
from .masking import STAR

BATCH = 2000
MAX_FAILURES = 20
"""Rows that fail while they are inserted before the import gives up."""
PLAIN = ("char", "text", "html", "binary")
SIMPLE = (*PLAIN, "boolean", "integer", "float", "selection", "date", "datetime")
PLACES = ("grid_id", "house_id", "household_id")
"""Later ones are looked up within the earlier ones of the same row."""


class Column:
    """A column of the table and the field it goes to."""

    def __init__(self, model, position, path):
        self.position = position
        self.name = path[0]
        self.subfield = path[1] if len(path) > 1 else None
        self.field = model._fields.get(self.name)

    @property
    def supported(self):
        if not self.field or self.name == "id":
            return False
        if self.field.type == "many2one":
            return self.subfield in (None, "id", ".id")
        return self.field.type in SIMPLE and not self.subfield


class BulkImport:
    """One import. ``vals_list`` has the values of each row, ``truths`` the checked
    values of masked fields by name and row number."""

    def __init__(self, model, paths):
        self.model, self.env = model, model.env
        self.columns = [Column(model, at, path) for at, path in enumerate(paths)]
        self.vals_list = []
        self.truths = {}
        self.messages = []
        self.wrong = set()
        self.skipped = set()

    def can_run(self):
        """Whether all columns are ones this import knows; otherwise Odoo's own runs."""
        names = [column.name for column in self.columns]
        return len(set(names)) == len(names) and all(
            column.supported for column in self.columns
        )

    def run(self, data):
        """Insert all rows, or none; the same answer as ``BaseModel.load``."""
        self.model.check_access("create")
        self.vals_list = [{} for _row in data]
        with self.env.cr.savepoint() as savepoint:
            self.savepoint = savepoint
            for column in sorted(self.columns, key=self._rank):
                self._convert(column, data)
            self._check_required()
            self.model._import_check(self)
            ids = self._insert()
            if self.wrong:
                savepoint.rollback()
                # forget what the registry cached of the rows taken back
                self.env.registry.reset_changes()
                ids = False
        self.messages.sort(key=lambda message: message["rows"]["from"])
        return {"ids": ids, "messages": self.messages, "nextrow": 0}

    def rows(self):
        """Number and values of the rows that are still right."""
        for row, vals in enumerate(self.vals_list):
            if row not in self.wrong and row not in self.skipped:
                yield row, vals

    def error(self, row, name, message, **info):
        self.wrong.add(row)
        self._message("error", row, name, message, info)

    def warn(self, row, name, message, **info):
        self._message("warning", row, name, message, info)

    def _message(self, kind, row, name, message, info):
        if name:
            info = {"field": name, "field_name": self.label(name), **info}
        rows = {"from": row, "to": row}
        self.messages.append(
            {"type": kind, "record": row, "rows": rows, "message": message, **info}
        )

    def label(self, name):
        return self.model._fields[name]._description_string(self.env)

    # converting

    def _rank(self, column):
        known = column.name in PLACES
        return PLACES.index(column.name) if known else len(PLACES), column.position

    def _convert(self, column, data):
        texts = [row[column.position] or "" for row in data]
        if isinstance(column.field, Masked):
            self._convert_masked(column, texts)
        elif column.field.type in PLAIN:
            for row, text in enumerate(texts):
                if text:
                    self.vals_list[row][column.name] = text
        elif self._by_name(column):
            self._convert_names(column, texts)
        else:
            self._convert_by_text(column, texts)

    def _convert_by_text(self, column, texts):
        """Ask Odoo's converter once for each different text."""
        known = {}
        for row, text in enumerate(texts):
            if text:
                if text not in known:
                    known[text] = self._ask(column, text)
                self._take(column, row, known[text])

    def _ask(self, column, text):
        """What Odoo's converter makes of a text: value, warnings, error."""
        converter = self.env["ir.fields.converter"]
        try:
            if column.field.type == "many2one":
                value, warnings = converter.db_id_for(
                    self.model, column.field, column.subfield, text, self.savepoint
                )
            else:
                convert = converter.to_field(
                    self.model, column.field, savepoint=self.savepoint
                )
                value, warnings = convert(text)
            return value, warnings, None
        except ValueError as error:
            return None, [], error

    def _take(self, column, row, answer):
        value, warnings, error = answer
        for warning in warnings:
            # some of what Odoo hands out as a warning is none, and stops the import
            soft = isinstance(warning, str | Warning)
            self._tell(self.warn if soft else self.error, column, row, warning)
        if error:
            self._tell(self.error, column, row, error)
        elif value is None:
            # the user chose to leave such values out, or the rows that have them
            if column.name in self.env.context.get("import_skip_records", ()):
                self.skipped.add(row)
        else:
            self.vals_list[row][column.name] = value

    def _tell(self, tell, column, row, exception):
        args = (exception,) if isinstance(exception, str) else exception.args
        info = args[1] if len(args) > 1 and isinstance(args[1], dict) else {}
        text = str(args[0]) % {"field": self.label(column.name)}
        tell(row, column.name, text, **info)

    def _convert_masked(self, column, texts):
        handler = column.field.handler
        label = self.model._masked_label(column.field)
        truths = self.truths[column.name] = {}
        for row, text in enumerate(texts):
            if not text or not str(text).strip():
                continue
            if STAR in str(text):
                star = self.model._masked_star_error(column.field)
                self.error(row, column.name, star)
                continue
            try:
                truths[row] = handler.parse(self.env, text)
            except ValueError:
                self.error(row, column.name, handler.error(self.env, label))
            else:
                self.vals_list[row][column.name] = text

    # looking up by name

    def _by_name(self, column):
        """Whether names of this column can be looked up by one query."""
        if column.field.type != "many2one" or column.subfield:
            return False
        comodel = self.env[column.field.comodel_name]
        if not (comodel._name == "grid.grid" or "grid_id" in comodel._fields):
            return False
        # a model with a search of its own is asked name by name
        own = type(comodel)._search_display_name
        return own is BaseModel._search_display_name

    def _convert_names(self, column, texts):
        found, places = self._find(column, sorted({text for text in texts if text}))
        unknown = {}
        for row, text in enumerate(texts):
            if not text:
                continue
            ids = self._narrow(row, found.get(text, ()), places)
            if len(ids) == 1:
                self.vals_list[row][column.name] = ids[0]
            elif len(ids) > 1:
                self.error(row, column.name, self._ambiguous(column, text))
            elif text in found:
                self.error(row, column.name, self._elsewhere(column, text))
            else:
                if text not in unknown:
                    unknown[text] = self._ask(column, text)
                self._take(column, row, unknown[text])

    def _find(self, column, texts):
        """Ids of the records of each name, and the places of each record."""
        comodel = self.env[column.field.comodel_name]
        names = comodel._rec_names_search or [comodel._rec_name]
        records = comodel.search(Domain.OR(Domain(name, "in", texts) for name in names))
        wanted, found = set(texts), {}
        for record in records:
            for text in {value for name in names for value in record.mapped(name)}:
                if text in wanted:
                    found.setdefault(text, []).append(record.id)
        place_names = [name for name in PLACES if name in comodel._fields]
        places = {
            record.id: {name: record[name].id for name in place_names}
            for record in records
        }
        return found, places

    def _narrow(self, row, ids, places):
        """Those of the records that lie where the row says."""
        if not ids:
            return ids
        vals = self.vals_list[row]
        return [
            id_
            for id_ in ids
            if all(
                vals.get(name) in (None, place) for name, place in places[id_].items()
            )
        ]

    def _ambiguous(self, column, text):
        return self.env._(
            "%(field)s: “%(value)s” stands for more than one. Give the code of the "
            "grid, or the house, as well.",
            field=self.label(column.name),
            value=text,
        )

    def _elsewhere(self, column, text):
        return self.env._(
            "%(field)s: there is no “%(value)s” at the place this row names.",
            field=self.label(column.name),
            value=text,
        )

    # checking and inserting

    def _check_required(self):
        required = [
            name
            for name, field in self.model._fields.items()
            if field.required and field.store and not (field.compute or field.default)
        ]
        for row, vals in self.rows():
            for name in required:
                if name not in vals:
                    message = self.env._("%s is required.", self.label(name))
                    self.error(row, name, message)

    def _insert(self):
        ids, self.failures = {}, 0
        rows = [row for row, _vals in self.rows()]
        for first in range(0, len(rows), BATCH):
            self._insert_batch(rows[first : first + BATCH], ids)
        return [ids[row] for row in sorted(ids)]

    def _insert_batch(self, rows, ids):
        """Insert rows together; where that fails, by halves until the row is found."""
        if self.failures >= MAX_FAILURES:
            return
        try:
            with self.env.cr.savepoint():
                records = self.model.create([self.vals_list[row] for row in rows])
                self.env.flush_all()
        except (UserError, psycopg2.Error) as error:
            self.env.invalidate_all(flush=False)
            if len(rows) == 1:
                self._failed(rows[0], error)
                return
            half = len(rows) // 2
            self._insert_batch(rows[:half], ids)
            self._insert_batch(rows[half:], ids)
        else:
            ids.update(zip(rows, records.ids, strict=True))
            # a hundred thousand rows would not fit the cache
            self.env.invalidate_all()

    def _failed(self, row, error):
        self.failures += 1
        if isinstance(error, psycopg2.Error):
            message = self.model._sql_error_to_message(error)
        else:
            message = str(error)
        self.error(row, False, message)
        if self.failures == MAX_FAILURES:
            message = self.env._("Too many rows are refused: the rest was not tried.")
            self.error(row, False, message)
