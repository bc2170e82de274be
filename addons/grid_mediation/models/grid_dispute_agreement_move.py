from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.agreements import IN_FORCE, SIGNING, complete
from ..tools.moves import AGREED, CLOSED, MEDIATING


class GridDisputeAgreement(models.Model):
    """The moves of an agreement: presented, signed, sealed, in force, kept or void."""

    _inherit = "grid.dispute.agreement"

    @api.model
    def _move_names(self):
        env = self.env
        return {
            "present": env._("Present for Signing"),
            "rework": env._("Change the Text Again"),
            "seal": env._("Set the Seal"),
            "record_oral": env._("Record the Oral Agreement"),
            "perform": env._("Was Performed"),
            "annul": env._("Declare Void"),
            "enter": env._("In Force"),
        }

    @api.model
    def _notice_texts(self):
        env = self.env
        return {
            "in_force": env._("The agreement of a dispute you mediate is in force."),
            "missed": env._("An instalment of an agreement was not paid in time."),
        }

    def _notice_subject(self):
        return self.dispute_id.number or self.env._("Mediation Agreement")

    def _actor_handler(self):
        handled = self.dispute_id._actor_handler()
        return self.filtered(lambda agreement: agreement.dispute_id in handled)

    # -- moves -----------------------------------------------------------------------

    def _move_present(self, values):
        self._check_form("written")

    def _move_rework(self, values):
        """Another text is another agreement: whoever signed signs again."""
        self.signature_ids.unlink()
        return {"sealed_at": False}

    def _move_seal(self, values):
        if self.sealed_at:
            raise UserError(self.env._("The seal is set already."))
        self.sealed_at = fields.Datetime.now()
        if not self._is_complete():
            return {"state": SIGNING}
        return self._enter_force()

    def _move_record_oral(self, values):
        self._check_form("oral")
        return self._enter_force()

    def _move_enter(self, values):
        return self._enter_force()

    def _move_perform(self, values):
        if self.instalment_ids.filtered(lambda due: not due.paid_on):
            raise UserError(self.env._("There are instalments that were not paid."))
        return {"performed_at": fields.Datetime.now()}

    def _move_annul(self, values):
        dispute = self.dispute_id
        if dispute.state == CLOSED:
            raise UserError(self.env._("The file of this dispute is closed."))
        if self.state == IN_FORCE and dispute.state == AGREED:
            dispute._make_move("fall_back", {"reason": values["reason"]})
        return {"void_reason": values["reason"]}

    def _check_form(self, form):
        if self.form != form:
            raise UserError(
                self.env._("An oral agreement is recorded, a written one is signed.")
            )

    # -- in force ----------------------------------------------------------------------

    def _is_complete(self):
        signed = self.signature_ids
        return complete(
            self.dispute_id.party_ids.ids,
            signed.party_id.ids,
            bool(signed.mediator_id),
            bool(self.sealed_at),
        )

    def _enter_force(self):
        now = fields.Datetime.now()
        dispute = self.dispute_id
        if dispute.state == MEDIATING:
            dispute._make_move("agree")
        dispute.agreed_amount = self.amount
        self._notify(dispute._mediator_users() - self.env.user, "in_force")
        return {"state": IN_FORCE, "effective_at": now}

    # -- buttons -------------------------------------------------------------------

    def action_step(self):
        """Make the move that the button names, or ask for the reason first."""
        step = self.env.context.get("step")
        move = self._moves.get(step)
        if move and "reason" in move.needs:
            return self._ask_reason(step)
        return self.action_move(step)

    def action_sign(self):
        """The dialog in which one after the other signs."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sign"),
            "res_model": "grid.dispute.sign",
            "view_mode": "form",
            "target": "new",
            "context": {"default_agreement_id": self.id},
        }

    @api.private
    def _add_signature(self, vals):
        """A signature given before who handles the dispute; the last one counts.

        :raise UserError: it is not being signed, or who signs may not
        """
        self.ensure_one()
        self.check_access("read")
        self._lock()
        if self.state != SIGNING:
            raise UserError(self.env._("Present the agreement for signing first."))
        if not self._actor_handler():
            raise UserError(self.env._("Who handles the dispute takes signatures."))
        # sudo: signatures are written here and nowhere else
        signature = self.env["grid.dispute.signature"].sudo().create(vals)
        agreement = self.sudo()
        agreement.invalidate_recordset(["signature_ids"])
        if agreement._is_complete():
            agreement._make_move("enter")
        return signature
