"""Reporting months: natural ones, or from the 26th to the 25th."""

from datetime import UTC, date, datetime, time

from dateutil.relativedelta import relativedelta

from .clock import city_zone

PARAMETER = "grid_base.month_first_day"


def month_first_day(env) -> int:
    """The day on which a reporting month begins; after the 1st in the month before."""
    # sudo: the setting is no secret, but parameters are closed to ordinary users
    parameters = env["ir.config_parameter"].sudo()
    return min(max(int(parameters.get_param(PARAMETER, "1")), 1), 28)


def month_bounds(env, month: date) -> tuple[date, date]:
    """First and last day of the reporting month that ``month`` falls in by name.

    With ``grid_base.month_first_day`` at 26 the June report covers 26 May to 25 June.
    """
    day = month_first_day(env)
    first = month.replace(day=day)
    if day > 1:
        first -= relativedelta(months=1)
    return first, first + relativedelta(months=1, days=-1)


def day_start(env, day: date) -> datetime:
    """The moment a day begins in the city, in UTC as Odoo stores it."""
    local = datetime.combine(day, time.min, city_zone(env))
    return local.astimezone(UTC).replace(tzinfo=None)
