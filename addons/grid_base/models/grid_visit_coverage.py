from odoo import fields, models
from odoo.tools import SQL

from ..tools.clock import city_zone


class GridVisitCoverage(models.Model):
    """How much of a grid was called on in a month: 巡查覆盖率.

    Coverage = households visited / households of the grid today, by grid and by
    visitor. A household visited twice counts once; a visit to a household that has
    since moved counts for the grid in which it took place.
    """

    # The id is made of month, grid and visitor, and stays below 2^53, which is what
    # a browser counts to: numbered rows would differ from user to user.

    _name = "grid.visit.coverage"
    _description = "Visit Coverage"
    _auto = False
    _order = "month desc, grid_id, per, staff_id"
    _rec_name = "grid_id"

    per = fields.Selection([("grid", "Grid"), ("worker", "Visitor")], readonly=True)
    grid_id = fields.Many2one("grid.grid", "Grid", readonly=True)
    staff_id = fields.Many2one("grid.staff", "Visitor", readonly=True)
    month = fields.Date("First of Month", readonly=True)
    period = fields.Char("Month", readonly=True)
    visit_count = fields.Integer("Visits", readonly=True)
    met_count = fields.Integer("Met", readonly=True)
    visited_count = fields.Integer("Households Visited", readonly=True)
    household_count = fields.Integer("Households", readonly=True)
    coverage = fields.Float(
        readonly=True, aggregator="avg", help="Households visited / households."
    )

    @property
    def _table_query(self):
        for name in ("grid.visit", "grid.household"):
            self.env[name].flush_model()
        scope = SQL("TRUE")
        if not self.env.su:
            # the rule filters too, but only after all visits of the city are counted
            ids = self.env.user._grid_scope("grid_base.group_grid_worker")
            scope = SQL("grid_id = ANY(%s)", ids)
        return SQL(
            """
            WITH month_visit AS (
                SELECT grid_id, staff_id, household_id, outcome,
                       date_trunc(
                           'month', visited_at AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s
                       )::date AS month
                  FROM grid_visit WHERE %(scope)s
            ), counted AS (
                SELECT grid_id, staff_id, month,
                       GROUPING(staff_id) = 1 AS of_grid,
                       count(*) AS visit_count,
                       count(*) FILTER (WHERE outcome = 'met') AS met_count,
                       count(DISTINCT household_id) AS visited_count
                  FROM month_visit
                 GROUP BY GROUPING SETS ((grid_id, month), (grid_id, month, staff_id))
            ), household AS (
                SELECT grid_id, count(*) AS number
                  FROM grid_household WHERE active AND %(scope)s GROUP BY grid_id
            )
            SELECT ((EXTRACT(YEAR FROM counted.month)::bigint * 12
                     + EXTRACT(MONTH FROM counted.month)::bigint - 24000) << 42)
                   | (counted.grid_id::bigint << 22)
                   | COALESCE(counted.staff_id, 0) AS id,
                   to_char(counted.month, 'YYYY-MM') AS period,
                   CASE WHEN counted.of_grid THEN 'grid' ELSE 'worker' END AS per,
                   counted.grid_id,
                   counted.staff_id,
                   counted.month,
                   counted.visit_count,
                   counted.met_count,
                   counted.visited_count,
                   COALESCE(household.number, 0) AS household_count,
                   CASE WHEN household.number > 0
                        THEN counted.visited_count::float / household.number
                        ELSE 0 END AS coverage
              FROM counted
              LEFT JOIN household ON household.grid_id = counted.grid_id
            """,
            scope=scope,
            zone=city_zone(self.env).key,
        )
