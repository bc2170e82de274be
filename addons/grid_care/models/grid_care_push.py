from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import NO_ACCESS

from odoo.addons.grid_base.tools import sql_error

from ..tools.frozen import freeze
from ..tools.push import (
    FAILURES,
    GIVEN_UP,
    MESSAGES,
    PUSH_STATES,
    UNACKNOWLEDGED,
    WAITING,
    canonical,
    digest,
)


class GridCarePush(models.Model):
    """A message to the outside system of a receiver: the outbox.

    Its text is written once, under a key of its own, and sent with this key until the
    other side gives a receipt; so whoever gets it twice can tell. Python and a trigger
    keep it from being changed. Once acknowledged or withdrawn it is emptied, and the
    hash stays. Nobody reads the text here: the hospital reads its notice.
    """

    _name = "grid.care.push"
    _description = "Message to an Outside System"
    _inherit = ["grid.care.mixin", "grid.scoped.mixin"]
    _order = "id desc"
    _rec_name = "number"

    notice_id = fields.Many2one(
        "grid.care.notice",
        "Notice",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    number = fields.Char(readonly=True, index="trigram")
    hospital_id = fields.Many2one(
        "grid.organization",
        "Issued By",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    organization_id = fields.Many2one(
        "grid.organization",
        "Receiver",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    kind = fields.Selection(MESSAGES, "Message", required=True, readonly=True)
    key = fields.Char(required=True, readonly=True)
    body = fields.Text(readonly=True, groups=NO_ACCESS)
    body_hash = fields.Char("SHA-256 of the Message", required=True, readonly=True)
    state = fields.Selection(
        PUSH_STATES, required=True, readonly=True, default=WAITING, index=True
    )
    attempts = fields.Integer(readonly=True, default=0)
    next_try_at = fields.Datetime("Next Try At", readonly=True)
    failure = fields.Selection(FAILURES, readonly=True)
    status = fields.Integer("Status Code", readonly=True, aggregator=None)
    last_error = fields.Char("Not Acknowledged Because", compute="_compute_last_error")
    receipt = fields.Char(readonly=True)
    sent_at = fields.Datetime("Last Sent At", readonly=True)
    acknowledged_at = fields.Datetime("Acknowledged At", readonly=True)
    can_try_again = fields.Boolean(compute="_compute_can_try_again")

    _key_uniq = models.UniqueIndex("(key)", "Each message has its own key.")
    _due_idx = models.Index(
        "(organization_id, next_try_at, id) WHERE state = 'waiting'"
    )

    def init(self):
        freeze(self.env.cr, self._table)

    def _register_hook(self):
        """What the database says of a failed statement must not tell the text."""
        super()._register_hook()
        sql_error.TABLES.add(self._table)

    @api.depends("failure", "status")
    @api.depends_context("lang")
    def _compute_last_error(self):
        reasons = dict(self._fields["failure"]._description_selection(self.env))
        for push in self:
            reason = reasons.get(push.failure, False)
            with_status = reason and push.status
            push.last_error = f"{reason} ({push.status})" if with_status else reason

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_try_again(self):
        mine = self._of_own_hospital()
        for push in self:
            push.can_try_again = push in mine and push.state in UNACKNOWLEDGED

    def write(self, vals):
        frozen = {"key", "kind", "body_hash", "notice_id", "organization_id"}
        if frozen & vals.keys() or vals.get("body"):
            raise UserError(self.env._("A message is never changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Its key would be free for another text."""
        raise UserError(self.env._("A message that was made is kept."))

    @api.model
    @api.private
    def _queue(self, notice, organization, kind, said):
        """Write a message down for an outside system, and have it sent at once.

        :param said: what this kind of message says beside what all of them say
        """
        body = canonical(
            {
                "message": kind,
                "kind": notice.kind,
                "number": notice.number,
                "issued_at": notice.create_date.strftime("%Y-%m-%dT%H:%M:%SZ"),
                **said,
            }
        )
        # sudo: messages are made here and nowhere else
        push = self.sudo().create(
            {
                "notice_id": notice.id,
                "number": notice.number,
                "grid_id": notice.grid_id.id,
                "hospital_id": notice.hospital_id.id,
                "organization_id": organization.id,
                "kind": kind,
                "key": str(uuid4()),
                "body": body,
                "body_hash": digest(body),
                "next_try_at": fields.Datetime.now(),
            }
        )
        self._wake()
        return push

    @api.model
    def _wake(self):
        # sudo: the job is closed; whoever issues a notice may have it run
        self.env.ref("grid_care.ir_cron_care_push").sudo()._trigger()

    def _of_own_hospital(self):
        """Those that the user may have sent again: who issues, sees to the delivery."""
        if not self.env.user.has_group("grid_care.group_clinician"):
            return self.browse()
        own = self.env["grid.patient"]._own_hospitals()
        return self.filtered(lambda push: push.hospital_id in own)

    def action_try_again(self):
        """Send now what waits, or what was given up; with the same key and text."""
        self.check_access("read")
        if self - self._of_own_hospital():
            raise AccessError(
                self.env._("The hospital that issued a notice sends it again.")
            )
        if self.filtered(lambda push: push.state not in UNACKNOWLEDGED):
            raise UserError(self.env._("There is nothing left to send."))
        # sudo: the state is the system's; who may ask for this was checked above
        self.sudo().write({"state": WAITING, "next_try_at": fields.Datetime.now()})
        self._wake()
        return True

    @api.private
    def _give_up(self):
        """Stop trying, and tell the hospital."""
        self.write({"state": GIVEN_UP, "next_try_at": False})
        for push in self:
            push.notice_id._notify(push.hospital_id.user_ids, "push_given_up")
