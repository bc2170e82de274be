from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.moves import (
    ACCEPTED,
    AGREED,
    DRAFT,
    MEDIATING,
    REGISTERED,
    TERMINATED,
)
from .grid_dispute import OFFICER

AT_ONCE = ("register", "discard", "start")
"""Moves that ask nothing: one click."""

POLICE = "police_station"


class GridDispute(models.Model):
    """What the screens of a dispute ask: who may do what, and the next dialog."""

    _inherit = "grid.dispute"

    can_edit = fields.Boolean(compute="_compute_can_edit")
    can_alarm = fields.Boolean(compute="_compute_can_edit")
    rights_told = fields.Boolean(compute="_compute_rights_told")

    @api.depends("state", "mediator_ids", "reporter_id", "grid_id")
    @api.depends_context("uid")
    def _compute_can_edit(self):
        """Registrars edit drafts; afterwards who mediates it or runs its desk."""
        mine = set(self._actor_registrar()._ids)
        handled = set(self._actor_handler()._ids)
        for dispute in self:
            (key,) = dispute._ids
            in_hand = dispute.state in (REGISTERED, ACCEPTED, MEDIATING)
            draft = dispute.state == DRAFT
            dispute.can_edit = (draft and key in mine) or (in_hand and key in handled)
            dispute.can_alarm = not draft and (key in mine or key in handled)

    @api.depends("party_ids.told_rights_at")
    def _compute_rights_told(self):
        for dispute in self:
            dispute.rights_told = all(dispute.party_ids.mapped("told_rights_at"))

    @api.depends("state", "mediator_ids")
    @api.depends_context("uid")
    def _compute_waits_for_me(self):
        super()._compute_waits_for_me()

    @api.model
    def _waits_for_me_domain(self):
        """What a mediator has in hand, what a desk has to accept or to appoint for."""
        scope = self.env.user._grid_scope(OFFICER)
        desk = Domain("grid_id", "in", scope) & (
            Domain("state", "=", REGISTERED)
            | Domain("state", "=", ACCEPTED) & Domain("mediator_ids", "=", False)
        )
        in_hand = (ACCEPTED, MEDIATING, AGREED, TERMINATED)
        mine = Domain("is_mine", "=", True) & Domain("state", "in", in_hand)
        drafts = Domain("reporter_id", "=", self.env.uid) & Domain("state", "=", DRAFT)
        return desk | mine | drafts

    # -- buttons -------------------------------------------------------------------

    def action_step(self):
        """Make the move that the button names, or ask for what it needs."""
        step = self.env.context.get("step")
        if step in AT_ONCE:
            return self.action_move(step)
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "grid_mediation.grid_dispute_act_action"
        )
        return action | {
            "name": self._move_names().get(step),
            "context": {"default_dispute_id": self.id, "default_move": step},
        }

    def action_told_rights(self):
        """All parties were told their rights and duties (DOMAIN 4.5, document 2)."""
        self.party_ids.action_told_rights()
        return True

    def action_alarm(self, danger, organization_id=None):
        """Report danger to the police at once, with a record (art. 25).

        :param danger: what is feared
        :param organization_id: the police station; the nearest one if left out
        """
        self.ensure_one()
        self.check_access("read")
        if not self.can_alarm:
            raise UserError(self.env._("Who handles the dispute reports the danger."))
        if not (danger or "").strip():
            raise UserError(self.env._("Say what is feared."))
        station = self.env["grid.organization"].browse(organization_id or [])
        station = station.exists() or self._police_station()
        if not station:
            raise UserError(
                self.env._("No police station covers this place: call 110 at once.")
            )
        # sudo: alarms are written here and nowhere else
        alarm = (
            self.env["grid.dispute.alarm"]
            .sudo()
            .create(
                {
                    "dispute_id": self.id,
                    "organization_id": station.id,
                    "danger": danger,
                    "place": self.place or self.grid_id.display_name,
                }
            )
        )
        alarm._notify(station.sudo().user_ids, "sent")
        self._notify(self._desk_users() - self.env.user, "alarm")
        self.sudo()._add_step("alarm", self.state, danger)
        return True

    @api.private
    def _police_station(self):
        """The police station that is seated nearest above the place."""
        # sudo: which station covers a place is no secret
        stations = self.env["grid.organization"].sudo()
        node = self.sudo().grid_id
        while node:
            domain = [("kind_id.code", "=", POLICE), ("grid_id", "=", node.id)]
            if found := stations.search(domain, limit=1):
                return found.sudo(False)
            node = node.parent_id
        return stations.sudo(False)
