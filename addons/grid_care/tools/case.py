"""How it stands with somebody in care, and the moves from one to the other.

The columns of county reports (DOMAIN 5.9) are these states: managed, lost to follow-up,
not managed. Why somebody was lost is a code of the follow-up form (DOMAIN 5.4).
"""

from odoo.addons.grid_base.tools.moves import SYSTEM, Move, table

MANAGED = "managed"
MISSING = "missing"
LOST = "lost"
APART = "apart"
MOVED = "moved"
DEAD = "dead"
CLOSED = "closed"

CASE_STATES = [
    (MANAGED, "Under Management"),
    (MISSING, "Missing"),
    (LOST, "Lost to Follow-Up"),
    (APART, "Not Under Management"),
    (MOVED, "Moved Out"),
    (DEAD, "Dead"),
    (CLOSED, "Closed"),
]

REGISTERED = (MANAGED, MISSING, LOST, APART)
"""States that count as registered here."""
HERE = (*REGISTERED, MOVED)
"""States from which somebody can come back."""

CASE_MOVES = table(
    Move("miss", (MANAGED, LOST), (MISSING,), "carer", ("reason",)),
    Move("find", (MISSING,), (MANAGED,), "carer", ("reason",)),
    Move("lose", (MANAGED,), (LOST,), "health", ("lost_reason_id",)),
    Move("set_apart", (MANAGED, LOST), (APART,), "keeper", ("reason",)),
    Move("rejoin", (LOST, APART, MOVED), (MANAGED,), "keeper"),
    Move("leave", REGISTERED, (MOVED,), "officer", ("destination",)),
    Move("die", HERE, (DEAD,), "keeper", ("died_on", "death_cause")),
    # what follows from what the hospital does
    Move("register", (*HERE, CLOSED), (MANAGED,), SYSTEM),
    Move("close", (*HERE, DEAD), (CLOSED,), SYSTEM),
)
