from odoo import models
from odoo.tools import SQL

from ..tools.moves import ENDS, TASK_OPEN


class GridGrid(models.Model):
    """What waits for a centre or a station goes with it when it is merged."""

    _inherit = "grid.grid"

    def _hand_over_desks(self, target):
        """Let another grid answer for the open events of these and do their tasks.

        Past ``write``: nobody decided anything about an event, it is the office that
        changes. What is closed keeps the office that closed it.
        """
        self.env["grid.event"].flush_model(["holder_id", "arbiter_id", "state"])
        self.env["grid.event.task"].flush_model(["node_id", "sender_id", "state"])
        for table, column, states in (
            ("grid_event", "holder_id", SQL("state <> ALL(%s)", list(ENDS))),
            ("grid_event", "arbiter_id", SQL("state <> ALL(%s)", list(ENDS))),
            ("grid_event_task", "node_id", SQL("state = ANY(%s)", list(TASK_OPEN))),
            ("grid_event_task", "sender_id", SQL("state = ANY(%s)", list(TASK_OPEN))),
        ):
            self.env.cr.execute(
                SQL(
                    "UPDATE %(table)s SET %(column)s = %(new)s"
                    " WHERE %(column)s = ANY(%(old)s) AND %(states)s",
                    table=SQL.identifier(table),
                    column=SQL.identifier(column),
                    new=target.id,
                    old=list(self.ids),
                    states=states,
                )
            )
        self.env["grid.event"].invalidate_model(["holder_id", "arbiter_id"])
        self.env["grid.event.task"].invalidate_model(["node_id", "sender_id"])
