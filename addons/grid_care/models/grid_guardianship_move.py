from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.guardianship import ACTIVE
from ..tools.settings import PUBLIC_DAYS, get_int

YEAR = relativedelta(years=1, days=-1)


class GridGuardianship(models.Model):
    """The steps of an agreement: nominated, public, audited, signed, and its end."""

    _inherit = "grid.guardianship"

    @api.model
    def _move_names(self):
        env = self.env
        return {
            "nominate": env._("Nominate"),
            "publish": env._("Make Public"),
            "approve": env._("Audit Passed"),
            "sign": env._("Sign"),
            "refuse": env._("Refuse"),
            "forfeit": env._("Reward Forfeited"),
            "end": env._("End"),
            "lapse": env._("Lapsed"),
        }

    @api.model
    def _notice_texts(self):
        env = self.env
        return {
            "nominated": env._("A guardian is nominated for a reward."),
            "signed": env._("A guardianship agreement was signed."),
            "ended": env._("A guardianship agreement has ended."),
        }

    def _notice_subject(self):
        return self.number

    def _actor_officer(self):
        scope = set(self.env.user._grid_scope("grid_care.group_care_officer"))
        return self.filtered(lambda one: one.grid_id.id in scope)

    def _actor_community(self):
        """The community that has the person in hand; where there is none, the desk."""
        scope = set(self.env.user._grid_scope("grid_care.group_care_community"))
        # sudo: who has it in hand is on the file
        own = self.filtered(lambda one: one.sudo().case_id.community_id.id in scope)
        free = self.filtered(lambda one: not one.sudo().case_id.community_id)
        return own | free._actor_officer()

    def _move_nominate(self, values):
        if not self.able:
            raise UserError(
                self.env._("Nominate a guardian only who is able to look after.")
            )
        officers = self.case_id.centre_id._event_users("grid_care.group_care_officer")
        self._notify(officers - self.env.user, "nominated")

    def _move_publish(self, values):
        days = timedelta(days=get_int(self.env, PUBLIC_DAYS))
        return {"public_until": local_today(self.env) + days}

    def _move_approve(self, values):
        if local_today(self.env) <= self.public_until:
            raise UserError(
                self.env._("The nomination is public until %s.", self.public_until)
            )
        self._check_conditions()

    def _move_sign(self, values):
        today = local_today(self.env)
        rates = self.env["grid.guardianship.rate"]
        carers = self.case_id._carers() - self.case_id.hospital_id.user_ids
        self._notify(carers - self.env.user, "signed")
        return {
            "signer_true": values["signer"],
            "proof": values["proof"],
            "signed_on": today,
            "amount": rates._amount_on(today),
            "ends_on": today + YEAR,
        }

    def _move_forfeit(self, values):
        return self._over()

    def _move_end(self, values):
        return self._over()

    def _move_lapse(self, values):
        return self._over()

    def _over(self):
        if self.state != ACTIVE:
            return {}
        self._notify(self.case_id._carers() - self.env.user, "ended")
        return {"ends_on": min(self.ends_on, local_today(self.env))}

    @api.model
    def _cron_lapse(self):
        """End what has run for its year."""
        over = [("state", "=", ACTIVE), ("ends_on", "<", local_today(self.env))]
        for one in self.search(over):
            one._make_move("lapse")

    def action_step(self):
        """Make the move that the button names, or ask for what it needs."""
        self.ensure_one()
        step = self.env.context.get("step")
        if step == "sign":
            return self._move_dialog(
                step, "grid.guardianship.sign", default_guardianship_id=self.id
            )
        return self._move_or_reason(step)
