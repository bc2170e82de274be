from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.grid_dispute_file import AGREEMENT


class GridDisputeSign(models.TransientModel):
    """One after the other signs an agreement, on the screen or on paper.

    The device goes from hand to hand: after each signature the next who has to sign
    is chosen already. It does nothing its user could not do otherwise.
    """

    _name = "grid.dispute.sign"
    _description = "Signing of an Agreement"
    _inherit = ["grid.link.mixin"]

    agreement_id = fields.Many2one(
        "grid.dispute.agreement", required=True, ondelete="cascade"
    )
    dispute_id = fields.Many2one(related="agreement_id.dispute_id", related_sudo=False)
    content = fields.Text(related="agreement_id.content", related_sudo=False)
    who = fields.Selection(
        [("party", "A Party"), ("mediator", "A Mediator")],
        "Signs Now",
        required=True,
        default="party",
    )
    party_id = fields.Many2one("grid.dispute.party", "Party")
    agent_id = fields.Many2one("grid.dispute.agent", "By the Agent")
    mediator_id = fields.Many2one("grid.mediator", "Mediator")
    image = fields.Binary("Signature")
    scan = fields.Binary("Signed Paper")
    scan_name = fields.Char("Name of Scan")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        agreement = self.env["grid.dispute.agreement"].browse(
            values.get("agreement_id")
        )
        if agreement:
            agreement.check_access("read")
            signed = agreement.signature_ids
            dispute = agreement.dispute_id
            party = (dispute.party_ids - signed.party_id)[:1]
            mediator = (dispute.mediator_ids - signed.mediator_id)[:1]
            values |= {
                "who": "party" if party else "mediator",
                "party_id": party.id,
                "mediator_id": mediator.id,
            }
        return values

    def action_confirm(self):
        """Keep the signature, and go on with the next who has to sign."""
        self.ensure_one()
        agreement = self.agreement_id
        vals = {"agreement_id": agreement.id, "image": self.image}
        if self.who == "party":
            vals |= {"party_id": self.party_id.id, "agent_id": self.agent_id.id}
        else:
            vals["mediator_id"] = self.mediator_id.id
        if not (vals.get("party_id") or vals.get("mediator_id")):
            raise UserError(self.env._("Choose who signs."))
        if self.scan:
            vals["paper_id"] = self._paper().id
        agreement._add_signature(vals)
        waits = agreement.dispute_id.party_ids - agreement.signature_ids.party_id
        if agreement.state == "signing" and (
            waits or not agreement.signature_ids.mediator_id
        ):
            return agreement.action_sign()
        return {"type": "ir.actions.act_window_close"}

    def _paper(self):
        return self.env["grid.dispute.paper"].create(
            {
                "dispute_id": self.dispute_id.id,
                "kind_id": self.env["grid.code"]._id_of("dispute_paper", AGREEMENT),
                "title": self.env._("Signed agreement"),
                "file": self.scan,
                "name": self.scan_name,
                "party_id": self.party_id.id if self.who == "party" else False,
            }
        )
