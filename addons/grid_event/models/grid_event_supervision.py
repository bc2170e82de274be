from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.supervision import (
    CARDS,
    KINDS,
    MUST_BE_ANSWERED,
    NO_CARD,
    OPEN,
    REMIND,
    RUNNING,
    STATES,
    SUPERVISION_MOVES,
)
from .grid_event_task import DISPATCHER, ORDER_KINDS, WORKER


class GridEventSupervision(models.Model):
    """Somebody above looks at a task: reminds, supervises, instructs.

    It addresses the desk at which one task of an event is open, so each desk
    answers for itself and has its own card. A supervision and a leader's instruction
    must be answered; a reminder ends with the task. Made by ``_issue`` and by the
    steps of escalation only (``automatic``).
    """

    _name = "grid.event.supervision"
    _description = "Supervision"
    _inherit = [
        "grid.workflow.mixin",
        "grid.event.waiting.mixin",
        "grid.event.part.mixin",
    ]
    _order = "issued_at desc, id desc"
    _moves = SUPERVISION_MOVES
    # beside what is readonly
    _guarded = ("event_id",)

    kind = fields.Selection(KINDS, required=True, readonly=True, default=REMIND)
    card = fields.Selection(CARDS, required=True, readonly=True, default=NO_CARD)
    state = fields.Selection(
        STATES, required=True, readonly=True, default=OPEN, copy=False
    )
    remark = fields.Text(required=True, readonly=True)
    must_answer = fields.Boolean("To Be Answered", compute="_compute_must_answer")
    # whom it addresses
    task_id = fields.Many2one(
        "grid.event.task",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    node_id = fields.Many2one(
        "grid.grid",
        "Addressed Centre, Station or Grid",
        readonly=True,
        ondelete="restrict",
    )
    organization_id = fields.Many2one(
        "grid.organization",
        "Addressed Department",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    desk_name = fields.Char("Addressed To")
    waits_for_me = fields.Boolean("To Be Answered by Me")
    check_id = fields.Many2one(
        "grid.event.check",
        "Failed Check",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="It is about what a random check has found.",
    )
    # by whom
    automatic = fields.Boolean(
        readonly=True, help="Made by a step of escalation, not by hand."
    )
    issuer_id = fields.Many2one(
        "res.users",
        "Issued By",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: by a step of escalation.",
    )
    issuer_node_id = fields.Many2one(
        "grid.grid",
        "Issued For",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        help="The centre or station in whose name it was issued, or that was told "
        "of the lateness.",
    )
    issuer_organization_id = fields.Many2one(
        "grid.organization",
        "Superior Department",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    level = fields.Integer(
        "Levels Up",
        readonly=True,
        aggregator=None,
        help="How many levels above the addressed desk it comes from.",
    )
    issued_at = fields.Datetime(
        "Issued", required=True, readonly=True, default=fields.Datetime.now
    )
    # the answer
    answer = fields.Text(readonly=True)
    answered_at = fields.Datetime(readonly=True)
    answered_by_id = fields.Many2one(
        "res.users", "Answered By", readonly=True, ondelete="restrict"
    )
    closed_at = fields.Datetime(readonly=True)
    # of the event and the task, for lists
    event_number = fields.Char(related="event_id.number")
    title = fields.Char(related="event_id.title")
    category_id = fields.Many2one(related="event_id.category_id")
    event_state = fields.Selection(related="event_id.state", string="State of Event")
    task_kind = fields.Selection(related="task_id.kind", string="Kind of Task")
    task_state = fields.Selection(related="task_id.state", string="State of Task")
    deadline = fields.Datetime(related="task_id.deadline")

    _one_desk = models.Constraint(
        "CHECK ((node_id IS NULL) <> (organization_id IS NULL))",
        "A supervision addresses one centre, station or grid, or one department.",
    )
    # of two who give the same card at the same instant, one is told
    _same_card_uniq = models.UniqueIndex(
        "(task_id, issuer_node_id, card) WHERE kind = 'supervise'"
        " AND automatic IS NOT TRUE AND state IN ('open', 'answered')",
        "Somebody has given this card for the same centre already: look again.",
    )
    _grid_time_idx = models.Index("(grid_id, issued_at DESC, id DESC)")
    _node_running_idx = models.Index("(node_id) WHERE state IN ('open', 'answered')")
    _event_running_idx = models.Index("(event_id) WHERE state IN ('open', 'answered')")

    # -- computes ----------------------------------------------------------------

    @api.depends("kind")
    def _compute_must_answer(self):
        for record in self:
            record.must_answer = record.kind in MUST_BE_ANSWERED

    @api.depends("kind", "card", "event_id.number")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        cards = dict(self._fields["card"]._description_selection(self.env))
        for record in self:
            # sudo: the number of an event is no secret to who sees the supervision
            number = record.sudo().event_id.number
            card = record.card != NO_CARD and cards.get(record.card)
            name = ", ".join(filter(None, (kinds.get(record.kind), card)))
            record.display_name = f"{name}: {number}"

    @api.model
    def _waits_for_me_domain(self):
        """What the user, sitting at an addressed desk today, has to answer."""
        user = self.env.user
        tasks = self.env["grid.event.task"]
        orders = Domain("task_id", "any!", [("kind", "in", ORDER_KINDS)])
        dispatching = Domain("node_id", "in", tasks._own_nodes(DISPATCHER))
        working = Domain("node_id", "in", tasks._own_nodes(WORKER)) & orders
        acting = Domain("organization_id", "any!", [("user_ids", "in", user.id)])
        owed = Domain("state", "=", OPEN) & Domain("kind", "in", MUST_BE_ANSWERED)
        return owed & (dispatching | working | acting)

    # -- carrying ----------------------------------------------------------------

    @api.private
    def _grid_carry(self, old, new):
        """What addressed the old grid and still runs addresses the new one."""
        count = super()._grid_carry(old, new)
        self._carry_desk(old, new, RUNNING)
        return count
