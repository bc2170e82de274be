import re
import unicodedata

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.age import AGE_BANDS, band_of, born_between
from ..tools.clock import local_today
from ..tools.pinyin import pinyin_key

_ID_NUMBER = re.compile(r"\d{17}[\dX]|\d{15}", re.I)
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\+\d{8,15}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z .'’-]*")
_ADDRESS = re.compile(r".*\d|.{5,}", re.S)
"""Longer than a name, or with a number in it."""


def _prefix(text):
    """A LIKE pattern for what begins with the text."""
    return re.sub(r"([\\%_])", r"\\\1", text) + "%"


class GridResident(models.Model):
    """One search bar: name, pinyin, identity number, phone or address."""

    _inherit = "grid.resident"

    age_band = fields.Selection(
        [
            ("0_6", "0–6"),
            ("7_17", "7–17"),
            ("18_59", "18–59"),
            ("60_79", "60–79"),
            ("80", "80+"),
        ],
        compute="_compute_age_band",
        search="_search_age_band",
    )

    @api.depends("birth_date_true")
    @api.depends_context("uid")
    def _compute_age_band(self):
        today = local_today(self.env)
        readable = set(self._masked_readable()._ids)
        for resident in self:
            # sudo: the birth date is closed by group, its band is open within scope
            birth = resident.id in readable and resident.sudo().birth_date_true
            resident.age_band = birth and band_of(birth, today)

    def _search_age_band(self, operator, value):
        if operator != "in":
            return NotImplemented
        keys = [key for key, _low, _high in AGE_BANDS if key in value]
        domains = [self._domain_born(*self._born_between(key)) for key in keys]
        if False in value:
            domains.append(self._domain_unborn())
        return Domain.OR(domains)

    @api.model
    def _search_display_name(self, operator, value):
        if operator in ("like", "ilike", "=like", "=ilike") and isinstance(value, str):
            return self._search_any(value.strip("% "))
        return super()._search_display_name(operator, value)

    @api.model
    def _search_any(self, text):
        """What somebody typed, by its shape; each shape is served by an index."""
        text = unicodedata.normalize("NFKC", text).strip()
        bare = re.sub(r"\s", "", text)
        if not bare:
            return Domain.TRUE
        if _ID_NUMBER.fullmatch(bare):
            return Domain("id_number", "=", bare)
        if _PHONE.fullmatch(bare):
            return Domain("phone", "=", bare)
        if _LATIN.fullmatch(text):
            key = _prefix(pinyin_key(text))
            return (
                Domain("name_initials", "=like", key)
                | Domain("name_pinyin", "=like", key)
                | Domain("name", "=like", _prefix(text))
            )
        by_name = Domain("name", "=like", _prefix(bare))
        if not _ADDRESS.fullmatch(bare):
            return by_name
        return Domain.custom(to_sql=self._sql_name_or_address(bare, text))

    @api.model
    def _sql_name_or_address(self, name, address):
        """A union: an OR across two tables would read the whole scope.

        The outer search adds the rules on residents; their address is theirs to see.
        """
        self.flush_model(["name", "house_id"])
        self.env["grid.house"].flush_model(["address"])
        escaped = _prefix(address)

        def to_sql(_model, alias, _query):
            return SQL(
                """
                %(id)s IN (
                    SELECT id FROM grid_resident WHERE name LIKE %(name)s
                     UNION ALL
                    SELECT resident.id FROM grid_resident resident
                      JOIN grid_house house ON house.id = resident.house_id
                     WHERE house.address ILIKE %(address)s)
                """,
                id=SQL.identifier(alias, "id"),
                name=_prefix(name),
                address="%" + escaped,
            )

        return to_sql

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let the age band be grouped and sorted by, although it is never stored."""
        if field_expr != "age_band":
            return super()._field_to_sql(alias, field_expr, query)
        today = local_today(self.env)
        birth = SQL.identifier(alias, "birth_date_true")
        cases = [
            SQL("WHEN %s > %s THEN %s", birth, born_between(key, today)[0], key)
            for key, _low, high in AGE_BANDS
            if high is not None
        ]
        return SQL(
            "CASE WHEN %s IS NULL THEN NULL %s ELSE %s END",
            birth,
            SQL(" ").join(cases),
            AGE_BANDS[-1][0],
        )

    @api.model
    def _born_between(self, key):
        return born_between(key, local_today(self.env))

    @api.model
    def _domain_born(self, after, until):
        """Born in a span. Asks the true date: the outer search adds the rules."""

        def to_sql(_model, alias, _query):
            birth = SQL.identifier(alias, "birth_date_true")
            if after is None:
                return SQL("%s <= %s", birth, until)
            return SQL("(%s > %s AND %s <= %s)", birth, after, birth, until)

        def predicate(resident):
            birth = resident.sudo().birth_date_true
            return birth and birth <= until and (after is None or birth > after)

        return Domain.custom(to_sql=to_sql, predicate=predicate)

    @api.model
    def _domain_unborn(self):
        """No birth date known."""
        return Domain.custom(
            to_sql=lambda _model, alias, _query: SQL(
                "%s IS NULL", SQL.identifier(alias, "birth_date_true")
            ),
            predicate=lambda resident: not resident.sudo().birth_date_true,
        )
