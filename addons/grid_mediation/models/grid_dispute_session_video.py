from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.sessions import PLANNED
from ..tools.video import NOBODY, PASS, VIDEO_STATES

BY_BUTTONS = ("video_state", "video_room_id", "seat_ids")


class GridDisputeSession(models.Model):
    """A session by video: its rooms, and who is let into them.

    There is one round table and one fixed caucus room for each party. The other party
    is never a member of a caucus, so its secrecy does not depend on removing anybody.
    """

    _inherit = "grid.dispute.session"

    video_state = fields.Selection(
        VIDEO_STATES,
        "Video Room",
        required=True,
        readonly=True,
        default="new",
        copy=False,
    )
    seat_ids = fields.One2many(
        "grid.session.seat", "session_id", "Seats", readonly=True, copy=False
    )
    channel_ids = fields.One2many(
        "discuss.channel", "grid_session_id", groups=NOBODY, copy=False
    )
    video_room_id = fields.Many2one(
        "discuss.channel",
        "Room of the Moment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Where the session meets now; calls in other rooms are refused.",
    )
    in_caucus = fields.Boolean("In a Caucus", compute="_compute_hosting")
    is_host = fields.Boolean("Held by Me", compute="_compute_hosting")
    can_invite = fields.Boolean("May Invite", compute="_compute_hosting")

    @api.depends("video_state", "mediator_ids", "state")
    @api.depends_context("uid")
    def _compute_hosting(self):
        invited_by_me = set(self._actor_handler()._ids)
        for session in self:
            # sudo: rooms are not readable for the desk
            room = session.sudo().video_room_id
            session.in_caucus = room.grid_room_kind == "caucus"
            session.is_host = self.env.user in session._hosts()
            session.can_invite = (
                session.id in invited_by_me
                and session.state == PLANNED
                and session.video_state != "closed"
                and session.mode == "video"
            )

    def write(self, vals):
        if not self.env.su:
            # opened and closed by the buttons only
            vals = {
                k: v for k, v in vals.items() if k not in ("video_state", "seat_ids")
            }
        result = super().write(vals)
        if (
            vals.get("state", PLANNED) != PLANNED
            or vals.get("mode", "video") != "video"
        ):
            # sudo: whoever ends a session ends its call and its links
            self.sudo()._close_video()
        if "mediator_ids" in vals:
            self.sudo()._send_former_hosts_away()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._without_video(vals) for vals in vals_list])

    @api.model
    def _without_video(self, vals):
        """Rooms are opened and closed by the buttons only."""
        if self.env.su:
            return vals
        return {k: v for k, v in vals.items() if k not in BY_BUTTONS}

    # -- who may -----------------------------------------------------------------------

    def _hosts(self):
        """Accounts of the mediators who hold it, and still mediate the case."""
        # sudo: accounts are not readable for everybody who acts here
        session = self.sudo()
        mediators = session.mediator_ids & session.dispute_id.mediator_ids
        return mediators.staff_id.user_id.filtered("active").sudo(False)

    def _check_host(self):
        for session in self:
            if session.mode != "video" or session.state != PLANNED:
                raise UserError(self.env._("This is no planned session by video."))
            if self.env.user not in session._hosts():
                raise AccessError(self.env._("Its mediators hold the session."))

    def _check_inviter(self):
        for session in self:
            if not session.can_invite:
                raise AccessError(
                    self.env._("Who handles the case invites to a session by video.")
                )

    # -- rooms -------------------------------------------------------------------------

    def _round_table(self):
        return self.channel_ids.filtered(lambda room: room.grid_room_kind == "table")

    def _make_rooms(self):
        """The round table, and a caucus for each seat that has none yet."""
        kinds = (
            [] if self._round_table() else [("table", self.env["grid.session.seat"])]
        )
        lacking = self.seat_ids - self.channel_ids.grid_seat_id
        kinds += [("caucus", seat) for seat in lacking]
        hosts = self._hosts().partner_id
        rooms = self.env["discuss.channel"].with_context(grid_room_pass=PASS)
        for kind, seat in kinds:
            table_name = self.env._("%s, round table", self.display_name)
            rooms.create(
                {
                    "name": f"{self.display_name}, {seat.party_id.name}"
                    if seat
                    else table_name,
                    "channel_type": "group",
                    "grid_session_id": self.id,
                    "grid_seat_id": seat.id,
                    "grid_room_kind": kind,
                    "channel_member_ids": [
                        (0, 0, {"partner_id": partner.id}) for partner in hosts
                    ],
                }
            )
        self.invalidate_recordset(["channel_ids"])

    def _seat_in(self, rooms, guest=None, partners=None):
        """The one way into a room."""
        rooms.with_context(grid_room_pass=PASS)._add_members(
            guests=guest, partners=partners, post_joined_message=False
        )

    def _meet_in(self, room):
        """Move the session: calls in all other rooms end, then this one is joined."""
        self.ensure_one()
        self.video_room_id = room
        (self.channel_ids - room).rtc_session_ids.unlink()
        self._seat_in(self.channel_ids, partners=self._hosts().partner_id)
        return self._join_action()

    def _join_action(self):
        return {
            "type": "ir.actions.client",
            "tag": "grid_mediation.join_room",
            "params": {"channel_id": self.video_room_id.id},
        }

    def _close_video(self):
        """All out, links void, and nothing more is said in the rooms."""
        for session in self.filtered(lambda s: s.video_state != "new" or s.seat_ids):
            session.channel_ids.rtc_session_ids.unlink()
            session.seat_ids._void()
            session.write({"video_state": "closed", "video_room_id": False})

    def _send_former_hosts_away(self):
        for session in self.filtered("channel_ids"):
            former = session.channel_ids.channel_member_ids.partner_id
            former -= session._hosts().partner_id
            for room in session.channel_ids:
                for partner in former & room.channel_member_ids.partner_id:
                    room._action_unfollow(partner, post_leave_message=False)

    @api.model
    def _cron_close_rooms(self):
        """End calls whose browser died, and rooms whose time is long over."""
        calls = self.env["discuss.channel.rtc.session"].sudo()
        dead = [*calls._inactive_rtc_session_domain()]
        calls.search([*dead, ("channel_id.grid_session_id", "!=", False)]).unlink()
        late = fields.Datetime.subtract(fields.Datetime.now(), hours=12)
        open_now = self.sudo().search([("video_state", "=", "open")])
        open_now.filtered(lambda s: s.stop_at < late)._close_video()
        open_now._send_former_hosts_away()

    # -- buttons -----------------------------------------------------------------------

    def _as_host(self):
        self.ensure_one()
        self.check_access("read")
        self._check_host()
        # sudo: rooms and seats are written by these buttons only
        return self.sudo()

    def action_make_links(self):
        """Links for all invited parties who do not sit yet; shown this once."""
        self.ensure_one()
        self.check_access("read")
        self._check_inviter()
        # sudo: seats are made by this button only
        session = self.sudo()
        for party in session.attendance_ids.party_id - session.seat_ids.party_id:
            session.seat_ids.create(
                {"session_id": session.id, "party_id": party.id, "state": "out"}
            )
        free = session.seat_ids.filtered(lambda s: s.state in ("invited", "out"))
        return self._show_links(free)

    def _show_links(self, seats):
        if not seats:
            raise UserError(self.env._("Nobody to invite."))
        links = [(seat.party_id.name, seat._new_link()) for seat in seats]
        # open already: a party put out before needs its caucus too
        for session in seats.session_id.filtered(lambda s: s.video_state == "open"):
            session._make_rooms()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Links to the Session"),
            "res_model": "grid.session.link",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_text": "\n".join(f"{name}\n{link}\n" for name, link in links)
            },
        }

    def action_refresh_seats(self):
        """Look again who waits: the form is read anew."""
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_open_room(self):
        """Open the rooms, and go to the round table."""
        session = self._as_host()
        if session.video_state == "closed":
            raise UserError(self.env._("The room was closed. Plan another session."))
        if not session.seat_ids:
            raise UserError(self.env._("Make the links for the parties first."))
        session._make_rooms()
        session.video_state = "open"
        return session._meet_in(session._round_table())

    def action_join_room(self):
        """Join the call in the room of the moment."""
        session = self._as_host()
        if session.video_state != "open":
            raise UserError(self.env._("The room is not open."))
        return session._meet_in(session.video_room_id)

    def action_back_to_table(self):
        """End the caucus; all admitted parties come back."""
        session = self._as_host()
        if session.video_state != "open":
            raise UserError(self.env._("The room is not open."))
        return session._meet_in(session._round_table())

    def action_close_room(self):
        """End the meeting for everybody."""
        self._as_host()._close_video()
        return True
