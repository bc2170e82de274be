from odoo import api, fields, models
from odoo.exceptions import UserError


class GridDisputeSignature(models.Model):
    """A signature under an agreement: of a party, its agent, or a mediator.

    Drawn on the screen or on paper of which a scan is kept. Written by
    ``_add_signature`` of the agreement; nobody changes it.
    """

    _name = "grid.dispute.signature"
    _description = "Signature"
    _inherit = ["grid.dispute.part.mixin"]
    _order = "agreement_id, id"

    agreement_id = fields.Many2one(
        "grid.dispute.agreement",
        "Agreement",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    dispute_id = fields.Many2one(
        related="agreement_id.dispute_id",
        store=True,
        precompute=True,
        related_sudo=True,
    )
    party_id = fields.Many2one(
        "grid.dispute.party", "Party", readonly=True, ondelete="restrict"
    )
    agent_id = fields.Many2one(
        "grid.dispute.agent",
        "Agent",
        readonly=True,
        ondelete="restrict",
        help="Who signed for the party, with special authority.",
    )
    mediator_id = fields.Many2one(
        "grid.mediator", "Mediator", readonly=True, ondelete="restrict"
    )
    signer = fields.Char("Signed By", compute="_compute_signer")
    image = fields.Binary("Signature Drawn", attachment=True, readonly=True)
    paper_id = fields.Many2one(
        "grid.dispute.paper",
        "Signed on Paper",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    signed_at = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now
    )

    _party_uniq = models.UniqueIndex(
        "(agreement_id, party_id) WHERE party_id IS NOT NULL",
        "This party has signed already.",
    )
    _mediator_uniq = models.UniqueIndex(
        "(agreement_id, mediator_id) WHERE mediator_id IS NOT NULL",
        "This mediator has signed already.",
    )
    _one_signer = models.Constraint(
        "CHECK ((party_id IS NULL) <> (mediator_id IS NULL))",
        "A signature is that of one party or of one mediator.",
    )

    @api.depends("party_id.name", "agent_id.name", "mediator_id.name")
    def _compute_signer(self):
        for signature in self:
            signature.signer = (
                signature.agent_id.name
                or signature.party_id.name
                or signature.mediator_id.name
            )

    @api.depends("signer")
    def _compute_display_name(self):
        for signature in self:
            signature.display_name = signature.signer

    @api.constrains("party_id", "agent_id", "mediator_id", "image", "paper_id")
    def _check_signer(self):
        for signature in self:
            dispute = signature.dispute_id
            agent = signature.agent_id
            if (signature.party_id - dispute.party_ids) or (
                signature.mediator_id - dispute.mediator_ids
            ):
                raise UserError(
                    self.env._("Parties and mediators of this dispute sign.")
                )
            if agent and (
                agent.party_id != signature.party_id or agent.authority != "special"
            ):
                raise UserError(
                    self.env._("Only an agent with special authority signs.")
                )
            if not (signature.image or signature.paper_id):
                raise UserError(
                    self.env._("Sign on the screen, or add the signed paper.")
                )
