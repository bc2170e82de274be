"""The arithmetic of ``tools.deadline``, against the oracle and by its promises."""

# assume() does return, whatever pylint infers.
# pylint: disable=unreachable

import os
import time as clock
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import deadline, holidays
from ..tools.deadline import CALENDAR_DAY, HOUR, MONTH, UNITS, WORKING_DAY
from . import oracle, properties  # noqa: F401  (loads the profile)

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS = {day.date: day.kind == "makeup" for day in holidays.days(range(2024, 2027))}
YEARS = frozenset({2024, 2025, 2026})
CALENDAR = deadline.WorkCalendar(SHANGHAI, DAYS, YEARS)
LONDON = deadline.WorkCalendar(ZoneInfo("Europe/London"), DAYS, YEARS)
FIRST, LAST = datetime(2024, 1, 1), datetime(2026, 10, 1)

units = st.sampled_from(UNITS)
even_units = st.sampled_from([WORKING_DAY, CALENDAR_DAY, HOUR])
numbers = st.integers(0, 15)
starts = st.datetimes(FIRST, LAST).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


@st.composite
def cases(draw, pauses=3):
    """A start in local wall time, a number, and pauses about that time."""
    start = draw(starts)
    spans = []
    for _number in range(draw(st.integers(0, pauses))):
        begin = start + timedelta(minutes=draw(st.integers(-3 * 1440, 25 * 1440)))
        length = draw(st.one_of(st.integers(0, 600), st.integers(0, 8 * 1440)))
        spans.append((begin, begin + timedelta(minutes=length)))
    return start, draw(numbers), spans


def utc(local, zone=SHANGHAI):
    return local.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)


def local(moment, zone=SHANGHAI):
    return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)


def in_utc(pauses):
    return [(utc(begin), end and utc(end)) for begin, end in pauses]


def due(start, number, unit, pauses=(), calendar=CALENDAR):
    return deadline.due(calendar, start, [(number, unit)], pauses).moment


@tagged("at_install", "-post_install")
class TestOracle(BaseCase):
    """Every answer equals the one of the clerk with wall calendar and stop-watch."""

    @settings(max_examples=300)
    @given(cases(), st.booleans(), st.booleans())
    def test_days(self, case, working, roll):
        start, number, pauses = case
        calendar = deadline.WorkCalendar(SHANGHAI, DAYS, YEARS, roll=roll)
        unit = WORKING_DAY if working else CALENDAR_DAY
        found = due(utc(start), number, unit, in_utc(pauses), calendar)
        expected = oracle.days_due(start, number, working, pauses, roll)
        self.assertEqual(local(found), expected)

    @settings(max_examples=150)
    @given(starts, st.integers(0, 120))
    def test_days_without_pauses(self, start, number):
        assume(start < datetime(2026, 3, 1))
        for working in (True, False):
            unit = WORKING_DAY if working else CALENDAR_DAY
            expected = oracle.days_due(start, number, working, [])
            self.assertEqual(local(due(utc(start), number, unit)), expected)

    @settings(max_examples=150)
    @given(cases())
    def test_hours(self, case):
        start, number, pauses = case
        found = due(utc(start), number * 5 + 1, HOUR, in_utc(pauses))
        self.assertEqual(local(found), oracle.hours_due(start, number * 5 + 1, pauses))

    def test_every_day_is_worked_as_in_the_package(self):
        day = date(2024, 1, 1)
        while day.year < 2027:
            worked = oracle.chinese_calendar.is_workday(day)
            self.assertEqual(CALENDAR.works(day), worked, day)
            day += deadline.ONE_DAY


