"""Resident identity numbers (GB 11643): 18 digits, and the old ones of 15.

An unknown region is never an error: the first six digits may be a division that has
been renamed or dissolved since. ``python-stdnum`` refuses those, so only its check
digit is used here.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache
from pathlib import Path

from stdnum import numdb
from stdnum.cn import ric

_NEW = re.compile(r"\d{17}[\dX]")
_OLD = re.compile(r"\d{15}")


def normalize_id_number(text) -> str:
    """The number in its one spelling; ValueError if it cannot be one.

    Full-width digits, spaces and hyphens are forgiven and the check letter is a
    capital X. A number of 15 digits (issued before 1999) stays as it is: it has no
    check digit, and the register may hold nothing better.
    """
    number = unicodedata.normalize("NFKC", str(text or ""))
    number = re.sub(r"[\s-]", "", number).upper()
    if _NEW.fullmatch(number):
        if ric.calc_check_digit(number) != number[-1]:
            raise ValueError("check digit")
    elif not _OLD.fullmatch(number):
        raise ValueError("length or characters")
    if not id_number_birth_date(number):
        raise ValueError("birth date")
    return number


def id_number_birth_date(number):
    """The birth date inside a normalised number, None if it is no date."""
    digits = number[6:14] if len(number) == 18 else "19" + number[6:12]
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def id_number_is_male(number) -> bool:
    """The sequence number is odd for a man, even for a woman."""
    return int(number[16] if len(number) == 18 else number[14]) % 2 == 1


@lru_cache(1)
def _regions():
    """Divisions past and present, by their six digits.

    The file is opened by its path: Odoo wraps the import of stdnum, and packaged data
    cannot be found through the wrapper.
    """
    with Path(ric.__file__).with_name("loc.dat").open(encoding="utf-8") as file:
        return numdb.read(file)


def id_number_region_known(number) -> bool:
    """Whether the first six digits are a division that stdnum knows."""
    _digits, facts = _regions().info(number[:6])[0]
    return bool(facts)


def id_number_18(number) -> str:
    """The 18 characters of a normalised number: an old one gets century and check.

    Old numbers were issued to people born after 1899 only, so there is one answer.
    """
    if len(number) == 18:
        return number
    base = f"{number[:6]}19{number[6:]}"
    return base + ric.calc_check_digit(base + "0")
