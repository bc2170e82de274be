from odoo import api, fields, models


class GridDisputeAct(models.TransientModel):
    """Where mediators are chosen: who fits, and what each has in hand."""

    _inherit = "grid.dispute.act"

    suggested_ids = fields.Many2many(
        "grid.mediator",
        "grid_dispute_act_suggested_rel",
        string="Who Is Free",
        compute="_compute_suggested_ids",
    )

    @api.depends("dispute_id", "asked", "body_id", "partner_body_ids")
    def _compute_suggested_ids(self):
        for act in self:
            asks = "mediator_ids" in (act.asked or ())
            act.suggested_ids = asks and self.env["grid.mediator"]._suggested(
                act.dispute_id, bodies=act.body_id | act.partner_body_ids
            )
