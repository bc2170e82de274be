"""The table of moves of a return visit (DOMAIN 4.5, document 10)."""

from odoo.addons.grid_base.tools.moves import Move, table

PLANNED = "planned"
DONE = "done"
CANCELLED = "cancelled"

VISIT_STATES = [
    (PLANNED, "To Be Made"),
    (DONE, "Done"),
    (CANCELLED, "Cancelled"),
]

VISIT_WAYS = [
    ("home", "At Home"),
    ("phone", "By Phone"),
    ("video", "By Video"),
    ("office", "At the Office"),
]

PERFORMED = [("whole", "Wholly"), ("part", "In Part"), ("not", "Not at All")]
SATISFIED = [("yes", "Satisfied"), ("fair", "Fairly Satisfied"), ("no", "Dissatisfied")]

VISIT_MOVES = table(
    Move("record", (PLANNED,), (DONE,), "handler"),
    Move("cancel", (PLANNED,), (CANCELLED,), "handler", ("reason",)),
)
