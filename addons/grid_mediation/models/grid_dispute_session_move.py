from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.grid_event.tools import slices

from ..tools.sessions import PLANNED


class GridDisputeSession(models.Model):
    """The moves of a session, its reminders, and its place in the calendars."""

    _inherit = "grid.dispute.session"

    @api.model
    def _move_names(self):
        env = self.env
        return {"hold": env._("Session Was Held"), "cancel": env._("Cancel Session")}

    @api.model
    def _notice_texts(self):
        env = self.env
        return {
            "cancelled": env._("A mediation session was cancelled."),
            "tomorrow": env._("You have a mediation session tomorrow."),
        }

    def _notice_subject(self):
        return self.dispute_id.number or self.env._("Mediation Session")

    def _actor_handler(self):
        handled = self.dispute_id._actor_handler()
        return self.filtered(lambda session: session.dispute_id in handled)

    def _move_hold(self, values):
        if self.start_at > fields.Datetime.now():
            raise UserError(self.env._("The session has not begun yet."))
        if not (self.minutes or "").strip():
            raise UserError(self.env._("Write the record of the session first."))
        if not any(line.came for line in self.attendance_ids):
            raise UserError(self.env._("Say who came."))
        if uninvited := self._uninvited():
            raise UserError(
                self.env._(
                    "Everybody is invited to a session. Say when and how: %s.",
                    ", ".join(uninvited.mapped("name")),
                )
            )

    def _uninvited(self):
        """Parties that were not asked to a session held with all of them."""
        if self.kind != "joint":
            return self.env["grid.dispute.party"]
        asked = self.attendance_ids.filtered(lambda line: line.came or line.invited_at)
        return self.dispute_id.party_ids - asked.party_id

    def _move_cancel(self, values):
        self._notify(self._mediator_users() - self.env.user, "cancelled")

    def _mediator_users(self):
        # sudo: accounts are not readable for everybody who acts here
        return self.sudo().mediator_ids.staff_id.user_id.filtered("active")

    # -- calendar ------------------------------------------------------------------

    def _sync_calendar(self):
        """Keep the mediators' calendars: the case number and the time, no names."""
        # sudo: the entry is kept for the mediators, whoever plans the session
        for session in self.sudo():
            if session.state != PLANNED or not session.mediator_ids:
                session.calendar_event_id.unlink()
                continue
            users = session._mediator_users()
            vals = {
                "name": session.display_name,
                "start": session.start_at,
                "stop": session.stop_at,
                "location": session.room_id.name or False,
                "privacy": "private",
                "user_id": users[:1].id or False,
                "partner_ids": [(6, 0, users.partner_id.ids)],
            }
            quiet = {"no_mail_to_attendees": True, "mail_create_nosubscribe": True}
            event = session.calendar_event_id.with_context(**quiet)
            if event:
                event.write(vals)
            else:
                alarm = self.env.ref("calendar.alarm_notif_3", raise_if_not_found=False)
                vals["alarm_ids"] = [(6, 0, alarm.ids)] if alarm else []
                session.calendar_event_id = event.create(vals)

    # -- jobs ------------------------------------------------------------------------

    @api.model
    def _cron_remind(self):
        """Tell mediators the day before."""
        slices.run(self.env, self._to_remind, lambda session: session._remind())

    @api.model
    def _to_remind(self, left_out, size):
        now = fields.Datetime.now()
        domain = [
            ("state", "=", PLANNED),
            ("reminded", "=", False),
            ("start_at", ">=", now),
            ("start_at", "<", fields.Datetime.add(now, days=1)),
            ("id", "not in", left_out),
        ]
        found = self.sudo().search(domain, limit=size, order="start_at, id")
        return slices.lock_free(found)

    def _remind(self):
        self._notify(self._mediator_users(), "tomorrow")
        self.reminded = True

    # -- buttons -------------------------------------------------------------------

    def action_step(self):
        """Make the move that the button names, or ask for the reason first."""
        step = self.env.context.get("step")
        if step == "cancel":
            return self._ask_reason(step)
        return self.action_move(step)

    def action_invite_all(self):
        """Everybody who was not invited yet was invited now, by phone."""
        self.check_access("write")
        lines = self.attendance_ids.filtered(lambda line: not line.invited_at)
        lines.write({"invited_at": fields.Datetime.now(), "invited_how": "phone"})
        return True

    def action_plan_next(self):
        """The next session, at the time that was agreed."""
        self.ensure_one()
        return self.dispute_id.action_plan_session() | {
            "context": {
                "default_dispute_id": self.dispute_id.id,
                "default_start_at": self.next_at,
                "default_stop_at": self.next_at
                and fields.Datetime.add(self.next_at, hours=1),
                "default_room_id": self.room_id.id,
            }
        }
