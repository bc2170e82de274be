from datetime import UTC

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.grid_base.tools.clock import city_zone, local_today

from ..tools.confirmation import last_day


class GridDisputeAgreement(models.Model):
    """Until when an agreement can be brought to court, and whether it was."""

    _inherit = "grid.dispute.agreement"

    confirmation_ids = fields.One2many(
        "grid.dispute.confirmation", "agreement_id", "Judicial Confirmation"
    )
    confirm_until = fields.Date(
        "Can Be Confirmed Until", compute="_compute_confirm_until", store=True
    )
    can_confirm = fields.Boolean(compute="_compute_can_confirm")

    _confirm_idx = models.Index("(confirm_until) WHERE state = 'in_force'")

    def _effective_on(self):
        """The day in the city on which it came into force."""
        if not self.effective_at:
            return False
        zone = city_zone(self.env)
        return self.effective_at.replace(tzinfo=UTC).astimezone(zone).date()

    @api.depends("effective_at")
    def _compute_confirm_until(self):
        for agreement in self:
            effective = agreement._effective_on()
            agreement.confirm_until = effective and last_day(effective)

    @api.depends("state", "confirm_until", "confirmation_ids.state")
    @api.depends_context("uid")
    def _compute_can_confirm(self):
        today = local_today(self.env)
        handled = self._actor_handler()
        for agreement in self:
            agreement.can_confirm = bool(
                agreement.state == "in_force"
                and agreement.form == "written"
                and agreement.confirm_until
                and today <= agreement.confirm_until
                and agreement in handled
                and not agreement.confirmation_ids._live()
            )

    def action_confirm_at_court(self):
        """Prepare the joint application to the court that is nearest above."""
        self.ensure_one()
        if not self.can_confirm:
            raise UserError(self.env._("This agreement cannot be brought to court."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Judicial Confirmation"),
            "res_model": "grid.dispute.confirmation",
            "view_mode": "form",
            "context": {
                "default_dispute_id": self.dispute_id.id,
                "default_agreement_id": self.id,
                "default_asking_ids": [(6, 0, self.dispute_id.party_ids.ids)],
                "default_court_id": self._court().id,
            },
        }

    def _court(self):
        # sudo: which court covers a place is no secret
        path = self.sudo().grid_id.parent_path or ""
        above = [int(step) for step in path.split("/") if step]
        courts = (
            self.env["grid.organization"]
            .sudo()
            .search([("kind_id.code", "=", "court"), ("grid_id", "in", above)])
        )
        nearest = courts.sorted(lambda court: -above.index(court.grid_id.id))
        return nearest[:1].sudo(False)
