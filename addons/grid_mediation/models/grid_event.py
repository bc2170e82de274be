from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.moves import REFUSED, VOID

REGISTRARS = ("grid_base.group_grid_worker", "grid_base.group_grid_department")
FROM_DISPUTE = "grid_from_dispute_id"
"""In the context: the dispute that is reported as this event."""
REPORTED = "04"
"""Code of the table ``dispute_source``: reported by the grid."""


class GridEvent(models.Model):
    """An event becomes a dispute, and the other way round; each keeps its own readers.

    Who reads the event is told of the dispute only what they may read of it anyway.
    """

    _inherit = "grid.event"

    dispute_label = fields.Char("Dispute", compute="_compute_dispute")
    can_make_dispute = fields.Boolean(compute="_compute_dispute")

    @api.depends_context("uid")
    def _compute_dispute(self):
        disputes = self.env["grid.dispute"]
        readable = disputes.browse()
        if disputes.has_access("read"):
            readable = disputes.search([("event_id", "in", self.ids)])
        states = dict(disputes._fields["state"]._description_selection(self.env))
        registers = any(self.env.user.has_group(group) for group in REGISTRARS)
        taken = self._live_disputes().event_id
        for event in self:
            mine = readable.filtered(lambda d, event=event: d.event_id == event)
            words = [f"{d.number or d.title} ({states[d.state]})" for d in mine]
            event.dispute_label = ", ".join(words) or False
            event.can_make_dispute = bool(
                registers and event.reported_at and event._origin not in taken
            )

    def _live_disputes(self):
        # sudo: whether there is one is asked, not what it says
        return (
            self.env["grid.dispute"]
            .sudo()
            .search(
                [
                    ("event_id", "in", self.ids),
                    ("state", "not in", (REFUSED, VOID)),
                ]
            )
        )

    def action_make_dispute(self):
        """A draft dispute of this event, by who reads it."""
        self.ensure_one()
        self.check_access("read")
        self._lock()
        if not self.reported_at:
            raise UserError(self.env._("Report the event first."))
        if self._live_disputes():
            raise UserError(self.env._("A dispute was made of this event already."))
        dispute = self.env["grid.dispute"].create(
            {
                "title": self.title or self.category_id.name,
                "description": self.description,
                "place": self.address,
                "grid_id": self.grid_id.id,
                "source_id": self.env["grid.code"]._id_of("dispute_source", REPORTED),
            }
        )
        # sudo: the link is set here and nowhere else
        dispute.sudo().event_id = self
        return self._dispute_action(dispute)

    def action_open_disputes(self):
        self.ensure_one()
        dispute = self.env["grid.dispute"].search([("event_id", "=", self.id)], limit=1)
        return self._dispute_action(dispute)

    def _dispute_action(self, dispute):
        return {
            "type": "ir.actions.act_window",
            "res_model": "grid.dispute",
            "res_id": dispute.id,
            "view_mode": "form",
        }

    @api.model_create_multi
    def create(self, vals_list):
        """An event that a dispute is reported as is linked with it."""
        dispute_id = self.env.context.get(FROM_DISPUTE)
        events = super().create(vals_list)
        if dispute_id and len(events) == 1:
            dispute = self.env["grid.dispute"].browse(dispute_id).exists()
            if dispute._actor_handler() and not dispute.event_id:
                # sudo: the link is set here and nowhere else
                dispute.sudo().event_id = events
        return events

    @api.model
    def _move_names(self):
        return super()._move_names() | {"mediated": self.env._("Result of Mediation")}

    @api.model
    def _notice_texts(self):
        text = self.env._("The dispute that was made of an event has ended.")
        return super()._notice_texts() | {"mediated": text}
