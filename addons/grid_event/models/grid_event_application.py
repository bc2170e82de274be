from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.grid_base.models.grid_deadline_mixin import LIMIT_UNITS
from odoo.addons.grid_base.tools.code_field import Code

from ..tools.application_moves import (
    APPLICATION_MOVES,
    APPLICATION_STATES,
    EXTENSION,
    KIND_TABLE,
    KINDS,
    SUSPENSION,
    WAITING,
)
from ..tools.limits import limit_values
from .grid_event_approval import SUPERVISOR


class GridEventApplication(models.Model):
    """One matter, one decision: what only a level above may grant to an event.

    The handler of an open order or the holder of the event applies; the approver is
    found by rule (``grid.event.approval``) and is never the applicant. What is granted
    is done at once, or nothing is.
    The fields are those of DOMAIN 3.4.
    """

    _name = "grid.event.application"
    _description = "Application"
    _inherit = [
        "grid.workflow.mixin",
        "grid.event.waiting.mixin",
        "grid.event.part.mixin",
        "grid.deadline.mixin",
        "grid.coded.mixin",
    ]
    _order = "applied_at desc, id desc"
    _moves = APPLICATION_MOVES
    # beside what is readonly: all of it is written by methods only
    _guarded = ("deadline_start", "event_id", "limit_unit", "limit_value")

    kind = fields.Selection(KINDS, required=True, readonly=True)
    state = fields.Selection(
        APPLICATION_STATES, required=True, readonly=True, default=WAITING, copy=False
    )
    # who applies, and for which desk
    user_id = fields.Many2one(
        "res.users",
        "Applicant",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.uid,
        ondelete="restrict",
        copy=False,
    )
    applied_at = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now, copy=False
    )
    by_holder = fields.Boolean(
        "By the Holder", readonly=True, help="Applied by who holds the event."
    )
    node_id = fields.Many2one(
        "grid.grid", "Applying Centre", readonly=True, index=True, ondelete="restrict"
    )
    organization_id = fields.Many2one(
        "grid.organization",
        "Applying Department",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    desk_name = fields.Char("For")
    order_id = fields.Many2one(
        "grid.event.task",
        "Order",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="The order of the handler who applies. If it has a time limit of its own, "
        "an extension is one of that limit.",
    )
    reason = fields.Text(required=True, readonly=True)
    number = fields.Integer(
        "Ordinal Number", readonly=True, help="The how manyth of its kind it would be."
    )
    # what for
    original_deadline = fields.Datetime(readonly=True)
    extend_value = fields.Integer("Extend By", readonly=True)
    extend_unit = fields.Selection(LIMIT_UNITS, "Unit of the Extension", readonly=True)
    suspension_id = Code("event_suspension", "Cause of Suspension", readonly=True)
    resume_on = fields.Date(
        readonly=True, help="The first day on which the clock runs again by itself."
    )
    category_id = fields.Many2one(
        "grid.event.category", "New Category", readonly=True, ondelete="restrict"
    )
    urgency_id = Code("event_urgency", "New Urgency", readonly=True)
    # the answer
    approval_id = fields.Many2one(
        "grid.event.approval", "Rule", readonly=True, ondelete="set null"
    )
    approver_id = fields.Many2one(
        "grid.grid",
        "Decided by Centre",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    is_mine = fields.Boolean("Applied by Me", compute="_compute_is_mine")
    may_answer = fields.Boolean(compute="_compute_may_answer")
    answered_by_id = fields.Many2one(
        "res.users", "Decided By", readonly=True, ondelete="restrict", copy=False
    )
    answered_at = fields.Datetime("Decided At", readonly=True, copy=False)
    opinion = fields.Text(readonly=True, copy=False)
    new_deadline = fields.Datetime(readonly=True, copy=False)
    # of the event, for lists
    event_state = fields.Selection(related="event_id.state", string="State of Event")
    old_category_id = fields.Many2one(
        related="event_id.category_id", string="Category of Event"
    )

    _one_waiting = models.UniqueIndex(
        "(event_id, kind, COALESCE(order_id, 0)) WHERE state = 'waiting'",
        "An application of this kind is waiting already.",
    )
    _approver_idx = models.Index("(approver_id) WHERE state = 'waiting'")
    _extension_positive = models.Constraint(
        "CHECK (kind <> 'extension' OR extend_value > 0 AND extend_unit IS NOT NULL)",
        "An extension is more than nothing.",
    )
    _suspension_named = models.Constraint(
        "CHECK (kind <> 'suspension' OR suspension_id IS NOT NULL)",
        "A suspension names its cause.",
    )

    @api.model
    def _move_names(self):
        env = self.env
        return {
            "approve": env._("Approve"),
            "refuse": env._("Refuse"),
            "withdraw": env._("Withdraw"),
            "lapse": env._("Withdrawn: Without Object"),
        }

    # -- computes ----------------------------------------------------------------

    @api.depends("kind", "event_id.number", "event_id.title")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for application in self:
            # sudo: who sees the application may know which event it is about
            event = application.sudo().event_id
            application.display_name = f"{kinds.get(application.kind)}: {event.number}"

    @api.depends_context("uid")
    def _compute_is_mine(self):
        for application in self:
            application.is_mine = application.user_id == self.env.user

    @api.depends("state", "approver_id", "user_id")
    @api.depends_context("uid")
    def _compute_may_answer(self):
        able = self._may_move("approve")
        for application in self:
            application.may_answer = application in able

    @api.model
    def _waits_for_me_domain(self):
        """What the centres and stations where the user sits have to answer."""
        nodes = self.env["grid.event.task"]._own_nodes(SUPERVISOR)
        return (
            Domain("state", "=", WAITING)
            & Domain("approver_id", "in", nodes)
            & Domain("user_id", "!=", self.env.uid)
        )

    # -- actors ------------------------------------------------------------------

    def _actor_approver(self):
        """Supervisors of the node that answers, or above it: never the applicant."""
        user = self.env.user
        scope = set(user._grid_scope(SUPERVISOR))
        return self.filtered(
            lambda application: (
                application.approver_id.id in scope and application.user_id != user
            )
        )

    def _actor_applicant(self):
        return self.filtered("is_mine")

    # -- actions -----------------------------------------------------------------

    def action_approve(self):
        """Grant it in one click; with an opinion by the dialogue."""
        return self.action_move("approve")

    def action_withdraw(self):
        return self.action_move("withdraw")

    def action_answer(self):
        """Ask for the opinion."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "grid_event.grid_event_answer_action"
        )
        return action | {"context": {"default_application_id": self.id}}

    # -- applying ----------------------------------------------------------------

    @api.model
    @api.private
    def _submit(self, event, order, kind, values):
        """File an application of the user; whether the user may was checked.

        :param event: the event, locked
        :param order: the open order of the handler, or none for the holder
        """
        needed = KIND_TABLE[kind].needs
        vals = {name: values.get(name) for name in (*needed, *KIND_TABLE[kind].takes)}
        by_holder = values["by_holder"]
        # sudo: applications are written here and nowhere else
        application = self.sudo().create(
            {
                **vals,
                "event_id": event.id,
                "kind": kind,
                "by_holder": by_holder,
                "order_id": order.id,
                "node_id": event._decider().id if by_holder else order.node_id.id,
                "organization_id": not by_holder and order.organization_id.id,
                "reason": values["reason"],
                "approver_id": event.holder_id.id,
                "number": self._next_number(event, kind),
            }
        )
        application._check_possible()
        application.original_deadline = application._clock().deadline
        application._ask()
        return application

    @api.model
    def _next_number(self, event, kind):
        """Those that were granted count: what was refused was no delay."""
        granted = self.sudo().search_count(
            [
                ("event_id", "=", event.id),
                ("kind", "=", kind),
                ("state", "=", "approved"),
            ]
        )
        return granted + 1

    def _ask(self):
        """Find who answers, by rule, and tell them."""
        self._find_approver()
        users = self.approver_id._event_users(SUPERVISOR) - self.user_id
        self.event_id._notify(users, "application", self.reason)
        self._lists_changed()

    def _find_approver(self):
        # sudo: the rules are the same for all
        rules = self.env["grid.event.approval"].sudo()
        level = (self.node_id or self.organization_id.grid_id).level_id
        rule = rules._find(self.kind, level, self.number)
        self.write(
            {
                "approval_id": rule.id,
                "approver_id": rule._approver(self).id,
                "deadline_start": self.applied_at,
                **limit_values(rule, "answer"),
            }
        )

    def _lists_changed(self):
        """Open lists of the approver reload; nothing is told but that."""
        for application in self:
            self.env["grid.event"]._ring_desk(application.approver_id)

    def _clock(self):
        """What an extension extends: the order if it has its own limit, else the
        event, and with it all orders that share its clock."""
        own = self.order_id and not self.order_id.shares_deadline
        return self.order_id if own else self.event_id

    # -- answering ---------------------------------------------------------------

    def _make_move(self, name, values=None):
        values = dict(values or {})
        if name in ("approve", "refuse"):
            values["reason"] = values.get("opinion")
        res = super()._make_move(name, values)
        for application in self.sudo():
            if name == "approve":
                application._grant()
            if name != "withdraw":
                application.event_id._notify(
                    application.user_id - self.env.user,
                    f"application_{name}",
                    values.get("reason"),
                )
        self.sudo()._lists_changed()
        return res

    def _move_approve(self, values):
        self.event_id._lock()
        self._check_possible()
        return self._answered(values)

    def _move_refuse(self, values):
        return self._answered(values)

    def _move_withdraw(self, values):
        return {"deadline_done_at": fields.Datetime.now()}

    def _move_lapse(self, values):
        return {"deadline_done_at": fields.Datetime.now()}

    def _answered(self, values):
        now = fields.Datetime.now()
        return {
            "answered_by_id": self.env.uid,
            "answered_at": now,
            "opinion": values.get("opinion"),
            "deadline_done_at": now,
        }
