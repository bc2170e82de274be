"""The table of moves of judicial aid, and the most that may be granted.

DOMAIN 4.7, after the Opinions on Establishing and Improving the National Judicial Aid
System (for trial, 2014): once for a case, decided within ten working days, and the
applicant told within two working days after the money has come.
"""

from odoo.addons.grid_base.tools.moves import Move, table

DRAFT = "draft"
APPLIED = "applied"
GRANTED = "granted"
PAID = "paid"
TOLD = "told"
REFUSED = "refused"
WITHDRAWN = "withdrawn"

AID_STATES = [
    (DRAFT, "Draft"),
    (APPLIED, "To Be Decided"),
    (GRANTED, "To Be Paid"),
    (PAID, "Applicant to Be Told"),
    (TOLD, "Done"),
    (REFUSED, "Refused"),
    (WITHDRAWN, "Withdrawn"),
]

GONE = (REFUSED, WITHDRAWN)
"""States that leave room for another application in the same case."""

MOST_MONTHS = 36
"""Average monthly wages of the place: the most that may be granted."""
DECIDE_DAYS = 10
TELL_DAYS = 2
"""Working days to decide, and to tell the applicant after the money has come."""

AID_MOVES = table(
    Move("apply", (DRAFT,), (APPLIED,), "handler"),
    Move("withdraw", (DRAFT, APPLIED), (WITHDRAWN,), "handler", ("reason",)),
    Move("grant", (APPLIED,), (GRANTED,), "desk", ("granted",)),
    Move("refuse", (APPLIED,), (REFUSED,), "desk", ("refusal_id", "reason")),
    Move("pay", (GRANTED,), (PAID,), "desk", ("paid_on",)),
    Move("tell", (PAID,), (TOLD,), "handler"),
)


def ceiling(monthly_wage):
    """The most that one case may get, in yuan."""
    return MOST_MONTHS * monthly_wage
