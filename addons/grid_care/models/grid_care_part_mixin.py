from odoo import fields, models


class GridCarePartMixin(models.AbstractModel):
    """A part of the file of a person in care; it lies where the person lives.

    The rule of the file does not guard it: each has its own.
    """

    _name = "grid.care.part.mixin"
    _description = "Part of the File of a Person in Care"
    _inherit = ["grid.care.mixin", "grid.scoped.mixin"]

    case_id = fields.Many2one(
        "grid.care.case",
        "Person in Care",
        required=True,
        index=True,
        ondelete="cascade",
    )
    number = fields.Char(related="case_id.number", related_sudo=False)
    grid_id = fields.Many2one(
        related="case_id.grid_id", store=True, precompute=True, related_sudo=True
    )
