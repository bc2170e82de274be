from odoo import fields, models

from ..tools import holidays


class GridWorkdaySeed(models.TransientModel):
    """Takes a year from the holiday list that is installed with the platform."""

    _name = "grid.workday.seed"
    _description = "Fill a Year from the Installed Holiday List"

    year = fields.Selection(
        lambda self: [(str(year), str(year)) for year in reversed(holidays.years())],
        required=True,
        default=lambda self: str(holidays.years()[-1]),
    )
    replace = fields.Boolean(
        "Replace the Days Already Entered",
        help="Otherwise only days that are missing are added.",
    )

    def action_seed(self):
        self.ensure_one()
        year = self.env["grid.workday.year"]._seed([int(self.year)], self.replace)
        return {
            "type": "ir.actions.act_window",
            "res_model": year._name,
            "res_id": year.id,
            "views": [(False, "form")],
        }
