"""What the package ``chinesecalendar`` knows, in one shape.

The package carries the lists of the State Council's yearly notices. A year is
complete when its National Day is in the list: the notice for a year is published
as a whole in the autumn before.
"""

from datetime import date
from functools import cache
from typing import NamedTuple

from chinese_calendar import constants


class ExceptionalDay(NamedTuple):
    date: date
    kind: str
    name: str


@cache
def years() -> tuple[int, ...]:
    """The years the installed package covers."""
    return tuple(
        sorted(
            {day.year for day in constants.holidays if (day.month, day.day) == (10, 1)}
        )
    )


def days(numbers) -> list[ExceptionalDay]:
    """The exceptional days of these years, in order."""
    numbers = set(numbers)
    off = {day: ("holiday", name) for day, name in constants.holidays.items()}
    worked = {day: ("makeup", name) for day, name in constants.workdays.items()}
    return [
        ExceptionalDay(day, kind, name)
        for day, (kind, name) in sorted((off | worked).items())
        if day.year in numbers
    ]


def chinese_names() -> dict[str, str]:
    """The Chinese name of each holiday, by its English one."""
    return {holiday.value: holiday.chinese for holiday in constants.Holiday}
