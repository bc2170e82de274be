"""Moving house: another place takes somebody over, and says so (DOMAIN 5.3, 5.5)."""

from odoo.addons.grid_base.tools.moves import Move, table

PROPOSED = "proposed"
ACCEPTED = "accepted"
REFUSED = "refused"
WITHDRAWN = "withdrawn"

TRANSFER_STATES = [
    (PROPOSED, "Proposed"),
    (ACCEPTED, "Accepted"),
    (REFUSED, "Refused"),
    (WITHDRAWN, "Withdrawn"),
]

TRANSFER_MOVES = table(
    Move("accept", (PROPOSED,), (ACCEPTED,), "taker"),
    Move("refuse", (PROPOSED,), (REFUSED,), "taker", ("reason",)),
    Move("withdraw", (PROPOSED,), (WITHDRAWN,), "giver"),
)
