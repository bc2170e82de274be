from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.clock import local_today

MONTHS = 36
"""How far back the months go that are offered."""


class GridReportWizard(models.TransientModel):
    """Asks for the filters that the chosen report declares.

    A filter is a field of this model whose name stands in the ``_filters`` of the
    report; an addon that needs another one adds a field here.
    """

    _name = "grid.report.wizard"
    _description = "Excel Report"

    report = fields.Selection(selection="_selection_report", required=True)
    shown = fields.Char(compute="_compute_report")
    personal = fields.Boolean(compute="_compute_report")
    reason = fields.Char(help="Kept in the access log with the export.")
    # filters
    grid_id = fields.Many2one("grid.grid", default=lambda self: self._default_grid())
    month = fields.Selection(
        selection="_selection_month",
        default=lambda self: fields.Date.to_string(self._months()[1]),
    )
    date_from = fields.Date("From")
    date_to = fields.Date("To")
    staff_category = fields.Selection(
        selection=lambda self: (
            self.env["grid.staff"]._fields["category"]._description_selection(self.env)
        )
    )
    population_type = fields.Selection(
        selection=lambda self: (
            self.env["grid.resident"]
            ._fields["population_type"]
            ._description_selection(self.env)
        )
    )
    coverage_per = fields.Selection(
        [("grid", "Grid"), ("worker", "Grid and Visitor")], "By", default="grid"
    )

    @api.model
    def _selection_report(self):
        return self.env["grid.xlsx.report"]._report_names()

    @api.model
    def _selection_month(self):
        report = self.env["grid.xlsx.report"]
        days = [fields.Date.to_string(day) for day in self._months()]
        return [(day, report._period_text({"month": day})) for day in days]

    @api.model
    def _months(self):
        """First days of this month and of those before it."""
        first = local_today(self.env).replace(day=1)
        return [first - relativedelta(months=back) for back in range(MONTHS)]

    @api.model
    def _default_grid(self):
        """The user's own grid, or the highest ones of the scope."""
        return self.env.user._grid_scope_roots()[:1]

    @api.depends("report")
    def _compute_report(self):
        for wizard in self:
            report = self.env[wizard.report or "grid.xlsx.report"]
            names = report._filters if wizard.report else ()
            # commas on both sides: "grid_id" must not match "subgrid_id"
            wizard.shown = f",{','.join(names)},"
            wizard.personal = report._personal

    def action_download(self):
        """Write the report, or ask for it in the background when it is large."""
        self.ensure_one()
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise UserError(self.env._("The period ends before it begins."))
        jobs = self.env["grid.report.job"]
        return jobs._request(self.report, self._filter_values(), self.reason or "")

    def _filter_values(self):
        values = {}
        for name in self.env[self.report]._filters:
            value = self._fields[name].convert_to_read(
                self[name], self, use_display_name=False
            )
            if value:
                date = self._fields[name].type == "date"
                values[name] = fields.Date.to_string(value) if date else value
        return values
