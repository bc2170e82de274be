from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.grid_base.tools.clock import local_today
from odoo.addons.grid_base.tools.deadline import MONTH, WORKING_DAY
from odoo.addons.grid_event.tools import slices

from ..tools.moves import WORKED_ON
from ..tools.settings import ACCEPT_DAYS, MEDIATE_MONTHS, get_int
from .grid_dispute import OFFICER

PARTY_REFUSED = "03"
TIME_OVER = "05"
"""Codes of the table ``dispute_end``."""


class GridDispute(models.Model):
    """The moves of a dispute: who may make them and what they bring about."""

    _inherit = "grid.dispute"

    @api.model
    def _move_names(self):
        env = self.env
        return {
            "register": env._("Register"),
            "discard": env._("Discard"),
            "accept": env._("Accept"),
            "refuse": env._("Do Not Accept"),
            "annul": env._("Declare Void"),
            "appoint": env._("Appoint Mediators"),
            "appoint_later": env._("Appoint Mediators"),
            "withdraw_mediator": env._("Withdraw a Mediator"),
            "start": env._("Begin Mediation"),
            "extend": env._("Extend"),
            "decline": env._("A Party Refuses"),
            "terminate": env._("Terminate"),
            "close": env._("Close the File"),
            "agree": env._("Agreement in Force"),
            "fall_back": env._("Agreement Gone"),
            "lapse": env._("Time Limit Over"),
            "alarm": env._("Danger Reported"),
        }

    @api.model
    def _notice_texts(self):
        env = self.env
        return {
            "registered": env._("A dispute waits to be accepted."),
            "accepted": env._("The dispute you registered was accepted."),
            "refused": env._("The dispute you registered was not accepted."),
            "appointed": env._("You were appointed to mediate a dispute."),
            "withdrawn": env._("You no longer mediate this dispute."),
            "lapsed": env._("The time limit of a mediation is over: it is terminated."),
            "alarm": env._("Danger was reported to the police at once."),
        }

    def _notice_subject(self):
        """A mail leaves the house: the number, and no names of parties or matters."""
        return self.number or self.env._("Dispute")

    # -- actors --------------------------------------------------------------------

    def _actor_registrar(self):
        return self.filtered(lambda dispute: dispute.reporter_id == self.env.user)

    def _actor_desk(self):
        """Officers whose scope has one of the grids of the dispute."""
        scope = set(self.env.user._grid_scope(OFFICER))
        return self.filtered(
            lambda dispute: (
                not scope.isdisjoint((dispute.grid_id | dispute.other_grid_ids).ids)
            )
        )

    def _actor_mediator(self):
        return self.filtered("is_mine")

    def _actor_handler(self):
        """Who mediates it, or the desk it belongs to."""
        return self._actor_mediator() | self._actor_desk()

    # -- registering and accepting -------------------------------------------------

    def _move_register(self, values):
        if missing := self._missing():
            raise UserError(
                self.env._("Before it can be registered: %s.", ", ".join(missing))
            )
        self._notify(self._desk_users() - self.env.user, "registered")
        now = fields.Datetime.now()
        days = get_int(self.env, ACCEPT_DAYS)
        return {"registered_at": now, **self._clock(now, days, WORKING_DAY)}

    def _missing(self):
        """What has to be known before somebody can accept it, and is not."""
        names = ("kind_id", "source_id", "description", "happened_at", "place")
        missing = [
            self._fields[name]._description_string(self.env)
            for name in names
            if not self[name]
        ]
        for role, label in (
            ("applicant", self.env._("an applicant")),
            ("respondent", self.env._("a respondent")),
        ):
            if role not in self.party_ids.mapped("role"):
                missing.append(label)
        return missing

    def _move_accept(self, values):
        body = self.env["grid.mediation.body"].browse(values["body_id"]).exists()
        if not (body.active and body._serves(self.grid_id)):
            raise UserError(
                self.env._("Choose a mediation body that serves %s.", self.grid_id.name)
            )
        now = fields.Datetime.now()
        vals = {
            "body_id": body.id,
            "partner_body_ids": [(6, 0, values.get("partner_body_ids") or [])],
            "accepted_at": now,
            "number": self._case_number(body),
            **self._clock(now, get_int(self.env, MEDIATE_MONTHS), MONTH),
        }
        self.write(vals)
        if values.get("mediator_ids"):
            self._appoint(values)
        self._notify(self.reporter_id - self.env.user, "accepted")

    def _case_number(self, body):
        """ "(year) word People's Mediation No. n" (DOMAIN 4.5), in the office's words.

        Drawn once and kept: it stands in papers that were signed.
        """
        office = self.env.company.sudo().partner_id.lang or self.env.lang
        year = local_today(self.env).year
        # translated into the language of the office, whoever accepts
        office_env = self.with_context(lang=office).env
        return office_env._(
            "(%(year)s) %(word)s People's Mediation No. %(number)s",
            year=year,
            word=body.number_word or body.short_name or body.name,
            number=body._draw_number(year),
        )

    def _clock(self, start, value, unit):
        return {"deadline_start": start, "limit_value": value, "limit_unit": unit}

    def _move_refuse(self, values):
        self._notify(self.reporter_id - self.env.user, "refused", values["reason"])
        return {
            "refusal_id": values["ground_id"],
            "end_reason": values["reason"],
            **self._ended(),
        }

    def _move_annul(self, values):
        return {"end_reason": values["reason"], **self._ended()}

    # -- mediators -----------------------------------------------------------------

    def _move_appoint(self, values):
        self._appoint(values)

    def _move_appoint_later(self, values):
        self._appoint(values)
        return {"state": self.state}

    def _appoint(self, values):
        """Art. 19: one or several, appointed or chosen by the parties."""
        mediators = self.env["grid.mediator"].browse(values["mediator_ids"]).exists()
        if not mediators or not all(mediators.mapped("active")):
            raise UserError(self.env._("Choose mediators of the roster."))
        new = mediators - self.mediator_ids
        lead = self.lead_mediator_id
        self.write(
            {
                "mediator_ids": [(4, mediator.id) for mediator in new],
                "lead_mediator_id": lead.id or mediators[0].id,
                "chosen_by_parties": bool(values.get("chosen_by_parties")),
            }
        )
        users = new.staff_id.user_id - self.env.user
        self._notify(users, "appointed")

    def _move_withdraw_mediator(self, values):
        """A party refuses a mediator, or the mediator steps back (art. 23)."""
        mediator = self.env["grid.mediator"].browse(values["mediator_id"])
        if mediator not in self.mediator_ids:
            raise UserError(self.env._("This mediator was not appointed here."))
        rest = self.mediator_ids - mediator
        if not rest and self.state != "accepted":
            raise UserError(
                self.env._("Appoint another mediator first: somebody has to go on.")
            )
        lead = self.lead_mediator_id
        self.write(
            {
                "mediator_ids": [(3, mediator.id)],
                "lead_mediator_id": rest[:1].id if lead == mediator else lead.id,
            }
        )
        self._notify(mediator.staff_id.user_id, "withdrawn")
        return {"state": self.state}

    # -- mediating -------------------------------------------------------------------

    def _move_start(self, values):
        if not self.mediator_ids:
            raise UserError(self.env._("Appoint a mediator first."))
        untold = self.party_ids.filtered(lambda party: not party.told_rights_at)
        if untold:
            raise UserError(
                self.env._(
                    "Tell the parties their rights and duties first: %s.",
                    ", ".join(untold.mapped("name")),
                )
            )
        return {"started_at": fields.Datetime.now()}

    def _move_extend(self, values):
        """Longer than a month only when all parties ask for it."""
        asking = self.party_ids.browse(values["party_ids"])
        principals = self.party_ids.filtered(lambda party: party.role != "third")
        silent = principals - asking
        if silent:
            raise UserError(
                self.env._(
                    "It is extended only when all parties ask: %s did not.",
                    ", ".join(silent.mapped("name")),
                )
            )
        self._deadline_extend(
            values["extend_value"], values["extend_unit"], values["reason"]
        )
        return {"state": self.state, "extension_count": self.extension_count + 1}

    def _move_decline(self, values):
        party = self.party_ids.browse(values["party_id"])
        if party not in self.party_ids:
            raise UserError(self.env._("Choose a party of this dispute."))
        party.refused_at = fields.Datetime.now()
        return self._end(PARTY_REFUSED, values["reason"])

    def _move_terminate(self, values):
        return {
            "end_id": values["ended_id"],
            "end_reason": values["reason"],
            **self._ended(),
        }

    def _move_lapse(self, values):
        self._notify(self._mediator_users() | self._desk_users(), "lapsed")
        return self._end(TIME_OVER)

    def _end(self, code, reason=None):
        return {
            "end_id": self.env["grid.code"]._id_of("dispute_end", code),
            "end_reason": reason or False,
            **self._ended(),
        }

    def _ended(self):
        now = fields.Datetime.now()
        return {"ended_at": now, "deadline_done_at": now}

    def _move_agree(self, values):
        now = fields.Datetime.now()
        vals = {"agreed_at": self.agreed_at or now}
        if not self.deadline_done_at:
            vals["deadline_done_at"] = now
        return vals

    def _move_fall_back(self, values):
        """The agreement is void: the clock runs on as if there had been none."""
        return {"agreed_at": False, "deadline_done_at": False}

    # -- closing ---------------------------------------------------------------------

    def _move_close(self, values):
        if blockers := self._close_blockers():
            raise UserError("\n".join(blockers))
        return {
            "closed_at": fields.Datetime.now(),
            "result": values.get("result") or self.result,
        }

    @api.private
    def _close_blockers(self):
        """Sentences that say what has to be done before the file can be closed."""
        missing = self._file_missing()
        if not missing:
            return []
        return [self.env._("The case file lacks: %s.", ", ".join(missing))]

    @api.private
    def _file_missing(self):
        """Names of the documents that the file must have and has not."""
        return []

    # -- jobs ------------------------------------------------------------------------

    @api.model
    def _cron_lapse(self):
        """Terminate what is not settled on the last day, unless it was extended.

        What waits for signatures only is left to its mediator.
        """
        slices.run(self.env, self._lapsed, lambda dispute: dispute._make_move("lapse"))

    @api.model
    def _lapsed(self, left_out, size):
        due = Domain("state", "in", WORKED_ON) & Domain("is_overdue", "=", True)
        due &= Domain("id", "not in", left_out) & self._lapse_domain()
        return slices.lock_free(self.sudo().search(due, limit=size, order="id"))

    @api.model
    def _lapse_domain(self):
        """What else must hold before a mediation is ended by its time limit."""
        return Domain.TRUE
