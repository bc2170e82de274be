from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.grid_base.tools.code_field import Code

from ..tools.aid import AID_MOVES, AID_STATES, DRAFT, GONE, ceiling
from ..tools.settings import MONTHLY_WAGE, get_int


class GridJudicialAid(models.Model):
    """Money of the state for somebody whom a case left in need.

    Judicial aid is given once for a case, in one of the situations of the code table
    and up to thirty-six average monthly wages of the place (``tools.aid``). Who
    mediates the dispute applies, its desk decides.
    """

    _name = "grid.judicial.aid"
    _description = "Judicial Aid"
    _inherit = [
        "grid.workflow.mixin",
        "grid.dispute.part.mixin",
        "grid.coded.mixin",
        "grid.deadline.mixin",
        "grid.notice.mixin",
    ]
    _order = "id desc"
    _moves = AID_MOVES
    _guarded = ("deadline_start", "limit_unit", "limit_value")

    state = fields.Selection(
        AID_STATES, required=True, readonly=True, default=DRAFT, copy=False, index=True
    )
    # who asks for what
    dispute_number = fields.Char(
        "Case Number", related="dispute_id.number", related_sudo=False
    )
    party_id = fields.Many2one(
        "grid.dispute.party",
        "Applicant",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('dispute_id', '=', dispute_id), ('kind', '=', 'person')]",
    )
    situation_id = Code("judicial_aid_situation", "Situation", required=True)
    asked = fields.Float("Asked For (CNY)", digits=(14, 2), required=True)
    need = fields.Text(
        "Need",
        required=True,
        help="How the applicant lives now, what is missing, what was paid already.",
    )
    # what was decided
    granted = fields.Float("Granted (CNY)", digits=(14, 2), readonly=True, copy=False)
    most = fields.Float(
        "Ceiling (CNY)",
        digits=(14, 2),
        compute="_compute_most",
        help="36 average monthly wages of the place.",
    )
    refusal_id = Code(
        "judicial_aid_refusal", "Ground to Refuse", readonly=True, copy=False
    )
    explanation = fields.Text("Reasons", readonly=True, copy=False)
    applied_at = fields.Datetime(readonly=True, copy=False)
    decided_at = fields.Datetime(readonly=True, copy=False)
    paid_on = fields.Date(readonly=True, copy=False)
    told_at = fields.Datetime("Applicant Told", readonly=True, copy=False)

    _case_uniq = models.UniqueIndex(
        "(dispute_id) WHERE state NOT IN ('refused', 'withdrawn')",
        "Judicial aid is given once for a case, and this case has an application.",
    )
    _asked_positive = models.Constraint(
        "CHECK (asked > 0)", "Say how much is asked for: more than nothing."
    )

    def _compute_most(self):
        self.most = ceiling(get_int(self.env, MONTHLY_WAGE))

    @api.depends("dispute_id.number", "party_id.name")
    def _compute_display_name(self):
        for aid in self:
            parts = (aid.dispute_id.number, aid.party_id.name)
            aid.display_name = " ".join(filter(None, parts))

    @api.constrains("party_id", "dispute_id")
    def _check_party(self):
        for aid in self:
            party = aid.party_id
            if party.dispute_id != aid.dispute_id or party.kind != "person":
                raise UserError(
                    self.env._("Aid is for a person who is a party of this dispute.")
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        if any(aid.state != DRAFT for aid in self):
            raise UserError(self.env._("An application that was made is kept."))

    def action_step(self):
        """Make the move that the button names, or ask for what it needs."""
        self.ensure_one()
        return self._move_or_dialog(
            self.env.context.get("step"),
            "grid.judicial.aid.act",
            default_aid_id=self.id,
            default_granted=min(self.asked, self.most),
        )

    @api.private
    def _is_in_hand(self):
        return self.filtered(lambda aid: aid.state not in GONE)
