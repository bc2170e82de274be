import tempfile

import xlsxwriter
from babel.dates import format_skeleton
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import babel_locale_parse

from ..tools.clock import local_now
from ..tools.period import day_start, month_bounds
from .xlsx_reader import read_slices
from .xlsx_sheet import MAX_ROWS, Heading, Sheet

WORKBOOK_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class GridXlsxReport(models.AbstractModel):
    """An Excel report in the format of Chinese offices.

    A report is an abstract model that inherits this one. Its ``_description`` is the
    title, ``_model`` the model of which each record is a row, ``_filters`` the fields
    of the wizard (``grid.report.wizard``) that the user fills in, and ``_columns``
    gives the columns. Rows are read as the user: rules and masks hold. A report
    that is not one record a row overrides ``_slices`` and ``_count``.

    Everything starts from a ``grid.report.job``, which keeps who asked for what and
    why; the access log gets a line for each file.
    """

    _name = "grid.xlsx.report"
    _inherit = "report.report_xlsx.abstract"
    _description = "Excel Report"

    _model = None
    _order_by = "id"
    _filters = ("grid_id",)
    _grid_field = "grid_id"
    _date_field = None
    _groups = "grid_base.group_grid_worker"
    _personal = False
    """Whether the file holds personal data: then a reason is asked for."""

    # to declare

    @api.private
    def _columns(self, filters):
        """List of ``Column``; labels translated."""
        raise NotImplementedError

    @api.private
    def _measure(self):
        """Unit of measure, such as persons or households; translated."""
        return ""

    @api.private
    def _domain(self, filters):
        """The records of the report, for filters as kept on the job."""
        domain = Domain.TRUE
        if filters.get("grid_id"):
            domain &= Domain(self._grid_field, "child_of", filters["grid_id"])
        if self._date_field:
            domain &= self._period_domain(self._date_field, filters)
        return domain

    @api.private
    def _period_domain(self, name, filters):
        """Domain for a date or a datetime within the period of the filters."""
        first, last = self._bounds(filters)
        # a moment is within a day by the city's clock
        moments = self.env[self._model]._fields[name].type == "datetime"
        domain = Domain.TRUE
        if first:
            start = day_start(self.env, first) if moments else first
            domain &= Domain(name, ">=", start)
        if last:
            next_day = last + relativedelta(days=1)
            end = day_start(self.env, next_day) if moments else next_day
            domain &= Domain(name, "<", end)
        return domain

    # to use

    @api.model
    @api.private
    def _report_names(self):
        """Pairs of model name and title of all reports the user may run."""
        base = self.env.registry["grid.xlsx.report"]
        names = sorted(
            name
            for name, cls in self.env.registry.items()
            if issubclass(cls, base) and cls is not base
        )
        return [
            (name, self.env[name]._title())
            for name in names
            if self.env[name]._may_run()
        ]

    @api.private
    def _title(self):
        return self.env["ir.model"]._get(self._name).name

    @api.private
    def _may_run(self):
        user = self.env.user
        return user.has_groups(self._groups) and (
            not self._model or self.env[self._model].has_access("read")
        )

    @api.private
    def _check_may_run(self):
        if not self._may_run():
            raise AccessError(
                self.env._("You may not run the report “%s”.", self._title())
            )

    @api.private
    def _count(self, filters):
        """How many rows the file will have."""
        return self.env[self._model].search_count(self._domain(filters))

    @api.private
    def _slices(self, filters, columns):
        """Yield lists of columns, each the list of the cells of some rows."""
        yield from read_slices(
            self,
            self.env[self._model],
            self._domain(filters),
            self._order_by,
            columns,
        )

    @api.private
    def _write_file(self, file, job, progress=None):
        """Write the workbook of a job.

        :param file: path, or file open for writing
        :param progress: called with the number of rows written so far
        :return: number of rows
        """
        self._check_may_run()
        filters = job.filters or {}
        columns = self._columns(filters)
        workbook = xlsxwriter.Workbook(file, self.get_workbook_options())
        sheet = Sheet(workbook, self._title(), columns, self._font())
        sheet.write_heading(self._heading(filters))
        rows = 0
        for cells in self._slices(filters, columns):
            rows += len(cells[0])
            if sheet.header_row + rows + 1 >= MAX_ROWS:
                raise UserError(
                    self.env._(
                        "The report has more rows than a worksheet holds. "
                        "Choose a smaller grid or period."
                    )
                )
            sheet.write_rows(cells)
            if progress:
                progress(rows)
        sheet.write_totals(self.env._("Total"))
        workbook.close()
        self._log(job, columns, rows)
        return rows

    @api.private
    def _file_of(self, job, progress=None):
        """The workbook of a job and its number of rows."""
        with tempfile.TemporaryFile() as file:
            rows = self._write_file(file, job, progress)
            file.seek(0)
            return file.read(), rows

    @api.private
    def get_workbook_options(self):
        return WORKBOOK_OPTIONS

    # heading

    @api.private
    def _heading(self, filters):
        left = self.env._(
            "Reporting unit: %(unit)s    Reported by: %(user)s    Date: %(date)s",
            unit=self._unit(filters).complete_name or self.env.company.name,
            user=self.env.user.name,
            date=local_now(self.env).strftime("%Y-%m-%d %H:%M"),
        )
        measure = self._measure()
        right = self.env._("Unit: %s", measure) if measure else ""
        return Heading(self._full_title(filters), left, right)

    @api.private
    def _full_title(self, filters):
        """Unit, period and title: also the name of the file."""
        period = self._period_text(filters)
        unit = self._unit(filters).name
        parts = {"unit": unit, "period": period, "title": self._title()}
        if unit and period:
            return self.env._("%(unit)s %(period)s %(title)s", **parts)
        if period:
            return self.env._("%(period)s %(title)s", **parts)
        if unit:
            return self.env._("%(unit)s %(title)s", **parts)
        return parts["title"]

    @api.private
    def _unit(self, filters):
        """The grid that reports."""
        grids = self.env["grid.grid"]
        return grids.browse(filters.get("grid_id") or []).exists()

    @api.private
    def _bounds(self, filters):
        """First and last day of the period that the filters name, either may be None"""
        if filters.get("month"):
            return month_bounds(self.env, fields.Date.to_date(filters["month"]))
        first, last = filters.get("date_from"), filters.get("date_to")
        return fields.Date.to_date(first), fields.Date.to_date(last)

    @api.private
    def _period_text(self, filters):
        locale = babel_locale_parse(self.env.lang)
        if filters.get("month"):
            month = fields.Date.to_date(filters["month"])
            return format_skeleton("yMMMM", month, locale=locale)
        first, last = filters.get("date_from"), filters.get("date_to")
        return " – ".join(filter(None, (first, last)))

    @api.model
    def _font(self):
        # sudo: parameters are closed to ordinary users
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param("grid_base.report_font", "SimSun")

    @api.private
    def _communities(self, grid_ids):
        """Name of the community that each grid is or belongs to, by id of the grid."""
        names = {}
        for grid in self.env["grid.grid"].browse(grid_ids):
            above = grid
            while above.level_kind == "unit" and above.parent_id:
                above = above.parent_id
            names[grid.id] = above.name
        return names

    @api.private
    def _log(self, job, columns, rows):
        self.env["grid.access.log"]._record(
            "export",
            self._model or self._name,
            fields=[column.source for column in columns if column.source],
            count=rows,
            reason=job.reason or None,
            detail=job.name,
        )
