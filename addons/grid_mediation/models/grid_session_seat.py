import secrets

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.video import GRACE_HOURS, NOBODY, SEAT_STATES, digest


class GridSessionSeat(models.Model):
    """The place of one party in a mediation by video, without an account.

    A link leads to it: it is kept as a digest, ends, opens in one browser only, and
    lets nobody in: who follows it waits until the mediator admits.
    """

    _name = "grid.session.seat"
    _description = "Seat in a Video Session"
    _inherit = ["grid.dispute.part.mixin"]
    _order = "session_id, id"
    _rec_name = "party_id"

    session_id = fields.Many2one(
        "grid.dispute.session",
        "Session",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    dispute_id = fields.Many2one(
        related="session_id.dispute_id", store=True, precompute=True, related_sudo=True
    )
    party_id = fields.Many2one(
        "grid.dispute.party",
        "Party",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    state = fields.Selection(SEAT_STATES, required=True, readonly=True)
    expires_at = fields.Datetime("Link Ends At", readonly=True)
    waiting_since = fields.Datetime("Waiting Since", readonly=True)
    video_state = fields.Selection(
        related="session_id.video_state", string="State of the Room", related_sudo=False
    )
    in_caucus = fields.Boolean("Speaks Alone", compute="_compute_in_caucus")
    token_hash = fields.Char(groups=NOBODY, readonly=True, copy=False)
    guest_id = fields.Many2one(
        "mail.guest",
        groups=NOBODY,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )

    _party_uniq = models.UniqueIndex(
        "(session_id, party_id)", "This party has a seat already."
    )
    _token_uniq = models.UniqueIndex(
        "(token_hash) WHERE token_hash IS NOT NULL", "This link is taken."
    )

    def _compute_in_caucus(self):
        for seat in self:
            # sudo: rooms are not readable for the desk
            room = seat.sudo().session_id.video_room_id
            seat.in_caucus = bool(room) and room.grid_seat_id.id == seat.id

    # -- the link --------------------------------------------------------------------

    def _new_link(self):
        """Make a link and return it; it is never shown again. Old ones are void."""
        self.ensure_one()
        self._void()
        token = secrets.token_urlsafe(32)
        session = self.session_id
        last = max(session.stop_at, fields.Datetime.now())
        self.write(
            {
                "token_hash": digest(token),
                "expires_at": fields.Datetime.add(last, hours=GRACE_HOURS),
                "state": "invited",
            }
        )
        return f"{session.get_base_url()}/mediation/join/{token}"

    def _void(self):
        """Out of all rooms at once; neither link nor browser is good any more."""
        for seat in self:
            seat._leave_rooms()
            seat.guest_id._grid_rotate()
        self.write(
            {
                "token_hash": False,
                "guest_id": False,
                "state": "out",
                "expires_at": False,
            }
        )

    def _leave_rooms(self):
        guest = self.guest_id
        for room in self.session_id.channel_ids if guest else ():
            room._action_unfollow(guest=guest, post_leave_message=False)

    def _of_token(self, token):
        """The seat that a link leads to, if the link is still good."""
        # sudo: who follows a link reads nothing
        found = self.sudo().search([("token_hash", "=", digest(token))], limit=1)
        return found.filtered(lambda seat: seat._is_good())

    def _of_guest(self, guest):
        """The seat in which this browser sits, if it is still good."""
        if not guest:
            return self.browse()
        # sudo: a guest reads nothing of the session but its own state
        found = self.sudo().search([("guest_id", "=", guest.id)], limit=1)
        return found.filtered(lambda seat: seat._is_good())

    def _is_good(self):
        session = self.session_id
        return bool(
            self.expires_at
            and self.expires_at > fields.Datetime.now()
            and session.state == "planned"
            and session.video_state != "closed"
        )

    def _sit_down(self, guest):
        """This browser takes the seat and waits. False if another has taken it."""
        self.ensure_one()
        self.lock_for_update()
        if self.guest_id:
            return self.guest_id.id == guest.id
        self.guest_id = self.env["mail.guest"].create(
            {"name": self.party_id.name, "lang": self.env.lang or "en_US"}
        )
        self.guest_id._grid_set_cookie(self.expires_at)
        self.write({"state": "waiting", "waiting_since": fields.Datetime.now()})
        self._tell_hosts()
        return True

    def _tell_hosts(self):
        """Say on the screen of the mediators that this party waits."""
        # sudo: an account is asked for its language by whoever comes in
        for host in self.session_id._hosts().sudo():
            seat = self.with_context(lang=host.lang)
            message = seat.env._("%s waits to be let in.", seat.party_id.name)
            note = {"type": "info", "message": message, "sticky": True}
            host._bus_send("simple_notification", note)

    def _caucus(self):
        """The room in which this party speaks alone with the mediators."""
        return self.session_id.channel_ids.filtered(
            lambda room: room.grid_seat_id == self
        )

    def _room(self):
        """The room in which this seat is wanted at this moment."""
        room = self.session_id.video_room_id
        if self.state != "admitted" or not self._is_good():
            return room.browse()
        mine = room.grid_room_kind == "table" or room.grid_seat_id == self
        return room if mine else room.browse()

    # -- buttons ---------------------------------------------------------------------

    def _as_host(self):
        """The same seats, for a mediator who holds the session; refused to others."""
        self.check_access("read")
        self.session_id._check_host()
        # sudo: nobody writes seats but these buttons
        return self.sudo()

    def action_new_link(self):
        """A new link for this party; what it had is void."""
        self.ensure_one()
        self.check_access("read")
        self.session_id._check_inviter()
        # sudo: nobody writes seats but these buttons
        return self.session_id._show_links(self.sudo())

    def action_admit(self):
        """Let the waiting party in."""
        for seat in self._as_host():
            if seat.state != "waiting" or seat.video_state != "open":
                raise UserError(self.env._("Nobody waits, or the room is not open."))
            seat.state = "admitted"
            rooms = seat.session_id.channel_ids
            rooms -= rooms.filtered("grid_seat_id") - seat._caucus()
            seat.session_id._seat_in(rooms, guest=seat.guest_id)
        return True

    def action_put_out(self):
        """Out of the room; who comes back needs a new link."""
        seats = self._as_host()
        back = seats.filtered("in_caucus").session_id
        seats._void()
        for session in back:
            session._meet_in(session._round_table())
        return True

    def action_speak_alone(self):
        """Go into the caucus of this party; all other calls end."""
        seat = self._as_host()
        seat.ensure_one()
        if seat.state != "admitted":
            raise AccessError(self.env._("Admit the party first."))
        return seat.session_id._meet_in(seat._caucus())
