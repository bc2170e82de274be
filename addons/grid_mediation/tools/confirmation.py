"""Judicial confirmation of a mediation agreement: its moves and its time limits.

Civil Procedure Law (2023) art. 205: asked for jointly, within thirty days from the day
on which the agreement came into force. Provisions on judicial confirmation (2011) art.
4, 5 and 10: accepted or not within three days, decided within fifteen, ten more where
the court needs them; a third person may ask for revocation within a year.
"""

from datetime import timedelta

from odoo.addons.grid_base.tools.deadline import CALENDAR_DAY, due
from odoo.addons.grid_base.tools.moves import Move, table

DRAFT = "draft"
APPLIED = "applied"
ACCEPTED = "accepted"
CONFIRMED = "confirmed"
DISMISSED = "dismissed"
NOT_ACCEPTED = "not_accepted"
WITHDRAWN = "withdrawn"

CONFIRMATION_STATES = [
    (DRAFT, "Draft"),
    (APPLIED, "Applied For"),
    (ACCEPTED, "Accepted by the Court"),
    (CONFIRMED, "Confirmed"),
    (DISMISSED, "Dismissed"),
    (NOT_ACCEPTED, "Not Accepted by the Court"),
    (WITHDRAWN, "Withdrawn"),
]
AT_COURT = (APPLIED, ACCEPTED)
GONE = (DISMISSED, NOT_ACCEPTED, WITHDRAWN)
"""States that leave room for another application."""

APPLY_DAYS = 30
ACCEPT_DAYS = 3
DECIDE_DAYS = 15
PROLONG_DAYS = 10

CONFIRMATION_MOVES = table(
    Move("apply", (DRAFT,), (APPLIED,), "handler"),
    Move("accept", (APPLIED,), (ACCEPTED,), "clerk", ("court_number",)),
    Move("not_accept", (APPLIED,), (NOT_ACCEPTED,), "clerk", ("bar_id", "reason")),
    Move("prolong", (ACCEPTED,), (ACCEPTED,), "clerk", ("reason",)),
    Move("confirm", (ACCEPTED,), (CONFIRMED,), "clerk", ("ruling_number",)),
    Move("dismiss", (ACCEPTED,), (DISMISSED,), "clerk", ("dismissal_id", "reason")),
    Move("withdraw", (DRAFT, *AT_COURT), (WITHDRAWN,), "handler", ("reason",)),
)


def last_day(calendar, effective_at):
    """The last day on which confirmation can be asked for; a date in the city.

    Where that is a free day, the first working day after it (Civil Procedure Law
    art. 85).
    """
    moment = due(calendar, effective_at, [(APPLY_DAYS, CALENDAR_DAY)]).moment
    return calendar.local_day(moment)


def earliest_day(calendar, today):
    """What came into force on this day or later can still be confirmed today."""
    day = today - timedelta(days=APPLY_DAYS)
    while last_day(calendar, calendar.at(day - timedelta(days=1))) >= today:
        day -= timedelta(days=1)
    return day
