from odoo import models
from odoo.tools import SQL

from ..tools.moves import ENDS, EVENT_STATES, TASK_OPEN


class GridGrid(models.Model):
    """What waits for a centre or a station goes with it when it is merged."""

    _inherit = "grid.grid"

    def _hand_over_desks(self, target):
        """Let another grid answer for the open events of these and do their tasks.

        Past ``write``: nobody decided anything about an event, it is the office that
        changes. What is closed keeps the office that closed it.
        """
        open_states = [state for state, _label in EVENT_STATES if state not in ENDS]
        self._hand_over(target, "grid.event", ("holder_id", "arbiter_id"), open_states)
        self._hand_over(target, "grid.event.task", ("node_id", "sender_id"), TASK_OPEN)

    def _hand_over(self, target, model, names, states):
        """Name another grid in fields of a model, on what is in some states."""
        records = self.env[model]
        records.flush_model([*names, "state"])
        for name in names:
            self.env.cr.execute(
                SQL(
                    "UPDATE %(table)s SET %(column)s = %(new)s"
                    " WHERE %(column)s = ANY(%(old)s) AND state = ANY(%(states)s)",
                    table=SQL.identifier(records._table),
                    column=SQL.identifier(name),
                    new=target.id,
                    old=list(self.ids),
                    states=list(states),
                )
            )
        records.invalidate_model(names)
