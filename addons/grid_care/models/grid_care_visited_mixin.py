from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.grid_base.tools.clock import local_today


class GridCareVisitedMixin(models.AbstractModel):
    """A visit in care: named by number and day, entered after it was made."""

    _name = "grid.care.visited.mixin"
    _description = "Visit in Care"
    _order = "visited_on desc, id desc"

    visited_on = fields.Date(
        "Visited On",
        required=True,
        index=True,
        default=lambda self: local_today(self.env),
    )

    @api.depends("visited_on")
    def _compute_display_name(self):
        for visit in self:
            visit.display_name = f"{visit.number or ''} {visit.visited_on or ''}"

    @api.constrains("visited_on")
    def _check_day(self):
        for visit in self:
            if visit.visited_on > local_today(self.env):
                raise ValidationError(
                    self.env._("A visit is entered after it was made.")
                )
