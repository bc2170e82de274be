from odoo import api, fields, models


class GridConsultationItem(models.Model):
    """A case on the list of a consultation: the question, and what was decided."""

    _name = "grid.consultation.item"
    _description = "Case of a Consultation"
    _inherit = ["grid.scoped.mixin"]
    _order = "consultation_id, id"
    _rec_name = "question"

    consultation_id = fields.Many2one(
        "grid.consultation",
        "Consultation",
        required=True,
        index=True,
        ondelete="cascade",
    )
    grid_id = fields.Many2one(
        related="consultation_id.grid_id",
        store=True,
        precompute=True,
        related_sudo=True,
    )
    dispute_id = fields.Many2one(
        "grid.dispute",
        "Dispute",
        index="btree_not_null",
        ondelete="restrict",
        groups="grid_mediation.group_mediation_officer",
    )
    dispute_number = fields.Char(
        "Case Number", compute="_compute_dispute_number", compute_sudo=True
    )
    question = fields.Text(required=True)
    decision = fields.Text()

    @api.depends("dispute_id.number")
    def _compute_dispute_number(self):
        for item in self:
            item.dispute_number = item.dispute_id.number
