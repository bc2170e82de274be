"""The moves of screening rounds and of consultations (DOMAIN 4.2 and 4.6)."""

from odoo.addons.grid_base.tools.moves import Move, table

ROUND_STATES = [("draft", "Draft"), ("running", "Running"), ("closed", "Closed")]
ROUND_MOVES = table(
    Move("start", ("draft",), ("running",), "desk"),
    Move("close", ("running",), ("closed",), "desk"),
)

CONSULTATION_STATES = [
    ("planned", "Planned"),
    ("held", "Held"),
    ("cancelled", "Cancelled"),
]
CONSULTATION_MOVES = table(
    Move("hold", ("planned",), ("held",), "desk"),
    Move("cancel", ("planned",), ("cancelled",), "desk", ("reason",)),
)
DUTY_STATES = [("open", "To Be Done"), ("done", "Done")]
DUTY_MOVES = table(Move("done", ("open",), ("done",), "responsible", ("reason",)))
