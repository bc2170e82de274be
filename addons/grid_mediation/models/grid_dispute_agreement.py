from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.agreements import (
    AGREEMENT_MOVES,
    AGREEMENT_STATES,
    DRAFT,
    FORMS,
    PERFORMANCES,
    VOID,
    performance,
)
from ..tools.moves import AGREED, MEDIATING


class GridDisputeAgreement(models.Model):
    """What the parties agreed, written or oral (``tools.agreements``).

    What a written one may hold is said by art. 29 of the People's Mediation Law; all
    of it is offered, and only what was agreed is asked for. The words are fixed while
    it is being signed.
    """

    _name = "grid.dispute.agreement"
    _description = "Mediation Agreement"
    _inherit = [
        "grid.workflow.mixin",
        "grid.dispute.part.mixin",
        "grid.notice.mixin",
    ]
    _order = "id desc"
    _moves = AGREEMENT_MOVES

    state = fields.Selection(
        AGREEMENT_STATES, required=True, readonly=True, default=DRAFT, copy=False
    )
    form = fields.Selection(FORMS, required=True, default="written")
    dispute_number = fields.Char(
        "Case Number", related="dispute_id.number", related_sudo=False
    )
    # art. 29
    facts = fields.Text("Main Facts", default=lambda self: self._default_facts())
    responsibility = fields.Text("Issues and Responsibilities")
    content = fields.Text("What Was Agreed", required=True)
    amount = fields.Float("Amount Agreed (CNY)", digits=(14, 2))
    way = fields.Char("Way of Performance")
    place = fields.Char("Place of Performance")
    until = fields.Date("To Be Performed Until")
    gaps = fields.Char(
        "Not Said", compute="_compute_gaps", help="What an agreement usually says."
    )
    # who signed
    signature_ids = fields.One2many(
        "grid.dispute.signature", "agreement_id", "Signatures", readonly=True
    )
    missing_signatures = fields.Char("Still to Sign", compute="_compute_missing")
    sealed_at = fields.Datetime(readonly=True, copy=False)
    effective_at = fields.Datetime("In Force Since", readonly=True, copy=False)
    # how it is kept
    instalment_ids = fields.One2many(
        "grid.dispute.instalment", "agreement_id", "Instalments", copy=True
    )
    performed_at = fields.Datetime(readonly=True, copy=False)
    performance = fields.Selection(
        PERFORMANCES, compute="_compute_performance", store=True
    )
    void_reason = fields.Text("Why It Is Void", readonly=True, copy=False)

    _live_uniq = models.UniqueIndex(
        "(dispute_id) WHERE state != 'void'", "This dispute has an agreement already."
    )
    _state_idx = models.Index("(state, performance)")
    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "An amount cannot be negative."
    )

    def _default_facts(self):
        dispute = self.env["grid.dispute"].browse(
            self.env.context.get("default_dispute_id")
        )
        return dispute.description if dispute.has_access("read") else False

    @api.constrains("dispute_id")
    def _check_dispute_open(self):
        for agreement in self:
            if agreement.dispute_id.state not in (MEDIATING, AGREED):
                raise UserError(
                    self.env._("Agreements are made while a dispute is mediated.")
                )

    # -- computes ----------------------------------------------------------------

    @api.depends("dispute_id.number", "form")
    def _compute_display_name(self):
        forms = dict(self._fields["form"]._description_selection(self.env))
        for agreement in self:
            agreement.display_name = self.env._(
                "%(number)s (%(form)s)",
                number=agreement.dispute_id.number or "",
                form=forms.get(agreement.form, ""),
            )

    @api.depends("facts", "responsibility", "way", "place", "until", "form")
    def _compute_gaps(self):
        names = ("facts", "responsibility", "way", "place", "until")
        for agreement in self:
            missing = [
                self._fields[name]._description_string(self.env)
                for name in names
                if agreement.form == "written" and not agreement[name]
            ]
            agreement.gaps = ", ".join(missing) or False

    @api.depends("signature_ids", "sealed_at", "dispute_id.party_ids")
    def _compute_missing(self):
        for agreement in self:
            signed = agreement.signature_ids
            names = (agreement.dispute_id.party_ids - signed.party_id).mapped("name")
            if not signed.mediator_id:
                names.append(self.env._("a mediator"))
            if not agreement.sealed_at:
                names.append(self.env._("the seal"))
            agreement.missing_signatures = ", ".join(names) or False

    @api.depends("instalment_ids.paid_on", "instalment_ids.missed_at", "performed_at")
    def _compute_performance(self):
        for agreement in self:
            dues = [
                (bool(due.paid_on), bool(due.missed_at))
                for due in agreement.instalment_ids
            ]
            agreement.performance = performance(dues, bool(agreement.performed_at))

    # -- CRUD --------------------------------------------------------------------

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        if any(agreement.state != DRAFT for agreement in self):
            raise UserError(
                self.env._("An agreement that was presented is kept; declare it void.")
            )

    @api.private
    def _live(self):
        return self.filtered(lambda agreement: agreement.state != VOID)
