"""Resident identity numbers (GB 11643): 18 digits, and the old ones of 15.

An unknown region is never an error: the first six digits may be a division that has
been renamed or dissolved since. ``python-stdnum`` refuses those, so only its check
digit is used here.
"""

import re
import unicodedata
from datetime import date

from stdnum.cn import ric
from stdnum.exceptions import ValidationError as StdnumError

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


def id_number_region_known(number) -> bool:
    """Whether the first six digits are a division that stdnum knows."""
    try:
        return bool(ric.get_birth_place(number))
    except StdnumError:
        return False
