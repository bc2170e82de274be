from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.moves import ACCEPTED, AGREED, MEDIATING
from ..tools.sessions import KINDS, MODES, PLANNED, SESSION_MOVES, SESSION_STATES


class GridDisputeSession(models.Model):
    """One meeting of a mediation: together, with one party alone, or at home.

    Who handles the dispute plans it, invites the parties and keeps the record, which
    nobody changes once the session was held (People's Mediation Law, art. 27).
    What is written here both sides may hear; what one party says in confidence is a
    note of its own.
    """

    _name = "grid.dispute.session"
    _description = "Mediation Session"
    _inherit = [
        "grid.workflow.mixin",
        "grid.dispute.part.mixin",
        "grid.notice.mixin",
    ]
    _order = "start_at desc, id desc"
    _moves = SESSION_MOVES

    state = fields.Selection(
        SESSION_STATES, required=True, readonly=True, default=PLANNED, copy=False
    )
    sequence_number = fields.Integer(
        "Session No.", readonly=True, copy=False, help="Counted within the dispute."
    )
    dispute_number = fields.Char(
        "Case Number", related="dispute_id.number", related_sudo=False
    )
    # when and where
    kind = fields.Selection(KINDS, "Kind of Session", required=True, default="joint")
    mode = fields.Selection(MODES, "Way of Meeting", required=True, default="onsite")
    start_at = fields.Datetime("From", required=True)
    stop_at = fields.Datetime("To", required=True)
    room_id = fields.Many2one(
        "grid.mediation.room", "Room", index="btree_not_null", ondelete="restrict"
    )
    place = fields.Char("Meeting Place", help="Where it is no room of the list.")
    # who
    mediator_ids = fields.Many2many(
        "grid.mediator",
        "grid_dispute_session_mediator_rel",
        "session_id",
        "mediator_id",
        "Mediators",
        domain="[('id', 'in', case_mediator_ids)]",
    )
    case_mediator_ids = fields.Many2many(
        related="dispute_id.mediator_ids",
        related_sudo=False,
        string="Mediators of the Case",
    )
    recorder = fields.Char("Recorded By")
    attendance_ids = fields.One2many(
        "grid.dispute.attendance", "session_id", "Invited", copy=False
    )
    # what came of it
    minutes = fields.Text(
        "Record", help="What each side said and what was found, for both to hear."
    )
    outcome = fields.Text()
    next_step = fields.Text("Next Step")
    next_at = fields.Datetime("Next Session")
    # beside it
    conflicts = fields.Text(compute="_compute_conflicts")
    calendar_event_id = fields.Many2one(
        "calendar.event",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )
    reminded = fields.Boolean(readonly=True, copy=False)

    _number_uniq = models.UniqueIndex(
        "(dispute_id, sequence_number) WHERE sequence_number > 0",
        "This number of a session is taken.",
    )
    _planned_idx = models.Index("(start_at) WHERE state = 'planned'")
    _room_idx = models.Index("(room_id, start_at) WHERE state = 'planned'")
    _time_order = models.Constraint(
        "CHECK (stop_at > start_at AND stop_at < start_at + interval '1 day')",
        "A session ends after it begins, on the same day.",
    )

    @api.constrains("dispute_id")
    def _check_dispute_open(self):
        open_states = (ACCEPTED, MEDIATING, AGREED)
        for session in self:
            if session.dispute_id.state not in open_states:
                raise UserError(
                    self.env._("Sessions are planned while a dispute is mediated.")
                )

    @api.constrains("mediator_ids", "dispute_id")
    def _check_mediators(self):
        for session in self:
            if session.mediator_ids - session.dispute_id.mediator_ids:
                raise UserError(
                    self.env._("Only mediators of this dispute hold its sessions.")
                )

    # -- computes ----------------------------------------------------------------

    @api.depends("dispute_id.number", "sequence_number", "start_at")
    def _compute_display_name(self):
        for session in self:
            session.display_name = self.env._(
                "%(case)s, session %(number)s",
                case=session.dispute_id.number or "",
                number=session.sequence_number or "",
            )

    @api.depends("start_at", "stop_at", "room_id", "mediator_ids", "state")
    def _compute_conflicts(self):
        for session in self:
            session.conflicts = "\n".join(session._conflicts()) or False

    def _conflicts(self):
        """Sentences that say who or which room is taken at that time."""
        if self.state != PLANNED or not (self.start_at and self.stop_at):
            return []
        # sudo: that a mediator is busy is told, with what is not
        others = self.sudo().search(
            [
                ("state", "=", PLANNED),
                ("id", "!=", self._origin.id),
                ("start_at", "<", self.stop_at),
                ("stop_at", ">", self.start_at),
                # of the last day only: an index on the beginning serves it
                ("start_at", ">", fields.Datetime.subtract(self.start_at, days=1)),
            ]
        )
        busy = self.mediator_ids._origin & others.mediator_ids
        found = [
            self.env._("%s mediates elsewhere at that time.", mediator.name)
            for mediator in busy
        ]
        if self.room_id and self.room_id._origin in others.room_id:
            found.append(
                self.env._("%s is taken at that time.", self.room_id.display_name)
            )
        return found

    @api.onchange("start_at")
    def _onchange_start_at(self):
        if self.start_at and (not self.stop_at or self.stop_at <= self.start_at):
            self.stop_at = fields.Datetime.add(self.start_at, hours=1)

    # -- CRUD --------------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        dispute = self.env["grid.dispute"].browse(values.get("dispute_id"))
        if dispute:
            dispute.check_access("read")
            values.setdefault("mediator_ids", [(6, 0, dispute.mediator_ids.ids)])
            values.setdefault("recorder", self.env.user.name)
            values.setdefault(
                "attendance_ids",
                [(0, 0, {"party_id": party.id}) for party in dispute.party_ids],
            )
        return values

    @api.model_create_multi
    def create(self, vals_list):
        sessions = super().create(vals_list)
        for session in sessions:
            # sudo: the number is drawn here and nowhere else
            session.sudo().sequence_number = session._next_number()
        sessions._sync_calendar()
        return sessions

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"start_at", "stop_at", "room_id", "mediator_ids", "state"}:
            self._sync_calendar()
        if "start_at" in vals:
            # sudo: another day is another reminder
            self.sudo().reminded = False
        return result

    def _next_number(self):
        """One more than the last of the dispute; the dispute is locked meanwhile."""
        self.dispute_id._lock()
        # sudo: numbers are counted over all sessions, whoever may read them
        last = self.sudo().search(
            [("dispute_id", "=", self.dispute_id.id), ("sequence_number", ">", 0)],
            order="sequence_number desc",
            limit=1,
        )
        return last.sequence_number + 1

    @api.private
    def _place_text(self):
        """Where it is held, in words."""
        self.ensure_one()
        modes = dict(self._fields["mode"]._description_selection(self.env))
        if self.mode != "onsite":
            return modes[self.mode]
        room = self.room_id
        return self.place or (room.address or room.name if room else "")
