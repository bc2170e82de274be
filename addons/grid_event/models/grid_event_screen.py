from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.moves import ARCHIVED, DISPATCHED, DRAFT, REPORTED
from ..tools.settings import REOPEN_DAYS, get_int

ORDER_MOVES = ("dispatch", "add_orders", "add_orders_later")
AT_ONCE = ("report", "accept", "withdraw", "verify", "resume", "discard")
"""Moves that ask nothing: one click."""

NORMAL = "01"
"""The urgency of what is not urgent (DOMAIN 3.1)."""


class GridEvent(models.Model):
    """What the screens of an event ask: who may do what, and the next dialog."""

    _inherit = "grid.event"

    is_urgent = fields.Boolean(compute="_compute_is_urgent")
    can_edit = fields.Boolean(compute="_compute_can_edit")
    can_name_informant = fields.Boolean(compute="_compute_can_edit")
    my_order_id = fields.Many2one("grid.event.task", compute="_compute_my_order_id")
    my_order_moves = fields.Json(compute="_compute_my_order_id")
    my_order_binding = fields.Boolean(compute="_compute_my_order_id")
    feedback_ids = fields.One2many("grid.event.feedback", "event_id", "Feedback")

    @api.depends("urgency_id")
    def _compute_is_urgent(self):
        for event in self:
            event.is_urgent = event.urgency_id.code not in (False, NORMAL)

    @api.depends("state", "holder_id", "arbiter_id", "reporter_id")
    @api.depends_context("uid")
    def _compute_can_edit(self):
        """Reporters edit drafts; who reviews an event completes it."""
        mine = set(self._actor_reporter()._ids)
        held = set(self._actor_holder()._ids)
        for event in self:
            (key,) = event._ids
            event.can_name_informant = event.state == DRAFT and key in mine
            event.can_edit = event.can_name_informant or (
                event.state == REPORTED and key in held
            )

    @api.depends("state", "archived_at", "order_ids.state", "holder_id", "arbiter_id")
    @api.depends_context("uid")
    def _compute_allowed_moves(self):
        """No button for what would be refused in any case."""
        res = super()._compute_allowed_moves()
        days = get_int(self.env, REOPEN_DAYS)
        reopen_until = fields.Datetime.now() - timedelta(days=days)
        for event in self:
            idle = set()
            if event.state == ARCHIVED and event.archived_at < reopen_until:
                idle.add("reopen")
            if event.state == DISPATCHED and "accepted" in event.order_ids.mapped(
                "state"
            ):
                idle.add("take_back")
            if not event.holder_id.parent_id:
                idle.add("report_up")
            if idle:
                event.allowed_moves = [m for m in event.allowed_moves if m not in idle]
        return res

    @api.depends("order_ids.state")
    @api.depends_context("uid")
    def _compute_my_order_id(self):
        waiting = self.order_ids.filtered("waits_for_me")
        for event in self:
            order = (event.order_ids & waiting)[:1]
            event.my_order_id = order
            event.my_order_moves = order.allowed_moves or ["read"]
            event.my_order_binding = order.binding

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        events._ask_questions()
        return events

    def write(self, vals):
        res = super().write(vals)
        if "category_id" in vals:
            self._ask_questions()
        return res

    def _ask_questions(self):
        """A line for each question, however the event came in; no stale empty ones."""
        lines = []
        # sudo: the questions follow from the category; answers are given by the user
        for event in self.sudo():
            asked = event.category_id._questions()
            empty = event.answer_ids.filtered(lambda answer: not answer.value)
            empty.filtered_domain([("question_id", "not in", asked.ids)]).unlink()
            lines += [
                {"event_id": event.id, "question_id": question.id}
                for question in asked - event.answer_ids.question_id
            ]
        if lines:
            self.env["grid.event.answer"].sudo().create(lines)

    @api.onchange("category_id")
    def _onchange_category_id(self):
        """The questions of the category, with what was answered already."""
        asked = self.category_id._questions()
        self.answer_ids = self.answer_ids.filtered(
            lambda answer: answer.question_id in asked
        )
        for question in asked - self.answer_ids.question_id:
            self.answer_ids += self.answer_ids.new({"question_id": question.id})

    # -- buttons -----------------------------------------------------------------

    def action_step(self, name=None):
        """Make a move, by a dialog if it asks for something.

        :param name: name of a move; buttons give it as ``step`` in the context
        """
        self.ensure_one()
        name = name or self.env.context.get("step")
        if name in ORDER_MOVES:
            return self._action_dialog("grid.event.dispatch", name)
        if name in AT_ONCE:
            return self.action_move(name)
        return self._action_dialog("grid.event.act", name)

    def action_add_orders(self):
        """Dispatch, or further orders: what the state allows."""
        self.ensure_one()
        allowed = [name for name in ORDER_MOVES if name in self.allowed_moves]
        return self.action_step(allowed[0] if allowed else "dispatch")

    def action_order_step(self, name=None):
        """A move of the order that waits for the user."""
        self.ensure_one()
        return self.my_order_id.action_step(name)

    def action_merge_here(self):
        """Merge the event on the screen into this similar one."""
        self.ensure_one()
        duplicate = self.browse(self.env.context.get("duplicate_id")).exists()
        return duplicate.action_move("merge", {"main_event_id": self.id})

    def action_add_media(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Photograph or File"),
            "res_model": "grid.event.media",
            "view_mode": "form",
            "target": "new",
            "context": {"default_event_id": self.id},
        }

    def action_open_informant(self):
        """For those who may know informants; the name is masked there, too."""
        self.ensure_one()
        informant = self.env["grid.event.informant"].search(
            [("event_id", "=", self.id)]
        )
        if not informant:
            raise UserError(self.env._("No informant was named for this event."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Informant"),
            "res_model": "grid.event.informant",
            "res_id": informant.id,
            "view_mode": "form",
            "target": "new",
        }

    def _action_dialog(self, model, move):
        label = self._move_names().get(move, move)
        return {
            "type": "ir.actions.act_window",
            "name": f"{label} · {self.display_name}",
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_event_id": self.id, "default_move": move},
        }
