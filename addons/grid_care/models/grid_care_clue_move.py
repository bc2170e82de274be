from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.grid_base.tools.clock import local_today
from odoo.addons.grid_base.tools.deadline import WORKING_DAY

from ..tools.clue import (
    ANSWERS,
    ASSESSING,
    DRAFT,
    NO_GROUND,
    REPORTED,
    WITHDRAWN,
)
from ..tools.settings import ASSESS_DAYS, ERASE_DAYS, SCREEN_DAYS, get_int

OFFICER = "grid_care.group_care_officer"
HOSPITAL = "hospital"
"""Code of the kind of organization that can answer."""


class GridCareClue(models.Model):
    """The moves of a clue: who may make them and what they bring about."""

    _inherit = "grid.care.clue"

    @api.model
    def _move_names(self):
        env = self.env
        return {
            "report": env._("Report"),
            "withdraw": env._("Withdraw"),
            "ask": env._("Ask a Hospital"),
            "dismiss": env._("No Ground"),
            "take_back": env._("Take Back"),
            "answer": env._("Reply"),
        }

    @api.model
    def _notice_texts(self):
        env = self.env
        return {
            "reported": env._("A clue waits to be screened."),
            "asked": env._("A clue waits for the answer of the hospital."),
            "answered": env._("The hospital has answered a clue."),
        }

    def _notice_subject(self):
        return self.number

    # -- who -----------------------------------------------------------------------

    def _actor_reporter(self):
        return self.filtered(lambda clue: clue.reporter_id == self.env.user)

    def _actor_officer(self):
        scope = set(self.env.user._grid_scope(OFFICER))
        return self.filtered(lambda clue: clue.grid_id.id in scope)

    def _actor_psychiatrist(self):
        """Those who act for the hospital that was asked."""
        if not self.env.user.has_group("grid_care.group_clinician"):
            return self.browse()
        # sudo: who acts for a hospital is not readable for everybody
        return self.filtered(
            lambda clue: self.env.user in clue.sudo().hospital_id.user_ids
        )

    def _desk_users(self):
        """Who screens it: the nearest posted care officers."""
        self.ensure_one()
        # sudo: whoever reports need not see who is posted
        return self.sudo().grid_id._event_climb(OFFICER)._event_users(OFFICER)

    @api.depends("state", "hospital_id", "grid_id")
    @api.depends_context("uid")
    def _compute_waits_for_me(self):
        super()._compute_waits_for_me()

    @api.model
    def _waits_for_me_domain(self):
        user = self.env.user
        drafts = Domain("state", "=", DRAFT) & Domain("reporter_id", "=", user.id)
        screen = Domain("state", "=", REPORTED) & Domain(
            "grid_id", "in", user._grid_scope(OFFICER)
        )
        if not user.has_group("grid_care.group_clinician"):
            return drafts | screen
        mine = Domain("hospital_id.user_ids", "in", user.id)
        return drafts | screen | (Domain("state", "=", ASSESSING) & mine)

    # -- moves ---------------------------------------------------------------------

    def _move_report(self, values):
        if not (self.behaviour_ids or (self.description or "").strip()):
            raise UserError(self.env._("Say what was seen."))
        if not (self.place_true or self.person_name_true):
            raise UserError(self.env._("Say who it is, or where the person is found."))
        sequence = self.env["ir.sequence"].sudo()
        now = fields.Datetime.now()
        vals = {
            "number": self.number or sequence.next_by_code("grid.care.clue"),
            "reported_at": now,
            **self._clock(SCREEN_DAYS),
        }
        self.number = vals["number"]
        self._notify(self._desk_users() - self.env.user, "reported")
        return vals

    def _move_withdraw(self, values):
        return self._ended(WITHDRAWN)

    def _move_ask(self, values):
        hospital = self.env["grid.organization"].browse(values["hospital_id"])
        if hospital.kind_id.code != HOSPITAL:
            raise UserError(self.env._("Only a hospital can answer."))
        self._notify(hospital.user_ids - self.env.user, "asked")
        return {
            "hospital_id": hospital.id,
            "screened_by": values.get("screened_by"),
            "deadline_done_at": False,
            **self._clock(ASSESS_DAYS),
        }

    def _move_dismiss(self, values):
        return {
            "answer": values["answer"],
            "screened_by": values.get("screened_by"),
            **self._ended(NO_GROUND),
        }

    def _move_take_back(self, values):
        return {"hospital_id": False, **self._clock(SCREEN_DAYS)}

    def _move_answer(self, values):
        if values["result"] not in ANSWERS:
            raise UserError(self.env._("Choose whether it was confirmed."))
        self._notify(self._desk_users() - self.env.user, "answered")
        return {"answer": values.get("answer"), **self._ended(values["result"])}

    def _ended(self, result):
        now = fields.Datetime.now()
        days = get_int(self.env, ERASE_DAYS)
        return {
            "result": result,
            "closed_at": now,
            "deadline_done_at": now,
            "erase_on": fields.Date.add(local_today(self.env), days=days),
        }

    def _clock(self, setting):
        return {
            "deadline_start": fields.Datetime.now(),
            "limit_value": get_int(self.env, setting),
            "limit_unit": WORKING_DAY,
        }
