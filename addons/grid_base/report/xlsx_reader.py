"""Reads the rows of a report as the user, fast and in bounded memory."""

from datetime import UTC
from itertools import count

from odoo.tools import SQL, html2plaintext

from ..tools.clock import city_zone
from ..tools.masked import Masked

SLICE = 2000
CACHE = 20_000
EPOCH = 693_594
"""Ordinal of 1899-12-30, the day 0 of a spreadsheet."""

cursor_numbers = count()


class Node:
    """The fields that a report needs of one model, reached by one many2one path.

    Stored fields are selected as columns, without filling the cache of the ORM.
    Records behind a many2one are searched as the user, so that the rules of their own
    model hold, and each is read once, however many rows point at it.
    """

    def __init__(self, model):
        self.model = model.with_context(active_test=False)
        self.children = {}
        self.columns = {}  # names of stored fields to select: position in the row
        self.computed = set()
        self.converters = {}
        self.values = {}

    def add(self, path, column):
        """Ask for the value at the end of a path; return how to get at it."""
        name, *rest = path
        field = self.model._fields[name]
        if field.type == "many2one" and (rest or not column.compute):
            return self._add_child(name, field, rest, column)
        if name == "id":
            return (name,)
        if self._is_masked(field):
            # the true value is masked below, at once for the whole slice
            self._select(field.truth, sudo=True)
        elif field.store and field.column_type:
            self._select(name)
        else:
            self.model._check_field_access(field, "read")
            self.computed.add(name)
        self.converters[name] = self._converter(name, field, column)
        return (name,)

    def _add_child(self, name, field, rest, column):
        self._select(name)
        comodel = self.model.env[field.comodel_name]
        # sudo: as everywhere in Odoo, who sees a record sees the names it points at;
        # anything but the name follows the rules of its own model
        key = (name, bool(rest))
        if key not in self.children:
            self.children[key] = Node(comodel if rest else comodel.sudo())
        return (key, *self.children[key].add(rest or ["display_name"], column))

    def _is_masked(self, field):
        """Whether the mask can be made from the true value alone."""
        return (
            isinstance(field, Masked)
            and field.truth
            and (not field.keep or self.model._masked_sees())
        )

    def _select(self, name, sudo=False):
        if not sudo:
            self.model._check_field_access(self.model._fields[name], "read")
        self.columns.setdefault(name, len(self.columns) + 1)

    def select(self, query):
        """The SELECT of the id and of the stored fields of a search."""
        # sudo: access to each field was checked when it was asked for, and true
        # values behind a mask never leave this class unmasked
        model = self.model.sudo()
        terms = [model._field_to_sql(query.table, name, query) for name in self.columns]
        return query.select(SQL.identifier(query.table, "id"), *terms)

    def columns_of(self, rows, paths):
        """Lists of values, one for each path, from rows of the SELECT."""
        stored = list(zip(*rows, strict=True))
        ids = stored[0]
        own = {}
        for path in paths:
            if len(path) == 1 and path[0] not in own:
                own[path[0]] = self._own(path[0], ids, stored)
        self._forget(ids)
        return [
            own[path[0]]
            if len(path) == 1
            else self.children[path[0]].look_up(
                path[1:], stored[self.columns[path[0][0]]]
            )
            for path in paths
        ]

    def _own(self, name, ids, stored):
        if name == "id":
            return ids
        field = self.model._fields[name]
        if name in self.computed:
            values = [record[name] for record in self.model.browse(ids)]
        elif self._is_masked(field):
            values = self.model._masked_show(field, stored[self.columns[field.truth]])
        else:
            values = stored[self.columns[name]]
        converter = self.converters[name]
        return converter(values) if converter else values

    def _forget(self, ids):
        """Drop what computed fields have left in the cache of the ORM."""
        if self.computed:
            self.model.browse(ids).invalidate_recordset(flush=False)

    def load(self, ids):
        """Read the records that are not known yet; the rest stays unknown."""
        known = self.values.get("id", {})
        missing = {id_ for id_ in ids if id_} - known.keys()
        if not missing:
            return
        if len(known) > CACHE:
            self.values = {}
            missing = {id_ for id_ in ids if id_}
        query = self.model._search([("id", "in", list(missing))])
        rows = self.model.env.execute_query(self.select(query))
        names = ["id", *self.converters, *self.children]
        for name in names:
            self.values.setdefault(name, {})
        if not rows:
            return
        stored = list(zip(*rows, strict=True))
        for key in self.children:
            self.values[key].update(
                zip(stored[0], stored[self.columns[key[0]]], strict=True)
            )
        for name in ["id", *self.converters]:
            self.values[name].update(
                zip(stored[0], self._own(name, stored[0], stored), strict=True)
            )
        self._forget(stored[0])

    def look_up(self, path, ids):
        """Values at the end of a path, one for each id."""
        self.load(ids)
        get = self.values.get(path[0], {}).get
        values = [get(id_) for id_ in ids]
        if len(path) > 1:
            return self.children[path[0]].look_up(path[1:], values)
        return values

    def _converter(self, name, field, column):
        """Function from the values of a slice to what is written in the cells."""
        env = self.model.env
        if column.compute:
            return None  # ids, not yet what is written
        if column.type in ("integer", "decimal", "percent"):
            # no number is 0 in Odoo, and the office wants to see it
            return lambda values: [value or 0 for value in values]
        if field.type == "selection":
            labels = dict(field._description_selection(env))
            return lambda values: [labels.get(value) for value in values]
        if field.type == "boolean":
            labels = yes_no(env)
            return lambda values: [labels[bool(value)] for value in values]
        if field.type == "date":
            return dates
        if field.type == "datetime":
            zone = city_zone(env)
            return lambda values: datetimes(values, zone)
        if field.type == "html":
            return lambda values: [value and html2plaintext(value) for value in values]
        if field.type in ("char", "text") and name not in self.computed:
            return None
        return lambda values: [None if v is False else str(v) for v in values]


