from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.grid_event_supervision_move import GROUPS
from ..tools.moves import TASK_OPEN
from ..tools.supervision import CARDS, DEFAULT_CARDS, REMIND, SUPERVISE


class GridEventSupervise(models.TransientModel):
    """Remind, supervise or instruct those at whom events are, one or many.

    It does nothing that its user has no right to: ``_issue`` checks each task.
    """

    _name = "grid.event.supervise"
    _description = "Supervise Events"
    _inherit = ["grid.link.mixin"]

    event_ids = fields.Many2many("grid.event", string="Events", required=True)
    task_ids = fields.Many2many(
        "grid.event.task",
        string="Addressed",
        compute="_compute_task_ids",
        store=True,
        readonly=False,
        help="What waits for somebody: each desk gets its own.",
    )
    check_id = fields.Many2one("grid.event.check", "Failed Check", readonly=True)
    kind = fields.Selection("_selection_kind", required=True, default=REMIND)
    card = fields.Selection(
        CARDS,
        compute="_compute_card",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    remark = fields.Text(required=True)

    @api.model
    def _selection_kind(self):
        """What the user may issue: supervisors these, leaders that."""
        kind = self.env["grid.event.supervision"]._fields["kind"]
        user = self.env.user
        return [
            (value, label)
            for value, label in kind._description_selection(self.env)
            if user.has_group(GROUPS[value])
        ]

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        context = self.env.context
        active = context.get("active_ids")
        if active and context.get("active_model") == "grid.event":
            values.setdefault("event_ids", [(6, 0, active)])
        elif active and context.get("active_model") == "grid.event.task":
            tasks = self.env["grid.event.task"].browse(active)
            values.setdefault("event_ids", [(6, 0, tasks.event_id.ids)])
            values.setdefault("task_ids", [(6, 0, tasks.ids)])
        kinds = [value for value, _label in self._selection_kind()]
        if values.get("kind") not in kinds:
            values["kind"] = kinds[0] if kinds else False
        return values

    @api.depends("event_ids")
    def _compute_task_ids(self):
        for wizard in self:
            events = wizard.event_ids._origin
            wizard.task_ids = self.env["grid.event.task"].search(
                [("event_id", "in", events.ids), ("state", "in", TASK_OPEN)]
            )

    @api.depends("kind")
    def _compute_card(self):
        for wizard in self:
            wizard.card = DEFAULT_CARDS[wizard.kind or REMIND]

    def action_confirm(self):
        self.ensure_one()
        tasks = self.task_ids
        if self.check_id:
            self.check_id.check_access("read")
        else:
            tasks = tasks.filtered(lambda task: task.state in TASK_OPEN)
        if not tasks:
            raise UserError(self.env._("There is nothing that waits for somebody."))
        card = self.card if self.kind == SUPERVISE else None
        self.env["grid.event.supervision"]._issue(
            tasks, self.kind, self.remark, card, self.check_id
        )
        return {"type": "ir.actions.act_window_close"}
