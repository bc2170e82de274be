from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.grid_base.tools.clock import local_today
from odoo.addons.grid_base.tools.deadline import WORKING_DAY
from odoo.addons.grid_base.tools.period import day_start

from ..tools.aid import DECIDE_DAYS, TELL_DAYS, ceiling
from ..tools.settings import MONTHLY_WAGE, get_int


class GridJudicialAid(models.Model):
    """The moves of judicial aid: who may make them and what they bring about."""

    _inherit = "grid.judicial.aid"

    @api.model
    def _move_names(self):
        env = self.env
        return {
            "apply": env._("Apply"),
            "withdraw": env._("Withdraw"),
            "grant": env._("Grant"),
            "refuse": env._("Refuse"),
            "pay": env._("Money Has Come"),
            "tell": env._("Applicant Was Told"),
        }

    @api.model
    def _notice_texts(self):
        env = self.env
        return {
            "applied": env._("An application for judicial aid waits to be decided."),
            "granted": env._("Judicial aid was granted."),
            "refused": env._("Judicial aid was refused."),
            "paid": env._("The money of judicial aid has come: tell the applicant."),
        }

    def _notice_subject(self):
        return self.dispute_id.number or self.env._("Judicial Aid")

    def _actor_handler(self):
        handled = self.dispute_id._actor_handler()
        return self.filtered(lambda aid: aid.dispute_id in handled)

    def _actor_desk(self):
        at_desk = self.dispute_id._actor_desk()
        return self.filtered(lambda aid: aid.dispute_id in at_desk)

    # -- moves -----------------------------------------------------------------------

    def _move_apply(self, values):
        self._tell(self.dispute_id._desk_users(), "applied")
        now = fields.Datetime.now()
        return {"applied_at": now, **self._clock(now, DECIDE_DAYS)}

    def _move_withdraw(self, values):
        return {"explanation": values["reason"], **self._decided()}

    def _move_grant(self, values):
        wage = get_int(self.env, MONTHLY_WAGE)
        if not wage:
            raise UserError(
                self.env._("Enter the average monthly wage in the settings first.")
            )
        if not 0 < values["granted"] <= ceiling(wage):
            raise UserError(
                self.env._(
                    "At most %s yuan can be granted: 36 average monthly wages.",
                    f"{ceiling(wage):,.0f}",
                )
            )
        self._tell(self.dispute_id._mediator_users(), "granted")
        return {
            "granted": values["granted"],
            "explanation": values.get("reason"),
            **self._decided(),
        }

    def _move_refuse(self, values):
        self._tell(self.dispute_id._mediator_users(), "refused")
        return {
            "refusal_id": values["refusal_id"],
            "explanation": values["reason"],
            **self._decided(),
        }

    def _move_pay(self, values):
        paid_on = fields.Date.to_date(values["paid_on"])
        if paid_on > local_today(self.env):
            raise UserError(self.env._("The money cannot have come tomorrow."))
        self._tell(self.dispute_id._mediator_users(), "paid")
        return {
            "paid_on": paid_on,
            "deadline_done_at": False,
            # from the day of the money, however late it is entered
            **self._clock(day_start(self.env, paid_on), TELL_DAYS),
        }

    def _move_tell(self, values):
        now = fields.Datetime.now()
        return {"told_at": now, "deadline_done_at": now}

    def _decided(self):
        now = fields.Datetime.now()
        return {"decided_at": now, "deadline_done_at": now}

    def _clock(self, start, days):
        return {
            "deadline_start": start,
            "limit_value": days,
            "limit_unit": WORKING_DAY,
        }

    def _tell(self, users, kind):
        self._notify(users - self.env.user, kind)
