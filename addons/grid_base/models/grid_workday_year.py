from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import holidays
from ..tools.clock import local_today

# The State Council's notice for the next year comes in November.
NOTICE_MONTH = 11


class GridWorkdayYear(models.Model):
    _name = "grid.workday.year"
    _description = "Working Days of a Year"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "year desc"
    _rec_name = "year"

    year = fields.Integer(
        required=True,
        aggregator=None,
        default=lambda self: local_today(self.env).year + 1,
    )
    basis = fields.Char(
        help="Number of the notice that sets the holidays of this year.",
        tracking=True,
    )
    state = fields.Selection(
        [("draft", "Not Entered"), ("entered", "Entered")],
        required=True,
        default="draft",
        copy=False,
        tracking=True,
        help="Deadlines that reach into a year that is not entered are provisional: "
        "only its weekends and the days listed so far count as free.",
    )

    workday_ids = fields.One2many("grid.workday", "year_id", string="Exceptional Days")
    holiday_count = fields.Integer(
        string="Days off", compute="_compute_counts", help="Holidays on weekdays."
    )
    makeup_count = fields.Integer(
        string="Make-up Days", compute="_compute_counts", help="Worked weekend days."
    )
    working_day_count = fields.Integer(string="Working Days", compute="_compute_counts")

    _year_unique = models.Constraint("UNIQUE(year)", "This year exists already.")
    _year_check = models.Constraint(
        "CHECK(year BETWEEN 1949 AND 2200)", "Give the year with four digits."
    )

    @api.constrains("year")
    def _check_days_in_year(self):
        for record in self:
            if any(day.date.year != record.year for day in record.workday_ids):
                raise ValidationError(
                    self.env._("All days must lie in %s.", record.year)
                )

    @api.depends("year")
    def _compute_display_name(self):
        for record in self:
            record.display_name = str(record.year or "")

    @api.depends("year", "workday_ids.date", "workday_ids.kind")
    def _compute_counts(self):
        for record in self:
            off = record.workday_ids.filtered(
                lambda day: day.kind == "holiday" and day.date.weekday() < 5
            )
            makeup = record.workday_ids.filtered(lambda day: day.kind == "makeup")
            record.holiday_count = len(off)
            record.makeup_count = len(makeup)
            record.working_day_count = record._weekday_count() - len(off) + len(makeup)

    @api.model_create_multi
    def create(self, vals_list):
        # the history of a year begins with the first change of it
        silent = self.with_context(mail_create_nolog=True)
        years = super(GridWorkdayYear, silent).create(vals_list).with_env(self.env)
        years._calendar_changed()
        return years

    def write(self, vals):
        result = super().write(vals)
        if {"state", "year"} & vals.keys():
            self._calendar_changed()
        return result

    def unlink(self):
        spans = [record._span() for record in self]
        # the days go through the ORM, so that what depends on them is told
        self.workday_ids.unlink()
        result = super().unlink()
        for first, last in spans:
            self.env["grid.workday"]._calendar_changed(first, last)
        return result

    def action_enter(self):
        """The list is complete: deadlines may be counted through this year."""
        for record in self:
            if not any(day.kind == "holiday" for day in record.workday_ids):
                raise UserError(
                    self.env._(
                        "%s has no holidays yet: add them from the notice first.",
                        record.year,
                    )
                )
        self.write({"state": "entered"})
        self.activity_feedback(["mail.mail_activity_data_todo"])

    def action_reopen(self):
        self.write({"state": "draft"})

    def action_add_days(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "grid_base.grid_workday_paste_action"
        )
        return action | {"context": {"default_year_id": self.id}}

    def _span(self):
        self.ensure_one()
        return date(self.year, 1, 1), date(self.year, 12, 31)

    def _weekday_count(self):
        if not self.year:
            return 0
        first, last = self._span()
        days = (first + relativedelta(days=n) for n in range((last - first).days + 1))
        return sum(day.weekday() < 5 for day in days)

    def _calendar_changed(self):
        for record in self:
            self.env["grid.workday"]._calendar_changed(*record._span())

    @api.model
    def _get_or_create(self, numbers):
        """The records of these years, by number; missing ones are made."""
        found = {year.year: year for year in self.search([("year", "in", numbers)])}
        missing = sorted(set(numbers) - found.keys())
        for record in self.create([{"year": number} for number in missing]):
            found[record.year] = record
        return found

    @api.model
    def _seed(self, numbers=None, replace=False):
        """Fill years from the package ``chinesecalendar`` and mark them entered.

        Days that are there already stay as they are, unless ``replace``.
        """
        numbers = holidays.years() if numbers is None else numbers
        unknown = sorted(set(numbers) - set(holidays.years()))
        if unknown:
            raise UserError(
                self.env._(
                    "The installed holiday list does not know %s. "
                    "Add the days of the State Council's notice by hand.",
                    ", ".join(map(str, unknown)),
                )
            )
        years = self._get_or_create(numbers)
        records = self.browse([year.id for year in years.values()])
        if replace:
            records.workday_ids.unlink()
        known = set(records.workday_ids.mapped("date"))
        self.env["grid.workday"].create(
            [
                {
                    "date": day.date,
                    "kind": day.kind,
                    "name": day.name,
                    "year_id": years[day.date.year].id,
                }
                for day in holidays.days(numbers)
                if day.date not in known
            ]
        )
        records.filtered(lambda year: year.state == "draft").state = "entered"
        self.env["grid.workday"]._translate_names()
        return records

    @api.model
    def _cron_next_year(self):
        """Seed the years that are due, or ask the administrators to enter them.

        The running year always; the next one from November on, when the State
        Council's notice is published.
        """
        today = local_today(self.env)
        due = [today.year]
        if today.month >= NOTICE_MONTH:
            due.append(today.year + 1)
        for record in self._get_or_create(due).values():
            if record.state == "entered":
                continue
            if record.year in holidays.years():
                record._seed([record.year])
            else:
                record._ask_administrators()

    def _ask_administrators(self):
        """One open activity for each administrator of the grid configuration."""
        asked = self.activity_ids.user_id
        group = self.env.ref("grid_base.group_grid_admin")
        system = self.env.ref("base.user_root")
        for user in group.all_user_ids.filtered("active") - asked - system:
            year = self.with_context(lang=user.lang)
            year.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=local_today(self.env),
                user_id=user.id,
                summary=year.env._("Enter the working days of %s", self.year),
                note=year.env._(
                    "Deadlines that reach into %s count only its weekends as free "
                    "until its holidays and make-up working days are entered.",
                    self.year,
                ),
            )
