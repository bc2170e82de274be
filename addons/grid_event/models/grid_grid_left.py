from odoo import models
from odoo.tools import SQL

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
        self.env["grid.event.supervision"].flush_model()
        for column in ("node_id", "issuer_node_id"):
            self.env.cr.execute(
                SQL(
                    "UPDATE grid_event_supervision SET %(column)s = %(new)s"
                    " WHERE %(column)s = ANY(%(old)s) AND state = ANY(%(running)s)",
                    column=SQL.identifier(column),
                    new=target.id,
                    old=list(self.ids),
                    running=list(RUNNING),
                )
            )
        self.env["grid.event.supervision"].invalidate_model(
            ["node_id", "issuer_node_id"]
        )
        return res
