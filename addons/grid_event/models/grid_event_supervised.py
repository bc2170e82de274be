from odoo import api, fields, models

from ..tools.moves import OPEN as EVENT_OPEN
from ..tools.supervision import (
    CARDS,
    CLOSED,
    INSTRUCTION,
    NO_CARD,
    RED,
    REMIND,
    SUPERVISE,
    YELLOW,
    worst,
)
from .grid_event_supervision_move import LEADER, SUPERVISOR

COUNTED = {
    "card": False,
    "escalation_count": 0,
    "remind_count": 0,
    "supervised": False,
    "supervision_count": 0,
}
"""What a new event begins with, whatever a client says."""


class GridEvent(models.Model):
    """What lists and statistics need to know of the supervision of an event."""

    _inherit = "grid.event"

    supervision_ids = fields.One2many("grid.event.supervision", "event_id")
    supervision_count = fields.Integer(
        "Supervised",
        compute="_compute_supervision",
        store=True,
        precompute=True,
        copy=False,
        help="Supervisions and instructions, closed ones included; no reminders.",
    )
    remind_count = fields.Integer(
        "Reminded", compute="_compute_supervision", store=True, precompute=True
    )
    escalation_count = fields.Integer(
        "Escalated",
        compute="_compute_supervision",
        store=True,
        precompute=True,
        help="Cards that were given by steps of escalation.",
    )
    supervised = fields.Boolean(
        "Under Supervision",
        compute="_compute_supervision",
        store=True,
        precompute=True,
        help="A supervision, an instruction or a reminder is not closed yet.",
    )
    card = fields.Selection(
        CARDS[1:],
        compute="_compute_supervision",
        store=True,
        precompute=True,
        help="The most severe card that is not closed yet.",
    )

    may_supervise = fields.Boolean(compute="_compute_may_supervise")
    may_instruct = fields.Boolean(compute="_compute_may_supervise")

    _supervised_idx = models.Index(
        "(grid_id, reported_at DESC, id DESC) WHERE supervised"
    )
    _card_idx = models.Index("(grid_id, card) WHERE card IS NOT NULL")

    @api.depends(
        "supervision_ids.automatic",
        "supervision_ids.kind",
        "supervision_ids.card",
        "supervision_ids.state",
    )
    def _compute_supervision(self):
        for event in self:
            every = event.supervision_ids
            running = every.filtered(lambda record: record.state != CLOSED)
            reminders = every.filtered(lambda record: record.kind == REMIND)
            card = worst(running.mapped("card"))
            event.supervision_count = len(every - reminders)
            event.remind_count = len(reminders)
            event.escalation_count = len((every - reminders).filtered("automatic"))
            event.supervised = bool(running)
            event.card = card != NO_CARD and card

    @api.model
    def _guarded_fields(self):
        return super()._guarded_fields() | COUNTED.keys()

    @api.model
    def _guarded_start(self, guarded):
        return super()._guarded_start(guarded) | COUNTED

    @api.depends("state", "grid_id")
    @api.depends_context("uid")
    def _compute_may_supervise(self):
        user = self.env.user
        supervising = set(user._grid_scope(SUPERVISOR))
        leading = set(user._grid_scope(LEADER))
        for event in self:
            waits = event.state in EVENT_OPEN
            event.may_supervise = waits and event.grid_id.id in supervising
            event.may_instruct = waits and event.grid_id.id in leading

    def action_remind(self):
        return self._open_supervise(REMIND, self.env._("Remind"))

    def action_supervise(self):
        return self._open_supervise(SUPERVISE, self.env._("Supervise"), RED)

    def action_give_card(self):
        return self._open_supervise(SUPERVISE, self.env._("Give a Card"), YELLOW)

    def action_instruct(self):
        return self._open_supervise(INSTRUCTION, self.env._("Written Instruction"))

    def _open_supervise(self, kind, name, card=NO_CARD):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "grid.event.supervise",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_event_ids": self.ids,
                "default_kind": kind,
                "default_card": card,
            },
        }

    def action_open_supervision(self):
        """The supervision of this event, from its button."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Supervision"),
            "res_model": "grid.event.supervision",
            "view_mode": "list,form",
            "domain": [("event_id", "in", self.ids)],
        }

    @api.model
    def _notice_texts(self):
        env = self.env
        return super()._notice_texts() | {
            REMIND: env._("You are reminded of what waits for you."),
            SUPERVISE: env._("You are supervised: answer what you will do."),
            INSTRUCTION: env._("A leader has given an instruction: answer it."),
            "escalated": env._("A task below you is late: see to it."),
            "supervision_answer": env._("Your supervision was answered."),
            "supervision_again": env._("Your answer is not enough: answer again."),
            "supervision_card": env._("The card you were given was changed."),
        }
