from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools.masked import Masked


class GridHousehold(models.Model):
    """People who live together and keep one household register."""

    _name = "grid.household"
    _description = "Household"
    _inherit = ["grid.register.mixin"]
    _order = "grid_id.id, house_id.id, id"
    _import_columns = (
        "grid_id",
        "house_id",
        "number",
        "kind",
        "registration",
        "phone",
        "note",
    )

    # the index of the default order begins with the grid
    grid_id = fields.Many2one(
        compute="_compute_grid_id",
        store=True,
        readonly=False,
        precompute=True,
        index=False,
    )
    house_id = fields.Many2one(
        "grid.house", "House", index="btree_not_null", ondelete="restrict"
    )
    number = fields.Char(
        "Household Number", index="btree_not_null", help="In the household register."
    )
    kind = fields.Selection(
        [("family", "Family"), ("collective", "Collective")],
        "Household Kind",
        default="family",
        required=True,
    )
    registration = fields.Selection(
        [("registered", "Registered Here"), ("floating", "Floating")],
        default="registered",
        required=True,
    )
    head_id = fields.Many2one(
        "grid.resident",
        "Head of Household",
        index="btree_not_null",
        ondelete="set null",
        domain="[('household_id', '=', id)]",
        copy=False,
    )
    phone = Masked("Contact Phone", kind="phone")
    member_ids = fields.One2many("grid.resident", "household_id", "Members")
    member_count = fields.Integer(compute="_compute_member_count")
    note = fields.Text()
    active = fields.Boolean(default=True)

    _order_idx = models.Index("(grid_id, house_id, id)")

    @api.constrains("grid_id", "house_id")
    def _check_grid(self):
        for household in self:
            house = household.house_id
            if house and house.grid_id != household.grid_id:
                raise ValidationError(
                    self.env._("A household belongs to the grid of its house.")
                )

    @api.constrains("head_id")
    def _check_head(self):
        for household in self:
            if household.head_id.household_id not in (household, household.browse()):
                raise ValidationError(
                    self.env._("The head of a household must be one of its members.")
                )

    @api.depends("house_id.grid_id")
    def _compute_grid_id(self):
        default = self.env["grid.house"]._default_grid()
        for household in self:
            household.grid_id = (
                household.house_id.grid_id or household.grid_id or default
            )

    @api.depends("head_id.name", "number")
    def _compute_display_name(self):
        for household in self:
            head = household.head_id.name
            if head:
                household.display_name = self.env._("Household of %s", head)
            elif household.number:
                household.display_name = self.env._("Household %s", household.number)
            else:
                household.display_name = self.env._("Household without a head")

    @api.model
    def _search_display_name(self, operator, value):
        """By the number, or by whatever finds the head: name, initials, phone."""
        if operator not in ("like", "ilike") or not isinstance(value, str):
            return super()._search_display_name(operator, value)
        text = value.strip("% ")
        number = self.search([("number", "=", text)], limit=100)
        if number:
            return Domain("id", "in", number.ids)
        return Domain("head_id", "any", [("display_name", operator, text)])

    def _compute_member_count(self):
        counts = dict(
            self.env["grid.resident"]._read_group(
                [("household_id", "in", self.ids)], ["household_id"], ["__count"]
            )
        )
        for household in self:
            household.member_count = counts.get(household, 0)

    def write(self, vals):
        """Members follow to another house, and keep where they lived before."""
        moving = bool(self._place_fields() & vals.keys())
        members = self.with_context(active_test=False).member_ids if moving else None
        before = members.filtered("active")._stays() if moving else None
        res = super().write(vals)
        if moving:
            # sudo: the rules on the household decide, its members lie where it lies
            members.sudo()._follow_household(before)
        return res

    def action_open_house(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "grid.house",
            "res_id": self.house_id.id,
            "views": [(False, "form")],
        }

    def action_move(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Move Household"),
            "res_model": "grid.household.move",
            "view_mode": "form",
            "target": "new",
            "context": {"default_household_id": self.id},
        }

    @api.model
    def _place_fields(self):
        return {"grid_id", "house_id"}

    def _close_if_empty(self):
        """A household without anybody left is archived."""
        for household in self:
            if household.active and not household.member_ids:
                household.active = False