@tagged("at_install", "-post_install")
class TestExamples(BaseCase):
    """Counted by hand from the notices of 2025 and 2026."""

    def assertDue(self, start, number, unit, expected, pauses=(), calendar=CALENDAR):
        zone = calendar.zone
        pauses = [(utc(a, zone), b and utc(b, zone)) for a, b in pauses]
        found = due(utc(start, zone), number, unit, pauses, calendar)
        self.assertEqual(local(found, zone), expected)

    def test_spring_festival_2026(self):
        # Saturday 14 February is worked, 15 to 23 February are free
        friday = datetime(2026, 2, 13, 10)
        end = time(23, 59, 59)
        for number, day in enumerate([(2, 13), (2, 14), (2, 24), (2, 25), (2, 26)]):
            expected = datetime.combine(date(2026, *day), end)
            self.assertDue(friday, number, WORKING_DAY, expected)

    def test_national_day_2026(self):
        # 1 to 7 October are free, Saturday 10 October is worked
        wednesday = datetime(2026, 9, 30, 23, 59)
        for number, day in [(1, 8), (2, 9), (3, 10), (4, 12)]:
            expected = datetime(2026, 10, day, 23, 59, 59)
            self.assertDue(wednesday, number, WORKING_DAY, expected)

    def test_last_day_on_a_holiday_is_moved(self):
        # art. 203: 28 September + 7 days is 5 October, free until the 7th
        start = datetime(2026, 9, 28, 9)
        self.assertDue(start, 7, CALENDAR_DAY, datetime(2026, 10, 8, 23, 59, 59))
        kept = deadline.WorkCalendar(SHANGHAI, DAYS, YEARS, roll=False)
        self.assertDue(
            start, 7, CALENDAR_DAY, datetime(2026, 10, 5, 23, 59, 59), calendar=kept
        )

    def test_makeup_sunday_is_a_last_day(self):
        # Sunday 28 September 2025 is worked
        start = datetime(2025, 9, 26, 0, 0)
        self.assertDue(start, 2, CALENDAR_DAY, datetime(2025, 9, 28, 23, 59, 59))

    def test_opening_day_is_the_one_of_the_city(self):
        # 16:30 UTC on the 9th is 0:30 on the 10th in the city: counting from the 11th
        found = due(datetime(2026, 3, 9, 16, 30), 1, WORKING_DAY)
        self.assertEqual(found, datetime(2026, 3, 11, 15, 59, 59))

    def test_hours_run_through_night_and_holiday(self):
        start = datetime(2026, 9, 30, 18, 15)
        self.assertDue(start, 24, HOUR, datetime(2026, 10, 1, 18, 15))

    def test_pause_from_the_very_end_of_the_hours(self):
        start, end = datetime(2026, 3, 9, 9), datetime(2026, 3, 9, 12)
        after = (end, datetime(2026, 3, 9, 15))
        self.assertDue(start, 3, HOUR, end, [after])
        self.assertDue(start, 3, HOUR, end, [(end, None)])
        before = (datetime(2026, 3, 9, 11), datetime(2026, 3, 9, 15))
        self.assertDue(start, 3, HOUR, datetime(2026, 3, 9, 16), [before])

    def test_hours_across_the_change_of_the_clocks(self):
        # London goes from 1:00 to 2:00 on 29 March 2026: that day has 23 hours
        start = datetime(2026, 3, 28, 12)
        self.assertDue(start, 24, HOUR, datetime(2026, 3, 29, 13), calendar=LONDON)

    def test_days_across_the_change_of_the_clocks(self):
        start = datetime(2026, 3, 27, 12)
        end = datetime(2026, 3, 29, 23, 59, 59)
        plain = deadline.WorkCalendar(LONDON.zone, roll=False)
        self.assertDue(start, 2, CALENDAR_DAY, end, calendar=plain)
        # a pause of all of the short day costs exactly one day
        pause = (datetime(2026, 3, 29), datetime(2026, 3, 30))
        later = end + timedelta(days=1)
        self.assertDue(start, 2, CALENDAR_DAY, later, [pause], plain)

    def test_close_of_business_ends_the_last_day(self):
        calendar = deadline.WorkCalendar(SHANGHAI, DAYS, YEARS, close=time(17, 30))
        start = datetime(2026, 3, 9, 20)
        end = datetime(2026, 3, 11, 17, 30)
        self.assertDue(start, 2, WORKING_DAY, end, calendar=calendar)
        # after business the clock has nothing to lose, before it has
        evening = (datetime(2026, 3, 10, 18), datetime(2026, 3, 10, 23))
        self.assertDue(start, 2, WORKING_DAY, end, [evening], calendar)
        noon = (datetime(2026, 3, 10, 12), datetime(2026, 3, 10, 13))
        later = datetime(2026, 3, 12, 17, 30)
        self.assertDue(start, 2, WORKING_DAY, later, [noon], calendar)

    def test_pause_keeps_what_was_left(self):
        # 3 working days from Monday: Tuesday, Wednesday, Thursday
        monday = datetime(2026, 3, 9, 9)
        pause = (datetime(2026, 3, 11, 10), datetime(2026, 3, 13, 15))
        # Wednesday ran 10 hours, Friday 9, so 5 hours of Monday are needed
        end = datetime(2026, 3, 17, 23, 59, 59)
        self.assertDue(monday, 3, WORKING_DAY, end, [pause])

    def test_extension_in_another_unit_begins_at_the_end(self):
        steps = [(2, WORKING_DAY), (3, CALENDAR_DAY)]
        found = deadline.due(CALENDAR, utc(datetime(2026, 3, 9, 9)), steps)
        # 11 March, then 14 March, a Saturday: moved to Monday
        self.assertEqual(local(found.moment), datetime(2026, 3, 16, 23, 59, 59))

    def test_a_limit_that_is_none(self):
        for step in ((-1, HOUR), (1, "fortnight")):
            with self.assertRaises(ValueError):
                deadline.due(CALENDAR, FIRST, [step])

    def test_years_not_entered_are_named(self):
        december = utc(datetime(2026, 12, 30, 9))
        answer = deadline.due(CALENDAR, december, [(1, WORKING_DAY)])
        self.assertFalse(answer.missing)
        answer = deadline.due(CALENDAR, december, [(3, WORKING_DAY)])
        self.assertEqual(answer.missing, {2027})
        # 31 December, then Friday 1 January and Monday: weekends alone are free
        self.assertEqual(local(answer.moment), datetime(2027, 1, 4, 23, 59, 59))
        for number, unit, missing in ((2, CALENDAR_DAY, {2027}), (99, HOUR, set())):
            answer = deadline.due(CALENDAR, december, [(number, unit)])
            self.assertEqual(answer.missing, missing)


