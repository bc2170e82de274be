from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.agreements import IN_FORCE
from ..tools.visits import (
    DONE,
    PERFORMED,
    PLANNED,
    SATISFIED,
    VISIT_MOVES,
    VISIT_STATES,
    VISIT_WAYS,
)


class GridDisputeVisit(models.Model):
    """A return visit: whether an agreement is kept, and whether peace is.

    The fields are those of the record of return visits in the case file (DOMAIN 4.5).
    The body watches that agreements are kept (People's Mediation Law, art. 31).
    """

    _name = "grid.dispute.visit"
    _description = "Return Visit"
    _inherit = [
        "grid.workflow.mixin",
        "grid.dispute.part.mixin",
        "grid.notice.mixin",
    ]
    _order = "due_on, id"
    _moves = VISIT_MOVES

    state = fields.Selection(
        VISIT_STATES, required=True, readonly=True, default=PLANNED, copy=False
    )
    agreement_id = fields.Many2one(
        "grid.dispute.agreement",
        "Agreement",
        required=True,
        index=True,
        ondelete="cascade",
    )
    dispute_id = fields.Many2one(
        related="agreement_id.dispute_id",
        store=True,
        precompute=True,
        related_sudo=True,
    )
    dispute_number = fields.Char(
        "Case Number", related="dispute_id.number", related_sudo=False
    )
    party_id = fields.Many2one(
        "grid.dispute.party",
        "Party Visited",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('dispute_id', '=', dispute_id)]",
    )
    due_on = fields.Date("Due On", required=True, default=fields.Date.context_today)
    cause = fields.Char(
        "Reason for the Visit", default=lambda self: self._default_cause()
    )
    # how it was found
    visited_at = fields.Datetime(copy=False, help="Now, if left empty.")
    way = fields.Selection(VISIT_WAYS, "How", default="home")
    performed = fields.Selection(PERFORMED, "Agreement Performed")
    satisfied = fields.Selection(SATISFIED, "Satisfaction of the Party")
    danger = fields.Text(
        "Hidden Danger", help="What may let the dispute break out again."
    )
    note = fields.Text("What Was Said")
    visitor_id = fields.Many2one(
        "res.users",
        "Visited By",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )

    _due_idx = models.Index("(due_on) WHERE state = 'planned'")

    def _default_cause(self):
        return self.env._("Performance of the agreement")

    @api.constrains("party_id", "agreement_id")
    def _check_party(self):
        if any(visit.party_id.dispute_id != visit.dispute_id for visit in self):
            raise UserError(self.env._("Choose a party of this dispute."))

    @api.depends("dispute_id.number", "party_id.name")
    def _compute_display_name(self):
        for visit in self:
            parts = (visit.dispute_id.number, visit.party_id.name)
            visit.display_name = " ".join(filter(None, parts))

    @api.ondelete(at_uninstall=False)
    def _unlink_planned(self):
        if any(visit.state == DONE for visit in self):
            raise UserError(self.env._("The record of a visit is kept."))

    # -- moves -----------------------------------------------------------------------

    @api.model
    def _move_names(self):
        env = self.env
        return {"record": env._("Visit Was Made"), "cancel": env._("Cancel Visit")}

    @api.model
    def _notice_texts(self):
        return {"danger": self.env._("A return visit found that there is trouble.")}

    def _notice_subject(self):
        return self.dispute_id.number or self.env._("Return Visit")

    def _actor_handler(self):
        handled = self.dispute_id._actor_handler()
        return self.filtered(lambda visit: visit.dispute_id in handled)

    def _move_record(self, values):
        agreement = self.agreement_id
        if agreement.state != IN_FORCE:
            raise UserError(self.env._("The agreement is not in force."))
        missing = [
            self._fields[name]._description_string(self.env)
            for name in ("way", "performed", "satisfied")
            if not self[name]
        ]
        if missing:
            raise UserError(
                self.env._("Say first what was found: %s.", ", ".join(missing))
            )
        now = fields.Datetime.now()
        visited_at = self.visited_at or now
        if not agreement.effective_at <= visited_at <= now:
            raise UserError(
                self.env._(
                    "A return visit lies between the agreement coming into force, "
                    "and now."
                )
            )
        if self.performed == "not" or (self.danger or "").strip():
            desk = self.dispute_id._desk_users()
            self._notify(desk - self.env.user, "danger")
        return {"visited_at": visited_at, "visitor_id": self.env.uid}

    def action_step(self):
        """Make the move that the button names, or ask for the reason first."""
        step = self.env.context.get("step")
        if step == "cancel":
            return self._ask_reason(step)
        return self.action_move(step)
