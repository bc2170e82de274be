from odoo import api, fields, models
from odoo.exceptions import UserError


class GridDisputeRelease(models.Model):
    """Words that a mediator releases to chosen parties of a dispute.

    It is the only thing of a dispute that a party reads with an account: its own
    releases, while they are not withdrawn, and of them the number of the case, title,
    text and time.
    """

    _name = "grid.dispute.release"
    _description = "Release to Parties"
    _inherit = ["grid.dispute.part.mixin"]
    _order = "released_at desc, id desc"
    _rec_name = "title"

    # what leads to the dispute is for those who work on it
    dispute_id = fields.Many2one(groups="base.group_user")
    grid_id = fields.Many2one(groups="base.group_user")
    party_ids = fields.Many2many(
        "grid.dispute.party",
        "grid_dispute_release_party_rel",
        "release_id",
        "party_id",
        "Released to",
        required=True,
        groups="base.group_user",
    )
    user_id = fields.Many2one(
        "res.users",
        "Released By",
        required=True,
        readonly=True,
        default=lambda self: self.env.uid,
        index=True,
        ondelete="restrict",
        groups="base.group_user",
    )
    case_number = fields.Char(compute="_compute_case_number", compute_sudo=True)
    title = fields.Char(required=True)
    text = fields.Text("Released Text", required=True)
    released_at = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now
    )
    withdrawn_at = fields.Datetime(readonly=True, copy=False)

    @api.depends("dispute_id.number")
    def _compute_case_number(self):
        for release in self:
            release.case_number = release.dispute_id.number

    @api.constrains("party_ids", "dispute_id")
    def _check_parties(self):
        for release in self:
            if not release.party_ids or (
                release.party_ids - release.dispute_id.party_ids
            ):
                raise UserError(self.env._("Choose parties of this dispute."))

    @api.model_create_multi
    def create(self, vals_list):
        kept = ("user_id", "released_at", "withdrawn_at")
        if not self.env.su:
            vals_list = [
                {name: value for name, value in vals.items() if name not in kept}
                for vals in vals_list
            ]
        return super().create(vals_list)

    def action_withdraw(self):
        """It was released by mistake: nobody outside reads it any more."""
        self.check_access("read")
        for release in self:
            if not release.dispute_id._actor_handler():
                raise UserError(self.env._("Who handles the dispute withdraws it."))
        # sudo: what was released is not changed otherwise
        self.sudo().withdrawn_at = fields.Datetime.now()
        return True
