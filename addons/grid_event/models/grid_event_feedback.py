from odoo import fields, models

from odoo.addons.grid_base.tools.code_field import Code


class GridEventFeedback(models.Model):
    """A return visit or a rating by the reporter, once for each time it was closed."""

    _name = "grid.event.feedback"
    _description = "Return Visit or Rating"
    _inherit = ["grid.event.part.mixin", "grid.coded.mixin"]
    _order = "event_id, id"

    visited_at = fields.Datetime(
        "Time", required=True, readonly=True, default=fields.Datetime.now
    )
    caller_id = fields.Many2one(
        "res.users",
        "By",
        required=True,
        readonly=True,
        default=lambda self: self.env.uid,
        ondelete="restrict",
    )
    by_reporter = fields.Boolean("Rated by the Reporter", readonly=True)
    automatic = fields.Boolean(
        readonly=True, help="Found and solved on the spot: rated without a visit."
    )
    method_id = Code("event_visit_method", "Method", readonly=True)
    rating_id = Code("event_rating", "Rating", required=True, readonly=True)
    result = fields.Text(readonly=True)
