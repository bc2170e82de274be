from odoo import api, fields, models

from ..tools.sessions import HELD, PLANNED
from .grid_dispute_file import RECORD


class GridDispute(models.Model):
    """The sessions of a dispute."""

    _inherit = "grid.dispute"

    session_ids = fields.One2many(
        "grid.dispute.session",
        "dispute_id",
        "Sessions",
        groups="grid_mediation.group_mediator,grid_mediation.group_mediation_leader",
    )
    session_count = fields.Integer(
        "Sessions Held", compute="_compute_sessions", compute_sudo=True
    )
    next_session_at = fields.Datetime(
        "Next Meeting", compute="_compute_sessions", compute_sudo=True
    )
    can_plan_session = fields.Boolean(compute="_compute_can_plan_session")

    @api.depends("session_ids.state", "session_ids.start_at")
    def _compute_sessions(self):
        for dispute in self:
            held = dispute.session_ids.filtered(lambda s: s.state == HELD)
            planned = dispute.session_ids.filtered(lambda s: s.state == PLANNED)
            dispute.session_count = len(held)
            dispute.next_session_at = min(planned.mapped("start_at"), default=False)

    @api.depends("state", "mediator_ids")
    @api.depends_context("uid")
    def _compute_can_plan_session(self):
        handled = set(self._actor_handler()._ids)
        for dispute in self:
            open_now = dispute.state in ("accepted", "mediating", "agreed")
            dispute.can_plan_session = open_now and bool(set(dispute._ids) & handled)

    def _file_of(self, code):
        found = super()._file_of(code)
        if code == RECORD:
            found += list(self.session_ids.filtered(lambda s: s.state == HELD))
        return found

    def action_plan_session(self):
        """A new session, with all parties invited."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Plan a Session"),
            "res_model": "grid.dispute.session",
            "view_mode": "form",
            "context": {"default_dispute_id": self.id},
        }
