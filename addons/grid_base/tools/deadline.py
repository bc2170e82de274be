"""Counting limits: working days, calendar days, months and hours, with pauses.

Pure functions without a database. Moments come in and go out as Odoo stores
them (naive, UTC, whole seconds); which day a moment belongs to is decided in the
city's time zone alone, so neither server nor user zone can change a deadline.

The rules are those of the Civil Code of the PRC (2020):

* art. 201 para 1: in a period of days the opening day is not counted, counting
  starts on the next day (para 1 says so of months, too); para 2: a period of hours
  runs from the moment itself.
* art. 202: a period of months ends on the day of the same number in its last month;
  where that month has no such day, on the last day of it.
* art. 203 para 1: where the last day is a statutory holiday, the day after the
  holiday is the last day (``WorkCalendar.roll``, for calendar days and months; a
  limit in working days can only end on a working day).
* art. 203 para 2: the last day ends at 24:00, or when business stops where there
  are business hours (``WorkCalendar.close``).
* art. 204: other rules may be laid down; hence both are settings.

A limit of zero days or months means "the same day" (on-the-spot matters).

**Pauses.** A pause stops the clock to the second: what was left of the limit when
it began is still left when it ends. For hours that is plain. For days, each
counted day is worth one, and a day that was partly paused is worth the part
during which the clock ran; the limit ends with the day on which it is used up.
Why so:

* a pause of no length changes nothing, and cutting one pause in two touching ones
  changes nothing either (a rule by "days touched" or "whole days paused" would
  hand out or swallow days according to how pauses are filed);
* many short pauses cannot add up to more than they lasted plus one rounding up to
  the end of a day, so pausing a minute a day does not put a deadline off for ever;
* a longer pause never gives an earlier deadline, no pause gives an earlier one
  than none, and a day is never due while the clock stands still: when the day
  would end in a pause, the next day that may end the period does;
* a pause that begins after the deadline changes nothing: what is late stays late.

Pauses on the opening day do not matter to days, since that day is not counted.

Of a limit in months art. 202 tells the last day as if nothing were paused; the days
up to it are the limit, and a pause acts on them as on that many calendar days. So
what was left of them is left, whatever the length of the month they are moved into.
One thing is then peculiar to months: they differ in length, so a limit that begins
later may have fewer days, and where the days between were paused for the earlier
one, that is the one to end later. Without pauses a later start never ends earlier.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from operator import itemgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

WORKING_DAY = "working_day"
CALENDAR_DAY = "calendar_day"
MONTH = "month"
HOUR = "hour"
UNITS = (WORKING_DAY, CALENDAR_DAY, MONTH, HOUR)

ONE_DAY = timedelta(days=1)
ONE_SECOND = timedelta(seconds=1)

Pause = tuple[datetime, datetime | None]
Step = tuple[int, str]


class Due(NamedTuple):
    """When a limit ends; ``moment`` is None while an open pause holds it."""

    moment: datetime | None
    missing: frozenset[int] = frozenset()
    """Years whose working days were needed and are not entered yet: for them only
    weekends were taken as free, so the moment is provisional."""


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked in the city, and how its days end."""

    zone: ZoneInfo
    days: Mapping[date, bool] = field(default_factory=dict)
    """Exceptional days: True for a make-up working day, False for a holiday."""
    years: frozenset[int] = frozenset()
    """Years whose list of exceptional days is complete."""
    close: time | None = None
    """When business stops on a last day; None for 24:00."""
    roll: bool = True
    """Whether a limit in calendar days or months that ends on a free day is moved."""

    def works(self, day: date) -> bool:
        return self.days.get(day, day.weekday() < 5)

    def local_day(self, moment: datetime) -> date:
        return moment.replace(tzinfo=UTC).astimezone(self.zone).date()

    def at(self, day: date, hour: time = time.min) -> datetime:
        local = datetime.combine(day, hour, tzinfo=self.zone)
        return local.astimezone(UTC).replace(tzinfo=None)

    def span(self, day: date) -> Pause:
        """The part of a day that counts: from 0:00 to 24:00 or to close."""
        if self.close is None:
            return self.at(day), self.at(day + ONE_DAY)
        return self.at(day), self.at(day, self.close)

    def end(self, day: date) -> datetime:
        """The last moment of a day; 24:00 is kept as its last second, so that the
        deadline shows the day it belongs to."""
        if self.close is None:
            return self.at(day + ONE_DAY) - ONE_SECOND
        return self.at(day, self.close)

    def counts(self, unit: str) -> Callable[[date], bool]:
        return self.works if unit == WORKING_DAY else lambda day: True


def due(
    calendar: WorkCalendar,
    start: datetime,
    steps: Iterable[Step],
    pauses: Iterable[Pause] = (),
) -> Due:
    """When a limit that began at ``start`` ends.

    ``steps`` are the limit and its extensions, as (value, unit): neighbours in the
    same unit are one longer limit; a step in another unit begins where the one
    before it ended.
    """
    pauses = merge(pauses)
    missing: set[int] = set()
    steps = _join(steps)
    moment = start
    for number, (value, unit) in enumerate(steps, 1):
        if unit == HOUR:
            moment = _add_hours(moment, value, pauses)
        else:
            final = number == len(steps)
            if unit == MONTH:
                value = _days_of_months(calendar.local_day(moment), value)
            moment = _add_days(calendar, moment, value, unit, pauses, final, missing)
        if moment is None:
            break
    return Due(moment, frozenset(missing))


