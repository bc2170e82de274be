from odoo import api, fields, models

from ..tools.subsidy import SUBSIDY_MOVES, SUBSIDY_STATES


class GridDisputeSubsidy(models.Model):
    """The subsidy for one case: paid once, where the file is whole and all is kept.

    Proposed from the dispute by ``action_propose_subsidy``, approved by a desk whose
    officer did not mediate it (DOMAIN 4.7).
    """

    _name = "grid.dispute.subsidy"
    _description = "Subsidy for a Case"
    _inherit = ["grid.workflow.mixin", "grid.dispute.part.mixin"]
    _order = "id desc"
    _moves = SUBSIDY_MOVES

    state = fields.Selection(
        SUBSIDY_STATES, required=True, readonly=True, default="proposed", copy=False
    )
    dispute_number = fields.Char(
        "Case Number", related="dispute_id.number", related_sudo=False
    )
    mediator_id = fields.Many2one(
        "grid.mediator",
        "Mediator",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    rate_id = fields.Many2one(
        "grid.mediation.subsidy.rate",
        "Difficulty",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    sessions = fields.Integer("Sessions Held", readonly=True)
    amount = fields.Float("Subsidy (CNY)", digits=(14, 2), readonly=True)
    lowered = fields.Boolean("Lowered for Default", readonly=True)
    explanation = fields.Text("Reasons", readonly=True)
    approved_at = fields.Datetime("Approved On", readonly=True)
    paid_at = fields.Datetime("Paid At", readonly=True)

    _once = models.UniqueIndex(
        "(dispute_id) WHERE state != 'refused'", "A case is subsidized once."
    )
    _mediator_state_idx = models.Index("(mediator_id, state)")

    @api.depends("dispute_id.number", "mediator_id.name")
    def _compute_display_name(self):
        for subsidy in self:
            parts = (subsidy.dispute_id.number, subsidy.mediator_id.name)
            subsidy.display_name = " ".join(filter(None, parts))

    @api.model
    def _move_names(self):
        env = self.env
        return {
            "approve": env._("Approve"),
            "refuse": env._("Refuse"),
            "pay": env._("Was Paid"),
        }

    def _actor_approver(self):
        """An officer of the desk who did not mediate the case."""
        at_desk = self.dispute_id._actor_desk()
        return self.filtered(
            lambda s: s.dispute_id in at_desk and not s.dispute_id.is_mine
        )

    def _move_approve(self, values):
        return {"approved_at": fields.Datetime.now()}

    def _move_refuse(self, values):
        return {"explanation": values["reason"]}

    def _move_pay(self, values):
        return {"paid_at": fields.Datetime.now()}

    def action_step(self):
        """Make the move that the button names, or ask for the reason first."""
        step = self.env.context.get("step")
        return self._ask_reason(step) if step == "refuse" else self.action_move(step)
