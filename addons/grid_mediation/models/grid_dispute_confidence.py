from odoo import fields, models

from .grid_dispute_settlement import READERS


class GridDispute(models.Model):
    """What is told in confidence, what is released, and who helps."""

    _inherit = "grid.dispute"

    note_ids = fields.One2many(
        "grid.dispute.note",
        "dispute_id",
        "Confidential Notes",
        groups="grid_mediation.group_mediator",
    )
    release_ids = fields.One2many(
        "grid.dispute.release", "dispute_id", "Releases", groups=READERS
    )
    helper_ids = fields.One2many(
        "grid.dispute.helper", "dispute_id", "Helpers", groups=READERS
    )
