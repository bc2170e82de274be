from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.agreements import IN_FORCE
from ..tools.confirmation import (
    AT_COURT,
    CONFIRMED,
    DRAFT,
    GONE,
    earliest_day,
    last_day,
)


class GridDisputeAgreement(models.Model):
    """Until when an agreement can be brought to court, and whether it was."""

    _inherit = "grid.dispute.agreement"

    confirmation_ids = fields.One2many(
        "grid.dispute.confirmation", "agreement_id", "Judicial Confirmation"
    )
    confirm_until = fields.Date(
        "Can Be Confirmed Until",
        compute="_compute_confirm_until",
        search="_search_confirm_until",
    )
    is_confirmable = fields.Boolean(
        "Can Still Be Confirmed",
        compute="_compute_confirm_until",
        search="_search_is_confirmable",
        help="In force for no more than thirty days, and no court is asked yet.",
    )
    confirm_days_left = fields.Integer(
        "Days Left to Apply", compute="_compute_confirm_until"
    )
    can_confirm = fields.Boolean(compute="_compute_can_confirm")

    _effective_idx = models.Index("(effective_at) WHERE state = 'in_force'")

    def _effective_on(self):
        """The day in the city on which it came into force."""
        calendar = self.env["grid.workday"]._work_calendar()
        return self.effective_at and calendar.local_day(self.effective_at)

    @api.depends("state", "form", "effective_at", "confirmation_ids.state")
    def _compute_confirm_until(self):
        calendar = self.env["grid.workday"]._work_calendar()
        today = local_today(self.env)
        for agreement in self:
            since = agreement.effective_at
            last = last_day(calendar, since) if since else False
            states = set(agreement.confirmation_ids.mapped("state"))
            free = agreement.state == IN_FORCE and agreement.form == "written"
            agreement.confirm_until = last
            agreement.is_confirmable = bool(
                last and free and today <= last and states <= {DRAFT, *GONE}
            )
            agreement.confirm_days_left = (
                (last - today).days if agreement.is_confirmable else 0
            )

    @api.model
    def _search_confirm_until(self, operator, value):
        if operator != ">=":
            return NotImplemented
        calendar = self.env["grid.workday"]._work_calendar()
        first = earliest_day(calendar, fields.Date.to_date(value))
        return Domain("effective_at", ">=", calendar.at(first))

    @api.model
    def _search_is_confirmable(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        asked = [("state", "not in", [DRAFT, *GONE])]
        return (
            Domain("state", "=", IN_FORCE)
            & Domain("form", "=", "written")
            & self._search_confirm_until(">=", local_today(self.env))
            & Domain("confirmation_ids", "not any", asked)
        )

    @api.depends("is_confirmable", "confirmation_ids.state")
    @api.depends_context("uid")
    def _compute_can_confirm(self):
        handled = self._actor_handler()
        for agreement in self:
            agreement.can_confirm = bool(
                agreement.is_confirmable
                and agreement in handled
                and not agreement.confirmation_ids._live()
            )

    def _move_annul(self, values):
        """What a court is asked for, or has confirmed, is not undone on this side."""
        if set(self.confirmation_ids.mapped("state")) & {*AT_COURT, CONFIRMED}:
            raise UserError(
                self.env._(
                    "A court is asked to confirm this agreement, or has done so."
                )
            )
        return super()._move_annul(values)

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
