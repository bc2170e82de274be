from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.grid_base.tools.code_field import Code

from ..tools.moves import DISPUTE_MOVES, DISPUTE_STATES, DRAFT, OPEN

GRADES = [("red", "Red"), ("orange", "Orange"), ("yellow", "Yellow"), ("blue", "Blue")]
"""Grades of warning, the gravest first (DOMAIN 4.6)."""

OFFICER = "grid_mediation.group_mediation_officer"
"""Runs the mediation desk of a station or centre."""


class GridDispute(models.Model):
    """A dispute between people or bodies, from the first sign to the closed file.

    The fields are those of GB/T 31000 and of the register of people's mediation
    (DOMAIN 2.4 and 4.5). Who reads it: officers of its grids, its mediators, who
    registered it, and whoever it is referred to while that is open. There is no
    chatter: what parties say in confidence must not go out by mail.
    """

    _name = "grid.dispute"
    _description = "Dispute"
    _inherit = [
        "grid.workflow.mixin",
        "grid.scoped.mixin",
        "grid.coded.mixin",
        "grid.deadline.mixin",
        "grid.notice.mixin",
        "grid.waiting.mixin",
    ]
    _order = "registered_at desc, id desc"
    _rec_names_search = ["number", "title"]
    _moves = DISPUTE_MOVES
    # beside what is readonly: what only moves and parts set
    _guarded = (
        "deadline_start",
        "limit_unit",
        "limit_value",
        "mediator_ids",
        "partner_body_ids",
    )

    number = fields.Char(
        "Case Number",
        readonly=True,
        copy=False,
        help="Number of the case file, drawn when the dispute is accepted.",
    )
    state = fields.Selection(
        DISPUTE_STATES, required=True, readonly=True, default=DRAFT, copy=False
    )
    # what
    title = fields.Char("Subject of Dispute", required=True)
    kind_id = Code("dispute_kind", "Kind", index="btree_not_null")
    second_kind_id = Code("dispute_second", "Second Classification")
    source_id = Code("dispute_source", "Source")
    scale_id = Code("dispute_scale", "Scale")
    intensity_id = Code("dispute_intensity", "Intensity")
    happened_at = fields.Datetime("Time of Dispute", default=fields.Datetime.now)
    people_count = fields.Integer("People Involved", default=2)
    amount = fields.Float("Amount in Dispute (CNY)", digits=(14, 2))
    repeated = fields.Integer(
        "Times Before", help="How often these parties had this dispute before."
    )
    description = fields.Text("Facts")
    claims = fields.Text(help="What the applicant asks for.")
    # where
    grid_id = fields.Many2one(
        default=lambda self: self._default_grid_id(),
        # named by _grid_state_idx and _grid_time_idx
        index=False,
    )
    other_grid_ids = fields.Many2many(
        "grid.grid",
        "grid_dispute_grid_rel",
        "dispute_id",
        "grid_id",
        "Further Grids",
        help="Where the dispute reaches into other grids.",
    )
    house_id = fields.Many2one(
        "grid.house", "House", index="btree_not_null", ondelete="restrict"
    )
    place = fields.Char("Place of Dispute")
    # who
    party_ids = fields.One2many("grid.dispute.party", "dispute_id", "Parties")
    party_names = fields.Char(
        compute="_compute_party_names",
        help="The applicants against the respondents.",
    )
    reporter_id = fields.Many2one(
        "res.users",
        "Registered By",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.uid,
        ondelete="restrict",
        copy=False,
    )
    body_id = fields.Many2one(
        "grid.mediation.body",
        "Mediation Body",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    partner_body_ids = fields.Many2many(
        "grid.mediation.body",
        "grid_dispute_partner_body_rel",
        "dispute_id",
        "body_id",
        "Bodies Taking Part",
        copy=False,
    )
    mediator_ids = fields.Many2many(
        "grid.mediator",
        "grid_dispute_mediator_rel",
        "dispute_id",
        "mediator_id",
        "Mediators",
        copy=False,
    )
    lead_mediator_id = fields.Many2one(
        "grid.mediator",
        "Lead Mediator",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    chosen_by_parties = fields.Boolean(
        "Chosen by the Parties", readonly=True, copy=False
    )
    leader_id = fields.Many2one(
        "grid.staff",
        "Case Leader",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="The leader who answers for the settlement of this case.",
    )
    is_mine = fields.Boolean(
        "My Dispute", compute="_compute_is_mine", search="_search_is_mine"
    )
    # how grave
    grade = fields.Selection(GRADES, "Warning Grade", readonly=True, copy=False)
    # linked
    event_id = fields.Many2one(
        "grid.event",
        "Event",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    alarm_ids = fields.One2many("grid.dispute.alarm", "dispute_id", "Police Reports")
    # times
    registered_at = fields.Datetime(readonly=True, copy=False)
    accepted_at = fields.Datetime(readonly=True, copy=False)
    started_at = fields.Datetime(readonly=True, copy=False)
    agreed_at = fields.Datetime(readonly=True, copy=False)
    ended_at = fields.Datetime(readonly=True, copy=False)
    closed_at = fields.Datetime(readonly=True, copy=False)
    # how it ended
    refusal_id = Code("dispute_refusal", "Ground of Refusal", readonly=True, copy=False)
    end_id = Code("dispute_end", "Ended Because", readonly=True, copy=False)
    end_reason = fields.Text("Why It Ended", readonly=True, copy=False)
    result = fields.Text(readonly=True, copy=False)
    extension_count = fields.Integer("Extensions", readonly=True, copy=False)

    _number_uniq = models.UniqueIndex("(number)", "This case number is taken.")
    _grid_state_idx = models.Index("(grid_id, state)")
    _grid_time_idx = models.Index("(grid_id, registered_at DESC, id DESC)")
    _time_idx = models.Index("(registered_at DESC, id DESC)")
    _body_accepted_idx = models.Index("(body_id, accepted_at)")
    _figures_positive = models.Constraint(
        "CHECK (people_count >= 0 AND amount >= 0 AND repeated >= 0)",
        "Numbers of people, amounts and repetitions cannot be negative.",
    )

    def _default_grid_id(self):
        """The one grid that the user works in, if it is one."""
        roots = self.env.user._grid_scope_roots()
        return roots if len(roots) == 1 and roots.level_kind == "unit" else False

    @api.constrains("happened_at")
    def _check_happened_at(self):
        latest = fields.Datetime.add(fields.Datetime.now(), minutes=10)
        if any(d.happened_at and d.happened_at > latest for d in self):
            raise UserError(self.env._("A dispute cannot lie in the future."))

    # -- computes ----------------------------------------------------------------

    @api.depends("number", "title")
    @api.depends_context("uid")
    def _compute_display_name(self):
        """A link shows the name without asking: who may not read gets the number."""
        readable = self.sudo(False)._filtered_access("read")._ids
        for dispute in self:
            parts = [dispute.number]
            if dispute._ids[0] in readable or not dispute._origin:
                parts.append(dispute.title)
            dispute.display_name = " ".join(filter(None, parts))

    @api.depends("party_ids.name", "party_ids.role")
    def _compute_party_names(self):
        for dispute in self:
            sides = [
                ", ".join(
                    party.name
                    for party in dispute.party_ids
                    if party.role == role and party.name
                )
                for role in ("applicant", "respondent")
            ]
            dispute.party_names = " / ".join(filter(None, sides))

    @api.depends("mediator_ids.staff_id.user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        mine = self.env["grid.mediator"]._mine()
        for dispute in self:
            # sudo: who sees a dispute may know whether it is theirs
            dispute.is_mine = bool(dispute.sudo().mediator_ids & mine)

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return [("mediator_ids", "in", self.env["grid.mediator"]._mine().ids)]

    @api.onchange("house_id")
    def _onchange_house_id(self):
        if self.house_id:
            self.grid_id = self.house_id.grid_id
            self.place = self.house_id.address

    # -- CRUD --------------------------------------------------------------------

    @api.ondelete(at_uninstall=False)
    def _unlink_never_registered(self):
        if any(d.state != DRAFT or d.registered_at for d in self):
            raise UserError(
                self.env._(
                    "A registered dispute is never deleted; it can be declared void."
                )
            )

    # -- for parts -----------------------------------------------------------------

    @api.private
    def _mediator_users(self):
        """The logins of those who mediate this dispute."""
        # sudo: accounts are not readable for everybody who acts here
        return self.sudo().mediator_ids.staff_id.user_id.filtered("active")

    @api.private
    def _desk_users(self):
        """Who runs the mediation desk for this dispute: the nearest posted officers."""
        self.ensure_one()
        # sudo: whoever registers a dispute need not see who is posted at the desk
        return self.sudo().grid_id._event_climb(OFFICER)._event_users(OFFICER)

    @api.private
    def _is_open(self):
        """Those that somebody still has to do with."""
        return self.filtered(lambda dispute: dispute.state in OPEN)
