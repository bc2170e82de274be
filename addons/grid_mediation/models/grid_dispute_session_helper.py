from odoo import api, fields, models
from odoo.exceptions import UserError


class GridDisputeSession(models.Model):
    _inherit = "grid.dispute.session"

    helper_ids = fields.Many2many(
        "grid.dispute.helper",
        "grid_dispute_session_helper_rel",
        "session_id",
        "helper_id",
        "Helpers",
        domain="[('dispute_id', '=', dispute_id)]",
    )

    @api.constrains("helper_ids", "dispute_id")
    def _check_helpers(self):
        for session in self:
            if session.helper_ids.dispute_id - session.dispute_id:
                raise UserError(self.env._("Choose helpers of this dispute."))
            refused = session.helper_ids.filtered(lambda h: not h.agreed_by_all)
            if refused:
                raise UserError(
                    self.env._(
                        "Helpers join with the consent of all parties (People's "
                        "Mediation Law, art. 20): %s.",
                        ", ".join(refused.mapped("name")),
                    )
                )
