from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.grid_base.tools.clock import city_zone
from odoo.addons.grid_base.tools.period import (
    day_start,
    month_bounds,
    month_first_day,
)

from ..tools.kpi import COUNTS, Figures
from ..tools.moves import DRAFT, STATE_CODES, VOID

DONE = [state for state, code in STATE_CODES.items() if code in ("03", "04")]
INVALID = {"duplicate": "01", "incomplete": "02", "own_work": "03"}
"""Codes of the reasons for which an event is invalid (DOMAIN 3.8)."""
COLUMNS = {
    "category": "category_id",
    "big_category": "big_category_id",
    "channel": "channel_id",
    "state": "state",
}


class GridEventKpi(models.AbstractModel):
    """Counts events in one query, under the rules of the user who asks.

    What the counts mean and which rates follow from them: ``tools.kpi``. What is
    late is measured by the deadlines of each event, which come from the time limits,
    never by a number of days written here.

    An heir counts another model with figures of its own.
    """

    _name = "grid.event.kpi"
    _description = "Figures on Events"

    _counted = "grid.event"
    _moment = "reported_at"
    _uncounted = (DRAFT,)
    _keys = COLUMNS
    _result = Figures

    # -- domains -----------------------------------------------------------------

    @api.model
    @api.private
    def _reported(self, root=None, first=None, last=None, moment=None):
        """What came in below a grid, from a first to a last day.

        :param root: ``grid.grid``, one or several, or None
        :param first: date in the city, or None
        :param last: date in the city, included, or None
        :param moment: another time field that decides, instead of the reporting
        """
        moment = moment or self._moment
        domain = Domain(moment, "!=", False) & Domain(
            "state", "not in", self._uncounted
        )
        if root:
            domain &= Domain("grid_id", "child_of", root.ids)
        if first:
            domain &= Domain(moment, ">=", day_start(self.env, first))
        if last:
            domain &= Domain(moment, "<", self._day_end(last))
        return domain

    @api.model
    def _day_end(self, day):
        return day_start(self.env, day + relativedelta(days=1))

    # -- figures -----------------------------------------------------------------

    @api.model
    @api.private
    def _figures(self, domain, by=(), nodes=None, at=None):
        """Figures of the events of a domain.

        :param by: keys of grouping, of ``category``, ``big_category``, ``channel``,
            ``state``, ``month`` (first day of the reporting month) and ``grid``
        :param nodes: with ``grid``, the ``grid.grid`` that are told apart: an event
            counts for the nearest of them above it, and for none if there is none
        :param at: the moment as of which what is open is late; now
        :return: dict of key, a tuple of ids and values in the order of ``by``, to
            ``Figures``
        """
        counts = self._counts(fields.Datetime.to_datetime(at) or fields.Datetime.now())
        homes = None if nodes is None else self._nearest(nodes)
        rows = self._rows(domain, by, counts, homes)
        size = len(by)
        return {row[:size]: self._result(*row[size:]) for row in rows}

    @api.model
    @api.private
    def _total(self, domain, at=None):
        """Figures of all the events of a domain together."""
        return self._figures(domain, at=at).get((), self._result())

    @api.model
    @api.private
    def _compared(self, month, root=None):
        """Figures of a reporting month, of the month before and of a year before."""
        found = []
        for back in (0, 1, 12):
            first = month - relativedelta(months=back)
            bounds = month_bounds(self.env, first)
            found.append(self._total(self._reported(root, *bounds)))
        return found

    @api.model
    @api.private
    def _state_by_month(self, domain, nodes):
        """How many events of each state and month lie in the subtrees of grids.

        :param nodes: ``grid.grid``; each gets its whole subtree
        :return: list of (grid id, month, state, number)
        """
        number = {"number": SQL("count(*)")}
        by = ("grid", "month", "state")
        return self._rows(domain, by, number, self._subtrees(nodes))

    # -- nodes -------------------------------------------------------------------

    @api.model
    @api.private
    def _nodes(self, root, level=None):
        """The rows of a report on a grid: its children, or its grids of a level.

        The grid itself comes last, for what lies in none of them: where the place is
        not certain, an event belongs to the next grid up until somebody decides.
        """
        grids = self.env["grid.grid"].with_context(active_test=False)
        if level:
            domain = Domain("id", "child_of", root.ids)
            below = grids.search(domain & Domain("level_id", "=", level.id)) - root
        else:
            below = grids.search([("parent_id", "in", root.ids)])
        return below + root

    @api.model
    def _nearest(self, nodes):
        """SQL: for each grid the nearest of some nodes at or above it."""
        return SQL(
            """
            SELECT DISTINCT ON (place.id) place.id AS place, up.id AS node
              FROM %s
             ORDER BY place.id, up.depth DESC
            """,
            self._ways_up(nodes),
        )

    @api.model
    def _subtrees(self, nodes):
        """SQL: for each grid all of some nodes at or above it."""
        return SQL(
            "SELECT place.id AS place, up.id AS node FROM %s", self._ways_up(nodes)
        )

    @api.model
    def _ways_up(self, nodes):
        self.env["grid.grid"].flush_model(["parent_id", "parent_path"])
        return SQL(
            """
            grid_grid place
            CROSS JOIN LATERAL unnest(
                string_to_array(rtrim(place.parent_path, '/'), '/')::int[]
            ) WITH ORDINALITY up(id, depth)
            JOIN unnest(%s::int[]) wanted(id) ON wanted.id = up.id
            """,
            nodes.ids,
        )

    # -- the query ---------------------------------------------------------------

    @api.model
    def _rows(self, domain, by, counts, homes=None):
        """One query: what is counted for each grid, and what that adds up to.

        :param counts: dict of name to SQL of an aggregate that can be summed up
        :param homes: SQL with the columns place and node, if ``by`` has ``grid``
        :return: list of tuples, first the keys, then the counts
        """
        query = self._query(domain, by)
        if query.is_empty():
            return []
        keys = {name: self._key(name, query.table) for name in by}
        if "grid" in by and homes is None:
            raise ValueError("by grid: of which nodes?")
        inner = SQL(
            "SELECT %s FROM %s WHERE %s %s",
            self._named(keys | counts),
            query.from_clause,
            query.where_clause or SQL("TRUE"),
            self._group_by(range(1, len(keys) + 1)),
        )
        if homes is None:
            return self.env.execute_query(inner)
        outer = {
            name: SQL("home.node") if name == "grid" else SQL.identifier("leaf", name)
            for name in by
        }
        sums = {
            name: SQL("sum(%s)::int8", SQL.identifier("leaf", name)) for name in counts
        }
        return self.env.execute_query(
            SQL(
                """
                WITH leaf AS (%(leaf)s), home AS (%(homes)s)
                SELECT %(terms)s FROM leaf JOIN home ON home.place = leaf.grid
                %(group)s
                """,
                leaf=inner,
                homes=homes,
                terms=self._named(outer | sums),
                group=self._group_by(range(1, len(outer) + 1)),
            )
        )

    @api.model
    def _query(self, domain, by):
        """The records to count, with what else the keys need."""
        records = self.env[self._counted]
        # the columns are read past the ORM
        records.flush_model()
        return records._search(domain)

    @api.model
    def _named(self, terms):
        return SQL(", ").join(
            SQL("%s AS %s", term, SQL.identifier(name)) for name, term in terms.items()
        )

    @api.model
    def _group_by(self, places):
        if not places:
            # no line of zeros where there is no event
            return SQL("HAVING count(*) > 0")
        return SQL("GROUP BY %s", SQL(", ").join(SQL(str(at)) for at in places))

    @api.model
    def _key(self, name, table):
        if name == "grid":
            return SQL.identifier(table, "grid_id")
        if name == "month":
            return self._month(SQL.identifier(table, self._moment))
        return SQL.identifier(table, self._keys[name])

    @api.model
    def _month(self, moment):
        """SQL: first day of the reporting month of a moment, by the city's clock."""
        local = SQL(
            "%s AT TIME ZONE 'UTC' AT TIME ZONE %s", moment, city_zone(self.env).key
        )
        first = month_first_day(self.env)
        if first == 1:
            return SQL("date_trunc('month', %s)::date", local)
        # from the 26th on it is next month's
        return SQL(
            "(date_trunc('month', %s - %s * interval '1 day')"
            " + interval '1 month')::date",
            local,
            first - 1,
        )

    @api.model
    def _counts(self, now):
        """SQL of each count of ``Figures``."""
        counts = {
            name: SQL("count(*) FILTER (WHERE %s)", condition)
            for name, condition in self._conditions(now).items()
        }
        counts["returned"] = SQL("COALESCE(sum(grid_event.return_count), 0)::int8")
        return {name: counts[name] for name in COUNTS}

    @api.model
    def _conditions(self, now):
        """SQL that says of a row of grid_event whether it is counted."""
        code = self.env["grid.code"]._id_of
        # sudo: code tables are no secret
        ratings = self.env["grid.code"].sudo().with_context(active_test=False)
        satisfied = ratings.search(
            [("table", "=", "event_rating"), ("counts_satisfied", "=", True)]
        )
        valid = SQL("grid_event.state <> %s", VOID)
        done = SQL("grid_event.state = ANY(%s)", DONE)
        # the moment of the deadline itself is in time, as in grid.deadline.mixin
        accept = SQL(
            "COALESCE(grid_event.accepted_at, %s) > grid_event.accept_due", now
        )
        handle = SQL(
            "COALESCE(grid_event.deadline_done_at, %s) > grid_event.deadline", now
        )
        return {
            "reported": SQL("TRUE"),
            "valid": valid,
            **{
                name: SQL(
                    "grid_event.state = %s AND grid_event.invalid_id = %s",
                    VOID,
                    # a table without this code counts none
                    code("event_invalid", value) or 0,
                )
                for name, value in INVALID.items()
            },
            "done": done,
            "in_time": SQL(
                "%s AND grid_event.deadline_kept IS DISTINCT FROM 'late'", done
            ),
            "late_accept": SQL("%s AND %s", valid, accept),
            "late_handle": SQL("%s AND %s", valid, handle),
            "overdue": SQL("%s AND (%s OR %s)", valid, accept, handle),
            "evaluated": SQL("%s AND grid_event.rating_id IS NOT NULL", valid),
            "supervised": SQL("grid_event.supervision_count > 0"),
            "satisfied": SQL(
                "%s AND grid_event.rating_id = ANY(%s)", valid, satisfied.ids
            ),
        }
