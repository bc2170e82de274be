from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.check import FAIL
from ..tools.moves import TASK_OPEN
from ..tools.supervision import REMIND, RUNNING, SUPERVISE
from .grid_event_supervision_move import GROUPS


class GridEventTask(models.Model):
    """A task that somebody above looks at."""

    _inherit = "grid.event.task"

    supervision_ids = fields.One2many("grid.event.supervision", "task_id")

    def action_remind(self):
        return self._of_tasks(self.event_id.action_remind())

    def action_supervise(self):
        return self._of_tasks(self.event_id.action_supervise())

    def action_give_card(self):
        return self._of_tasks(self.event_id.action_give_card())

    def action_instruct(self):
        return self._of_tasks(self.event_id.action_instruct())

    def _of_tasks(self, action):
        action["context"]["default_task_ids"] = self.ids
        return action

    def _check_supervised(self, kind, card, node, check=None):
        """Something that still waits, for a desk below, and not twice the same."""
        failed = check and check.result == FAIL and self in check._handling_tasks()
        if self.state not in TASK_OPEN and not failed:
            raise UserError(
                self.env._("%s is no longer open: look again.", self.display_name)
            )
        desk = self.sudo().node_id
        scope = self.env.user._grid_scope(GROUPS[kind])
        if kind == SUPERVISE and desk and desk.id not in scope:
            raise AccessError(
                self.env._(
                    "%s does not stand below you: you can remind it, not supervise it.",
                    desk.display_name,
                )
            )
        # sudo: who may issue may know what a colleague issued
        twin = self.sudo().supervision_ids.filtered(
            lambda record: (
                (record.kind, record.card) == (kind, card)
                and record.issuer_node_id == node
                and record.state in RUNNING
                and kind == SUPERVISE
                and not record.automatic
            )
        )[:1]
        if twin:
            raise UserError(
                self.env._(
                    "%(user)s has supervised this already, with the same card: "
                    "%(record)s.",
                    user=twin.issuer_id.name,
                    record=twin.display_name,
                )
            )

    def _levels_below(self, node):
        """How many grids above the desk a grid stands; 0 where it does not."""
        desk = self.node_id or self.organization_id.grid_id
        path = self.env["grid.grid"]._event_territory().path(desk.id)
        return path.index(node.id) if node.id in path else 0

    def _make_move(self, name, values=None):
        res = super()._make_move(name, values)
        ended = self.sudo().filtered(lambda task: task.state not in TASK_OPEN)
        ended._settle_supervision()
        return res

    def _settle_supervision(self):
        """With the task ends what only asked for it; the rest is to be answered."""
        supervised = self.filtered("event_id.supervised")
        if not supervised:
            return
        running = self.env["grid.event.supervision"].search(
            [("task_id", "in", supervised.ids), ("state", "in", RUNNING)]
        )
        running.filtered(
            lambda record: record.automatic or record.kind == REMIND
        )._make_move("settle")
