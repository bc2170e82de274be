from odoo import api, fields, models

QUARTERS = 2
"""Of half a year."""


class GridGuardianshipPayment(models.Model):
    """What one guardian is paid for half a year, and why it is less than the whole."""

    _name = "grid.guardianship.payment"
    _description = "Payment of a Reward"
    _inherit = ["grid.care.mixin", "grid.scoped.mixin"]
    _order = "run_id, id"
    _rec_name = "number"

    run_id = fields.Many2one(
        "grid.guardianship.run", "Run", required=True, index=True, ondelete="cascade"
    )
    guardianship_id = fields.Many2one(
        "grid.guardianship", "Agreement", required=True, index=True, ondelete="restrict"
    )
    number = fields.Char(related="guardianship_id.number", related_sudo=False)
    guardian = fields.Char(related="guardianship_id.guardian", related_sudo=False)
    grid_id = fields.Many2one(
        related="guardianship_id.grid_id",
        store=True,
        precompute=True,
        related_sudo=True,
    )
    half_on = fields.Date("Half-Year From", required=True, readonly=True)
    quarters = fields.Integer("Quarters in Order", readonly=True)
    amount = fields.Float("Amount (CNY)", digits=(14, 2), readonly=True)
    forfeited = fields.Boolean(readonly=True)
    remark = fields.Char(compute="_compute_remark")

    _half_uniq = models.UniqueIndex(
        "(guardianship_id, half_on)", "Nobody is paid twice for half a year."
    )

    @api.depends("quarters", "forfeited")
    def _compute_remark(self):
        for one in self:
            if one.forfeited:
                one.remark = self.env._("The reward was forfeited.")
            elif one.quarters < QUARTERS:
                one.remark = self.env._(
                    "Quarters without a check in order: %s", QUARTERS - one.quarters
                )
            else:
                one.remark = False
