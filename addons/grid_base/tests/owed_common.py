from datetime import datetime

from odoo import fields, models

from ..tools.deadline import WORKING_DAY
from .common import GridCase
from .fake_model import add_model

# Monday 9 March 2026, 9:00 in the city
MONDAY = datetime(2026, 3, 9, 1)


def owed_model():
    class Owed(models.Model):
        _name = "grid.test.owed"
        _description = "Something Owed"
        _inherit = ["grid.scoped.mixin", "grid.deadline.mixin"]
        _module = None

        name = fields.Char()

    return Owed


class OwedCase(GridCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owed = add_model(cls, owed_model())
        cls.env.ref("base.user_admin").tz = "America/New_York"

    def make(self, value=3, unit=WORKING_DAY, start=MONDAY, **values):
        return self.owed.create(
            {
                "grid_id": self.grid_a11.id,
                "deadline_start": start,
                "limit_value": value,
                "limit_unit": unit,
                **values,
            }
        )

    def day(self, number, month=3, year=2026):
        """The end of a day in the city."""
        return datetime(year, month, number, 15, 59, 59)
