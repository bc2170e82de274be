from odoo import fields, models

from .grid_dispute_file import CONFIRMATION
from .grid_dispute_settlement import READERS


class GridDispute(models.Model):
    _inherit = "grid.dispute"

    confirmation_ids = fields.One2many(
        "grid.dispute.confirmation", "dispute_id", "Confirmations", groups=READERS
    )

    def _file_of(self, code):
        found = super()._file_of(code)
        if code == CONFIRMATION:
            made = self.confirmation_ids.filtered(lambda c: c.applied_on)
            found += list(made)
        return found
