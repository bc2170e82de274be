from odoo import fields, models
from odoo.tools import SQL

LEVELS = ("city", "county", "town")


class GridMediationCoverage(models.Model):
    """Which of the six kinds of places a county or town has, and who covers them.

    A row for each kind and each city, county and town in use, places or none: what
    is missing is what the reader looks for. A row counts its whole subtree, so only
    rows of one level add up.
    """

    # The id is made of kind and grid, and stays below 2^53, which is what a browser
    # counts to: numbered rows would differ from user to user.

    _name = "grid.mediation.coverage"
    _description = "Coverage of the Six Places"
    _auto = False
    _order = "level, grid_id, kind_id"
    _rec_name = "kind_id"

    kind_id = fields.Many2one("grid.code", "Kind of Place", readonly=True)
    grid_id = fields.Many2one("grid.grid", "District", readonly=True)
    county_id = fields.Many2one("grid.grid", "County", readonly=True)
    level = fields.Selection(
        [("city", "City"), ("county", "Counties"), ("town", "Towns and Streets")],
        readonly=True,
    )
    status = fields.Selection(
        [("none", "No Place"), ("open", "Not All Covered"), ("covered", "Covered")],
        "Coverage Status",
        readonly=True,
    )
    place_count = fields.Integer("Places", readonly=True)
    covered_count = fields.Integer("Places Covered", readonly=True)
    open_count = fields.Integer("Not Covered", readonly=True)
    missing = fields.Integer(
        "Kinds Missing", readonly=True, help="1 where the district has no such place."
    )

    @property
    def _table_query(self):
        self.env["grid.mediation.place"].flush_model()
        self.env["grid.grid"].flush_model(["parent_path", "level_id", "active"])
        self.env["grid.code"].flush_model(["table", "active"])
        scope = SQL("TRUE")
        if not self.env.su:
            # the rule filters too, but only after the whole city was read
            ids = self.env.user._grid_scope("grid_mediation.group_mediation_officer")
            scope = SQL("node.id = ANY(%s)", ids)
        level = {
            name: self.env.ref(f"grid_base.grid_level_{name}").id for name in LEVELS
        }
        return SQL(
            """
            WITH node AS (
                SELECT node.id, node.parent_path, node.level_id,
                       CASE node.level_id WHEN %(city)s THEN 'city'
                            WHEN %(county)s THEN 'county' ELSE 'town' END AS level
                  FROM grid_grid node
                 WHERE node.active AND node.level_id = ANY(%(levels)s) AND %(scope)s
            ), counted AS (
                SELECT up.id::int AS node_id, place.kind_id, count(*) AS place_count,
                       count(*) FILTER (WHERE place.is_covered) AS covered_count
                  FROM grid_mediation_place place
                  JOIN grid_grid home ON home.id = place.grid_id
                 CROSS JOIN LATERAL unnest(
                     string_to_array(rtrim(home.parent_path, '/'), '/')
                 ) up(id)
                 WHERE place.active
                 GROUP BY up.id, place.kind_id
            ), county AS (
                SELECT node.id AS node_id, max(up.id) AS county_id
                  FROM node
                 CROSS JOIN LATERAL unnest(
                     string_to_array(rtrim(node.parent_path, '/'), '/')::int[]
                 ) way(id)
                  JOIN grid_grid up ON up.id = way.id AND up.level_id = %(county)s
                 GROUP BY node.id
            )
            SELECT (node.id::bigint << 20) | kind.id AS id,
                   kind.id AS kind_id, node.id AS grid_id, county.county_id,
                   node.level,
                   COALESCE(counted.place_count, 0) AS place_count,
                   COALESCE(counted.covered_count, 0) AS covered_count,
                   COALESCE(counted.place_count - counted.covered_count, 0)
                       AS open_count,
                   (counted.node_id IS NULL)::int AS missing,
                   CASE WHEN counted.node_id IS NULL THEN 'none'
                        WHEN counted.covered_count < counted.place_count THEN 'open'
                        ELSE 'covered' END AS status
              FROM node
             CROSS JOIN grid_code kind
              LEFT JOIN counted
                ON counted.node_id = node.id AND counted.kind_id = kind.id
              LEFT JOIN county ON county.node_id = node.id
             WHERE kind."table" = 'mediation_place' AND kind.active
            """,
            **level,
            levels=list(level.values()),
            scope=scope,
        )

    def action_open_places(self):
        """From a row to the places that it counts."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "grid_mediation.grid_mediation_place_action"
        )
        return action | {
            "name": f"{self.grid_id.name} · {self.kind_id.name}",
            "domain": [
                ("grid_id", "child_of", self.grid_id.id),
                ("kind_id", "=", self.kind_id.id),
            ],
            "context": {
                "default_kind_id": self.kind_id.id,
                "default_grid_id": self.grid_id.id,
            },
        }
