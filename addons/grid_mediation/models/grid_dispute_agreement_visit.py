from odoo import fields, models

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.settings import VISIT_DAYS, get_int
from ..tools.visits import PLANNED


class GridDisputeAgreement(models.Model):
    """Return visits after an agreement came into force."""

    _inherit = "grid.dispute.agreement"

    visit_ids = fields.One2many(
        "grid.dispute.visit", "agreement_id", "Return Visits", copy=False
    )

    def _enter_force(self):
        vals = super()._enter_force()
        self._plan_visits()
        return vals

    def _plan_visits(self):
        """One for each side, some days from now; who handles it may plan more."""
        parties = self.dispute_id.party_ids
        sides = [
            parties.filtered(lambda party, role=role: party.role == role)[:1]
            for role in ("applicant", "respondent")
        ]
        days = get_int(self.env, VISIT_DAYS)
        due_on = fields.Date.add(local_today(self.env), days=days)
        self.env["grid.dispute.visit"].create(
            [
                {"agreement_id": self.id, "party_id": party.id, "due_on": due_on}
                for party in sides
                if party
            ]
        )

    def _move_annul(self, values):
        planned = self.visit_ids.filtered(lambda visit: visit.state == PLANNED)
        if planned:
            planned._make_move("cancel", {"reason": values["reason"]})
        return super()._move_annul(values)

    def action_plan_visit(self):
        """A further visit."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Return Visit"),
            "res_model": "grid.dispute.visit",
            "view_mode": "form",
            "context": {"default_agreement_id": self.id},
        }
