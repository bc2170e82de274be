from odoo import api, fields, models

from ..tools.referral import ALIVE, OFFERED, PLATFORM_OF, SOURCES
from .grid_dispute_settlement import READERS

ENDING = ("decline", "terminate", "lapse", "close", "annul", "refuse", "discard")


class GridDispute(models.Model):
    """Referrals of a dispute: what it takes along when it moves."""

    _inherit = "grid.dispute"

    referral_ids = fields.One2many(
        "grid.dispute.referral", "dispute_id", "Referrals", groups=READERS
    )
    can_refer = fields.Boolean(compute="_compute_can_refer")

    @api.depends("state", "mediator_ids")
    @api.depends_context("uid")
    def _compute_can_refer(self):
        handled = set(self._actor_handler()._ids)
        for dispute in self:
            open_now = dispute.state in ("accepted", "mediating", "agreed")
            dispute.can_refer = open_now and bool(set(dispute._ids) & handled)

    def action_refer(self):
        """Offer it to a court, the police or an industry body."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refer"),
            "res_model": "grid.dispute.referral",
            "view_mode": "form",
            "context": {"default_dispute_id": self.id},
        }

    def _move_register(self, values):
        result = super()._move_register(values)
        self._refer_in()
        return result

    def _refer_in(self):
        """Registered by a court, the police or an industry body: they refer it."""
        platform = SOURCES.get(self.source_id.code)
        if not platform:
            return
        organizations = self.env["grid.organization"].search(
            [("user_ids", "in", self.reporter_id.id)]
        )
        kinds = {o: PLATFORM_OF.get(o.kind_id.code, "industry") for o in organizations}
        found = [o for o in organizations if kinds[o] == platform]
        if found and not self.referral_ids.filtered(lambda r: r.state in ALIVE):
            self.env["grid.dispute.referral"].create(
                {
                    "dispute_id": self.id,
                    "direction": "in",
                    "organization_id": found[0].id,
                    "matter": self.claims or self.description,
                    "offered_by_id": self.reporter_id.id,
                }
            )

    def _make_move(self, name, values=None):
        """Referrals follow the dispute: answered with it, ended with it."""
        result = super()._make_move(name, values)
        # sudo: referrals are answered and ended by what happens to the dispute
        alive = self.sudo().referral_ids.filtered(lambda r: r.state in ALIVE)
        if name == "accept":
            offered = alive.filtered(
                lambda r: r.direction == "in" and r.state == OFFERED
            )
            offered._make_move("taken")
        elif name == "refuse":
            inward = alive.filtered(lambda r: r.direction == "in")
            inward._make_move("turned_down", values)
            (alive - inward)._make_move("end")
        elif name in ENDING:
            for referral in alive:
                dispute = referral.dispute_id
                states = dict(dispute._fields["state"]._description_selection(self.env))
                ended = dispute.end_id.name or states[dispute.state]
                text = dispute.result or dispute.end_reason
                words = ": ".join(filter(None, (ended, text)))
                referral._make_move("end", {"result": words})
        return result
