from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.moves import CLOSED
from ..tools.settings import DEFAULT_PERCENT, get_int
from ..tools.subsidy import best, lowered
from .grid_dispute_settlement import READERS


class GridDispute(models.Model):
    """Whether a case is subsidized, and what for."""

    _inherit = "grid.dispute"

    subsidy_ids = fields.One2many(
        "grid.dispute.subsidy", "dispute_id", "Subsidy", groups=READERS
    )

    def action_propose_subsidy(self):
        """Propose the subsidy of a closed case, by the table.

        :raise UserError: the case is not closed, not settled, or not performed yet
        """
        self.ensure_one()
        self.check_access("read")
        if not self._actor_handler():
            raise AccessError(self.env._("Who handles the dispute proposes this."))
        # sudo: what the subsidy follows from lies in all parts of the case
        case = self.sudo()
        agreement = case.agreement_ids.filtered(lambda a: a.state == "in_force")[:1]
        if case.state != CLOSED or not agreement:
            raise UserError(
                self.env._("Settled cases whose file is closed are subsidized.")
            )
        if agreement.performance == "open":
            raise UserError(self.env._("The agreement has to be performed first."))
        if case.subsidy_ids.filtered(lambda subsidy: subsidy.state != "refused"):
            raise UserError(self.env._("A case is subsidized once."))
        rates = self.env["grid.mediation.subsidy.rate"]._rates()
        sessions = case.session_count
        rate = best(rates, sessions, agreement.amount, case.people_count)
        if not rate or not case.lead_mediator_id:
            raise UserError(self.env._("No subsidy rate fits this case."))
        default = agreement.performance == "default"
        percent = get_int(self.env, DEFAULT_PERCENT) if default else 100
        subsidy = case.env["grid.dispute.subsidy"].create(
            {
                "dispute_id": case.id,
                "mediator_id": case.lead_mediator_id.id,
                "rate_id": rate.key,
                "sessions": sessions,
                "amount": lowered(rate.pay, percent),
                "lowered": default,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": subsidy._name,
            "res_id": subsidy.id,
            "view_mode": "form",
        }
