from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.sessions import WAYS


class GridDisputeAttendance(models.Model):
    """A party invited to a session: how, whether it came, and who came for it."""

    _name = "grid.dispute.attendance"
    _description = "Attendance at a Session"
    _inherit = ["grid.dispute.part.mixin"]
    _order = "session_id, id"
    _rec_name = "party_id"

    session_id = fields.Many2one(
        "grid.dispute.session", "Session", required=True, index=True, ondelete="cascade"
    )
    dispute_id = fields.Many2one(
        related="session_id.dispute_id", store=True, precompute=True, related_sudo=True
    )
    party_id = fields.Many2one(
        "grid.dispute.party",
        "Party",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('dispute_id', '=', parent.dispute_id)]",
    )
    invited_at = fields.Datetime("Invited At")
    invited_how = fields.Selection(WAYS, "Invited")
    came = fields.Boolean()
    person = fields.Char("Who Came", help="If somebody came for the party.")
    joined_at = fields.Datetime(readonly=True)
    left_at = fields.Datetime(readonly=True)

    _party_uniq = models.UniqueIndex(
        "(session_id, party_id)", "This party is on the list already."
    )

    @api.constrains("party_id", "session_id")
    def _check_party(self):
        if any(line.party_id.dispute_id != line.dispute_id for line in self):
            raise UserError(self.env._("Choose a party of this dispute."))

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._given(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._given(vals))

    @api.model
    def _given(self, vals):
        """When a party was in a video call is measured, not entered."""
        if self.env.su:
            return vals
        return {k: v for k, v in vals.items() if k not in ("joined_at", "left_at")}
