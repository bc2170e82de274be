from odoo import models

from ..tools.supervision import RUNNING


class GridGrid(models.Model):
    """Supervision goes with a station that is merged; an archived one keeps no work."""

    _inherit = "grid.grid"

    def write(self, vals):
        res = super().write(vals)
        if "active" in vals and not vals["active"]:
            self.env["grid.event.task"]._somebody_left()
        return res

    def _hand_over_desks(self, target):
        res = super()._hand_over_desks(target)
        names = ("node_id", "issuer_node_id")
        self._hand_over(target, "grid.event.supervision", names, RUNNING)
        return res
