from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.clock import local_today


class GridMoveMixin(models.AbstractModel):
    """A move to a house or a grid, which may lie outside one's own scope.

    Then only the grid is known, and whoever works there assigns the house.
    """

    _name = "grid.move.mixin"
    _description = "Move"
    _inherit = ["grid.link.mixin"]

    _place_names = ("house_id",)
    """Fields that name the new place, the most precise first."""

    date = fields.Date(required=True, default=lambda self: local_today(self.env))
    grid_id = fields.Many2one(
        "grid.grid",
        "To Grid",
        domain=[("level_kind", "=", "unit")],
        compute="_compute_grid_id",
        store=True,
        readonly=False,
    )
    house_id = fields.Many2one(
        "grid.house",
        "To House",
        domain="[('grid_id', '=?', grid_id)]",
        help="Leave empty if the house is in a grid you do not work in.",
    )
    reason = fields.Char()
    outside = fields.Boolean(compute="_compute_outside")

    @api.constrains("date")
    def _check_date(self):
        for move in self:
            if move.date > local_today(move.env):
                raise ValidationError(
                    self.env._("Record a move on the day it happens, or later.")
                )

    @api.depends(lambda self: self._place_names)
    def _compute_grid_id(self):
        for move in self:
            grids = [move[name].grid_id for name in self._place_names]
            move.grid_id = next(filter(None, grids), move.grid_id)

    @api.depends("grid_id")
    def _compute_outside(self):
        scope = set(self.env.user._grid_scope("grid_base.group_grid_worker"))
        for move in self:
            move.outside = bool(move.grid_id) and move.grid_id.id not in scope

    @api.onchange("grid_id")
    def _onchange_grid_id(self):
        grid = self.grid_id
        for name in self._place_names:
            if self[name] and self[name].grid_id != grid:
                self[name] = False
        self.grid_id = grid

    def _moving(self, records):
        """The records, with day and reason for their history."""
        return records.with_context(
            move_date=self.date, move_reason=self.reason or False
        )
