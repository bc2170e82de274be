from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools import deadline

PARAMETER_SOON = "grid_base.deadline_soon_hours"
SOON_HOURS = 24

LIMIT_UNITS = [
    (deadline.WORKING_DAY, "Working Days"),
    (deadline.CALENDAR_DAY, "Calendar Days"),
    (deadline.MONTH, "Months"),
    (deadline.HOUR, "Hours"),
]


class GridDeadlineMixin(models.AbstractModel):
    """A record that is owed by a certain moment.

    The heir says when the clock starts (``deadline_start``) and how long it runs
    (``limit_value``, ``limit_unit``, from whatever source), and writes
    ``deadline_done_at`` when the work is done: from then on the deadline never
    changes. How limits are counted, see ``tools.deadline``. Without a unit there is
    no limit; a limit of 0 days means the same day.

    While a pause is open the moment is not known and ``deadline`` is empty, so
    that a stopped record is never overdue; one that was late before, stays late.
    """

    _name = "grid.deadline.mixin"
    _description = "Record with a Deadline"

    deadline_start = fields.Datetime("Clock Started", copy=False)
    limit_value = fields.Integer("Time Limit")
    limit_unit = fields.Selection(LIMIT_UNITS, "Unit of the Limit")
    deadline_done_at = fields.Datetime("Done At", readonly=True, copy=False)
    deadline_change_ids = fields.One2many(
        "grid.deadline.change",
        "res_id",
        "Pauses and Extensions",
        readonly=True,
        bypass_search_access=True,
        help="Who stopped or extended the limit, when and why.",
    )

    deadline = fields.Datetime(
        compute="_compute_deadline", store=True, precompute=True, copy=False
    )
    deadline_provisional = fields.Boolean(
        "Provisional Deadline",
        compute="_compute_deadline",
        store=True,
        precompute=True,
        copy=False,
        help="The holidays of a year in this limit are not entered yet: only weekends "
        "were taken as free. It is counted again when they are.",
    )
    deadline_kept = fields.Selection(
        [("in_time", "In Time"), ("late", "Late")],
        compute="_compute_deadline_kept",
        store=True,
        precompute=True,
        copy=False,
    )
    is_overdue = fields.Boolean(
        "Overdue", compute="_compute_deadline_state", search="_search_is_overdue"
    )
    deadline_paused = fields.Boolean(
        "Clock Stopped",
        compute="_compute_deadline_paused",
        search="_search_deadline_paused",
    )
    deadline_state = fields.Selection(
        [
            ("normal", "Running"),
            ("soon", "Due Soon"),
            ("overdue", "Overdue"),
            ("paused", "Clock Stopped"),
            ("in_time", "Done in Time"),
            ("late", "Done Late"),
        ],
        compute="_compute_deadline_state",
        search="_search_deadline_state",
    )
    deadline_left = fields.Char("Time Left", compute="_compute_deadline_left")

    _deadline_open_idx = models.Index("(deadline) WHERE deadline_done_at IS NULL")
    _limit_check = models.Constraint(
        "CHECK(limit_value BETWEEN 0 AND 9999)", "A time limit lies from 0 to 9999."
    )

    # -- computes ----------------------------------------------------------------

    @api.depends(
        "deadline_start",
        "limit_value",
        "limit_unit",
        "deadline_done_at",
        "deadline_change_ids.kind",
        "deadline_change_ids.date_from",
        "deadline_change_ids.date_to",
        "deadline_change_ids.limit_value",
        "deadline_change_ids.limit_unit",
    )
    def _compute_deadline(self):
        calendar = self.env["grid.workday"]._work_calendar()
        for record in self:
            if record.deadline_done_at and record._origin.id:
                # what was owed is settled: neither a new holiday nor a corrected
                # limit turns work done in time into work done late
                record.deadline = record.deadline
                record.deadline_provisional = record.deadline_provisional
                continue
            due = record._deadline_due(calendar)
            record.deadline = due.moment
            record.deadline_provisional = bool(due.missing)

    @api.depends("deadline", "deadline_done_at")
    def _compute_deadline_kept(self):
        for record in self:
            done, due = record.deadline_done_at, record.deadline
            record.deadline_kept = (
                done and due and ("in_time" if done <= due else "late")
            )

    @api.depends("deadline_change_ids.date_to")
    def _compute_deadline_paused(self):
        for record in self:
            record.deadline_paused = bool(record._deadline_open_pauses())

    @api.depends("deadline", "deadline_done_at", "deadline_start", "limit_unit")
    def _compute_deadline_state(self):
        now, soon = self._deadline_now_soon()
        for record in self:
            state = record.deadline_kept
            if not record.deadline_done_at:
                state = record._deadline_open_state(now, soon)
            record.deadline_state = state
            record.is_overdue = state == "overdue"

    @api.depends("deadline", "deadline_done_at", "limit_unit", "deadline_paused")
    @api.depends_context("lang")
    def _compute_deadline_left(self):
        calendar = self.env["grid.workday"]._work_calendar()
        now = fields.Datetime.now()
        for record in self:
            record.deadline_left = record._deadline_left_text(calendar, now)

    # -- searches ----------------------------------------------------------------

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return self._deadline_state_domain("overdue")

    @api.model
    def _search_deadline_paused(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        pause = [("kind", "=", "pause"), ("date_to", "=", False)]
        # any!: who sees a record may know that its clock is stopped
        return Domain("deadline_change_ids", "any!", pause)

    @api.model
    def _search_deadline_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.OR(self._deadline_state_domain(state) for state in value)

    @api.model
    def _deadline_state_domain(self, state):
        """The records in a state, in terms of stored columns and of now."""
        now, soon = self._deadline_now_soon()
        running = Domain("deadline_done_at", "=", False)
        if state == "overdue":
            return running & Domain("deadline", "<", now)
        if state == "soon":
            due = Domain("deadline", ">=", now) & Domain("deadline", "<", soon)
            return running & due
        if state == "normal":
            return running & Domain("deadline", ">=", soon)
        limited = Domain("limit_unit", "!=", False) & Domain(
            "deadline_start", "!=", False
        )
        stopped = running & Domain("deadline", "=", False) & limited
        if state == "paused":
            return stopped
        if state in ("in_time", "late"):
            return Domain("deadline_kept", "=", state)
        return Domain("deadline", "=", False) & ~stopped

    # -- CRUD --------------------------------------------------------------------

    def write(self, vals):
        if done_at := fields.Datetime.to_datetime(vals.get("deadline_done_at")):
            clock = {"deadline_start", "limit_value", "limit_unit"} & vals.keys()
            if clock:
                # counted before it is fixed
                super().write({name: vals[name] for name in clock})
            closing = self.filtered(lambda record: not record.deadline_done_at)
            closing._deadline_settle(done_at)
        return super().write(vals)

    def unlink(self):
        # sudo: the changes are written by the system alone and go with their record
        changes = self.sudo().deadline_change_ids
        result = super().unlink()
        changes.unlink()
        return result

    # -- for the heirs -----------------------------------------------------------

    def _deadline_pause(self, reason, moment=None):
        """Stop the clock from ``moment`` (now) on, for a reason."""
        self._deadline_check_open()
        if any(record._deadline_open_pauses() for record in self):
            raise UserError(self.env._("The clock is stopped already."))
        self._deadline_change(
            reason, kind="pause", date_from=moment or fields.Datetime.now()
        )

    def _deadline_resume(self, moment=None):
        """Let the clock run again from ``moment`` (now) on."""
        self._deadline_check_open()
        pauses = self._deadline_open_pauses()
        if set(pauses.mapped("res_id")) != set(self.ids):
            raise UserError(self.env._("The clock is not stopped."))
        self._deadline_end(pauses, moment or fields.Datetime.now())

    def _deadline_extend(self, value, unit, reason):
        """Lengthen the limit; in another unit the extension runs from its end on."""
        self._deadline_check_open()
        if not all(record.limit_unit for record in self):
            raise UserError(self.env._("There is no time limit to extend."))
        self._deadline_change(
            reason,
            kind="extension",
            date_from=fields.Datetime.now(),
            limit_value=value,
            limit_unit=unit,
        )

    @api.model
    def _deadline_models(self):
        """Names of all stored models with a deadline."""
        names = self.env.registry.descendants(["grid.deadline.mixin"], "_inherit")
        return sorted(name for name in names if not self.env[name]._abstract)

    @api.model
    def _deadline_calendar_changed(self, first=None, last=None):
        """Count the open deadlines again that days between these dates may move.

        A day moves only deadlines on it or after it, of limits begun before it.
        """
        calendar = self.env["grid.workday"]._work_calendar()
        domain = Domain("deadline_done_at", "=", False) & Domain(
            "deadline", "!=", False
        )
        if first:
            domain &= Domain("deadline", ">=", calendar.at(first))
            end = calendar.at(last + timedelta(days=1))
            domain &= Domain("deadline_start", "<", end)
        for name in self._deadline_models():
            # sudo: who enters holidays need not see the records they concern
            model = self.env[name].sudo().with_context(active_test=False)
            records = model.search(domain)
            for field in ("deadline", "deadline_provisional"):
                self.env.add_to_compute(model._fields[field], records)
            records.flush_recordset(["deadline", "deadline_provisional"])

    # -- private helpers ---------------------------------------------------------

    def _deadline_due(self, calendar, resumed=False):
        """When the limit ends; ``resumed``: if an open pause had not begun."""
        self.ensure_one()
        if not (self.deadline_start and self.limit_unit):
            return deadline.Due(None)
        # sudo: the limit is the same for whoever happens to make it counted
        changes = self.sudo().deadline_change_ids
        extensions = changes.filtered(lambda change: change.kind == "extension")
        pauses = changes - extensions
        # a clock that was started anew owes nothing to what lengthened the old one
        start = self.deadline_start
        extensions = extensions.filtered(lambda change: change.date_from >= start)
        if resumed:
            pauses = pauses.filtered("date_to")
        return deadline.due(
            calendar,
            self.deadline_start,
            [
                # a negative limit is refused when it is stored
                (max(self.limit_value, 0), self.limit_unit),
                *((change.limit_value, change.limit_unit) for change in extensions),
            ],
            [(pause.date_from, pause.date_to or None) for pause in pauses],
        )

    @api.model
    def _deadline_now_soon(self):
        # sudo: parameters are closed to ordinary users, this one is no secret
        parameters = self.env["ir.config_parameter"].sudo()
        hours = int(parameters.get_param(PARAMETER_SOON, SOON_HOURS))
        now = fields.Datetime.now()
        return now, now + timedelta(hours=hours)

    def _deadline_open_state(self, now, soon):
        if not self.deadline:
            return bool(self.limit_unit and self.deadline_start) and "paused"
        if self.deadline < now:
            return "overdue"
        return "soon" if self.deadline < soon else "normal"

    def _deadline_open_pauses(self):
        # sudo: who sees a record may know that its clock is stopped
        return self.sudo().deadline_change_ids.filtered(
            lambda change: change.kind == "pause" and not change.date_to
        )

    def _deadline_check_open(self):
        if any(record.deadline_done_at for record in self):
            raise UserError(self.env._("This is done already: its deadline is fixed."))

    def _deadline_change(self, reason, **values):
        values |= {"res_model": self._name, "reason": reason}
        # sudo: changes are made here and nowhere else
        self.env["grid.deadline.change"].sudo().create(
            [values | {"res_id": record.id} for record in self]
        )
        self.invalidate_recordset(["deadline_change_ids"])

    @api.model
    def _deadline_end(self, pauses, moment):
        for pause in pauses:
            pause.date_to = max(moment, pause.date_from)
        # before the next pause is inserted: only one may be open
        pauses.flush_recordset(["date_to"])

    def _deadline_settle(self, done_at):
        """Count the deadline for the last time: a pause ends when the work does."""
        self._deadline_end(self._deadline_open_pauses(), done_at)
        self.mapped("deadline")

    def _deadline_left_text(self, calendar, now):
        if self.deadline_done_at or not (self.limit_unit and self.deadline_start):
            return False
        if self.deadline:
            left = deadline.left(calendar, now, self.deadline, self.limit_unit)
            late = self.deadline < now
            if not left:
                # late by no working day: it ended just before the weekend
                return self.env._("Late") if late else self.env._("Due today")
            amount = self._deadline_amount(left)
            return (
                self.env._("Late by %s", amount)
                if late
                else self.env._("%s left", amount)
            )
        stopped = self._deadline_open_pauses()[:1].date_from or now
        due = self._deadline_due(calendar, resumed=True).moment
        left = deadline.left(calendar, stopped, due, self.limit_unit)
        return self.env._("Stopped, %s left", self._deadline_amount(left))

    def _deadline_amount(self, left):
        """A number of days or a length of time in words."""
        if self.limit_unit == deadline.HOUR:
            hours, minutes = divmod(int(abs(left).total_seconds()) // 60, 60)
            return self.env._(
                "%(hours)s h %(minutes)s min", hours=hours, minutes=minutes
            )
        if self.limit_unit == deadline.WORKING_DAY:
            return self.env._("%s working days", abs(left))
        return self.env._("%s days", abs(left))
