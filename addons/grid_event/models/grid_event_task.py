from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.grid_base.tools.code_field import Code
from odoo.addons.grid_base.tools.deadline import Due

from ..tools.moves import SENT, TASK_MOVES, TASK_OPEN, TASK_STATES

DESK_KINDS = ("accept", "dispatch", "arbitrate", "verify", "rate")
ORDER_KINDS = ("main", "assist", "countersign")
DISPATCHER = "grid_event.group_event_dispatcher"
WORKER = "grid_base.group_grid_worker"


class GridEventTask(models.Model):
    """One thing that waits for one desk, with its own clock.

    A desk is a node of the tree (a centre, a station, a unit grid) or a department.
    What the holder of an event owes (to accept, to dispatch, to arbitrate, to verify,
    to ask for a rating) and what handlers owe (orders) are tasks alike, so that one
    list shows what waits for somebody and what is late.
    """

    _name = "grid.event.task"
    _description = "Event Task"
    _inherit = [
        "grid.workflow.mixin",
        "grid.event.waiting.mixin",
        "grid.scoped.mixin",
        "grid.deadline.mixin",
        "grid.coded.mixin",
    ]
    _order = "deadline, id"
    _moves = TASK_MOVES
    # beside what is readonly
    _guarded = ("deadline_start", "event_id", "limit_unit", "limit_value")

    event_id = fields.Many2one(
        "grid.event", "Event", required=True, index=True, ondelete="cascade"
    )
    grid_id = fields.Many2one(
        related="event_id.grid_id",
        store=True,
        precompute=True,
        related_sudo=True,
        index=True,
    )
    kind = fields.Selection(
        [
            ("accept", "To Accept"),
            ("dispatch", "To Dispatch"),
            ("arbitrate", "To Arbitrate"),
            ("main", "Main Order"),
            ("assist", "Assisting Order"),
            ("countersign", "Countersigning"),
            ("verify", "To Verify"),
            ("rate", "To Ask for a Rating"),
        ],
        required=True,
        readonly=True,
    )
    is_order = fields.Boolean(compute="_compute_is_order")
    state = fields.Selection(
        TASK_STATES, required=True, readonly=True, default=SENT, copy=False
    )
    # whose
    node_id = fields.Many2one(
        "grid.grid", "Centre, Station or Grid", readonly=True, ondelete="restrict"
    )
    organization_id = fields.Many2one(
        "grid.organization", "Department", readonly=True, ondelete="restrict"
    )
    staff_id = fields.Many2one(
        "grid.staff",
        "Assigned To",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    desk_name = fields.Char("Waits For")
    # by whom and what for
    sender_id = fields.Many2one(
        "grid.grid", "Sent By", readonly=True, ondelete="restrict"
    )
    sent_at = fields.Datetime(readonly=True, default=fields.Datetime.now)
    instruction = fields.Text(readonly=True)
    accepted_at = fields.Datetime("Taken At", readonly=True, copy=False)
    accepted_by_id = fields.Many2one(
        "res.users", "Taken By", readonly=True, ondelete="restrict", copy=False
    )
    closed_at = fields.Datetime(readonly=True, copy=False)
    closed_by_id = fields.Many2one(
        "res.users", "Closed By", readonly=True, ondelete="restrict", copy=False
    )
    result = fields.Text("Answer", readonly=True, copy=False)
    media_ids = fields.One2many("grid.event.media", "task_id", "Photographs and Files")
    shares_deadline = fields.Boolean(
        "Shares the Deadline of the Event", readonly=True, default=False
    )
    # returns
    binding = fields.Boolean(
        readonly=True, help="Decided by an arbiter: it cannot be returned."
    )
    return_id = Code("event_return", "Returned Because", readonly=True, copy=False)
    return_note = fields.Text(readonly=True, copy=False)
    competent_node_id = fields.Many2one(
        "grid.grid", "Competent Centre", readonly=True, ondelete="restrict"
    )
    competent_organization_id = fields.Many2one(
        "grid.organization", "Competent Department", readonly=True, ondelete="restrict"
    )
    rework_count = fields.Integer("Reworked", readonly=True, copy=False)
    # of the event, for lists
    event_number = fields.Char(related="event_id.number")
    title = fields.Char(related="event_id.title")
    category_id = fields.Many2one(related="event_id.category_id")
    urgency_id = fields.Many2one(related="event_id.urgency_id")
    address = fields.Char(related="event_id.address")
    event_state = fields.Selection(related="event_id.state", string="State of Event")
    reported_at = fields.Datetime(related="event_id.reported_at")

    _one_desk = models.Constraint(
        "CHECK ((node_id IS NULL) <> (organization_id IS NULL))",
        "A task waits for one centre, station or grid, or for one department.",
    )
    _node_open_idx = models.Index("(node_id, kind) WHERE state IN ('sent', 'accepted')")
    _organization_open_idx = models.Index(
        "(organization_id) WHERE state IN ('sent', 'accepted')"
    )
    _organization_idx = models.Index(
        "(organization_id, event_id) WHERE organization_id IS NOT NULL"
    )
    _one_desk_task = models.UniqueIndex(
        "(event_id) WHERE state IN ('sent', 'accepted')"
        " AND kind IN ('accept', 'dispatch', 'arbitrate', 'verify', 'rate')",
        "An event waits for one centre or station at a time.",
    )

    @api.constrains("staff_id", "organization_id")
    def _check_staff(self):
        for task in self:
            if task.staff_id and task.organization_id:
                user = task.staff_id.sudo().user_id
                if user not in task.organization_id.sudo().user_ids:
                    raise ValidationError(
                        self.env._(
                            "%(staff)s does not act for %(organization)s.",
                            staff=task.staff_id.sudo().name,
                            organization=task.organization_id.sudo().name,
                        )
                    )

    # -- computes ----------------------------------------------------------------

    @api.depends("kind")
    def _compute_is_order(self):
        for task in self:
            task.is_order = task.kind in ORDER_KINDS

    @api.depends("kind", "event_id.number", "event_id.title")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for task in self:
            task.display_name = f"{kinds.get(task.kind)}: {task.event_id.display_name}"

    @api.model
    def _waits_for_me_domain(self):
        """Open tasks of the desks where the user sits today.

        A desk is where a posting is, not what lies below it: a town's officer does
        not want the lists of all its stations.
        """
        user = self.env.user
        dispatching = self._own_nodes(DISPATCHER)
        working = self._own_nodes(WORKER)
        unassigned = Domain("staff_id", "=", False)
        # ids, not subqueries: the indexes of open tasks serve an OR of lists only.
        # sudo: which staff record is one's own, and for which departments one acts
        staff, organizations = (
            self.env[model]
            .sudo()
            .with_context(active_test=False)
            .search([(name, "in", user.ids)])
            .ids
            for model, name in (
                ("grid.staff", "user_id"),
                ("grid.organization", "user_ids"),
            )
        )
        assigned = Domain("staff_id", "in", staff)
        acting = Domain("organization_id", "in", organizations)
        orders = Domain("kind", "in", ORDER_KINDS)
        desk = Domain("node_id", "in", dispatching) & Domain("kind", "in", DESK_KINDS)
        field_work = Domain("node_id", "in", working) & orders & unassigned
        department = acting & unassigned
        return Domain("state", "in", TASK_OPEN) & (
            desk | field_work | department | assigned
        )

    @api.model
    def _own_nodes(self, group_xmlid):
        """Ids of the grids where the user is posted today with a group."""
        user = self.env.user
        scope = set(user._grid_scope(group_xmlid))
        posted = {grid for grid, _role in user._grid_live_postings()}
        return sorted(scope & posted)

    # -- clock -------------------------------------------------------------------

    @api.depends("shares_deadline", "event_id.deadline")
    def _compute_deadline(self):
        return super()._compute_deadline()

    def _deadline_due(self, calendar, resumed=False):
        """An order without a limit of its own is due when the event is."""
        if not self.shares_deadline:
            return super()._deadline_due(calendar, resumed)
        event = self.sudo().event_id
        if resumed:
            return event._deadline_due(calendar, resumed)
        missing = event.deadline_provisional
        return Due(event.deadline or None, missing)

    def _deadline_open_pauses(self):
        shared = self.filtered("shares_deadline")
        own = super(GridEventTask, self - shared)._deadline_open_pauses()
        return own | shared.sudo().event_id._deadline_open_pauses()

    def _deadline_settle(self, done_at):
        """A task that shares the clock ends no pause of the event."""
        super(
            GridEventTask, self.filtered(lambda task: not task.shares_deadline)
        )._deadline_settle(done_at)
        self.mapped("deadline")

    # -- carrying ----------------------------------------------------------------

    @api.private
    def _grid_carry(self, old, new):
        """Open orders that wait for the old grid wait for the new one."""
        count = super()._grid_carry(old, new)
        self._carry_desk(old, new, TASK_OPEN)
        return count
