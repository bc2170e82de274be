from odoo import models

from ..tools.application_moves import WAITING


class GridGrid(models.Model):
    """What waits for the answer of a centre goes with it when it is merged."""

    _inherit = "grid.grid"

    def _hand_over_desks(self, target):
        res = super()._hand_over_desks(target)
        names = ("approver_id", "node_id")
        self._hand_over(target, "grid.event.application", names, [WAITING])
        return res
