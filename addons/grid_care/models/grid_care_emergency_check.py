from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.emergency import OPEN
from ..tools.risk import RISKS
from .grid_care_emergency import ASSESSORS


class GridCareEmergencyCheck(models.Model):
    """A look after somebody in an emergency, every four hours until it is over."""

    _name = "grid.care.emergency.check"
    _description = "Check in an Emergency"
    _inherit = ["grid.care.mixin", "grid.scoped.mixin"]
    _order = "checked_at desc, id desc"

    emergency_id = fields.Many2one(
        "grid.care.emergency",
        "Emergency",
        required=True,
        index=True,
        ondelete="cascade",
    )
    case_id = fields.Many2one(
        related="emergency_id.case_id",
        store=True,
        precompute=True,
        index=True,
        related_sudo=True,
    )
    grid_id = fields.Many2one(
        related="emergency_id.grid_id", store=True, precompute=True, related_sudo=True
    )
    checked_at = fields.Datetime(
        "Checked At", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        "Checked By",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    stable = fields.Boolean()
    risk = fields.Selection(RISKS, "Risk", groups=ASSESSORS)
    note = fields.Text()

    @api.depends("checked_at")
    def _compute_display_name(self):
        for check in self:
            check.display_name = str(check.checked_at or "")

    @api.constrains("checked_at")
    def _check_moment(self):
        for check in self:
            begun = check.emergency_id.occurred_at
            if not begun <= check.checked_at <= fields.Datetime.now():
                raise ValidationError(
                    self.env._("A check lies between the emergency and now.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        checks = super().create(
            [{**vals, "user_id": self.env.uid} for vals in vals_list]
        )
        # sudo: what follows from a check does not need a right of its own
        for check in checks.sudo():
            if check.emergency_id.state != OPEN:
                raise UserError(self.env._("This emergency is over."))
            check.emergency_id._checked(check)
        return checks
