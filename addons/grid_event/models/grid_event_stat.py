from odoo import fields, models
from odoo.tools import SQL

from ..tools.moves import DRAFT, EVENT_STATES

LEVELS = ("county", "town", "community")
COUNTS = ("valid", "done", "in_time", "late_accept", "late_handle", "overdue")
COUNTS += ("evaluated", "satisfied", "supervised")


class GridEventStat(models.Model):
    """Events for pivot tables and graphs, as they are now.

    One row for each reported event, with the places above it and with what it counts
    for (``grid.event.kpi``), so that the sums of a table are the figures of the
    reports. Its id is that of the event.
    """

    _name = "grid.event.stat"
    _description = "Statistics on Events"
    _auto = False
    _order = "reported_at desc, id desc"
    _rec_name = "event_id"

    event_id = fields.Many2one("grid.event", "Event", readonly=True)
    # where
    grid_id = fields.Many2one("grid.grid", "Grid", readonly=True)
    county_id = fields.Many2one("grid.grid", "County", readonly=True)
    town_id = fields.Many2one("grid.grid", "Town or Street", readonly=True)
    community_id = fields.Many2one("grid.grid", "Community", readonly=True)
    holder_id = fields.Many2one("grid.grid", "Held By", readonly=True)
    # what
    category_id = fields.Many2one("grid.event.category", "Category", readonly=True)
    big_category_id = fields.Many2one("grid.event.category", "Big Class", readonly=True)
    channel_id = fields.Many2one("grid.code", "Event Channel", readonly=True)
    urgency_id = fields.Many2one("grid.code", "Urgency", readonly=True)
    # how far
    reported_at = fields.Datetime(readonly=True)
    state = fields.Selection(EVENT_STATES, readonly=True)
    lateness = fields.Selection(
        [
            ("in_time", "Done in Time"),
            ("late", "Done Late"),
            ("running", "Running"),
            ("overdue", "Overdue"),
            ("stopped", "Clock Stopped"),
            ("unlimited", "Without a Limit"),
        ],
        readonly=True,
    )
    # what it counts for
    valid = fields.Integer(readonly=True)
    done = fields.Integer("Valid and Closed", readonly=True)
    in_time = fields.Integer("Closed in Time", readonly=True)
    late_accept = fields.Integer("Not Accepted in Time", readonly=True)
    late_handle = fields.Integer("Not Handled in Time", readonly=True)
    overdue = fields.Integer("Overdue Matters", readonly=True)
    evaluated = fields.Integer("Rated", readonly=True)
    satisfied = fields.Integer(readonly=True)
    supervised = fields.Integer("Events Supervised", readonly=True)
    return_count = fields.Integer("Returns", readonly=True)

    @property
    def _table_query(self):
        self.env["grid.event"].flush_model()
        self.env["grid.grid"].flush_model(["parent_path", "level_id"])
        now = fields.Datetime.now()
        conditions = self.env["grid.event.kpi"]._conditions(now)
        scope = SQL("TRUE")
        if not self.env.su:
            # the rule filters too, but only after the whole city was read
            ids = self.env.user._grid_scope("grid_base.group_grid_officer")
            scope = SQL("grid_event.grid_id = ANY(%s)", ids)
        return SQL(
            """
            WITH place AS (%(places)s)
            SELECT grid_event.id, grid_event.id AS event_id, grid_event.grid_id,
                   place.county_id, place.town_id, place.community_id,
                   grid_event.holder_id, grid_event.category_id,
                   grid_event.big_category_id, grid_event.channel_id,
                   grid_event.urgency_id, grid_event.reported_at, grid_event.state,
                   grid_event.return_count,
                   CASE WHEN grid_event.deadline_kept IS NOT NULL
                        THEN grid_event.deadline_kept
                        WHEN grid_event.limit_unit IS NULL THEN 'unlimited'
                        WHEN grid_event.deadline IS NULL THEN 'stopped'
                        WHEN grid_event.deadline < %(now)s THEN 'overdue'
                        ELSE 'running' END AS lateness,
                   %(counts)s
              FROM grid_event
              JOIN place ON place.id = grid_event.grid_id
             WHERE grid_event.reported_at IS NOT NULL AND grid_event.state <> %(draft)s
               AND %(scope)s
            """,
            places=self._places(),
            now=now,
            counts=SQL(", ").join(
                # not counted and not known is 0 alike
                SQL("COALESCE(%s, FALSE)::int AS %s", conditions[n], SQL.identifier(n))
                for n in COUNTS
            ),
            draft=DRAFT,
            scope=scope,
        )

    def _places(self):
        """SQL: for each grid the county, town and community it is or lies in."""
        terms = [
            SQL(
                "max(up.id) FILTER (WHERE up.level_id = %s) AS %s",
                self.env.ref(f"grid_base.grid_level_{level}").id,
                SQL.identifier(f"{level}_id"),
            )
            for level in LEVELS
        ]
        return SQL(
            """
            SELECT place.id, %s
              FROM grid_grid place
             CROSS JOIN LATERAL unnest(
                 string_to_array(rtrim(place.parent_path, '/'), '/')::int[]
             ) way(id)
              JOIN grid_grid up ON up.id = way.id
             GROUP BY place.id
            """,
            SQL(", ").join(terms),
        )

    def action_open_event(self):
        """From a row of a table to the event itself."""
        self.ensure_one()
        return self.event_id.action_open_event()
