"""Limits in months: art. 201 to 203 of the Civil Code."""

# assume() does return, whatever pylint infers.
# pylint: disable=unreachable

from datetime import date, datetime, time, timedelta

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import deadline
from ..tools.deadline import CALENDAR_DAY, HOUR, MONTH, WORKING_DAY
from . import oracle, properties  # noqa: F401  (loads the profile)
from .test_deadline import CALENDAR, DAYS, SHANGHAI, YEARS, due, in_utc, local, utc

FIRST = datetime(2024, 1, 1)
PLAIN = deadline.WorkCalendar(SHANGHAI, DAYS, YEARS, roll=False)


def at_ten(day):
    return datetime.combine(day, time(10))


def last(*day):
    return datetime(*day, 23, 59, 59)


# every other one begins about the end of a month
days = st.one_of(
    st.dates(date(2024, 1, 1), date(2025, 12, 31)),
    st.builds(
        lambda month, back: (
            date(2024 + month // 12, month % 12 + 1, 1) - timedelta(days=back)
        ),
        st.integers(1, 23),
        st.integers(1, 4),
    ),
)
starts = st.builds(
    lambda day, minute: datetime.combine(day, time.min) + timedelta(minutes=minute),
    days,
    st.integers(0, 1439),
)


@st.composite
def cases(draw):
    """A start in local wall time, a number of months, and pauses all along them."""
    start, number = draw(starts), draw(st.integers(0, 6))
    spans = []
    for _number in range(draw(st.integers(0, 3))):
        offset = st.integers(-3 * 1440, (number * 31 + 9) * 1440)
        begin = start + timedelta(minutes=draw(offset))
        length = draw(st.one_of(st.integers(0, 600), st.integers(0, 20 * 1440)))
        spans.append((begin, begin + timedelta(minutes=length)))
    return start, number, spans


@tagged("at_install", "-post_install")
class TestMonthsOracle(BaseCase):
    """Every answer equals the one of the clerk who turns leaf after leaf."""

    @settings(max_examples=300)
    @given(cases(), st.booleans())
    @example((datetime(2026, 1, 31, 10), 1, []), True)
    @example((datetime(2024, 1, 31, 10), 1, []), False)
    def test_months(self, case, roll):
        start, number, pauses = case
        calendar = deadline.WorkCalendar(SHANGHAI, DAYS, YEARS, roll=roll)
        found = due(utc(start), number, MONTH, in_utc(pauses), calendar)
        expected = oracle.months_due(start, number, pauses, roll)
        self.assertEqual(local(found), expected)

    @settings(max_examples=150)
    @given(starts, st.integers(0, 400))
    def test_day_of_the_same_number_or_last_of_the_month(self, start, number):
        end = local(due(utc(start), number, MONTH, calendar=PLAIN))
        months = (end.year - start.year) * 12 + end.month - start.month
        self.assertEqual(months, number)
        self.assertEqual(end.time(), time(23, 59, 59))
        if end.day != start.day:
            self.assertLess(end.day, start.day)
            self.assertEqual((end + oracle.DAY).day, 1)

    def test_every_day_of_four_years(self):
        start = FIRST
        while start.year < 2028:
            for number in (1, 2, 3, 12):
                number_of_days = oracle.days_of_months(start, number)
                self.assertEqual(
                    local(due(utc(start), number, MONTH, calendar=PLAIN)),
                    start + timedelta(days=number_of_days, hours=24, seconds=-1),
                )
            start += oracle.DAY


@tagged("at_install", "-post_install")
class TestMonthsExamples(BaseCase):
    """Counted by hand from the notices of 2024 to 2026."""

    def assertDue(self, start, number, expected, pauses=(), calendar=CALENDAR):
        found = due(utc(start), number, MONTH, in_utc(pauses), calendar)
        self.assertEqual(local(found), expected)

    def test_no_such_day(self):
        # 29 February 2024 is a Thursday; 28 February 2026 a make-up Saturday
        self.assertDue(datetime(2024, 1, 31, 10), 1, last(2024, 2, 29))
        self.assertDue(datetime(2024, 1, 29, 10), 1, last(2024, 2, 29))
        self.assertDue(datetime(2026, 1, 31, 10), 1, last(2026, 2, 28))
        # 28 February 2025 is a Friday, and 30 November 2026 a Monday
        self.assertDue(datetime(2024, 2, 29, 10), 12, last(2025, 2, 28))
        self.assertDue(datetime(2026, 8, 31, 10), 3, last(2026, 11, 30))

    def test_the_month_runs_on_from_a_short_one(self):
        # begun at the end of February, it ends on the same number, not on the last
        self.assertDue(datetime(2025, 2, 28, 10), 1, last(2025, 3, 28))

    def test_opening_day_is_not_counted(self):
        # first and last minute of one day of the city
        for minute in (time(0, 0), time(23, 59)):
            start = datetime.combine(date(2026, 3, 10), minute)
            self.assertDue(start, 1, last(2026, 4, 10))

    def test_last_day_on_a_holiday_is_moved(self):
        # 1 to 7 October 2026 are free
        for day in (1, 3, 7):
            start = datetime(2026, 9, day, 10)
            self.assertDue(start, 1, last(2026, 10, 8))
            self.assertDue(start, 1, last(2026, 10, day), calendar=PLAIN)
        # 31 May 2026 is a Sunday
        self.assertDue(datetime(2026, 3, 31, 10), 2, last(2026, 6, 1))

    def test_close_of_business_ends_the_last_day(self):
        calendar = deadline.WorkCalendar(SHANGHAI, DAYS, YEARS, close=time(17, 30))
        start, end = datetime(2026, 3, 10, 20), datetime(2026, 4, 10, 17, 30)
        self.assertDue(start, 1, end, calendar=calendar)

    def test_no_month_is_the_same_day(self):
        self.assertDue(datetime(2026, 3, 10, 10), 0, last(2026, 3, 10))

    def test_pause_keeps_the_days_that_were_left(self):
        # 10 March to 10 April; of 31 days five are paused: Wednesday 15 April
        pause = (datetime(2026, 3, 16), datetime(2026, 3, 21))
        self.assertDue(datetime(2026, 3, 10, 10), 1, last(2026, 4, 15), [pause])
        # begun on the last days of January, ended on one day; but a pause on the 31st
        # is one of the first alone, as the 31st is the opening day of the second
        pause = (datetime(2025, 1, 31), datetime(2025, 2, 1))
        for day, end in ((30, last(2025, 3, 1)), (31, last(2025, 2, 28))):
            start = datetime(2025, 1, day, 10)
            self.assertDue(start, 1, end, [pause], PLAIN)

    def test_extensions(self):
        january = utc(datetime(2026, 1, 31, 10))
        for steps, end in [
            # in months: one longer limit, which does not end on the 28th
            ([(1, MONTH), (1, MONTH)], last(2026, 3, 31)),
            # only the last day of all is moved: not Sunday 1 March, where the month
            # begins
            ([(29, CALENDAR_DAY), (1, MONTH)], last(2026, 4, 1)),
            ([(1, MONTH), (3, CALENDAR_DAY)], last(2026, 3, 3)),
            ([(1, MONTH), (1, WORKING_DAY)], last(2026, 3, 2)),
            # begun on Saturday the 31st, one day more is Monday 2 February
            ([(1, WORKING_DAY), (1, MONTH)], last(2026, 3, 2)),
        ]:
            found = deadline.due(CALENDAR, january, steps)
            self.assertEqual(local(found.moment), end, steps)
        found = deadline.due(CALENDAR, january, [(1, MONTH), (2, HOUR)])
        self.assertEqual(local(found.moment), datetime(2026, 3, 1, 1, 59, 59))

    def test_years_not_entered_are_named(self):
        december = utc(datetime(2026, 12, 4, 9))
        answer = deadline.due(CALENDAR, december, [(1, MONTH)])
        self.assertEqual(answer.missing, {2027})
        self.assertFalse(deadline.due(PLAIN, december, [(1, MONTH)]).missing)
        november = utc(datetime(2026, 11, 4, 9))
        self.assertFalse(deadline.due(CALENDAR, november, [(1, MONTH)]).missing)

    def test_on_the_day_and_a_day_after(self):
        end = due(utc(datetime(2026, 3, 10, 10)), 1, MONTH)
        for day, number in ((9, 1), (10, 0), (11, -1)):
            for now in (datetime(2026, 4, day), last(2026, 4, day)):
                found = deadline.left(CALENDAR, utc(now), end, MONTH)
                self.assertEqual(found, number)
        self.assertLess(utc(last(2026, 4, 10)), end + deadline.ONE_SECOND)
        self.assertGreater(utc(datetime(2026, 4, 11)), end)


@tagged("at_install", "-post_install")
class TestMonthsPromises(BaseCase):
    @settings(max_examples=200)
    @given(starts, st.integers(0, 15), st.integers(0, 60), st.booleans())
    def test_monotone(self, start, number, later, roll):
        calendar = deadline.WorkCalendar(SHANGHAI, DAYS, YEARS, roll=roll)
        base = due(utc(start), number, MONTH, calendar=calendar)
        after = utc(start + timedelta(days=later))
        self.assertLessEqual(base, due(after, number, MONTH, calendar=calendar))
        longer = due(utc(start), number + 1, MONTH, calendar=calendar)
        self.assertLess(base, longer)

    @settings(max_examples=200)
    @given(cases(), st.integers(0, 20000), st.integers(0, 3))
    def test_monotone_in_spite_of_pauses(self, case, minutes, more):
        start, number, pauses = case
        base = due(utc(start), number, MONTH, in_utc(pauses))
        longer = due(utc(start), number + more, MONTH, in_utc(pauses))
        self.assertLessEqual(base, longer)
        later = start + timedelta(minutes=minutes)
        # a later limit with fewer days may end earlier: the days between were paused
        days_then = oracle.days_of_months(later, number)
        assume(days_then >= oracle.days_of_months(start, number))
        after = due(utc(later), number, MONTH, in_utc(pauses))
        self.assertLessEqual(base, after)

    @settings(max_examples=200)
    @given(cases())
    def test_as_many_calendar_days(self, case):
        start, number, pauses = case
        number_of_days = oracle.days_of_months(start, number)
        self.assertEqual(
            due(utc(start), number, MONTH, in_utc(pauses)),
            due(utc(start), number_of_days, CALENDAR_DAY, in_utc(pauses)),
        )
