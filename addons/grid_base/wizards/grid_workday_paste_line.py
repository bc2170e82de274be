from datetime import timedelta

from odoo import fields, models

from ..models.grid_workday import KINDS


class GridWorkdayPasteLine(models.TransientModel):
    _name = "grid.workday.paste.line"
    _description = "Days of a Notice"

    paste_id = fields.Many2one("grid.workday.paste", required=True, ondelete="cascade")
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To")
    kind = fields.Selection(KINDS, required=True, default="holiday")
    name = fields.Char("Holiday Name")

    _order_check = models.Constraint(
        "CHECK(date_to - date_from BETWEEN 0 AND 60)",
        "The last day comes after the first, within two months.",
    )

    def _apply(self):
        """Enter the days; a day that is in the list already is overwritten."""
        wanted = {}
        for line in self:
            length = ((line.date_to or line.date_from) - line.date_from).days
            for number in range(length + 1):
                day = line.date_from + timedelta(days=number)
                wanted[day] = {"kind": line.kind, "name": line.name}
        workdays = self.env["grid.workday"]
        there = workdays.search([("date", "in", list(wanted))])
        for record in there:
            record.write(wanted.pop(record.date))
        return there | workdays.create(
            [{"date": day, **values} for day, values in sorted(wanted.items())]
        )
