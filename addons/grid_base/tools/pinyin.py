"""Pinyin of names, so that people are found by typing letters."""

import csv
import re
from functools import lru_cache
from pathlib import Path

from pypinyin import lazy_pinyin

_LETTERS = re.compile(r"[a-z]+")


@lru_cache(1)
def _surnames():
    """Surnames that are read otherwise than the character elsewhere."""
    path = Path(__file__).with_name("surname_readings.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return dict(csv.reader(file))


@lru_cache(100_000)
def name_pinyin(name) -> tuple[str, str]:
    """Full pinyin and initials of a name: ``linshuduan`` and ``lsd``.

    Latin names give their letters, and the initial of each word.
    """
    surnames = _surnames()
    read, rest = [], name
    for length in (2, 1):
        if name[:length] in surnames:
            read, rest = surnames[name[:length]].split(), name[length:]
            break
    syllables = read + lazy_pinyin(rest)
    words = [word for part in syllables for word in _LETTERS.findall(part.lower())]
    return "".join(words), "".join(word[0] for word in words)


def pinyin_key(text) -> str:
    """What was typed, reduced to the letters that the stored pinyin consists of."""
    return "".join(_LETTERS.findall(text.lower()))
