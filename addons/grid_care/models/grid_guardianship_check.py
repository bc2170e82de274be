from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.guardianship import ACTIVE, quarter_of


class GridGuardianshipCheck(models.Model):
    """The look of a quarter: does the guardian do what was agreed (DOMAIN 5.7)?

    It is what the reward of the quarter hangs on, so it is never changed.
    """

    _name = "grid.guardianship.check"
    _description = "Quarterly Check of a Guardian"
    _inherit = ["grid.care.mixin", "grid.scoped.mixin"]
    _order = "checked_on desc, id desc"

    guardianship_id = fields.Many2one(
        "grid.guardianship", "Agreement", required=True, index=True, ondelete="cascade"
    )
    case_id = fields.Many2one(
        related="guardianship_id.case_id",
        store=True,
        precompute=True,
        index=True,
        related_sudo=True,
    )
    grid_id = fields.Many2one(
        related="guardianship_id.grid_id",
        store=True,
        precompute=True,
        related_sudo=True,
    )
    checked_on = fields.Date(
        "Checked On", required=True, default=lambda self: local_today(self.env)
    )
    quarter_on = fields.Date(
        "Quarter From", compute="_compute_quarter_on", store=True, precompute=True
    )
    kept = fields.Boolean("Duties Kept", default=True)
    note = fields.Text("What Was Found")

    _quarter_uniq = models.UniqueIndex(
        "(guardianship_id, quarter_on)", "This quarter is checked already."
    )

    @api.depends("checked_on")
    def _compute_quarter_on(self):
        for check in self:
            check.quarter_on = check.checked_on and quarter_of(check.checked_on)

    @api.depends("quarter_on")
    def _compute_display_name(self):
        for check in self:
            day = check.quarter_on
            check.display_name = day and f"{day.year}-Q{(day.month + 2) // 3}"

    @api.constrains("checked_on", "kept", "note")
    def _check_found(self):
        for check in self:
            if check.checked_on > local_today(self.env):
                raise ValidationError(
                    self.env._("A check is entered after it was made.")
                )
            if not check.kept and not check.note:
                raise ValidationError(
                    self.env._("Say which duties of the guardian were not kept.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        checks = super().create(vals_list)
        for check in checks:
            agreement = check.guardianship_id
            if agreement.state != ACTIVE or check.checked_on < agreement.signed_on:
                raise UserError(
                    self.env._("Only an agreement that is in force is checked.")
                )
        return checks
