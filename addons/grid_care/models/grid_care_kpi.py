from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.grid_base.tools.clock import city_zone, local_today
from odoo.addons.grid_base.tools.period import day_start

from ..tools.case import APART, LOST, MANAGED, MISSING, REGISTERED
from ..tools.emergency import POLICE_FROM
from ..tools.figures import COUNTS, Figures
from ..tools.followup import BASIC, FIRST, MOST, STABLE, UNSTABLE
from ..tools.guardianship import RUN_PAID
from .grid_care_visit import INCIDENTS

READ = (
    "grid.care.case",
    "grid.care.notice",
    "grid.followup",
    "grid.care.emergency",
    "grid.care.visit",
    "grid.guardianship",
    "grid.guardianship.payment",
    "grid.guardianship.run",
    "grid.workflow.step",
)
FACE_TO_FACE = ("1", "2")
"""Ways of follow-up: at the centre, at home."""
TAKES, REGULARLY = ("1", "2"), "1"
"""Codes of compliance."""


class GridCareKpi(models.AbstractModel):
    """Counts people in care in one query, under the rules of who asks.

    What the counts mean and which rates follow from them: ``tools.figures``. Visits and
    payments of the files are counted whoever asks; nothing else is told of them.
    """

    _name = "grid.care.kpi"
    _description = "Figures on People in Care"

    @api.model
    @api.private
    def _figures(self, nodes, first, last):
        """``Figures`` of the subtrees of some grids, by id of the grid.

        :param first: first day of the period
        :param last: last day; as of today if it is still to come
        """
        query = self._query(nodes, first, min(last, local_today(self.env)))
        leaf = {"grid": SQL("grid_care_case.grid_id"), **self._counts()}
        sums = {
            name: SQL("sum(%s)::int8", SQL.identifier("leaf", name)) for name in COUNTS
        }
        rows = self.env.execute_query(
            SQL(
                """
                WITH home AS (%(homes)s), leaf AS (
                    SELECT %(leaf)s FROM %(cases)s WHERE %(where)s GROUP BY 1
                )
                SELECT home.node, %(sums)s FROM leaf JOIN home ON home.place = leaf.grid
                 GROUP BY 1
                """,
                leaf=self._named(leaf),
                cases=query.from_clause,
                where=query.where_clause or SQL("TRUE"),
                homes=self.env["grid.event.kpi"]._subtrees(nodes),
                sums=self._named(sums),
            )
        )
        counts = {node_id: counted for node_id, *counted in rows}
        # sudo: how many people live in a place is no secret
        people = nodes.sudo()._count_below("grid.resident", [("active", "=", True)])
        none = [0] * len(COUNTS)
        return {
            id_: Figures(*counts.get(id_, none), population=people.get(id_, 0))
            for id_ in nodes.ids
        }

    @api.model
    def _named(self, terms):
        return SQL(", ").join(
            SQL("%s AS %s", term, SQL.identifier(name)) for name, term in terms.items()
        )

    @api.model
    def _query(self, nodes, first, day):
        """The files begun by a day, each with what was known of it then."""
        for name in READ:
            # the columns are read past the ORM
            self.env[name].flush_model()
        domain = Domain("grid_id", "child_of", nodes.ids)
        query = self.env["grid.care.case"]._search(
            domain & Domain("registered_on", "<=", day)
        )
        known = {
            "was": self._state(day),
            "last": self._last_visit(day),
            "visits": self._visits(first, day),
            "care": self._agreements(day),
            "danger": self._danger(first, day),
        }
        for alias, select in known.items():
            lateral = SQL("LATERAL (%s)", select)
            query.add_join("LEFT JOIN", alias, lateral, SQL("TRUE"))
        return query

    @api.model
    def _counts(self):
        """SQL of each count of ``Figures``, of a row of the query."""
        registered = SQL("was.state = ANY(%s)", list(REGISTERED))
        managed = SQL("was.state = %s", MANAGED)
        counted = {
            "ever": SQL("TRUE"),
            "registered": registered,
            "managed": managed,
            "stable": SQL("%s AND last.klass = %s", managed, STABLE),
            "basic": SQL("%s AND last.klass = %s", managed, BASIC),
            "unstable": SQL("%s AND last.klass = %s", managed, UNSTABLE),
            "unvisited": SQL("%s AND last.klass IS NULL", managed),
            "lost": SQL("was.state = ANY(%s)", [LOST, MISSING]),
            "apart": SQL("was.state = %s", APART),
            "high": SQL("%s AND danger.high", registered),
            "agreed": SQL("%s AND care.agreed", registered),
            "rewarded": SQL("%s AND care.rewarded", registered),
            "eligible": SQL("%s AND (danger.high OR danger.incident_ever)", registered),
            "standard": SQL("%s AND last.in_time AND visits.in_time", managed),
            "faced": SQL("%s AND visits.faced", registered),
            "medicated": SQL(
                "%s AND last.compliance = ANY(%s)", registered, list(TAKES)
            ),
            "regular": SQL("%s AND last.compliance = %s", registered, REGULARLY),
            "incident": SQL("%s AND danger.incident", registered),
        }
        return {
            name: SQL("count(*) FILTER (WHERE %s)", counted[name]) for name in COUNTS
        }

    # -- what was known of a file ------------------------------------------------------

    @api.model
    def _end(self, day):
        return day_start(self.env, day + relativedelta(days=1))

    @api.model
    def _state(self, day):
        """SQL: the state at the end of a day, by the steps before it and after it."""
        steps = SQL(
            """
            FROM grid_workflow_step step
            WHERE step.res_model = 'grid.care.case' AND step.res_id = grid_care_case.id
            """
        )
        return SQL(
            """
            SELECT COALESCE(
                (SELECT step.state_to %(steps)s AND step.date < %(end)s
                  ORDER BY step.id DESC LIMIT 1),
                (SELECT step.state_from %(steps)s AND step.date >= %(end)s
                  ORDER BY step.id LIMIT 1),
                grid_care_case.state
            ) AS state
            """,
            steps=steps,
            end=self._end(day),
        )

    @api.model
    def _last_visit(self, day):
        """SQL: what the last visit found, and whether the next is not overdue."""
        return SQL(
            """
            SELECT visit.klass, visit.compliance, visit.next_on >= %(day)s AS in_time
              FROM grid_followup visit
              JOIN grid_care_notice notice ON notice.id = visit.notice_id
             WHERE notice.case_id = grid_care_case.id AND visit.visited_on <= %(day)s
             ORDER BY visit.visited_on DESC, visit.id DESC
             LIMIT 1
            """,
            day=day,
        )

    @api.model
    def _visits(self, first, day):
        """SQL: whether the visits of a period were in time, and met the person."""
        return SQL(
            """
            SELECT bool_and(visited_on <= due) FILTER (WHERE visited_on >= %(first)s)
                       IS NOT FALSE AS in_time,
                   bool_or(way = ANY(%(ways)s) AND visited_on >= %(since)s) AS faced
              FROM (
                SELECT visit.visited_on, visit.way,
                       COALESCE(
                           lag(visit.next_on) OVER (
                               PARTITION BY notice.id ORDER BY visit.visited_on
                           ),
                           (notice.received_at AT TIME ZONE 'UTC'
                            AT TIME ZONE %(zone)s)::date + %(days)s
                       ) AS due
                  FROM grid_followup visit
                  JOIN grid_care_notice notice ON notice.id = visit.notice_id
                 WHERE notice.case_id = grid_care_case.id
                   AND visit.visited_on <= %(day)s
              ) made
            """,
            first=first,
            since=min(first, day - MOST),
            day=day,
            ways=list(FACE_TO_FACE),
            zone=city_zone(self.env).key,
            days=FIRST.days,
        )

    @api.model
    def _agreements(self, day):
        """SQL: whether an agreement is in force, and whether it is rewarded."""
        return SQL(
            """
            SELECT bool_or(%(in_force)s) AS agreed,
                   bool_or(%(in_force)s AND agreement.amount > 0 OR EXISTS (
                       SELECT FROM grid_guardianship_payment payment
                         JOIN grid_guardianship_run run ON run.id = payment.run_id
                        WHERE payment.guardianship_id = agreement.id
                          AND payment.amount > 0 AND run.state = %(paid)s
                          AND run.paid_on BETWEEN %(year)s AND %(day)s
                   )) AS rewarded
              FROM grid_guardianship agreement
             WHERE agreement.case_id = grid_care_case.id
            """,
            in_force=SQL("%s BETWEEN agreement.signed_on AND agreement.ends_on", day),
            paid=RUN_PAID,
            year=day.replace(month=1, day=1),
            day=day,
        )

    @api.model
    def _danger(self, first, day):
        """SQL: risk, and incidents in a period and ever."""
        return SQL(
            """
            SELECT grid_care_case.risk >= %s AS high,
                   %s AS incident,
                   %s AS incident_ever
            """,
            str(POLICE_FROM),
            self._incident(first, day),
            self._incident(date.min, day),
        )

    @api.model
    def _incident(self, first, day):
        """SQL: whether there was an incident from a day to another."""
        return SQL(
            """
            (EXISTS (
                SELECT FROM grid_care_emergency emergency
                 WHERE emergency.case_id = grid_care_case.id AND emergency.incident
                   AND (emergency.occurred_at AT TIME ZONE 'UTC'
                        AT TIME ZONE %(zone)s)::date BETWEEN %(first)s AND %(day)s
            ) OR EXISTS (
                SELECT FROM grid_care_visit visit
                 WHERE visit.case_id = grid_care_case.id
                   AND visit.danger = ANY(%(dangers)s)
                   AND visit.visited_on BETWEEN %(first)s AND %(day)s
            ))
            """,
            zone=city_zone(self.env).key,
            first=first,
            day=day,
            dangers=list(INCIDENTS),
        )
