from odoo import api, fields, models


class GridDisputeHelper(models.Model):
    """A relative, neighbour, colleague or expert who helps to mediate.

    They take part with the consent of the parties (People's Mediation Law, art. 20).
    """

    _name = "grid.dispute.helper"
    _description = "Helper in Mediation"
    _inherit = ["grid.dispute.part.mixin"]
    _order = "dispute_id, id"

    name = fields.Char(required=True)
    relation = fields.Char(help="Relative, neighbour, colleague, expert in ...")
    consent_ids = fields.Many2many(
        "grid.dispute.party",
        "grid_dispute_helper_party_rel",
        "helper_id",
        "party_id",
        "Consent of",
        domain="[('dispute_id', '=', dispute_id)]",
    )
    agreed_by_all = fields.Boolean("All Agree", compute="_compute_agreed_by_all")

    @api.depends("consent_ids", "dispute_id.party_ids")
    def _compute_agreed_by_all(self):
        for helper in self:
            silent = helper.dispute_id.party_ids - helper.consent_ids
            helper.agreed_by_all = not silent
