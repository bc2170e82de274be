from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class GridDisputeAlarm(models.Model):
    """Danger that was reported to the police at once.

    People's Mediation Law (2010) art. 25: where a dispute may turn into a matter of
    public order or a crime, the mediators report it to the police immediately.
    Written by ``action_alarm`` of the dispute; the police confirm and answer.
    """

    _name = "grid.dispute.alarm"
    _description = "Report of Danger to the Police"
    _inherit = ["grid.dispute.part.mixin", "grid.notice.mixin"]
    _order = "reported_at desc, id desc"

    organization_id = fields.Many2one(
        "grid.organization",
        "Police Station",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    danger = fields.Text(required=True, readonly=True)
    place = fields.Char(readonly=True, help="Where help is needed.")
    state = fields.Selection(
        [("sent", "Sent"), ("received", "Received")],
        required=True,
        readonly=True,
        default="sent",
    )
    reported_at = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        "Reported By",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.uid,
        ondelete="restrict",
    )
    received_at = fields.Datetime(readonly=True)
    received_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    answer = fields.Text(readonly=True)

    @api.model
    def _notice_texts(self):
        return {"sent": self.env._("A mediator reports danger: help is needed.")}

    @api.depends("place", "reported_at")
    def _compute_display_name(self):
        """The place, for who has to go there; nothing of the dispute."""
        for alarm in self:
            alarm.display_name = self.env._("Danger: %s", alarm.place or "-")

    def action_receive(self, answer=None):
        """The police confirm that they have it."""
        self.check_access("read")
        for alarm in self:
            if self.env.user not in alarm.organization_id.user_ids:
                raise AccessError(
                    self.env._("Only the police station it was sent to answers.")
                )
            if alarm.state == "received" and not answer:
                raise UserError(self.env._("This was received already."))
            # sudo: the fields are written here and nowhere else
            alarm.sudo().write(
                {
                    "state": "received",
                    "received_at": alarm.received_at or fields.Datetime.now(),
                    "received_by_id": self.env.uid,
                    "answer": answer or alarm.answer,
                }
            )
        return True
