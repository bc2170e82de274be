from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.agreements import IN_FORCE, SIGNING
from ..tools.moves import CLOSED
from .grid_dispute_file import AGREEMENT

READERS = "grid_mediation.group_mediator,grid_mediation.group_mediation_leader"


class GridDispute(models.Model):
    """The agreement of a dispute, and whether it is kept."""

    _inherit = "grid.dispute"

    agreement_ids = fields.One2many(
        "grid.dispute.agreement", "dispute_id", "Agreements", groups=READERS
    )
    agreed_amount = fields.Float(
        "Amount of the Agreement (CNY)", digits=(14, 2), readonly=True, copy=False
    )
    can_agree = fields.Boolean(compute="_compute_can_agree")

    @api.depends("state", "mediator_ids", "agreement_ids.state")
    @api.depends_context("uid")
    def _compute_can_agree(self):
        handled = set(self._actor_handler()._ids)
        for dispute in self:
            # sudo: only whether there is one already
            free = not dispute.sudo().agreement_ids._live()
            mine = bool(set(dispute._ids) & handled)
            dispute.can_agree = dispute.state == "mediating" and free and mine

    def _move_agree(self, values):
        return super()._move_agree(values) | {"agreed_amount": self.amount}

    def _move_fall_back(self, values):
        return super()._move_fall_back(values) | {"agreed_amount": 0}

    @api.private
    def _close_blockers(self):
        blockers = super()._close_blockers()
        # sudo: what blocks closing follows from all parts of the file
        if SIGNING in self.sudo().agreement_ids.mapped("state"):
            blockers.append(self.env._("The agreement is still being signed."))
        return blockers

    @api.model
    def _lapse_domain(self):
        """What waits for signatures is settled already, but for the ink."""
        signing = Domain("agreement_ids", "not any", [("state", "=", SIGNING)])
        return super()._lapse_domain() & signing

    @api.model
    def _waits_for_me_domain(self):
        """A closed case comes back when its agreement is not kept."""
        waiting = super()._waits_for_me_domain()
        if not self.env.user.has_group("grid_mediation.group_mediator"):
            return waiting
        missed = [
            ("missed_at", "!=", False),
            ("paid_on", "=", False),
            ("urged_at", "=", False),
        ]
        broken = Domain("agreement_ids.instalment_ids", "any", missed)
        mine = Domain("is_mine", "=", True) & Domain("state", "=", CLOSED)
        return waiting | (mine & broken)

    def _file_of(self, code):
        found = super()._file_of(code)
        if code == AGREEMENT:
            found += list(self.agreement_ids.filtered(lambda a: a.state == IN_FORCE))
        return found

    def action_new_agreement(self):
        """A draft of what the parties agreed."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Agreement"),
            "res_model": "grid.dispute.agreement",
            "view_mode": "form",
            "context": {"default_dispute_id": self.id},
        }
