"""What day and time it is in the city, whatever the time zone of server or user."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from odoo import fields

PARAMETER = "grid_base.timezone"
DEFAULT = "Asia/Shanghai"


def city_zone(env):
    """The city's time zone (``ir.config_parameter`` ``grid_base.timezone``)."""
    # sudo: the zone is no secret, but parameters are closed to ordinary users
    name = env["ir.config_parameter"].sudo().get_param(PARAMETER, DEFAULT)
    return ZoneInfo(name)


def local_now(env) -> datetime:
    """The present moment in the city, aware."""
    return fields.Datetime.now().replace(tzinfo=UTC).astimezone(city_zone(env))


def local_today(env) -> date:
    """Today's date in the city: postings, deadlines and visits go by it."""
    return local_now(env).date()
