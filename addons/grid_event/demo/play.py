"""Histories played with the real moves, by the people who may make them.

A move can only be made now. So each case makes its next move, all cases in step, and
then what the moves of that round stamped with the present is set back to the moments
at which they are to have happened; deadlines that were not settled before are counted
again by the ORM. Nothing else is touched.
"""

from datetime import timedelta

from odoo.tools import SQL

NOT_STAMPED = {"accept_due", "create_date", "deadline", "happened_at", "write_date"}
"""Counted from others, entered by people, or kept by Odoo."""

PARTS = ("grid.event.task", "grid.event.supervision", "grid.event.application")


class Stage:
    """Where cases are played in step.

    A case is a generator: it makes a move and yields the event and the moment of the
    move.
    """

    def __init__(self, city):
        self.city = city
        self.env = city.env
        self.start = city.now
        self.stamped = list(self._stamped_columns())

    def play(self, cases):
        """Play them all; :return: their events"""
        events = self.env["grid.event"]
        cases = list(cases)
        while cases:
            moments, going = {}, []
            for case in cases:
                step = next(case, None)
                if step:
                    event, moment = step
                    moments[event.id] = moment
                    going.append(case)
            cases = going
            if moments:
                self._set_back(moments)
                events |= events.browse(moments)
        return events

    def _stamped_columns(self):
        """(table, columns, condition that ties a row to ``moved.id``) of each model."""
        for name in sorted(self.env.registry):
            model = self.env[name]
            if model._abstract or model._transient or not model._auto:
                continue
            tie = self._tie(model)
            columns = [
                field.name
                for field in model._fields.values()
                if field.type == "datetime"
                and field.store
                and field.name not in NOT_STAMPED
            ]
            if tie and columns:
                yield model, columns, tie

    def _tie(self, model):
        if model._name == "grid.event":
            return SQL("part.id = moved.id")
        field = model._fields.get("event_id")
        if field and field.store and field.comodel_name == "grid.event":
            return SQL("part.event_id = moved.id")
        if {"res_model", "res_id"} <= model._fields.keys() and name_starts(model):
            return self._tie_of_trails()
        if model._name == "mail.message":
            return SQL("part.model = 'grid.event' AND part.res_id = moved.id")
        return None

    def _tie_of_trails(self):
        """Steps and changes of deadlines: of the events and of their parts."""
        of_parts = [
            SQL(
                "part.res_model = %s AND part.res_id IN"
                " (SELECT id FROM %s WHERE event_id = moved.id)",
                name,
                SQL.identifier(self.env[name]._table),
            )
            for name in PARTS
        ]
        of_event = SQL("part.res_model = 'grid.event' AND part.res_id = moved.id")
        return SQL("(%s)", SQL(" OR ").join([of_event, *of_parts]))

    def _set_back(self, moments):
        self.env.flush_all()
        for model, columns, tie in self.stamped:
            self.env.execute_query(self._update(model, columns, tie, moments))
        self.env.invalidate_all()
        self._count_deadlines(moments)

    def _update(self, model, columns, tie, moments):
        names = [SQL.identifier(name) for name in columns]
        sets = SQL(", ").join(
            SQL(
                "%s = CASE WHEN %s >= %s THEN moved.moment ELSE %s END",
                name,
                SQL.identifier("part", column),
                self.start,
                SQL.identifier("part", column),
            )
            for name, column in zip(names, columns, strict=True)
        )
        stamped = SQL(" OR ").join(
            SQL("%s >= %s", SQL.identifier("part", column), self.start)
            for column in columns
        )
        return SQL(
            "UPDATE %s part SET %s FROM unnest(%s, %s::timestamp[]) moved(id, moment)"
            " WHERE %s AND (%s) RETURNING part.id",
            SQL.identifier(model._table),
            sets,
            list(moments),
            list(moments.values()),
            tie,
            stamped,
        )

    def _count_deadlines(self, moments):
        """Those that run, and those that were settled in this round."""
        events = self.env["grid.event"].browse(moments)
        calendar = self.env["grid.workday"]._work_calendar()
        for records in (events, events.task_ids):
            # the column it follows from was changed past the ORM
            self.env.add_to_compute(records._fields["deadline_kept"], records)
        for record in (*events, *events.task_ids):
            event = record if record._name == "grid.event" else record.event_id
            settled = record.deadline_done_at
            if settled and settled != moments[event.id]:
                continue
            due = record._deadline_due(calendar)
            vals = {
                "deadline": due.moment or False,
                "deadline_provisional": bool(due.missing),
            }
            if any(record[name] != value for name, value in vals.items()):
                record.write(vals)


def name_starts(model):
    """Trails of the suite: steps, changes of deadlines and what may follow."""
    return model._name.startswith("grid.")


class Case:
    """One event on its way, its own clock, and who plays in it."""

    def __init__(self, city, cast, vals, reporter, moment):
        self.city, self.cast = city, cast
        self.reporter, self.time = reporter, moment
        self.last = city.now - timedelta(minutes=10)
        events = city.env["grid.event"]
        drawn = events._draw_numbers(1)[0]
        made = (
            events.with_user(reporter)
            .sudo()
            .create(
                dict(
                    vals,
                    number=f"{city.local(moment):%Y%m%d}{drawn[8:]}",
                    place_certain=True,
                    reporter_id=reporter.id,
                )
            )
        )
        # hundreds of environments kept alive would slow every step down
        self.event = made.with_env(city.env)

    @property
    def holder(self):
        return self.event.holder_id

    def decider(self):
        return self.cast.dispatcher(self.event._decider())

    def now(self):
        return self.event, self.time

    def wait(self, shortest, longest, office=True):
        """Time goes by, but never up to the present."""
        then = self.city.later(self.time, shortest, longest, office)
        self.time = max(self.time, min(then, self.last))

    def move(self, user, name, **values):
        self.event.with_user(user).action_move(name, values)
        return self.now()

    def system(self, name, **values):
        """What an approved application or a cron brings about."""
        self.event.with_user(self.reporter).sudo()._make_move(name, values)
        return self.now()

    def report(self):
        return self.move(self.reporter, "report")

    def decide(self, name, **values):
        return self.move(self.decider(), name, **values)

    def orders(self, state=("sent", "accepted")):
        return self.event.order_ids.filtered(lambda order: order.state in state)

    def dispatch(self, *desks, name="dispatch", **more):
        """Orders to desks: the first the main one, others assisting."""
        orders = []
        for at, desk in enumerate(desks):
            target = "node_id" if desk._name == "grid.grid" else "organization_id"
            kind = "assist" if at else "main"
            orders.append({target: desk.id, "kind": kind, **(more if not at else {})})
        return self.decide(name, orders=orders)

    def handle(self, order, name, **values):
        """The desk of an order makes a move."""
        desk = order.node_id or order.organization_id
        order.with_user(self.cast.acting(desk)).action_move(name, values)
        return self.now()
