from odoo import fields, models


class GridMediationRoom(models.Model):
    """A room where parties meet."""

    _name = "grid.mediation.room"
    _description = "Mediation Room"
    _inherit = ["grid.scoped.mixin"]
    _order = "grid_id, name, id"

    name = fields.Char(required=True)
    grid_id = fields.Many2one(string="Place of the Room")
    address = fields.Char()
    capacity = fields.Integer("Seats")
    active = fields.Boolean(default=True)

    _capacity_positive = models.Constraint(
        "CHECK (capacity >= 0)", "A room cannot have fewer than no seats."
    )
