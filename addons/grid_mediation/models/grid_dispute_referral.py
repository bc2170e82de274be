from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.moves import ACCEPTED as DISPUTE_ACCEPTED
from ..tools.moves import AGREED, MEDIATING
from ..tools.referral import (
    OFFERED,
    PLATFORM_OF,
    PLATFORMS,
    REFERRAL_MOVES,
    REFERRAL_STATES,
)
from .grid_dispute_settlement import READERS


class GridDisputeReferral(models.Model):
    """A dispute that is offered to another organization, or was offered to us.

    Outward: who handles the dispute offers it; those who act for the organization see
    this row with its matter, and read the dispute with its parties from acceptance
    until the referral ends, whatever ends it. Inward: somebody of the organization
    registers a dispute that they refer; the desk answers by accepting it or not, and
    its end returns the result. What remains afterwards is this row.
    """

    _name = "grid.dispute.referral"
    _description = "Referral"
    _inherit = [
        "grid.workflow.mixin",
        "grid.dispute.part.mixin",
        "grid.notice.mixin",
    ]
    _order = "offered_at desc, id desc"
    _moves = REFERRAL_MOVES

    # what leads to the dispute is for those who work on it
    dispute_id = fields.Many2one(groups=READERS)
    grid_id = fields.Many2one(groups=READERS)
    case_number = fields.Char(compute="_compute_case_number", compute_sudo=True)
    can_open = fields.Boolean(compute="_compute_can_open")
    state = fields.Selection(
        REFERRAL_STATES, required=True, readonly=True, default=OFFERED, copy=False
    )
    direction = fields.Selection(
        [("out", "To the Organization"), ("in", "From the Organization")],
        required=True,
        readonly=True,
        default="out",
    )
    organization_id = fields.Many2one(
        "grid.organization",
        "Organization",
        required=True,
        index=True,
        ondelete="restrict",
    )
    platform = fields.Selection(
        PLATFORMS, compute="_compute_platform", store=True, compute_sudo=True
    )
    matter = fields.Text(
        required=True,
        help="What is asked of the organization. It is read before acceptance: "
        "no names, nothing that was told in confidence.",
    )
    # DOMAIN 4.4: fields of the linkage with courts
    contact_name = fields.Char("Contact Person", help="The judge or officer in charge.")
    contact_unit = fields.Char("Division")
    contact_phone = fields.Char("Phone of Contact")
    satisfaction = fields.Selection(
        [("good", "Satisfied"), ("fair", "Rather Satisfied"), ("poor", "Not Satisfied")]
    )
    offered_at = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now
    )
    offered_by_id = fields.Many2one(
        "res.users",
        "Offered By",
        required=True,
        readonly=True,
        default=lambda self: self.env.uid,
        index=True,
        ondelete="restrict",
    )
    answered_at = fields.Datetime("Answered", readonly=True, copy=False)
    ended_at = fields.Datetime("Ended", readonly=True, copy=False)
    explanation = fields.Text("Reasons", readonly=True, copy=False)
    result = fields.Text("Result Returned", readonly=True, copy=False)
    origin_id = fields.Many2one(
        "grid.dispute.referral",
        "Passed On From",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )

    _organization_state_idx = models.Index("(organization_id, state)")
    _alive_uniq = models.UniqueIndex(
        "(dispute_id, organization_id) WHERE state IN ('offered', 'accepted')",
        "This dispute is referred to this organization already.",
    )

    @api.constrains("dispute_id", "direction")
    def _check_dispute_open(self):
        for referral in self:
            state = referral.dispute_id.state
            if referral.direction == "out" and state not in (
                DISPUTE_ACCEPTED,
                MEDIATING,
                AGREED,
            ):
                raise UserError(
                    self.env._("Disputes are referred while they are mediated.")
                )

    @api.depends("dispute_id.number")
    def _compute_case_number(self):
        for referral in self:
            referral.case_number = referral.dispute_id.number

    @api.depends("case_number", "organization_id.name")
    def _compute_display_name(self):
        for referral in self:
            # sudo: the name of an organization is no secret
            parts = (referral.case_number, referral.sudo().organization_id.name)
            referral.display_name = ", ".join(filter(None, parts))

    @api.depends("organization_id.kind_id.code")
    def _compute_platform(self):
        for referral in self:
            kind = referral.organization_id.kind_id.code
            referral.platform = PLATFORM_OF.get(kind, "industry")

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_open(self):
        for referral in self:
            # sudo: only whether the user may read the dispute behind it
            dispute = referral.sudo().dispute_id.sudo(False)
            referral.can_open = dispute.has_access("read")

    @api.model_create_multi
    def create(self, vals_list):
        referrals = super().create(vals_list)
        for referral in referrals.filtered(lambda r: r.direction == "out"):
            # sudo: whoever offers need not see the accounts of the organization
            users = referral.sudo().organization_id.user_ids
            referral._notify(users - self.env.user, "offered")
        return referrals

    def action_open_dispute(self):
        """The dispute, while the referral lets it be read."""
        self.ensure_one()
        # sudo: the link alone; reading it asks for the right
        dispute = self.sudo().dispute_id.sudo(False)
        dispute.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "grid.dispute",
            "res_id": dispute.id,
            "view_mode": "form",
        }
