from datetime import date, datetime, time

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date, frozendict, ormcache

from ..tools import deadline, holidays, shared_cache
from ..tools.clock import city_zone

PARAMETER_CLOSE = "grid_base.deadline_close"
PARAMETER_UNMOVED = "grid_base.deadline_unmoved"
PARAMETER_WEEKENDS = "grid_base.deadline_weekends_only"
MIDNIGHT = "24:00"
DAYS = "grid_base.workdays"

KINDS = [("holiday", "Holiday"), ("makeup", "Make-up Working Day")]


class GridWorkday(models.Model):
    """A day that is not what its weekday says.

    Only exceptional days are kept, as the State Council's notice gives them: what
    is not listed is worked from Monday to Friday and free on the weekend.
    """

    _name = "grid.workday"
    _description = "Exceptional Day"
    _order = "date"
    _rec_name = "date"

    date = fields.Date(required=True)
    weekday = fields.Char(compute="_compute_weekday")
    kind = fields.Selection(KINDS, required=True, default="holiday")
    name = fields.Char(string="Holiday Name", translate=True)
    year_id = fields.Many2one(
        "grid.workday.year",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="Set from the date; a year that is not there yet is made.",
    )
    basis = fields.Char(
        compute="_compute_basis",
        store=True,
        readonly=False,
        help="Number of the notice; taken from the year when left empty.",
    )

    _date_unique = models.Constraint(
        "UNIQUE(date)", "This day is in the list already: change its line instead."
    )

    @api.constrains("date", "kind", "year_id")
    def _check_day(self):
        for day in self:
            if day.date.year != day.year_id.year:
                raise ValidationError(
                    self.env._(
                        "%(day)s does not lie in %(year)s.",
                        day=format_date(self.env, day.date),
                        year=day.year_id.year,
                    )
                )
            if day.kind == "makeup" and day.date.weekday() < 5:
                raise ValidationError(
                    self.env._(
                        "%s is worked anyway: a make-up working day is a Saturday "
                        "or a Sunday.",
                        format_date(self.env, day.date, date_format="full"),
                    )
                )

    @api.depends("date", "kind", "name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for day in self:
            day.display_name = " ".join(filter(None, [day.name, kinds.get(day.kind)]))

    @api.depends("date")
    @api.depends_context("lang")
    def _compute_weekday(self):
        for day in self:
            day.weekday = format_date(self.env, day.date, date_format="EEEE")

    @api.depends("year_id.basis")
    def _compute_basis(self):
        for day in self:
            day.basis = day.basis or day.year_id.basis

    @api.model_create_multi
    def create(self, vals_list):
        dates = [fields.Date.to_date(vals.get("date")) for vals in vals_list]
        years = self.env["grid.workday.year"]._get_or_create(
            [
                day.year
                for day, vals in zip(dates, vals_list, strict=True)
                if day and not vals.get("year_id")
            ]
        )
        days = super().create(
            [
                vals
                if vals.get("year_id") or not day
                # what is given by year, wins: it is the form the days are listed in
                else vals | {"year_id": years[day.year].id}
                for day, vals in zip(dates, vals_list, strict=True)
            ]
        )
        days._changed()
        return days

    def write(self, vals):
        if not {"date", "kind"} & vals.keys():
            return super().write(vals)
        before = self.mapped("date")
        if vals.get("date"):
            number = fields.Date.to_date(vals["date"]).year
            years = self.env["grid.workday.year"]._get_or_create([number])
            vals = vals | {"year_id": years[number].id}
        result = super().write(vals)
        self._changed(before)
        return result

    def unlink(self):
        before = self.mapped("date")
        result = super().unlink()
        self._changed(before)
        return result

    # -- the calendar ------------------------------------------------------------

    @api.model
    def _exceptions(self):
        """All exceptional days and the years entered: (days, years)."""
        return shared_cache.read(
            self.env, DAYS, "days", self._cached_exceptions, self._read_exceptions
        )

    @api.model
    @ormcache(cache=shared_cache.CACHE)
    def _cached_exceptions(self):
        return self._read_exceptions()

    @api.model
    def _read_exceptions(self):
        # sudo: who may see the list of holidays does not change what day it is
        days = self.sudo().search_fetch([], ["date", "kind"])
        years = self.env["grid.workday.year"].sudo().search([("state", "=", "entered")])
        return (
            frozendict({day.date: day.kind == "makeup" for day in days}),
            frozenset(years.mapped("year")),
        )

    @api.model
    def _work_calendar(self):
        """The calendar of the city, for the functions of ``tools.deadline``."""
        days, years = self._exceptions()
        # sudo: parameters are closed to ordinary users, these are no secret
        parameters = self.env["ir.config_parameter"].sudo()
        return deadline.WorkCalendar(
            zone=city_zone(self.env),
            days=days,
            years=years,
            close=parse_close(parameters.get_param(PARAMETER_CLOSE, MIDNIGHT)),
            roll=parameters.get_param(PARAMETER_UNMOVED) != "True",
        )

    @api.model
    def _due(self, start, steps, pauses=()):
        """When a limit ends (see ``tools.deadline.due``), as a naive UTC moment.

        For explicit questions: a year that is not entered is an error, unless the
        settings allow to go by weekends alone.
        """
        result = deadline.due(self._work_calendar(), start, steps, pauses)
        self._require(result.missing)
        return result.moment

    @api.model
    def _is_working_day(self, day):
        self._require({day.year} - self._exceptions()[1])
        return self._work_calendar().works(day)

    @api.model
    def _working_day_after(self, day, number=1):
        """The ``number``-th working day after ``day``."""
        calendar = self._work_calendar()
        step = (number, deadline.WORKING_DAY)
        result = deadline.due(calendar, calendar.at(day, time(12)), [step])
        self._require(result.missing)
        return calendar.local_day(result.moment)

    @api.model
    def _require(self, missing):
        """Refuse an answer that rests on years that are not entered."""
        # sudo: as above
        parameters = self.env["ir.config_parameter"].sudo()
        if not missing or parameters.get_param(PARAMETER_WEEKENDS) == "True":
            return
        raise UserError(
            self.env._(
                "The working days of %(years)s are not entered yet, so the deadline "
                "cannot be told. Ask an administrator to enter the holidays and "
                "make-up working days of %(years)s under Configuration > Working "
                "Days.",
                years=", ".join(str(year) for year in sorted(missing)),
            )
        )

    # -- changes -----------------------------------------------------------------

    def _changed(self, others=()):
        days = [*self.exists().mapped("date"), *others]
        if days:
            self._calendar_changed(min(days), max(days))

    @api.model
    def _calendar_changed(self, first: date, last: date):
        """Forget the cached calendar and put right the open deadlines it moves."""
        shared_cache.changed(self.env, DAYS)
        self.env["grid.deadline.mixin"]._deadline_calendar_changed(first, last)

    @api.model
    def _translate_names(self):
        """Give the seeded holidays their Chinese names, where Chinese is in use."""
        languages = [
            code
            for code, _name in self.env["res.lang"].get_installed()
            if code.startswith("zh")
        ]
        english = self.with_context(lang="en_US")
        for name, chinese in holidays.chinese_names().items():
            for day in english.search([("name", "=", name)]):
                # not by write(), which replaces the English name, too, where English
                # is not installed
                day.update_field_translations(
                    "name",
                    {
                        code: chinese
                        for code in languages
                        if day.with_context(lang=code).name == name
                    },
                )


def parse_close(value: str) -> time | None:
    """A time such as "17:30"; None for "24:00". ValueError for anything else."""
    if value == MIDNIGHT:
        return None
    close = datetime.strptime(value, "%H:%M").time()
    if close == time.min:
        raise ValueError(value)
    return close