def spent(
    calendar: WorkCalendar,
    start: datetime,
    moment: datetime,
    unit: str,
    pauses: Iterable[Pause] = (),
) -> Fraction:
    """How much of a limit was used up between ``start`` and ``moment``.

    In its unit; of a limit in months, in days.
    """
    pauses = [(begin, min(end or moment, moment)) for begin, end in merge(pauses)]
    if unit == HOUR:
        return _seconds(start, moment, pauses) / 3600
    used = Fraction(0)
    counts, day = calendar.counts(unit), calendar.local_day(start)
    last = calendar.local_day(moment)
    while day < last:
        day += ONE_DAY
        if counts(day):
            begin, end = calendar.span(day)
            until = min(end, moment)
            if until > begin:
                used += _seconds(begin, until, pauses) / _length(begin, end)
    return used


def left(
    calendar: WorkCalendar, now: datetime, end: datetime, unit: str
) -> timedelta | int:
    """How far the deadline ``end`` is from ``now``, for people to read.

    Hours: a timedelta, negative when late. Days and months: the number of counted
    days after today up to the last one (0 on the last day itself), or, when late,
    minus the number of counted days since.
    """
    if unit == HOUR:
        return end - now
    counts = calendar.counts(unit)
    today, last = calendar.local_day(now), calendar.local_day(end)
    first, stop = min(today, last), max(today, last)
    number = (stop - first).days
    if unit == WORKING_DAY:
        number = sum(counts(first + timedelta(days=n + 1)) for n in range(number))
    return number if last >= today else -number


def merge(pauses: Iterable[Pause]) -> list[Pause]:
    """Pauses in order, without overlap, touching ones joined, empty ones dropped.

    A pause without an end lasts until it is ended and swallows what follows.
    """
    merged: list[Pause] = []
    for begin, end in sorted(pauses, key=itemgetter(0)):
        if end is not None and end <= begin:
            continue
        if merged and (merged[-1][1] is None or begin <= merged[-1][1]):
            before = merged[-1]
            open_end = before[1] is None or end is None
            merged[-1] = (before[0], None if open_end else max(before[1], end))
        else:
            merged.append((begin, end))
    return merged


def _join(steps: Iterable[Step]) -> list[Step]:
    joined: list[Step] = []
    for value, unit in steps:
        if unit not in UNITS or value < 0:
            raise ValueError(f"not a limit: {value} {unit}")
        if joined and joined[-1][1] == unit:
            value += joined.pop()[0]
        joined.append((value, unit))
    return joined


def _add_hours(start, value, pauses):
    """Art. 201 para 2: the clock runs from the moment itself, day and night."""
    remaining, moment = timedelta(hours=value), start
    for begin, end in pauses:
        if end is not None and end <= moment:
            continue
        if moment + remaining <= begin:
            break
        if end is None:
            return None
        remaining -= max(begin - moment, timedelta())
        moment = end
    return moment + remaining


def _days_of_months(opening, value):
    """Art. 202: the days after the opening one, through that of the same number."""
    return (opening + relativedelta(months=value) - opening).days


def _add_days(calendar, start, value, unit, pauses, final, missing):
    """Art. 201 para 1 and 203: count from the next day, end with a last day."""
    counts = calendar.counts(unit)
    ends = calendar.works if final and calendar.roll else counts
    watched = unit == WORKING_DAY or ends is not counts
    day, remaining = calendar.local_day(start), value
    while True:
        if remaining <= 0:
            if watched:
                _watch(calendar, day, missing)
            if ends(day) and not _holds(pauses, calendar.end(day)):
                return calendar.end(day)
        if pauses and _stopped(pauses, calendar.at(day)):
            return None
        day += ONE_DAY
        if unit == WORKING_DAY:
            _watch(calendar, day, missing)
        if remaining > 0 and counts(day):
            remaining -= _share(calendar, day, pauses)


def _watch(calendar, day, missing):
    if day.year not in calendar.years:
        missing.add(day.year)


def _share(calendar, day, pauses):
    """The part of a day during which the clock ran."""
    if not pauses:
        return 1
    begin, end = calendar.span(day)
    return _seconds(begin, end, pauses) / _length(begin, end)


def _seconds(begin, end, pauses) -> Fraction:
    """Seconds between two moments during which the clock ran."""
    total = _length(begin, end)
    for start, stop in pauses:
        first, last = max(start, begin), min(stop or end, end)
        if first < last:
            total -= _length(first, last)
    return total


def _length(begin, end) -> Fraction:
    return Fraction(int((end - begin).total_seconds()))


def _holds(pauses, moment) -> bool:
    return any(
        begin <= moment and (end is None or moment < end) for begin, end in pauses
    )


def _stopped(pauses, moment) -> bool:
    """Whether the clock stands still from ``moment`` on, with no end known."""
    begin, end = pauses[-1]
    return end is None and begin <= moment
