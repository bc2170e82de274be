from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.clock import local_today


class GridHouseholdMove(models.TransientModel):
    """A whole household moves to another house or grid, its members with it."""

    _name = "grid.household.move"
    _description = "Move a Household"
    _inherit = ["grid.link.mixin"]

    household_id = fields.Many2one("grid.household", required=True, readonly=True)
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

    @api.depends("house_id")
    def _compute_grid_id(self):
        for move in self:
            move.grid_id = move.house_id.grid_id or move.grid_id

    @api.depends("grid_id")
    def _compute_outside(self):
        scope = set(self.env.user._grid_scope("grid_base.group_grid_worker"))
        for move in self:
            move.outside = bool(move.grid_id) and move.grid_id.id not in scope

    @api.onchange("grid_id")
    def _onchange_grid_id(self):
        grid = self.grid_id
        if self.house_id and self.house_id.grid_id != grid:
            self.house_id = False
        self.grid_id = grid

    def action_confirm(self):
        self.ensure_one()
        if not self.grid_id:
            raise UserError(self.env._("Enter the house or the grid."))
        if self.date > local_today(self.env):
            raise UserError(
                self.env._("Record a move on the day it happens, or later.")
            )
        household = self.household_id
        household.check_access("write")
        self.house_id.check_access("write")
        # sudo: the new place may lie outside the scope; what may be moved, and the
        # house it goes to, were checked above
        household.sudo().with_context(
            move_date=self.date, move_reason=self.reason or False
        ).write({"house_id": self.house_id.id, "grid_id": self.grid_id.id})
        return {"type": "ir.actions.act_window_close"}
