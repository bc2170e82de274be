"""Kinds, cards and the table of moves of supervision (DOMAIN 3.5)."""

from odoo.addons.grid_base.tools.moves import SYSTEM, Move, table

REMIND = "remind"
SUPERVISE = "supervise"
INSTRUCTION = "instruction"

KINDS = [
    (REMIND, "Reminder"),
    (SUPERVISE, "Supervision"),
    (INSTRUCTION, "Written Instruction"),
]
KIND_CODES = {REMIND: "1", SUPERVISE: "2"}
"""The remind categories of the platform used in Fujian."""

MUST_BE_ANSWERED = (SUPERVISE, INSTRUCTION)

NO_CARD = "none"
YELLOW = "yellow"
RED = "red"
BLACK = "black"

CARDS = [
    (NO_CARD, "No Card"),
    (YELLOW, "Yellow Card"),
    (RED, "Red Card"),
    (BLACK, "Black Card"),
]
CARD_CODES = {YELLOW: "1", RED: "2", BLACK: "3"}
CARD_COLORS = {NO_CARD: 0, YELLOW: 3, RED: 1, BLACK: 12}
SEVERITY = {card: rank for rank, (card, _name) in enumerate(CARDS)}

DEFAULT_CARDS = {REMIND: NO_CARD, SUPERVISE: RED, INSTRUCTION: NO_CARD}
"""A supervision by hand gives a red card unless said otherwise, a reminder none."""

OPEN = "open"
ANSWERED = "answered"
CLOSED = "closed"

STATES = [(OPEN, "Open"), (ANSWERED, "Answered"), (CLOSED, "Closed")]
RUNNING = (OPEN, ANSWERED)

SUPERVISION_MOVES = table(
    Move("answer", (OPEN,), (ANSWERED,), "addressee", ("answer",)),
    Move("ask_again", (ANSWERED,), (OPEN,), "issuer", ("reason",)),
    Move("change_card", (OPEN,), (OPEN,), "issuer", ("card",)),
    Move("change_card_later", (ANSWERED,), (ANSWERED,), "issuer", ("card",)),
    Move("close", RUNNING, (CLOSED,), "issuer"),
    # the task it was about is done, or a sharper step took its place
    Move("settle", RUNNING, (CLOSED,), SYSTEM),
)


def worst(cards):
    """The most severe of some cards; ``NO_CARD`` of none."""
    return max(cards, key=SEVERITY.__getitem__, default=NO_CARD)
