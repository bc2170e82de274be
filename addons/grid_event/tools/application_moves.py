"""The table of moves of applications, and what each kind of them asks for.

One matter, one decision (DOMAIN 3.4): whoever holds or handles an event asks
for something that only a level above may grant.
"""

from dataclasses import dataclass

from odoo.addons.grid_base.tools.moves import SYSTEM, Move, table

from .moves import EVENT_MOVES, RUNNING, SUSPENDED

WAITING = "waiting"
APPROVED = "approved"
REFUSED = "refused"
WITHDRAWN = "withdrawn"

APPLICATION_STATES = [
    (WAITING, "To Decide"),
    (APPROVED, "Approved"),
    (REFUSED, "Refused"),
    (WITHDRAWN, "Withdrawn"),
]

APPLICATION_MOVES = table(
    Move("approve", (WAITING,), (APPROVED,), "approver", (), ("opinion",)),
    Move("refuse", (WAITING,), (REFUSED,), "approver", ("opinion",)),
    Move("withdraw", (WAITING,), (WITHDRAWN,), "applicant"),
    # the event went on without it
    Move("lapse", (WAITING,), (WITHDRAWN,), SYSTEM),
)

EXTENSION = "extension"
SUSPENSION = "suspension"
VOID = "void"
RECATEGORISE = "recategorise"
RESET = "reset"
RESUME = "resume"

KINDS = [
    (EXTENSION, "Extension"),
    (SUSPENSION, "Suspension"),
    (VOID, "Make Void"),
    (RECATEGORISE, "Change of Category"),
    (RESET, "Reset"),
    (RESUME, "Resumption"),
]


@dataclass(frozen=True)
class Kind:
    """What an application of a kind names, and what it does when it is granted."""

    sources: tuple
    """The states of the event in which it can be granted."""
    move: str | None = None
    """The move of the event that carries it out."""
    needs: tuple = ()
    takes: tuple = ()


def _by_move(move, needs=(), takes=()):
    return Kind(EVENT_MOVES[move].sources, move, needs, takes)


KIND_TABLE = {
    EXTENSION: Kind(RUNNING, needs=("extend_value", "extend_unit")),
    SUSPENSION: _by_move("suspend", ("suspension_id",), ("resume_on",)),
    VOID: _by_move("annul"),
    RECATEGORISE: _by_move("reroute", ("category_id",), ("urgency_id",)),
    RESET: _by_move("reset"),
    RESUME: Kind((SUSPENDED,), "resume"),
}

VALUES = ("extend_value", "extend_unit", "suspension_id", "resume_on") + (
    "category_id",
    "urgency_id",
)
"""All that applications of some kind name."""
