"""Opening a file without a ground, in an emergency: the conditions and the ends.

Nobody has to die because a rule did not foresee something, and nobody looks without
being looked at: a reason, a few hours, read only, the supervisor told at once, a review
that cannot be left out, and every refused attempt on record as well.
"""

from odoo.addons.grid_base.tools.moves import Move, table

MOST_HOURS = 3
MOST_A_DAY = 3
MOST_UNREVIEWED = 3
REASON_LENGTH = 10
"""Characters that a reason has at the least."""

OPENED, REFUSED, JUSTIFIED, UNJUSTIFIED = (
    "opened",
    "refused",
    "justified",
    "unjustified",
)

GLASS_STATES = [
    (OPENED, "To Review"),
    (REFUSED, "Refused"),
    (JUSTIFIED, "Justified"),
    (UNJUSTIFIED, "Not Justified"),
]

GLASS_MOVES = table(
    Move("justify", (OPENED,), (JUSTIFIED,), "reviewer", ("reason",)),
    Move("object", (OPENED,), (UNJUSTIFIED,), "reviewer", ("reason",)),
)

NO_ROLE = "no_role"
NO_POST = "no_post"
REASON = "reason"
HOURS = "hours"
UNKNOWN = "unknown"
GROUND = "ground"
OPEN_NOW = "open_now"
TOO_MANY = "too_many"
UNREVIEWED = "unreviewed"
NO_REVIEWER = "no_reviewer"

REFUSALS = [
    (NO_ROLE, "No care role"),
    (NO_POST, "Not posted"),
    (REASON, "No sufficient reason"),
    (HOURS, "Longer than allowed"),
    (UNKNOWN, "Nobody of this number"),
    (GROUND, "Had a right to the file"),
    (OPEN_NOW, "Is open already"),
    (TOO_MANY, "Too many in a day"),
    (UNREVIEWED, "Earlier ones wait for review"),
    (NO_REVIEWER, "Nobody could review"),
]
