from datetime import UTC, datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo.addons.grid_base.tools.clock import city_zone

from .common import EventCase


class KpiCase(EventCase):
    """A month of events, made by the moves of people at known times.

    Of the month that begins with day 1; the limits are those of the data: 2 calendar
    days to accept and 7 to handle, each until the end of the day.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # postings hold from today on
        cls.first = cls.plain_month(cls.today.replace(day=1) + relativedelta(months=1))
        categories = cls.env["grid.event.category"].search(
            [("parent_id", "!=", False), ("question_ids", "=", False)]
        )
        big = cls.category.parent_id
        cls.grid_a11.name, cls.grid_a12.name, cls.grid_a21.name = "A11", "A12", "A21"
        cls.category_b = categories.filtered(lambda c: c.parent_id != big)[:1]
        # a month of the city by the calendar, whatever the database says
        cls.env["ir.config_parameter"].set_param("grid_base.month_first_day", "1")

    @classmethod
    def plain_month(cls, first):
        """The next month in which the limits of the sample end on working days."""
        ends = [first + timedelta(days=day - 1) for day in (3, 8, 26)]
        quiet = first.month in (3, 7, 8, 11, 12)
        if quiet and all(end.weekday() < 5 for end in ends):
            return first
        return cls.plain_month(first + relativedelta(months=1))

    @classmethod
    def moment(cls, day, hour=10):
        """The hour of a day of the month in the city, in UTC as Odoo stores it."""
        date = cls.first + timedelta(days=day - 1)
        local = datetime.combine(date, time(hour), city_zone(cls.env))
        return local.astimezone(UTC).replace(tzinfo=None)

    def at(self, day, hour=10):
        return freeze_time(self.moment(day, hour))

    def reported_at(self, day, user=None, **values):
        user = user or self.worker
        with self.at(day):
            event = self.make_event(user, happened_at=self.moment(day), **values)
            return self.move(event, user, "report").sudo()

    def act(self, day, record, user, name, **values):
        with self.at(day):
            return self.move(record, user, name, **values)

    def handle(self, event, accepted, answered=None, rating=None):
        """Accept and dispatch on a day; finish on another."""
        self.act(accepted, event, self.station, "accept")
        orders = [self.order(self.police)]
        self.act(accepted, event, self.station, "dispatch", orders=orders)
        if answered:
            self.finish(event, answered, rating)
        return event

    def finish(self, event, day, rating):
        """Answer, verify and rate on a day."""
        rating = self.code("rating", rating)
        self.act(day, event.order_ids, self.handler, "answer", result="Done.")
        self.act(day, event, self.station, "verify")
        self.act(day, event, self.worker, "rate", rating_id=rating)

    def supervise(self, day, event, kind, user=None):
        with self.at(day):
            tasks = event._open_tasks().with_user(user or self.town_head)
            supervisions = tasks.env["grid.event.supervision"]
            supervisions._issue(tasks, kind, "Hurry up.")

    @classmethod
    def make_sample(cls):
        """The sample, once for all tests of a class."""
        maker = cls("make_month")
        maker.make_month()
        for name in ("main", "late_accepted", "late_handled", "forgotten", "returned"):
            setattr(cls, name, getattr(maker, name))
        cls.env.flush_all()

    def make_month(self):
        """What each event is counted for, as of day 20."""
        # done in time and satisfied
        self.main = self.handle(self.reported_at(1), 1, 3, "02")
        # accepted on day 5, after the end of day 3; handled in time; dissatisfied
        self.late_accepted = self.handle(self.reported_at(1), 5, 6, "01")
        # answered on day 10, after the end of day 8; very satisfied
        self.late_handled = self.handle(self.reported_at(1), 2)
        self.supervise(9, self.late_handled, "supervise")
        self.finish(self.late_handled, 10, "03")
        # nobody touched it: late to accept since day 3, to handle since day 8
        self.forgotten = self.reported_at(1, grid_id=self.grid_a12.id)
        # supervised twice, counted once; the reminder does not count
        self.supervise(4, self.forgotten, "remind")
        self.supervise(9, self.forgotten, "supervise")
        self.supervise(11, self.forgotten, "supervise", self.county_officer)
        # invalid for each of the three reasons
        merged = self.reported_at(1)
        main = self.main.id
        self.act(1, merged, self.station, "merge", main_event_id=main)
        incomplete = self.code("invalid", "02")
        event = self.reported_at(2)
        self.act(2, event, self.station, "invalidate", invalid_id=incomplete)
        own_work = self.code("invalid", "03")
        event = self.reported_at(
            2,
            self.worker_b,
            grid_id=self.grid_b11.id,
            category_id=self.category_b.id,
        )
        self.act(2, event, self.county_officer, "invalidate", invalid_id=own_work)
        # found and solved on the spot in town B: done in time, rated satisfied
        with self.at(4):
            event = self.make_event(
                self.worker_b,
                happened_at=self.moment(4),
                grid_id=self.grid_b11.id,
                category_id=self.category_b.id,
            )
            self.move(event, self.worker_b, "solve", result="Swept away.")
        # in work in town B, not late: until the end of day 26
        event = self.reported_at(
            19,
            self.worker_b,
            grid_id=self.grid_b11.id,
            category_id=self.category_b.id,
        )
        self.act(19, event, self.county_officer, "accept")
        # rejected: it is back with its reporter and not counted
        event = self.reported_at(18)
        self.act(18, event, self.station, "reject", reason="Where is that?")
        # never reported: not counted
        with self.at(18):
            self.make_event(happened_at=self.moment(18))
        # returned once, and waiting to be dispatched again
        self.returned = self.handle(self.reported_at(19), 19)
        reason = self.code("return", "01")
        self.act(
            19,
            self.returned.order_ids,
            self.handler,
            "return",
            return_id=reason,
            reason="Not ours.",
        )
        # taken back by its reporter for good: invalid without one of the reasons
        event = self.reported_at(19)
        self.act(19, event, self.worker, "withdraw")
        self.act(19, event, self.worker, "discard")
        # in the month before
        self.handle(self.reported_at(-10), -10, -9, "02")
