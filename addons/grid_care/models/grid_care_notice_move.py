from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools.notices import (
    ANSWER,
    ANSWERED,
    CENTRE,
    COMMUNITY,
    DESKS,
    FAMILY,
    ISSUED,
    PUSHED,
    RECALLED,
    RECEIVE,
    RECEIVED,
    RETURNED,
    SEATS,
)


class GridCareNotice(models.Model):
    """The moves of a notice: who may make them and what they bring about."""

    _inherit = "grid.care.notice"

    @api.model
    def _move_names(self):
        env = self.env
        return {
            "hand_over": env._("Handed to the Family"),
            "push": env._("Delivered"),
            "receive": env._("Receive"),
            "answer": env._("Answer"),
            "finish": env._("Finish"),
            "send_back": env._("Send Back"),
            "redirect": env._("Send to Another Receiver"),
            "recall": env._("Recall"),
            "expire": env._("Sharing Ended"),
        }

    @api.model
    def _notice_texts(self):
        env = self.env
        return {
            "pushed": env._("A care notice waits to be received."),
            "returned": env._("A care notice was sent back."),
            "answered": env._("A care notice was answered."),
            "recalled": env._("A care notice was recalled: what it said is void."),
        }

    def _notice_subject(self):
        """A mail leaves the house: the number alone."""
        return self.number

    # -- who -----------------------------------------------------------------------

    def _actor_issuer(self):
        if not self.env.user.has_group("grid_care.group_clinician"):
            return self.browse()
        own = self.env["grid.patient"]._own_hospitals()
        return self.filtered(lambda notice: notice.hospital_id in own)

    def _actor_receiver(self):
        user = self.env.user
        scopes = {kind: set(user._grid_scope(group)) for kind, group in DESKS.items()}
        recipient = user.has_group("grid_care.group_care_recipient")

        def receives(notice):
            if notice.kind in DESKS:
                return notice.node_id.id in scopes[notice.kind]
            # sudo: who acts for an organization is not readable for everybody
            return recipient and user in notice.sudo().organization_id.user_ids

        return self.filtered(receives)

    def _receivers(self):
        """The accounts of those who receive it."""
        self.ensure_one()
        known = self.sudo()
        if self.kind in DESKS:
            return known.node_id._event_users(DESKS[self.kind])
        return known.organization_id.user_ids

    @api.depends("state", "organization_id", "node_id")
    @api.depends_context("uid")
    def _compute_waits_for_me(self):
        super()._compute_waits_for_me()

    @api.model
    def _waits_for_me_domain(self):
        """What to receive, to answer, to finish; what the hospital has to deliver."""
        user = self.env.user
        open_here = Domain("state", "in", (PUSHED, RECEIVED, ANSWERED))
        receiver = Domain("organization_id.user_ids", "in", user.id)
        for kind in (CENTRE, COMMUNITY):
            receiver |= Domain("kind", "=", kind) & Domain(
                "node_id", "in", user._grid_scope(DESKS[kind])
            )
        if not user.has_group("grid_care.group_clinician"):
            return open_here & receiver
        own = self.env["grid.patient"]._own_hospitals()
        issuer = Domain("hospital_id", "in", own.ids) & Domain(
            "state", "in", (ISSUED, RETURNED)
        )
        return (open_here & receiver) | issuer

    # -- moves ---------------------------------------------------------------------

    def _move_hand_over(self, values):
        if self.kind != FAMILY:
            raise UserError(self.env._("Only the family is handed its notice."))
        now = fields.Datetime.now()
        return {
            "signer": values["signer"],
            "proof": values["proof"],
            "pushed_at": now,
            "received_at": now,
            "received_by_id": self.env.uid,
            "done_at": now,
        }

    def _move_push(self, values):
        self.write(values)
        return self._pushed()

    def _pushed(self):
        self._notify(self._receivers() - self.env.user, "pushed")
        limits = self.env["grid.care.limit"]
        return {
            "trouble": False,
            "pushed_at": fields.Datetime.now(),
            **limits._clock(self.kind, RECEIVE),
        }

    def _move_receive(self, values):
        limits = self.env["grid.care.limit"]
        return {
            "received_at": fields.Datetime.now(),
            "received_by_id": self.env.uid,
            **limits._clock(self.kind, ANSWER),
        }

    def _move_answer(self, values):
        now = fields.Datetime.now()
        self._notify(self.hospital_id.user_ids - self.env.user, "answered")
        return {
            "answer": values["answer"],
            "answered_at": now,
            "deadline_done_at": now,
        }

    def _move_finish(self, values):
        return {"done_at": fields.Datetime.now()}

    def _move_send_back(self, values):
        self._notify(self.hospital_id.user_ids - self.env.user, "returned")
        return {
            "organization_id": False,
            "node_id": False,
            "received_at": False,
            "received_by_id": False,
            "trouble": values["reason"],
            "deadline_done_at": fields.Datetime.now(),
        }

    def _move_redirect(self, values):
        organization = self.env["grid.organization"].browse(values["organization_id"])
        if self.kind not in SEATS or organization.kind_id.code != SEATS[self.kind]:
            raise UserError(self.env._("This organization does not get such notices."))
        self.organization_id = organization
        return self._pushed()

    def _move_recall(self, values):
        """What it said is void: the words go, the fact that it was sent stays."""
        if self.state != ISSUED and self.kind != FAMILY:
            self._notify(self._receivers() - self.env.user, "recalled")
        others = self.case_id.notice_ids - self
        if not values.get("issued_anew") and all(
            notice.state == RECALLED for notice in others
        ):
            self.case_id._make_move("close")
        return {
            "payload": False,
            "answer": False,
            "deadline_done_at": self.deadline_done_at or fields.Datetime.now(),
        }

    # -- buttons -------------------------------------------------------------------

    def action_step(self):
        """Make the move that the button names, or ask for what it needs."""
        self.ensure_one()
        step = self.env.context.get("step")
        return self._move_or_dialog(
            step, "grid.care.notice.act", default_notice_id=self.id
        )

    def action_deliver(self):
        """Look for a receiver again: somebody may cover the place by now."""
        for notice in self:
            if notice not in notice._actor_issuer():
                raise AccessError(self.env._("The hospital delivers its notices."))
            if notice.state != ISSUED or notice.kind == FAMILY:
                raise UserError(self.env._("This notice was delivered already."))
            notice.sudo()._deliver()
        return True
