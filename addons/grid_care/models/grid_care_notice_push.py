from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.push import (
    ACKNOWLEDGED,
    NOTICE,
    RECALL,
    UNACKNOWLEDGED,
    WAITING,
    WITHDRAWN,
)

ISSUER = "grid_care.group_clinician"


class GridCareNotice(models.Model):
    """A notice to an organization that keeps a system of its own goes there as well.

    The receipt of a machine does not move the notice: that it was received is for a
    person to say, by whom and when. So the state of the notice tells nothing about the
    outside system, and ``outside`` tells nothing about the receiver.
    """

    _inherit = "grid.care.notice"

    push_ids = fields.One2many(
        "grid.care.push", "notice_id", "Messages to the Outside System", groups=ISSUER
    )
    outside = fields.Char("Outside System", compute="_compute_outside", groups=ISSUER)
    unacknowledged = fields.Boolean(
        "Not Acknowledged Outside",
        compute="_compute_unacknowledged",
        search="_search_unacknowledged",
        groups=ISSUER,
    )

    @api.depends("push_ids.state", "push_ids.receipt", "push_ids.failure")
    @api.depends_context("lang", "tz")
    def _compute_outside(self):
        for notice in self:
            live = notice.push_ids.filtered(lambda push: push.state != WITHDRAWN)
            # what is still open is told before what is done
            live = live.sorted(lambda push: (push.state == ACKNOWLEDGED, -push.id))
            notice.outside = self._outside_text(live[:1]) if live else False

    @api.model
    def _outside_text(self, push):
        if push.state == ACKNOWLEDGED:
            return self.env._(
                "Acknowledged %(at)s, receipt %(receipt)s",
                at=self._outside_time(push.acknowledged_at),
                receipt=push.receipt,
            )
        reason = push.last_error or self.env._("Not sent yet")
        if push.state == WAITING:
            return self.env._(
                "Waiting, next try %(at)s: %(reason)s",
                at=self._outside_time(push.next_try_at),
                reason=reason,
            )
        return self.env._("Given up: %s", reason)

    @api.model
    def _outside_time(self, moment):
        local = fields.Datetime.context_timestamp(self, moment)
        return local.strftime("%Y-%m-%d %H:%M")

    @api.depends("push_ids.state")
    def _compute_unacknowledged(self):
        for notice in self:
            states = set(notice.push_ids.mapped("state"))
            notice.unacknowledged = not states.isdisjoint(UNACKNOWLEDGED)

    @api.model
    def _search_unacknowledged(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain("push_ids.state", "in", UNACKNOWLEDGED)

    @api.model
    def _notice_texts(self):
        return {
            **super()._notice_texts(),
            "push_given_up": self.env._(
                "An outside system has not acknowledged a care notice."
            ),
        }

    def _pushed(self):
        vals = super()._pushed()
        self._push_outside()
        return vals

    def _move_send_back(self, values):
        """Who sends it back keeps nothing of it, a system of theirs included."""
        self._retract()
        return super()._move_send_back(values)

    def _move_recall(self, values):
        self._retract()
        return super()._move_recall(values)

    def _push_outside(self):
        """A message of its own, whoever got one before."""
        organization = self.organization_id
        # sudo: where other systems are, only the administrator sees
        channels = self.env["grid.care.channel"].sudo()
        if organization and channels.search_count(
            [("organization_id", "=", organization.id)], limit=1
        ):
            self.env["grid.care.push"]._queue(
                self, organization, NOTICE, {"payload": self.payload}
            )

    def _retract(self):
        """Withdraw what was not sent; recall what was, or may have been.

        A call may be under way, or its answer lost: whatever was taken to be sent is
        recalled by a message of its own. The row is written in any case, so that one
        who is sending it at this moment and this transaction cannot miss each other.
        """
        # sudo: messages are the system's
        notices = self.sudo().push_ids.filtered(lambda push: push.kind == NOTICE)
        standing = notices.filtered(lambda push: push.state != WITHDRAWN)
        for push in standing:
            if push.attempts:
                push._queue(self, push.organization_id, RECALL, {"recalls": push.key})
        standing.write({"state": WITHDRAWN, "next_try_at": False, "body": False})
