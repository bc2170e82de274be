from odoo import api, fields, models
from odoo.exceptions import UserError

LIMIT = 2000
"""Houses made in one go; more is a mistake in the figures."""


class GridHouseGenerate(models.TransientModel):
    """The houses of a whole building: units, floors, rooms on each floor."""

    _name = "grid.house.generate"
    _description = "Enter a Building"

    grid_id = fields.Many2one(
        "grid.grid",
        "Grid",
        required=True,
        default=lambda self: self.env["grid.house"]._default_grid(),
        domain=lambda self: [
            ("level_kind", "=", "unit"),
            ("id", "in", self.env.user._grid_scope("grid_base.group_grid_worker")),
        ],
    )
    street = fields.Char("Street or Village")
    street_number = fields.Char("Number")
    compound = fields.Char("Residential Compound")
    building = fields.Char(required=True)
    building_use_id = fields.Many2one(
        "grid.code", "Building Use", domain=[("table", "=", "building_use")]
    )
    units = fields.Integer(default=1, required=True)
    first_floor = fields.Integer(default=1, required=True)
    last_floor = fields.Integer(default=6, required=True)
    rooms = fields.Integer("Rooms on Each Floor", default=2, required=True)
    count = fields.Integer("Houses", compute="_compute_count")

    @api.depends("units", "first_floor", "last_floor", "rooms")
    def _compute_count(self):
        for wizard in self:
            floors = wizard.last_floor - wizard.first_floor + 1
            wizard.count = max(wizard.units, 0) * max(floors, 0) * max(wizard.rooms, 0)

    def action_generate(self):
        """Rooms are numbered by floor: 101, 102, 201... Those present are kept."""
        self.ensure_one()
        if not 0 < self.count <= LIMIT:
            raise UserError(
                self.env._("Between 1 and %s houses can be made at once.", LIMIT)
            )
        houses = self.env["grid.house"]
        new = houses.concat(*(houses.new(vals) for vals in self._houses()))
        known = houses.with_context(active_test=False).search(
            [
                ("grid_id", "=", self.grid_id.id),
                ("address", "in", new.mapped("address")),
            ]
        )
        present = set(known.mapped("address"))
        made = houses.create(
            [
                vals
                for vals, house in zip(self._houses(), new, strict=True)
                if house.address not in present
            ]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "grid_base.grid_house_action"
        )
        return dict(action, domain=[("id", "in", (made | known).ids)], context={})

    def _houses(self):
        for unit in range(1, self.units + 1):
            for floor in range(self.first_floor, self.last_floor + 1):
                for room in range(1, self.rooms + 1):
                    yield {
                        "grid_id": self.grid_id.id,
                        "street": self.street,
                        "street_number": self.street_number,
                        "compound": self.compound,
                        "building": self.building,
                        "unit": str(unit) if self.units > 1 else False,
                        "floor": str(floor),
                        "room": f"{floor}{room:02d}",
                        "building_use_id": self.building_use_id.id,
                    }
