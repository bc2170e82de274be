from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.grid_base.tools.clock import local_today
from odoo.addons.grid_base.tools.deadline import CALENDAR_DAY

from ..tools.confirmation import ACCEPT_DAYS, ACCEPTED, DECIDE_DAYS, PROLONG_DAYS


class GridDisputeConfirmation(models.Model):
    """The moves of judicial confirmation, by the mediators and by the court."""

    _inherit = "grid.dispute.confirmation"

    @api.model
    def _move_names(self):
        env = self.env
        return {
            "apply": env._("Apply to the Court"),
            "accept": env._("The Court Accepts"),
            "not_accept": env._("The Court Does Not Accept"),
            "prolong": env._("Ten Days More"),
            "confirm": env._("The Court Confirms"),
            "dismiss": env._("The Court Dismisses"),
            "withdraw": env._("Withdraw"),
        }

    @api.model
    def _notice_texts(self):
        env = self.env
        return {
            "applied": env._("Judicial confirmation of an agreement is asked for."),
            "answered": env._("The court has answered about judicial confirmation."),
        }

    def _notice_subject(self):
        return self.sudo().dispute_id.number or self.env._("Judicial Confirmation")

    # -- actors --------------------------------------------------------------------

    def _actor_handler(self):
        # sudo: a court does not see the dispute; whose it is, is asked of the user
        handled = self.sudo().dispute_id._actor_handler()
        return self.filtered(lambda record: record.sudo().dispute_id in handled)

    def _actor_clerk(self):
        """The court itself, or who handles the dispute and has it on paper."""
        at_court = self.filtered(
            lambda record: self.env.user in record.sudo().court_id.user_ids
        )
        return at_court | self._actor_handler()

    # -- moves -----------------------------------------------------------------------

    def _move_apply(self, values):
        agreement, dispute = self.agreement_id, self.dispute_id
        if agreement.state != "in_force":
            raise UserError(self.env._("The agreement is not in force."))
        if agreement.form != "written":
            raise UserError(
                self.env._("The court needs a written agreement: put it in writing.")
            )
        if self.bar_id:
            raise UserError(
                self.env._(
                    "No court confirms this: %(matter)s (%(basis)s).",
                    matter=self.bar_id.name,
                    basis=self.bar_id.basis,
                )
            )
        silent = dispute.party_ids - self.asking_ids
        if silent:
            raise UserError(
                self.env._(
                    "The parties ask for confirmation together (Civil Procedure Law, "
                    "art. 205); these do not: %s.",
                    ", ".join(silent.mapped("name")),
                )
            )
        today = local_today(self.env)
        if today > agreement.confirm_until:
            raise UserError(
                self.env._(
                    "Confirmation is asked for within 30 days after the agreement came "
                    "into force (Civil Procedure Law, art. 205): until %s.",
                    agreement.confirm_until,
                )
            )
        self._notify(self.court_id.user_ids, "applied")
        return {
            "applied_on": today,
            "case_number": dispute.number,
            "applicants": ", ".join(self.asking_ids.mapped("name")),
            "agreement_text": agreement.content,
            "agreed_on": agreement._effective_on(),
            **self._clock(ACCEPT_DAYS),
        }

    def _move_accept(self, values):
        self._answer()
        return {
            "court_number": values["court_number"],
            "accepted_on": local_today(self.env),
            "deadline_done_at": False,
            **self._clock(DECIDE_DAYS),
        }

    def _move_not_accept(self, values):
        return {"bar_id": values["bar_id"], **self._decided(values)}

    def _move_prolong(self, values):
        if self.prolonged:
            raise UserError(self.env._("It was prolonged once already."))
        self._deadline_extend(PROLONG_DAYS, CALENDAR_DAY, values["reason"])
        return {"state": ACCEPTED, "prolonged": True}

    def _move_confirm(self, values):
        return {"ruling_number": values["ruling_number"], **self._decided(values)}

    def _move_dismiss(self, values):
        return {"dismissal_id": values["dismissal_id"], **self._decided(values)}

    def _move_withdraw(self, values):
        return {
            "explanation": values["reason"],
            "deadline_done_at": fields.Datetime.now(),
        }

    def _decided(self, values):
        self._answer()
        return {
            "explanation": values.get("reason"),
            "decided_on": local_today(self.env),
            "deadline_done_at": fields.Datetime.now(),
        }

    def _answer(self):
        self._notify(self.dispute_id._mediator_users() - self.env.user, "answered")

    def _clock(self, days):
        return {
            "deadline_start": fields.Datetime.now(),
            "limit_value": days,
            "limit_unit": CALENDAR_DAY,
        }

    # -- buttons -------------------------------------------------------------------

    def action_step(self):
        """Make the move that the button names, or ask for what it needs."""
        self.ensure_one()
        step = self.env.context.get("step")
        move = self._moves.get(step)
        if move and move.needs == ("reason",):
            return self._ask_reason(step)
        return self._move_or_dialog(
            step, "grid.dispute.court.answer", default_confirmation_id=self.id
        )
