"""The table of moves of a mediation session."""

from odoo.addons.grid_base.tools.moves import Move, table

PLANNED = "planned"
HELD = "held"
CANCELLED = "cancelled"

SESSION_STATES = [(PLANNED, "Planned"), (HELD, "Held"), (CANCELLED, "Cancelled")]

SESSION_MOVES = table(
    Move("hold", (PLANNED,), (HELD,), "handler"),
    Move("cancel", (PLANNED,), (CANCELLED,), "handler", ("reason",)),
)

KINDS = [
    ("joint", "All Parties Together"),
    ("separate", "One Party Alone"),
    ("visit", "Home Visit"),
]
MODES = [("onsite", "On Site"), ("video", "By Video"), ("phone", "By Phone")]
WAYS = [
    ("phone", "By Phone"),
    ("person", "In Person"),
    ("letter", "By Letter"),
    ("message", "By Message"),
]
"""How a party was invited."""
