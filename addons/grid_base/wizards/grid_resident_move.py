from odoo import api, fields, models
from odoo.exceptions import UserError


class GridResidentMove(models.TransientModel):
    """Residents move: within the city, out of it, out of life, or back."""

    _name = "grid.resident.move"
    _description = "Move Residents"
    _inherit = ["grid.move.mixin"]
    _place_names = ("household_id", "house_id")

    resident_ids = fields.Many2many(
        "grid.resident", string="Residents", context={"active_test": False}
    )
    kind = fields.Selection(
        [
            ("moved", "Moves within the City"),
            ("left", "Leaves the City"),
            ("deceased", "Has Died"),
            ("mistake", "Was Recorded by Mistake"),
            ("returned", "Comes Back"),
        ],
        "What Happened",
        required=True,
        default="moved",
    )
    house_id = fields.Many2one(compute="_compute_house_id", store=True, readonly=False)
    household_id = fields.Many2one(
        "grid.household",
        "To Household",
        domain="[('house_id', '=?', house_id), ('grid_id', '=?', grid_id)]",
    )
    new_household = fields.Boolean(
        "As a New Household", help="They form a household of their own there."
    )
    relation_id = fields.Many2one(
        "grid.code",
        "Relation to Head",
        domain=[("table", "=", "relation")],
    )
    destination = fields.Char("Where To")

    @api.depends("household_id")
    def _compute_house_id(self):
        for move in self:
            move.house_id = move.household_id.house_id or move.house_id

    def action_confirm(self):
        self.ensure_one()
        residents = self.resident_ids
        residents.check_access("write")
        residents = self._moving(residents)
        if self.kind in ("moved", "returned"):
            self._check_place()
            self._move(residents)
        else:
            self._check_reason()
            residents.depart(self.kind, self.date, self.destination)
        if len(self.resident_ids) == 1 and not self.outside and self.kind == "moved":
            return self.resident_ids.action_open_form()
        return {"type": "ir.actions.act_window_close"}

    def _check_place(self):
        if not self.grid_id:
            raise UserError(self.env._("Enter the household, the house or the grid."))
        self.house_id.check_access("write")
        self.household_id.check_access("write")

    def _check_reason(self):
        if self.kind == "mistake" and not (self.reason or "").strip():
            raise UserError(self.env._("Say why the record is a mistake."))

    def _move(self, residents):
        left = residents.household_id
        household = self.household_id
        if self.new_household:
            household = self._new_household()
        vals = {
            "grid_id": self.grid_id.id,
            "house_id": (household.house_id or self.house_id).id,
            "household_id": household.id,
        }
        if household != residents.household_id:
            vals["relation_id"] = self.relation_id.id
        if self.kind == "returned":
            residents.come_back(vals, self.date)
        else:
            # sudo: the new place may lie outside the scope; the user may write the
            # residents and the house given, both checked before
            residents.sudo().write(vals)
        # sudo: the same
        (left.sudo() - household.sudo())._close_if_empty()

    def _new_household(self):
        # sudo: the new place may lie outside the scope
        return (
            self.env["grid.household"]
            .sudo()
            .create({"house_id": self.house_id.id, "grid_id": self.grid_id.id})
        )
