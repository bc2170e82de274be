from odoo import models
from odoo.tools import SQL

from ..tools.application_moves import WAITING


class GridGrid(models.Model):
    """What waits for the answer of a centre goes with it when it is merged."""

    _inherit = "grid.grid"

    def _hand_over_desks(self, target):
        res = super()._hand_over_desks(target)
        applications = self.env["grid.event.application"]
        applications.flush_model(["approver_id", "node_id", "state"])
        for column in ("approver_id", "node_id"):
            self.env.cr.execute(
                SQL(
                    "UPDATE grid_event_application SET %(column)s = %(new)s"
                    " WHERE %(column)s = ANY(%(old)s) AND state = %(waiting)s",
                    column=SQL.identifier(column),
                    new=target.id,
                    old=list(self.ids),
                    waiting=WAITING,
                )
            )
        applications.invalidate_model(["approver_id", "node_id"])
        return res
