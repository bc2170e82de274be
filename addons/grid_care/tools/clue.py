"""The table of moves of a clue: somebody may be ill, and nobody has said so yet.

Only a psychiatrist diagnoses (Mental Health Law, art. 29), and nobody is examined
against their will to find out (art. 27). So a clue is an observation; it is screened
jointly, answered by a hospital, and what it says is erased afterwards.
"""

from odoo.addons.grid_base.tools.moves import Move, table

DRAFT = "draft"
REPORTED = "reported"
ASSESSING = "assessing"
CLOSED = "closed"

CLUE_STATES = [
    (DRAFT, "Draft"),
    (REPORTED, "To Be Screened"),
    (ASSESSING, "With the Hospital"),
    (CLOSED, "Closed"),
]

WITHDRAWN = "withdrawn"
NO_GROUND = "no_ground"
NOT_CONFIRMED = "not_confirmed"
CONFIRMED = "confirmed"

RESULTS = [
    (WITHDRAWN, "Withdrawn"),
    (NO_GROUND, "No Ground for an Assessment"),
    (NOT_CONFIRMED, "Not Confirmed"),
    (CONFIRMED, "Confirmed"),
]

ANSWERS = (NOT_CONFIRMED, CONFIRMED)
"""What a psychiatrist can say."""

SCREENING = ("screened_by",)

CLUE_MOVES = table(
    Move("report", (DRAFT,), (REPORTED,), "reporter"),
    Move("withdraw", (REPORTED,), (CLOSED,), "reporter"),
    Move(
        "ask", (REPORTED,), (ASSESSING,), "officer", ("hospital_id",), ("screened_by",)
    ),
    Move("dismiss", (REPORTED,), (CLOSED,), "officer", ("answer",), ("screened_by",)),
    Move("take_back", (ASSESSING,), (REPORTED,), "officer"),
    # one move for both answers: its step must not tell which it was
    Move("answer", (ASSESSING,), (CLOSED,), "psychiatrist", ("result",), ("answer",)),
)
