"""Records of several models that one statement inserts together."""

from functools import cache

from odoo.models import LOG_ACCESS_COLUMNS
from odoo.tools import SQL

AT_INSERT = {"id", *LOG_ACCESS_COLUMNS}


@cache
def _into(table, names):
    columns = SQL(", ").join(map(SQL.identifier, names))
    return SQL("INSERT INTO %s (%s)", SQL.identifier(table), columns)


class Rows:
    """What ``create`` would insert of one model, in a statement with other rows.

    For records without lines whose values and rights are settled. With numbers drawn
    before, they are known to the cache before they are in the database, so that other
    rows may be worked out of them.
    """

    def __init__(self, model, vals_list, ids=()):
        """:param vals_list: as ``_prepare_create_values`` of the model returns them"""
        self.model = model.browse()
        self.records = model.browse(ids)
        self.rows = [
            {name: value for name, value in vals.items() if self._is_column(name)}
            for vals in vals_list
        ]
        for row, number in zip(self.rows, ids, strict=False):
            row["id"] = number

    def _is_column(self, name):
        field = self.model._fields.get(name)
        return field and field.store and field.column_type

    def remember(self, unknown=()):
        """Let the cache hold the records as ``create`` does.

        :param unknown: names of lists that will not be empty
        """
        fields = [
            field
            for name, field in self.model._fields.items()
            if field.store and name not in unknown
        ]
        for record, row in zip(self.records, self.rows, strict=True):
            for field in fields:
                if field.type in ("one2many", "many2many"):
                    field._update_cache(record, ())
                elif field.name in row:
                    value = field.convert_to_cache(row[field.name], record)
                    field._update_cache(record, value)
                elif field.name not in AT_INSERT:
                    field._update_cache(record, None)

    def add(self, name, values):
        """One more column, worked out of what the cache holds."""
        field = self.model._fields[name]
        for record, row, value in zip(self.records, self.rows, values, strict=True):
            row[name] = value
            field._update_cache(record, field.convert_to_cache(value, record))

    def insert(self):
        """SQL: the statement, without RETURNING."""
        names = tuple(sorted(set().union(*self.rows)))
        rows = (tuple(self._column(row, name) for name in names) for row in self.rows)
        return SQL(
            "%s VALUES %s", _into(self.model._table, names), SQL(", ").join(rows)
        )

    def _column(self, row, name):
        field = self.model._fields[name]
        return field.convert_to_column_insert(row.get(name), self.model, row)

    def settle(self, protected=None):
        """Once they are inserted: what follows from them, and their constraints.

        :param protected: list of (fields that are not computed again, record); by
            default those that were computed for the insert
        """
        for record, row in zip(self.records, self.rows, strict=True):
            for name, value in row.items():
                field = self.model._fields[name]
                if value and self.model.pool.field_inverses[field]:
                    field._update_inverses(record, value)
        if protected is None:
            computed = [f for f in self.model._fields.values() if f.precompute]
            protected = [(computed, self.records)]
        with self.model.env.protecting(protected):
            self.records.modified(self.model._fields, create=True)
        self.records._validate_fields(set().union(*self.rows) - {"id"})
