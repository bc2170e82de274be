from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.grid_base.tools.clock import local_today
from odoo.addons.grid_base.tools.code_field import Code

from ..tools.confirmation import (
    CONFIRMATION_MOVES,
    CONFIRMATION_STATES,
    DRAFT,
    GONE,
)
from .grid_dispute_file import CONFIRMATION


class GridDisputeConfirmation(models.Model):
    """Judicial confirmation: the court makes an agreement enforceable.

    Who handles the dispute prepares what the parties ask for together; the court
    sees this record with the words of the agreement, and nothing else of the dispute.
    Limits and their sources: ``tools.confirmation``.
    """

    _name = "grid.dispute.confirmation"
    _description = "Judicial Confirmation"
    _inherit = [
        "grid.workflow.mixin",
        "grid.dispute.part.mixin",
        "grid.coded.mixin",
        "grid.deadline.mixin",
        "grid.notice.mixin",
    ]
    _order = "id desc"
    _moves = CONFIRMATION_MOVES
    _guarded = ("deadline_start", "limit_unit", "limit_value")

    state = fields.Selection(
        CONFIRMATION_STATES, required=True, readonly=True, default=DRAFT, copy=False
    )
    agreement_id = fields.Many2one(
        "grid.dispute.agreement",
        "Agreement",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('dispute_id', '=', dispute_id), ('state', '=', 'in_force')]",
    )
    court_id = fields.Many2one(
        "grid.organization",
        "Court",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('kind_id.code', '=', 'court')]",
    )
    asking_ids = fields.Many2many(
        "grid.dispute.party",
        "grid_dispute_confirmation_party_rel",
        "confirmation_id",
        "party_id",
        "Asked For by",
        domain="[('dispute_id', '=', dispute_id)]",
        help="The application is joint: all parties of the agreement ask for it.",
    )
    bar_id = Code(
        "confirmation_bar",
        "Matter Not Confirmed",
        help="If the agreement is about a matter that no court confirms.",
    )
    # until when
    last_day = fields.Date(compute="_compute_last_day")
    days_left = fields.Integer("Days to Apply", compute="_compute_last_day")
    materials_missing = fields.Text(
        "Papers Missing",
        compute="_compute_materials",
        help="Interpretation of the Civil Procedure Law, art. 354.",
    )
    # what the court sees
    case_number = fields.Char("Case Number", readonly=True, copy=False)
    applicants = fields.Char("Who Asks", readonly=True, copy=False)
    agreement_text = fields.Text("Agreement in Words", readonly=True, copy=False)
    agreed_on = fields.Date("Agreement in Force Since", readonly=True, copy=False)
    # what became of it
    applied_on = fields.Date("Applied On", readonly=True, copy=False)
    court_number = fields.Char("Court Number", readonly=True, copy=False)
    accepted_on = fields.Date("Accepted On", readonly=True, copy=False)
    prolonged = fields.Boolean(readonly=True, copy=False)
    ruling_number = fields.Char("Number of the Ruling", readonly=True, copy=False)
    decided_on = fields.Date("Decided On", readonly=True, copy=False)
    dismissal_id = Code(
        "confirmation_dismissal", "Ground to Dismiss", readonly=True, copy=False
    )
    explanation = fields.Text("Reasons", readonly=True, copy=False)
    revocable_until = fields.Date(
        compute="_compute_revocable_until",
        help="Within a year a third person whose rights it harms may ask the court "
        "to revoke the ruling (provisions of 2011, art. 10).",
    )

    _live_uniq = models.UniqueIndex(
        "(agreement_id) WHERE state NOT IN ('dismissed', 'not_accepted', 'withdrawn')",
        "Confirmation of this agreement is asked for already.",
    )
    _court_state_idx = models.Index("(court_id, state)")

    @api.constrains("agreement_id", "asking_ids", "dispute_id", "court_id")
    def _check_same_dispute(self):
        for record in self:
            dispute = record.dispute_id
            if (
                record.agreement_id.dispute_id != dispute
                or record.asking_ids - dispute.party_ids
            ):
                raise UserError(self.env._("Choose what belongs to this dispute."))
            # sudo: the kind of an organization is no secret
            if record.court_id.sudo().kind_id.code != "court":
                raise UserError(self.env._("Only a court confirms an agreement."))

    # -- computes ----------------------------------------------------------------

    @api.depends("case_number", "dispute_id")
    def _compute_display_name(self):
        for record in self:
            # sudo: the number is all that a court sees of the dispute
            number = record.case_number or record.sudo().dispute_id.number
            record.display_name = number or self.env._("Judicial Confirmation")

    @api.depends("agreement_id.confirm_until")
    def _compute_last_day(self):
        today = local_today(self.env)
        for record in self:
            # sudo: the court is shown a date, not the agreement
            record.last_day = record.sudo().agreement_id.confirm_until
            left = record.last_day and (record.last_day - today).days
            record.days_left = max(left or 0, 0)

    @api.depends("decided_on", "state")
    def _compute_revocable_until(self):
        for record in self:
            confirmed = record.state == "confirmed" and record.decided_on
            record.revocable_until = confirmed and fields.Date.add(confirmed, years=1)

    @api.depends("dispute_id.paper_ids", "dispute_id.party_ids.address")
    def _compute_materials(self):
        handled = self._actor_handler()
        for record in self:
            missing = record._materials_missing() if record in handled else []
            record.materials_missing = "\n".join(missing) or False

    def _materials_missing(self):
        """What the court will ask for and the file does not have."""
        # sudo: what is missing follows from all papers and true phone numbers
        dispute = self.sudo().dispute_id
        found = []
        if not dispute.paper_ids.filtered(lambda paper: paper.code == CONFIRMATION):
            found.append(
                self.env._(
                    "Signed application and proof of the mediation (document 11)"
                )
            )
        for label, names in (
            (self.env._("Proof of identity: %s"), dispute._file_gaps_identity()),
            (
                self.env._("Address: %s"),
                dispute.party_ids.filtered(lambda p: not p.address).mapped("name"),
            ),
            (
                self.env._("Phone: %s"),
                dispute.party_ids.filtered(lambda p: not p.phone_true).mapped("name"),
            ),
        ):
            if names:
                found.append(label % ", ".join(names))
        return found

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        if any(record.state != DRAFT for record in self):
            raise UserError(self.env._("An application that was made is kept."))

    @api.private
    def _live(self):
        return self.filtered(lambda record: record.state not in GONE)
