from odoo import api, fields, models

from ..tools.moves import VOID


class GridDispute(models.Model):
    _inherit = "grid.dispute"

    aid_ids = fields.One2many("grid.judicial.aid", "dispute_id", "Judicial Aid")
    can_apply_aid = fields.Boolean(compute="_compute_can_apply_aid")

    @api.depends("state", "mediator_ids", "aid_ids.state")
    @api.depends_context("uid")
    def _compute_can_apply_aid(self):
        handled = set(self._actor_handler()._ids)
        for dispute in self:
            begun = dispute.accepted_at and dispute.state != VOID
            # sudo: only whether there is one already
            free = not dispute.sudo().aid_ids._is_in_hand()
            dispute.can_apply_aid = bool(begun and free and set(dispute._ids) & handled)

    def action_apply_aid(self):
        """Begin an application for whoever this case left in need."""
        self.ensure_one()
        people = self.party_ids.filtered(lambda party: party.kind == "person")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Judicial Aid"),
            "res_model": "grid.judicial.aid",
            "view_mode": "form",
            "context": {
                "default_dispute_id": self.id,
                "default_party_id": people[:1].id,
            },
        }
