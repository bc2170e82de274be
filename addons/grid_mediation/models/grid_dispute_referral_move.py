from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.referral import ACCEPTED


class GridDisputeReferral(models.Model):
    """The moves of a referral, by who offered it and by who received it."""

    _inherit = "grid.dispute.referral"

    @api.model
    def _move_names(self):
        env = self.env
        return {
            "accept": env._("Accept"),
            "refuse": env._("Refuse"),
            "revoke": env._("Revoke"),
            "finish": env._("Return the Result"),
            "pass_on": env._("Pass On"),
            "taken": env._("Accept"),
            "turned_down": env._("Refuse"),
            "end": env._("Return the Result"),
        }

    @api.model
    def _notice_texts(self):
        env = self.env
        return {
            "offered": env._("A dispute is referred to your organization."),
            "accepted": env._("A referral was accepted."),
            "refused": env._("A referral was refused."),
            "revoked": env._("A referral was revoked."),
            "finished": env._("The result of a referral was returned."),
        }

    def _notice_subject(self):
        return self.case_number or self.env._("Referral")

    # -- actors --------------------------------------------------------------------

    def _of_organization(self):
        """Those whose organization the user acts for; a closed one acts no more."""
        return self.filtered(
            lambda r: (
                r.sudo().organization_id.active
                and self.env.user in r.sudo().organization_id.user_ids
            )
        )

    def _of_handler(self):
        # sudo: an organization does not see the dispute; whose it is, is asked
        handled = self.sudo().dispute_id._actor_handler()
        return self.filtered(lambda r: r.sudo().dispute_id in handled)

    def _actor_receiver(self):
        """The organization, where it is offered to it; what is offered to us, the desk
        answers by accepting the dispute itself."""
        return self._of_organization().filtered(lambda r: r.direction == "out")

    def _actor_sender(self):
        outward = self.filtered(lambda r: r.direction == "out")
        return outward._of_handler() | (self - outward)._of_organization()

    # -- moves -----------------------------------------------------------------------

    def _move_accept(self, values):
        self._tell_sender("accepted")
        return {"answered_at": fields.Datetime.now()}

    def _move_taken(self, values):
        return self._move_accept(values)

    def _move_refuse(self, values):
        self._tell_sender("refused")
        return self._ended(values) | {"answered_at": fields.Datetime.now()}

    def _move_turned_down(self, values):
        return self._move_refuse(values)

    def _move_revoke(self, values):
        users = self.organization_id.user_ids
        if self.direction == "in":
            users = self.dispute_id._desk_users()
        self._notify(users - self.env.user, "revoked")
        return self._ended(values)

    def _move_finish(self, values):
        self._tell_sender("finished")
        return self._ended(values) | {"result": values["result"]}

    def _move_end(self, values):
        if self.state == ACCEPTED:
            self._notify(self.organization_id.user_ids - self.env.user, "finished")
        return self._ended(values) | {"result": values.get("result")}

    def _move_pass_on(self, values):
        """Another organization is the right one: it is offered anew."""
        other = self.env["grid.organization"].browse(values["to_id"]).exists()
        if not other.active or other == self.organization_id:
            raise UserError(self.env._("Choose the organization that is right."))
        self.create(
            {
                "dispute_id": self.dispute_id.id,
                "organization_id": other.id,
                "matter": self.matter,
                "origin_id": self.id,
                "offered_by_id": self.env.uid,
            }
        )
        return self._ended(values)

    def _ended(self, values):
        return {
            "ended_at": fields.Datetime.now(),
            "explanation": values.get("reason"),
        }

    def _tell_sender(self, kind):
        users = self.offered_by_id
        if self.direction == "out":
            users |= self.dispute_id._mediator_users()
        self._notify(users - self.env.user, kind)

    # -- buttons -------------------------------------------------------------------

    def action_step(self):
        """Make the move that the button names, or ask for what it needs."""
        self.ensure_one()
        step = self.env.context.get("step")
        move = self._moves.get(step)
        if move and move.needs == ("reason",):
            return self._ask_reason(step)
        return self._move_or_dialog(
            step, "grid.dispute.referral.act", default_referral_id=self.id
        )
