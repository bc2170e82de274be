from odoo import api, fields, models
from odoo.exceptions import ValidationError

DIVISION_DIGITS = 12
"""Length of a statistical division code; only unit grids and below are longer."""


class GridLevel(models.Model):
    """A level of the tree: city, county, town, community, unit grid, or deeper.

    ``code_digits`` says how many leading digits of a code are significant: 4, 6, 9
    and 12 in the statistical division code, 15 for unit grids (community code and a
    serial of three digits, as in the GB/T 30428 family).
    """

    _name = "grid.level"
    _description = "Grid Level"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(
        required=True, default=10, help="From the top of the tree to the bottom."
    )
    kind = fields.Selection(
        [("centre", "Centre"), ("station", "Station"), ("unit", "Unit Grid")],
        required=True,
        default="unit",
        help="What runs a grid of this level: a centre, a community station, "
        "or the grid worker.",
    )
    code_digits = fields.Integer(
        "Significant Digits",
        required=True,
        default=15,
        help="How many leading digits of a code distinguish grids of this level.",
    )
    parent_level_ids = fields.Many2many(
        "grid.level",
        "grid_level_parent_rel",
        "level_id",
        "parent_level_id",
        string="Allowed Parent Levels",
        help="Levels that a grid of this level may stand under. "
        "Empty: any level above.",
    )
    basis = fields.Char(
        translate=True, help="The standard or document this level rests on."
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "This level code is taken.")
    _sequence_uniq = models.Constraint(
        "UNIQUE (sequence)", "Two levels cannot stand at the same place of the tree."
    )
    _code_digits_range = models.Constraint(
        "CHECK (code_digits BETWEEN 2 AND 30)",
        "A code has between 2 and 30 significant digits.",
    )

    @api.constrains("code_digits", "sequence")
    def _check_digits_rise(self):
        """The deeper a level, the longer its codes."""
        digits = [
            level.code_digits
            for level in self.with_context(active_test=False).search([])
        ]
        if digits != sorted(set(digits)):
            raise ValidationError(
                self.env._("Deeper levels need more significant digits.")
            )

    def write(self, vals):
        res = super().write(vals)
        if "code_digits" in vals:
            self.env["grid.grid"].with_context(active_test=False).search(
                [("level_id", "in", self.ids)]
            )._check_code()
        return res

    def _code_length(self):
        """Length of the full code: 12 for divisions, the digits themselves below."""
        self.ensure_one()
        return max(self.code_digits, DIVISION_DIGITS)

    def _pad_code(self, significant):
        """Fill a significant prefix up to the length of a full code."""
        return significant.ljust(self._code_length(), "0")
