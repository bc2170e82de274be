from odoo import fields, models

from .grid_deadline_mixin import LIMIT_UNITS


class GridDeadlineChange(models.Model):
    """A pause or an extension of the deadline of some record.

    Written only by the methods of ``grid.deadline.mixin`` and kept for good, so that
    it can be told why a deadline is what it is. It is seen by who sees the record.
    """

    _name = "grid.deadline.change"
    _description = "Change of a Deadline"
    _inherit = ["grid.trail.mixin"]
    _order = "date_from, id"
    _trail_of = "grid.deadline.mixin"

    kind = fields.Selection(
        [("pause", "Pause"), ("extension", "Extension")], required=True, readonly=True
    )
    date_from = fields.Datetime("From", required=True, readonly=True)
    date_to = fields.Datetime(
        "To", readonly=True, help="Empty while the clock is stopped."
    )
    limit_value = fields.Integer("Extended by", readonly=True)
    limit_unit = fields.Selection(LIMIT_UNITS, "Unit of the Limit", readonly=True)
    reason = fields.Text(required=True, readonly=True)

    _pause_once = models.UniqueIndex(
        "(res_model, res_id) WHERE kind = 'pause' AND date_to IS NULL",
        "The clock is stopped already.",
    )
    _kind_check = models.Constraint(
        "CHECK(CASE kind WHEN 'pause' THEN date_to IS NULL OR date_to >= date_from "
        "ELSE limit_value > 0 AND limit_unit IS NOT NULL END)",
        "A pause ends after it begins, an extension is more than nothing.",
    )
