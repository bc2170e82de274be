"""The moves of a referral between us and a court, the police or an industry body.

The three platforms of Putian's "1536" (DOMAIN 4.2). Who may read the dispute follows
from a referral that is accepted, and from nothing that it leaves behind.
"""

from odoo.addons.grid_base.tools.moves import SYSTEM, Move, table

OFFERED = "offered"
ACCEPTED = "accepted"
REFUSED = "refused"
REVOKED = "revoked"
TRANSFERRED = "transferred"
FINISHED = "finished"

REFERRAL_STATES = [
    (OFFERED, "Offered"),
    (ACCEPTED, "Accepted"),
    (REFUSED, "Refused"),
    (REVOKED, "Revoked"),
    (TRANSFERRED, "Passed On"),
    (FINISHED, "Result Returned"),
]
ALIVE = (OFFERED, ACCEPTED)
READS = (ACCEPTED,)
"""States in which the organization reads the dispute."""

PLATFORMS = [
    ("court", "Litigation and Mediation"),
    ("police", "Police and Mediation"),
    ("industry", "Industry and Mediation"),
]
PLATFORM_OF = {"court": "court", "police_station": "police"}
"""By kind of organization; all others are of the industry platform."""
SOURCES = {"05": "court", "06": "police", "07": "industry"}
"""Codes of the table ``dispute_source`` that mean a referral to us."""

REFERRAL_MOVES = table(
    Move("accept", (OFFERED,), (ACCEPTED,), "receiver"),
    Move("refuse", (OFFERED,), (REFUSED,), "receiver", ("reason",)),
    Move("revoke", ALIVE, (REVOKED,), "sender", ("reason",)),
    Move("finish", (ACCEPTED,), (FINISHED,), "receiver", ("result",)),
    Move("pass_on", (ACCEPTED,), (TRANSFERRED,), "receiver", ("to_id", "reason")),
    # what follows from the dispute itself
    Move("taken", (OFFERED,), (ACCEPTED,), SYSTEM),
    Move("turned_down", (OFFERED,), (REFUSED,), SYSTEM),
    Move("end", ALIVE, (FINISHED,), SYSTEM),
)
