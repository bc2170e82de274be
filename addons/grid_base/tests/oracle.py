"""How a limit is counted, a second time and in another way.

A clerk with a wall calendar and a stop-watch: goes minute by minute through the
days and asks ``chinese_calendar`` itself which of them are worked. Knows neither
the code under test nor its data; local wall time without a zone, whole minutes.
"""

from datetime import datetime, time, timedelta

import chinese_calendar

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
EPOCH = datetime(2000, 1, 1)


def minute_number(moment):
    return (moment - EPOCH) // MINUTE


def paused_minutes(pauses):
    minutes = set()
    for begin, end in pauses:
        minutes.update(range(minute_number(begin), minute_number(end)))
    return minutes


def days_due(start, number, working, pauses, roll=True):
    """The last moment of a limit of days, in local wall time."""
    paused = paused_minutes(pauses)

    def running(day):
        first = minute_number(datetime.combine(day, time.min))
        return sum(minute not in paused for minute in range(first, first + 1440))

    def last_minute_runs(day):
        return minute_number(datetime.combine(day, time(23, 59))) not in paused

    day, minutes = start.date(), 0
    while minutes < number * 1440:
        day += DAY
        if not working or chinese_calendar.is_workday(day):
            minutes += running(day)
    worked_end = working or roll
    while not last_minute_runs(day) or (
        worked_end and not chinese_calendar.is_workday(day)
    ):
        day += DAY
    return datetime.combine(day, time(23, 59, 59))


def days_of_months(start, number):
    """How many days a limit of months has: leaf by leaf, day by day."""
    opening = day = start.date()
    leaves = days = 0
    while leaves < number or (day.day < opening.day and (day + DAY).month == day.month):
        day += DAY
        days += 1
        leaves += day.day == 1
    return days


def months_due(start, number, pauses, roll=True):
    """The last moment of a limit of months, in local wall time."""
    return days_due(start, days_of_months(start, number), False, pauses, roll)


def hours_due(start, number, pauses):
    """The moment at which so many hours have run, minute by minute."""
    paused = paused_minutes(pauses)
    minute, left = minute_number(start), number * 60
    while left or minute in paused:
        if minute not in paused:
            left -= 1
            if not left:
                minute += 1
                break
        minute += 1
    return EPOCH + minute * MINUTE
