from odoo import fields, models


class GridResidence(models.Model):
    """Where somebody used to live: one row for each stay that has ended.

    The present stay is on the resident. A row stays with the grid of that stay, so
    each grid sees its own part of a history.
    """

    _name = "grid.residence"
    _description = "Former Residence"
    _inherit = ["grid.scoped.mixin"]
    _order = "date_to desc, id desc"
    _rec_name = "resident_id"
    # where somebody used to live is where the house is, wherever they went since
    _grid_follows = ("house_id",)

    resident_id = fields.Many2one(
        "grid.resident", "Resident", required=True, index=True, ondelete="cascade"
    )
    house_id = fields.Many2one(
        "grid.house", "House", index="btree_not_null", ondelete="set null"
    )
    household_id = fields.Many2one(
        "grid.household", "Household", index="btree_not_null", ondelete="set null"
    )
    date_from = fields.Date("From")
    date_to = fields.Date("To", required=True)
    arrival_kind = fields.Selection(
        lambda self: (
            self.env["grid.resident"]
            ._fields["arrival_kind"]
            ._description_selection(self.env)
        ),
        "Came By",
    )
    kind = fields.Selection(
        [
            ("moved", "Moved within the City"),
            ("left", "Left the City"),
            ("deceased", "Deceased"),
        ],
        "Ended By",
        required=True,
    )
    destination = fields.Char(help="Where to, for those who left the city.")
    reason = fields.Char()

    _dates_order = models.Constraint(
        "CHECK (date_from IS NULL OR date_to >= date_from)",
        "A stay cannot end before it began.",
    )