@tagged("at_install", "-post_install")
class TestPromises(BaseCase):
    """What the docstring of the module promises of pauses and order."""

    @settings(max_examples=200)
    @given(cases(), even_units, st.integers(0, 20000), st.integers(0, 15))
    def test_monotone(self, case, unit, later, more):
        start, number, pauses = case
        base = due(utc(start), number, unit, in_utc(pauses))
        after = due(utc(start + timedelta(minutes=later)), number, unit, in_utc(pauses))
        self.assertLessEqual(base, after)
        longer = due(utc(start), number + more, unit, in_utc(pauses))
        self.assertLessEqual(base, longer)

    @settings(max_examples=200)
    @given(cases(), units, st.integers(-1440, 3000), st.integers(0, 3000))
    def test_longer_pause_is_never_earlier(self, case, unit, before, after):
        start, number, pauses = case
        whole = due(utc(start), number, unit, in_utc(pauses))
        self.assertLessEqual(due(utc(start), number, unit), whole)
        grown = [
            (begin - timedelta(minutes=max(before, 0)), end + timedelta(minutes=after))
            for begin, end in pauses
        ]
        self.assertLessEqual(whole, due(utc(start), number, unit, in_utc(grown)))

    @settings(max_examples=200)
    @given(cases(), units, st.floats(0, 1))
    def test_cut_order_and_empty_pauses_do_not_matter(self, case, unit, share):
        start, number, pauses = case
        whole = due(utc(start), number, unit, in_utc(pauses))
        pieces = []
        for begin, end in pauses:
            minutes = int((end - begin) / oracle.MINUTE * share)
            middle = begin + timedelta(minutes=minutes)
            pieces += [(middle, end), (begin, middle), (middle, middle)]
        pieces.append((start, start))
        self.assertEqual(whole, due(utc(start), number, unit, in_utc(pieces)))

    @settings(max_examples=200)
    @given(cases(), units)
    def test_never_due_in_a_pause(self, case, unit):
        start, number, pauses = case
        end = due(utc(start), number, unit, in_utc(pauses))
        for begin, stop in in_utc(pauses):
            # hours end at the very moment at which a pause may begin
            inside = begin < end < stop if unit == HOUR else begin <= end < stop
            self.assertFalse(inside)

    @settings(max_examples=200)
    @given(cases(), units, st.integers(1, 9000))
    def test_what_is_late_stays_late(self, case, unit, minutes):
        start, number, pauses = case
        end = due(utc(start), number, unit, in_utc(pauses))
        begin = end + timedelta(minutes=minutes)
        for stop in (begin + timedelta(days=9), None):
            pause = [*in_utc(pauses), (begin, stop)]
            self.assertEqual(end, due(utc(start), number, unit, pause))

    @settings(max_examples=200)
    @given(cases(), units)
    def test_open_pause_holds_the_limit(self, case, unit):
        start, number, pauses = case
        end = due(utc(start), number, unit, in_utc(pauses))
        begin = end - deadline.ONE_SECOND
        pause = [*in_utc(pauses), (begin, None)]
        assume(number or unit != HOUR)
        self.assertIsNone(due(utc(start), number, unit, pause))

    @settings(max_examples=200)
    @given(cases(), units)
    def test_used_up_exactly_when_due(self, case, unit):
        start, number, pauses = case
        assume(number)
        begin, pauses = utc(start), in_utc(pauses)
        plain = deadline.WorkCalendar(SHANGHAI, DAYS, YEARS, roll=False)
        end = due(begin, number, unit, pauses, plain)
        if unit == MONTH:
            number = oracle.days_of_months(start, number)
        if unit == HOUR:
            used = deadline.spent(plain, begin, end, unit, pauses)
            self.assertEqual(used, number)
            return
        day = plain.local_day(end)
        through = deadline.spent(plain, begin, plain.span(day)[1], unit, pauses)
        self.assertGreaterEqual(through, number)
        if not pauses:
            self.assertEqual(through, number)
            before = deadline.spent(plain, begin, plain.at(day), unit, pauses)
            self.assertEqual(before, number - 1)

    @settings(max_examples=100)
    @given(st.integers(1, 30), starts, st.integers(1, 15))
    def test_many_short_pauses_gain_one_rounding(self, length, start, number):
        """A minute of pause a day does not put a deadline off for ever."""
        pauses = [
            (
                datetime.combine(start.date() + timedelta(days=day), time(9)),
                datetime.combine(start.date() + timedelta(days=day), time(9, length)),
            )
            for day in range(40)
        ]
        later = due(utc(start), number, WORKING_DAY, in_utc(pauses))
        self.assertEqual(later, due(utc(start), number + 1, WORKING_DAY))

    @settings(max_examples=100)
    @given(starts, units, numbers)
    def test_left_counts_down_to_nothing(self, start, unit, number):
        end = due(utc(start), number, unit)
        if unit == HOUR:
            self.assertEqual(
                deadline.left(CALENDAR, utc(start), end, unit), end - utc(start)
            )
            return
        self.assertEqual(deadline.left(CALENDAR, end, end, unit), 0)
        if unit == WORKING_DAY and number:
            self.assertEqual(deadline.left(CALENDAR, utc(start), end, unit), number)
        late = due(end, 3, unit)
        days = deadline.left(CALENDAR, late, end, unit)
        self.assertLessEqual(days, -3)

    @settings(max_examples=60)
    @given(cases(), units)
    def test_zone_of_the_server_does_not_matter(self, case, unit):
        start, number, pauses = case
        kept = os.environ.get("TZ")
        found = set()
        try:
            for zone in ("UTC", "America/New_York", "Asia/Shanghai"):
                os.environ["TZ"] = zone
                clock.tzset()
                found.add(due(utc(start), number, unit, in_utc(pauses)))
        finally:
            os.environ.pop("TZ")
            if kept is not None:
                os.environ["TZ"] = kept
            clock.tzset()
        self.assertEqual(len(found), 1)
