from odoo import fields, models


class GridDisputePartMixin(models.AbstractModel):
    """A part of a dispute: it lies in the dispute's grid.

    It has its own grid and its own rules, as a rule on the dispute does not guard it.
    """

    _name = "grid.dispute.part.mixin"
    _description = "Part of a Dispute"
    _inherit = ["grid.scoped.mixin"]

    dispute_id = fields.Many2one(
        "grid.dispute", "Dispute", required=True, index=True, ondelete="cascade"
    )
    grid_id = fields.Many2one(
        related="dispute_id.grid_id", store=True, precompute=True, related_sudo=True
    )