def yes_no(env):
    """The words for true and false."""
    return {True: env._("Yes"), False: env._("No")}


def dates(values):
    """Dates as the serial numbers of a spreadsheet."""
    return [value.toordinal() - EPOCH if value else None for value in values]


def datetimes(values, zone):
    """Moments in UTC as serial numbers in a time zone."""
    return [moment(value, zone) if value else None for value in values]


def moment(value, zone):
    """A moment in UTC as a serial number in a time zone."""
    local = value.replace(tzinfo=UTC).astimezone(zone)
    seconds = local.hour * 3600 + local.minute * 60 + local.second
    return local.toordinal() - EPOCH + seconds / 86400


def read_slices(report, model, domain, order, columns):
    """Yield lists of columns, each a list of the cells of at most ``SLICE`` rows.

    The rows come through one database cursor, so the whole file shows one moment.
    """
    root = Node(model)
    paths = {}
    for column in columns:
        for source in filter(None, (column.source, column.fallback)):
            paths[column, source] = root.add(source.split("."), column)
    query = model._search(domain, order=order)
    for rows in fetch(model.env, root.select(query)):
        ids = [row[0] for row in rows]
        values = root.columns_of(rows, paths.values())
        found = dict(zip(paths, values, strict=True))
        yield [cells(report, column, ids, found) for column in columns]


def cells(report, column, ids, found):
    """The cells of one column, from the values found at its paths."""
    values = found.get((column, column.source))
    if column.fallback:
        others = found[column, column.fallback]
        return [value or other for value, other in zip(values, others, strict=True)]
    if not column.compute:
        return values or [None] * len(ids)
    keys = ids if values is None else values
    known = getattr(report, column.compute)(list(dict.fromkeys(filter(None, keys))))
    empty = 0 if column.kind.is_number and "date" not in column.type else None
    return [known.get(key, empty) for key in keys]


def fetch(env, select):
    """Yield the rows of a query in lists of at most ``SLICE``."""
    name = SQL.identifier(f"grid_xlsx_{next(cursor_numbers)}")
    env.flush_query(select)
    # all rows are wanted, not the first few soon
    env.cr.execute("SET LOCAL cursor_tuple_fraction = 1.0")
    env.cr.execute(SQL("DECLARE %s NO SCROLL CURSOR FOR %s", name, select))
    while rows := env.execute_query(SQL("FETCH %s FROM %s", SLICE, name)):
        yield rows
    # after an error the transaction's end closes it
    env.cr.execute(SQL("CLOSE %s", name))
