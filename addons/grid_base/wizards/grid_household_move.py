from odoo import fields, models
from odoo.exceptions import UserError


class GridHouseholdMove(models.TransientModel):
    """A whole household moves to another house or grid, its members with it."""

    _name = "grid.household.move"
    _description = "Move a Household"
    _inherit = ["grid.move.mixin"]

    household_id = fields.Many2one("grid.household", required=True, readonly=True)

    def action_confirm(self):
        self.ensure_one()
        if not self.grid_id:
            raise UserError(self.env._("Enter the house or the grid."))
        household = self.household_id
        household.check_access("write")
        self.house_id.check_access("write")
        # sudo: the new place may lie outside the scope; what may be moved, and the
        # house it goes to, were checked above
        self._moving(household.sudo()).write(
            {"house_id": self.house_id.id, "grid_id": self.grid_id.id}
        )
        return {"type": "ir.actions.act_window_close"}
