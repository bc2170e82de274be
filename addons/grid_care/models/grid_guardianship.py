from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.grid_base.tools.masked import Masked

from ..tools.case import MANAGED
from ..tools.emergency import POLICE_FROM
from ..tools.guardianship import AGREEMENT_MOVES, AGREEMENT_STATES, DRAFT, LIVE
from .grid_care_visit import INCIDENTS


class GridGuardianship(models.Model):
    """The agreement with a guardian who looks after somebody, for a reward.

    For whom there was an incident, or who is at risk from 3 on, and whose guardian is
    able (DOMAIN 5.7). Both conditions are looked at by the system: the community, which
    nominates, does not know the risk.
    """

    _name = "grid.guardianship"
    _description = "Guardianship Agreement"
    _inherit = [
        "grid.care.part.mixin",
        "grid.workflow.mixin",
        "grid.masked.mixin",
        "grid.notice.mixin",
    ]
    _order = "id desc"
    _moves = AGREEMENT_MOVES
    _guarded = ("signer", "signer_true")

    guardian = Masked("Guardian", kind="name")
    able = fields.Boolean(
        "Able to Look After", help="The guardian can and will do what is agreed."
    )
    note = fields.Text()
    state = fields.Selection(
        AGREEMENT_STATES,
        required=True,
        readonly=True,
        default=DRAFT,
        copy=False,
        index=True,
    )
    public_until = fields.Date("Public Until", readonly=True, copy=False)
    amount = fields.Float(
        "Reward a Year (CNY)", digits=(14, 2), readonly=True, copy=False
    )
    signed_on = fields.Date("Signed On", readonly=True, copy=False)
    signer = Masked("Signed By", kind="name", readonly=True)
    proof = fields.Binary("Signature or Scan", readonly=True, copy=False)
    ends_on = fields.Date("Ends On", readonly=True, copy=False, index="btree_not_null")
    check_ids = fields.One2many("grid.guardianship.check", "guardianship_id", "Checks")
    payment_ids = fields.One2many(
        "grid.guardianship.payment",
        "guardianship_id",
        "Payments",
        groups="grid_care.group_care_officer",
    )

    _live_uniq = models.UniqueIndex(
        f"(case_id) WHERE state IN {LIVE}",
        "There is an agreement for this person already.",
    )

    @api.depends("number", "state")
    def _compute_display_name(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        for one in self:
            one.display_name = f"{one.number or ''} {states.get(one.state, '')}"

    @api.model_create_multi
    def create(self, vals_list):
        agreements = super().create(vals_list)
        # sudo: who the guardian is was told in the notices
        for one in agreements.sudo():
            one._check_conditions()
            if not one.guardian_true:
                one.guardian_true = one.case_id.patient_id.guardian_true
        return agreements

    def write(self, vals):
        if not self.env.su:
            if "case_id" in vals:
                raise UserError(self.env._("An agreement stays with its person."))
            if any(one.state != DRAFT for one in self):
                raise UserError(self.env._("What was nominated is not changed."))
        return super().write(vals)

    def _check_conditions(self):
        """Who can be agreed for at all."""
        case = self.case_id
        if case.state != MANAGED:
            raise ValidationError(self.env._("Only who is managed here is agreed for."))
        incident = any(case.emergency_ids.mapped("incident")) or any(
            visit.danger in INCIDENTS for visit in case.police_visit_ids
        )
        if int(case.risk or 0) < POLICE_FROM and not incident:
            raise ValidationError(
                self.env._("The conditions of a reward are not met for this person.")
            )
