"""The moves of a medical record: written, issued, corrected by another version."""

from odoo.addons.grid_base.tools.moves import Move, table

DRAFT = "draft"
ISSUED = "issued"
REPLACED = "replaced"

RECORD_STATES = [(DRAFT, "Draft"), (ISSUED, "Issued"), (REPLACED, "Replaced")]

RECORD_MOVES = table(
    Move("issue", (DRAFT,), (ISSUED,), "clinician"),
    Move("replace", (ISSUED,), (REPLACED,), "system"),
)
