from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.supervision import (
    CARDS,
    DEFAULT_CARDS,
    INSTRUCTION,
    MUST_BE_ANSWERED,
    NO_CARD,
    REMIND,
    SUPERVISE,
)
from .grid_event_task import DISPATCHER, ORDER_KINDS, WORKER

SUPERVISOR = "grid_event.group_event_supervisor"
LEADER = "grid_event.group_event_leader"
GROUPS = {REMIND: SUPERVISOR, SUPERVISE: SUPERVISOR, INSTRUCTION: LEADER}


class GridEventSupervision(models.Model):
    """Who may issue, answer, change and close a supervision."""

    _inherit = "grid.event.supervision"

    may_answer = fields.Boolean(compute="_compute_may")
    may_decide = fields.Boolean(compute="_compute_may")

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_may(self):
        answering, deciding = self._may_move("answer"), self._may_move("close")
        for record in self:
            record.may_answer = record in answering
            record.may_decide = record in deciding

    @api.model
    def _move_names(self):
        env = self.env
        return {
            "answer": env._("Answer"),
            "ask_again": env._("Ask Again"),
            "change_card": env._("Change Card"),
            "change_card_later": env._("Change Card"),
            "close": env._("Close"),
            "settle": env._("Settled"),
        }

    # -- actors ------------------------------------------------------------------

    def _actor_addressee(self):
        """Who sits at the addressed desk today; never who issued it."""
        user = self.env.user
        tasks = self.env["grid.event.task"]
        dispatching = set(tasks._own_nodes(DISPATCHER))
        working = set(tasks._own_nodes(WORKER))
        in_department = user.has_group("grid_base.group_grid_department")

        def sits_there(record):
            if record.issuer_id == user:
                return False
            if record.organization_id:
                return in_department and user in record.organization_id.user_ids
            at_work = record.task_id.kind in ORDER_KINDS and working
            return record.node_id.id in dispatching | (at_work or set())

        # sudo: which departments a user acts for
        return self.sudo().filtered(sits_there).with_env(self.env)

    def _actor_issuer(self):
        """Who issued it, and who holds the same office there or above."""
        user = self.env.user
        scopes = {kind: set(user._grid_scope(group)) for kind, group in GROUPS.items()}
        return self.filtered(
            lambda record: record.issuer_node_id.id in scopes[record.kind]
        )

    def action_answer(self):
        return self._open_act("answer")

    def action_ask_again(self):
        return self._open_act("ask_again")

    def action_change_card(self):
        return self._open_act("change_card")

    def action_close(self):
        return self._open_act("close")

    def _open_act(self, move):
        return {
            "type": "ir.actions.act_window",
            "name": self._move_names()[move],
            "res_model": "grid.event.supervision.act",
            "view_mode": "form",
            "target": "new",
            "context": {"default_supervision_ids": self.ids, "default_move": move},
        }

    # -- issuing -----------------------------------------------------------------

    @api.model
    @api.private
    def _issue(self, tasks, kind, remark, card=None, check=None):
        """Address the desks of open tasks, as the user.

        :param tasks: ``grid.event.task``
        :param card: ``None`` for what is usual for the kind
        :param check: a failed ``grid.event.check`` of the event: then the tasks are
            those that led to its result
        """
        card = card or DEFAULT_CARDS[kind]
        self._check_issue(tasks, kind, remark, card)
        tasks.check_access("read")
        tasks._lock()
        # as they are now that nobody moves them
        tasks.invalidate_recordset(["state"])
        nodes = {task: self._issuing_node(task, kind) for task in tasks}
        for task, node in nodes.items():
            task._check_supervised(kind, card, node, check)
        # sudo: nobody creates them by hand; what the user may do was checked above
        records = self.sudo().create(
            [
                self._issue_values(task, kind, card, node)
                | {
                    "remark": remark,
                    "issuer_id": self.env.uid,
                    "check_id": check and check.id,
                }
                for task, node in nodes.items()
            ]
        )
        records._tell_addressed()
        return records.with_env(self.env)

    @api.model
    def _check_issue(self, tasks, kind, remark, card):
        if not tasks:
            raise UserError(self.env._("There is nothing that waits for somebody."))
        if not (remark or "").strip():
            raise UserError(self.env._("Write a remark."))
        if card not in dict(CARDS):
            raise UserError(self.env._("There is no such card."))
        if card != NO_CARD and kind != SUPERVISE:
            raise UserError(self.env._("A card goes with a supervision only."))

    @api.model
    def _issuing_node(self, task, kind):
        """The highest grid above the place for which the user may issue this."""
        group = GROUPS[kind]
        own = set(self.env["grid.event.task"]._own_nodes(group))
        path = self.env["grid.grid"]._event_territory().path(task.grid_id.id)
        above = [grid_id for grid_id in path if grid_id in own]
        if not above:
            raise AccessError(
                self.env._(
                    "%s does not lie where you may supervise.", task.display_name
                )
            )
        return self.env["grid.grid"].browse(above[-1])

    @api.model
    def _issue_values(self, task, kind, card, node):
        task = task.sudo()
        return {
            "event_id": task.event_id.id,
            "task_id": task.id,
            "kind": kind,
            "card": card,
            "node_id": task.node_id.id,
            "organization_id": task.organization_id.id,
            "issuer_node_id": node.id,
            "level": task._levels_below(node),
        }

    def _tell_addressed(self):
        """Those who sit at the addressed desk, and their open lists."""
        for record in self.sudo():
            record.event_id._notify(
                record.task_id._desk_users(), record.kind, record._notice_text()
            )
            record.event_id._tasks_changed(record.task_id)

    def _notice_text(self):
        lang = self.env.lang
        cards = dict(self.with_context(lang=lang)._fields["card"].selection)
        card = self.card != NO_CARD and cards[self.card]
        return ": ".join(filter(None, (card, self.remark)))

    # -- moves -------------------------------------------------------------------

    def _move_answer(self, values):
        if self.issuer_id:
            self.event_id._notify(
                self.issuer_id, "supervision_answer", values["answer"]
            )
        return {
            "answer": values["answer"],
            "answered_at": fields.Datetime.now(),
            "answered_by_id": self.env.uid,
        }

    def _move_ask_again(self, values):
        users = self.task_id._desk_users()
        self.event_id._notify(users, "supervision_again", values["reason"])

    def _move_change_card(self, values):
        card = values["card"]
        self._check_issue(self.task_id, self.kind, self.remark, card)
        self.event_id._notify(self.task_id._desk_users(), "supervision_card")
        return {"card": card}

    def _move_change_card_later(self, values):
        return self._move_change_card(values)

    def _move_close(self, values):
        unanswered = self.state != "answered" and self.kind in MUST_BE_ANSWERED
        if unanswered and not (values.get("reason") or "").strip():
            raise UserError(
                self.env._("It is not answered yet: say why it is closed nevertheless.")
            )
        return {"closed_at": fields.Datetime.now()}

    def _move_settle(self, values):
        return {"closed_at": fields.Datetime.now()}
