from odoo import fields, models

from odoo.addons.grid_base.tools.code_field import Code
from odoo.addons.grid_base.tools.masked import Masked


class GridDisputeAgent(models.Model):
    """Who acts for a party, with the power of attorney that proves it.

    Only special authority lets an agent concede, settle and sign.
    """

    _name = "grid.dispute.agent"
    _description = "Agent of a Party"
    _inherit = ["grid.dispute.part.mixin", "grid.masked.mixin", "grid.coded.mixin"]
    _order = "party_id, id"

    party_id = fields.Many2one(
        "grid.dispute.party", "Party", required=True, index=True, ondelete="cascade"
    )
    dispute_id = fields.Many2one(
        related="party_id.dispute_id", store=True, precompute=True, related_sudo=True
    )
    name = fields.Char(required=True)
    kind_id = Code("dispute_agent", "Kind of Agent")
    phone = Masked("Phone of Agent", kind="phone")
    authority = fields.Selection(
        [("general", "General"), ("special", "Special")],
        required=True,
        default="general",
        help="Special authority: may concede, settle and sign for the party.",
    )
    proof = fields.Binary("Power of Attorney", attachment=True)
    proof_name = fields.Char("Name of File")
