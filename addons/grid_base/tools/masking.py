"""Kinds of masked values: how each is normalised, shown and looked up.

A kind knows nothing of users or records. ``grid.masked.mixin`` decides who sees the
value and who sees the mask; the kind says what the mask looks like.
"""

import re
import unicodedata
from datetime import date

from odoo import fields
from odoo.exceptions import ValidationError

from .clock import local_today
from .identity import id_number_18, normalize_id_number

STAR = "*"


def compact(text) -> str:
    """Full-width characters made ordinary, all blanks removed."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(text or "")))


def cover(text, head, tail) -> str:
    """``text`` with only its ends left; all of it hidden when it is too short."""
    hidden = len(text) - head - tail
    if hidden < 3:
        return STAR * max(len(text), 3)
    return text[:head] + STAR * hidden + text[len(text) - tail :]


class Kind:
    """One kind of masked value. Subclass, then ``register`` an instance."""

    #: type of the field that holds the true value
    field_type = "char"
    #: may who sees only the mask look up a record by the complete value?
    lookup = False

    def settings(self, env):
        """What ``mask`` needs from the configuration; read once for many records."""
        return None

    def mask(self, value, settings) -> str:
        """What is shown of a present ``value`` to who may not see it."""
        return STAR * 6

    def text(self, value) -> str:
        """How a present ``value`` is shown to who may see it."""
        return value

    def parse(self, env, text):
        """The value written as ``text``; ValueError if that cannot be one."""
        return str(text).strip()

    def parse_lookup(self, env, text):
        """``parse`` for what is looked for; ValueError while it is not complete."""
        return self.parse(env, text)

    def error(self, env, label) -> str:
        """What to tell who entered something that ``parse`` refused."""
        return env._("%s: this is not a valid value.", label)

    def normalize(self, env, text, label):
        """``parse`` for what a person entered: a clear message when it is wrong."""
        try:
            return self.parse(env, text)
        except ValueError as exc:
            raise ValidationError(self.error(env, label)) from exc


class EndsKind(Kind):
    """A number of which some leading and trailing characters stay visible.

    How many is the parameter ``grid_base.mask_<name>`` as "head,tail", so that an
    office can be stricter than the usual practice ("1,2").
    """

    def __init__(self, name, head, tail):
        self.name, self.ends = name, (head, tail)

    def settings(self, env):
        # sudo: how much is hidden is no secret, but parameters are closed
        param = (
            env["ir.config_parameter"].sudo().get_param(f"grid_base.mask_{self.name}")
        )
        found = re.fullmatch(r"\s*(\d+)\s*,\s*(\d+)\s*", param or "")
        return tuple(map(int, found.groups())) if found else self.ends

    def mask(self, value, settings):
        return cover(value, *settings)


class IdNumber(EndsKind):
    """Resident identity number: region and last four stay visible by default."""

    lookup = True

    def parse(self, env, text):
        return normalize_id_number(text)

    def error(self, env, label):
        return env._(
            "%s: not a valid identity number. It has 18 characters, the last of which"
            " is a check digit or X; old numbers have 15 digits.",
            label,
        )


class ResidentNumber(IdNumber):
    """The identity number of a resident, always in the form of 18 characters.

    So that a person entered from an old document is found by the new one.
    """

    def parse(self, env, text):
        return id_number_18(super().parse(env, text))


class Certificate(EndsKind):
    """Number of any certificate: passport, permit, title deed."""

    lookup = True

    def parse(self, env, text):
        number = re.sub(r"-", "", compact(text)).upper()
        if not re.fullmatch(r"[\w()]{4,40}", number):
            raise ValueError("no certificate number")
        return number

    def error(self, env, label):
        return env._("%s: a certificate number has 4 to 40 letters or digits.", label)


class Phone(Kind):
    """Mobile, fixed line, service or short number."""

    lookup = True
    mobile = re.compile(r"1[3-9]\d{9}")
    fixed = re.compile(r"(010|02\d|0[3-9]\d{2})-?(\d{7,8})(?:-(\d{1,6}))?")
    other = re.compile(r"\d{3,8}|[48]00\d{7}|\+\d{6,15}")

    def mask(self, value, settings):
        if self.mobile.fullmatch(value):
            return cover(value, 3, 4)
        found = self.fixed.fullmatch(value)
        if found:
            return f"{found[1]}-{cover(found[2], 0, 3)}"
        return cover(value, 0, 2)

    def parse(self, env, text):
        number = compact(text)
        bare = re.sub(r"[-().]", "", number)
        bare = re.sub(r"^(\+|00)86(?=[1-9])", "", bare)
        if self.mobile.fullmatch(bare):
            return bare
        if found := self.fixed.fullmatch(re.sub(r"[().]", "", number)):
            return "-".join(part for part in found.groups() if part)
        if self.other.fullmatch(bare):
            return bare
        raise ValueError("no phone number")

    def parse_lookup(self, env, text):
        """The search box asks while a number is typed: half a mobile is no number."""
        value = self.parse(env, text)
        if len(value) < 7 or re.fullmatch(r"1\d{0,9}", value):
            raise ValueError("not complete")
        return value

    def error(self, env, label):
        return env._(
            "%s: not a valid phone number. Enter a mobile number of 11 digits, a fixed"
            " line with its area code such as 0594-2345678, or a short number.",
            label,
        )


class BirthDate(Kind):
    """A date of which only the year is shown."""

    field_type = "date"
    written = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|(\d{2})(\d{2}))")

    def mask(self, value, settings):
        return f"{value.year:04d}-**-**"

    def text(self, value):
        return fields.Date.to_string(value)

    def parse(self, env, text):
        if isinstance(text, date):
            value = fields.Date.to_date(text)
        else:
            found = self.written.fullmatch(re.sub(r"[/.]", "-", compact(text)))
            if not found:
                raise ValueError("no date")
            value = date(*(int(part) for part in found.groups() if part))
        if not 1850 <= value.year or value > local_today(env):
            raise ValueError("not a birth date")
        return value

    def error(self, env, label):
        return env._(
            "%s: not a valid birth date. Enter year, month and day such as 1950-03-12,"
            " not later than today.",
            label,
        )


class Address(Kind):
    """An address of which only the part down to the town stays visible.

    The parameter ``grid_base.mask_address_units`` lists the words that end the name
    of a division, the most precise first. Without it, nothing is shown.
    """

    def settings(self, env):
        # sudo: how much is hidden is no secret, but parameters are closed
        get_param = env["ir.config_parameter"].sudo().get_param
        units = get_param("grid_base.mask_address_units") or ""
        return [unit for unit in compact(units).split(",") if unit]

    def mask(self, value, settings):
        for unit in settings:
            end = value.find(unit, 1)
            if end > 0:
                return value[: end + len(unit)] + STAR * 4
        return STAR * 6


class Bank(EndsKind):
    """Bank card or account number."""

    lookup = True

    def parse(self, env, text):
        number = compact(text).replace("-", "")
        if not re.fullmatch(r"\d{8,30}", number):
            raise ValueError("no account number")
        return number

    def error(self, env, label):
        return env._("%s: an account number has 8 to 30 digits.", label)


class Name(Kind):
    """A person's name: the first character stays."""

    def mask(self, value, settings):
        return value[:1] + STAR * 2


KINDS = {}


def register(name, kind):
    """Make a kind of masked value known under ``name``."""
    KINDS[name] = kind


register("id_number", IdNumber("id_number", 6, 4))
register("resident_number", ResidentNumber("id_number", 6, 4))
register("certificate", Certificate("certificate", 2, 2))
register("phone", Phone())
register("birth_date", BirthDate())
register("address", Address())
register("bank", Bank("bank", 4, 4))
register("name", Name())
register("secret", Kind())
