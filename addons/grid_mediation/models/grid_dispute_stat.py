from odoo import fields, models
from odoo.tools import SQL

from ..tools.moves import DISPUTE_STATES, DRAFT, VOID
from .grid_code_origin import ORIGINS
from .grid_dispute import GRADES

COUNTS = ("accepted", "settled", "terminated", "refused", "pending", "overdue")


class GridDisputeStat(models.Model):
    """Disputes for pivot tables and graphs, as they are now.

    One row for each registered dispute, with the places above it and with what it
    counts for (``grid.dispute.kpi``), so that the sums of a table are the figures of
    the reports. The rates are means over rows of 0 and 1, which a sum cannot give.
    Its id is that of the dispute.
    """

    _name = "grid.dispute.stat"
    _description = "Statistics on Disputes"
    _auto = False
    _order = "registered_at desc, id desc"
    _rec_name = "dispute_id"

    dispute_id = fields.Many2one("grid.dispute", "Dispute", readonly=True)
    # where
    grid_id = fields.Many2one("grid.grid", "Grid", readonly=True)
    county_id = fields.Many2one("grid.grid", "County", readonly=True)
    town_id = fields.Many2one("grid.grid", "Town or Street", readonly=True)
    community_id = fields.Many2one("grid.grid", "Community", readonly=True)
    # what
    kind_id = fields.Many2one("grid.code", "Kind", readonly=True)
    second_kind_id = fields.Many2one(
        "grid.code", "Second Classification", readonly=True
    )
    source_id = fields.Many2one("grid.code", "Source", readonly=True)
    origin = fields.Selection(ORIGINS, "Counted As", readonly=True)
    grade = fields.Selection(GRADES, "Warning Grade", readonly=True)
    # who
    body_id = fields.Many2one("grid.mediation.body", "Mediation Body", readonly=True)
    lead_mediator_id = fields.Many2one("grid.mediator", "Lead Mediator", readonly=True)
    # how far
    state = fields.Selection(DISPUTE_STATES, readonly=True)
    registered_at = fields.Datetime(readonly=True)
    accepted_at = fields.Datetime(readonly=True)
    # what it counts for
    accepted = fields.Integer("Number Accepted", readonly=True)
    settled = fields.Integer("Number Successful", readonly=True)
    terminated = fields.Integer("Terminated", readonly=True)
    refused = fields.Integer("Not Accepted", readonly=True)
    pending = fields.Integer("Still in Hand", readonly=True)
    overdue = fields.Integer("Overdue", readonly=True)
    people_count = fields.Integer("People Involved", readonly=True)
    amount = fields.Float("Amount in Dispute (CNY)", digits=(14, 2), readonly=True)
    risk = fields.Integer("Risk Value", readonly=True)
    success_rate = fields.Float(
        aggregator="avg", readonly=True, help="Settled / accepted."
    )
    settlement_rate = fields.Float(
        aggregator="avg", readonly=True, help="Settled / registered."
    )

    @property
    def _table_query(self):
        self.env["grid.dispute"].flush_model()
        self.env["grid.grid"].flush_model(["parent_path", "level_id"])
        self.env["grid.code"].flush_model(["dispute_origin"])
        kpi = self.env["grid.dispute.kpi"]
        conditions = kpi._conditions(fields.Datetime.now())
        scope = SQL("TRUE")
        if not self.env.su:
            # the rule filters too, but only after the whole city was read
            ids = self.env.user._grid_scope("grid_mediation.group_mediation_officer")
            scope = SQL("grid_dispute.grid_id = ANY(%s)", ids)
        return SQL(
            """
            WITH place AS (%(places)s)
            SELECT grid_dispute.id, grid_dispute.id AS dispute_id,
                   grid_dispute.grid_id, place.county_id, place.town_id,
                   place.community_id, grid_dispute.kind_id,
                   grid_dispute.second_kind_id, grid_dispute.source_id,
                   source.dispute_origin AS origin, grid_dispute.grade,
                   grid_dispute.body_id, grid_dispute.lead_mediator_id,
                   grid_dispute.state, grid_dispute.registered_at,
                   grid_dispute.accepted_at, grid_dispute.people_count,
                   grid_dispute.amount,
                   CASE WHEN %(pending)s THEN %(weight)s ELSE 0 END AS risk,
                   CASE WHEN %(accepted)s THEN (%(settled)s)::int::float8 END
                       AS success_rate,
                   (%(settled)s)::int::float8 AS settlement_rate,
                   %(counts)s
              FROM grid_dispute
              JOIN place ON place.id = grid_dispute.grid_id
              LEFT JOIN grid_code source ON source.id = grid_dispute.source_id
             WHERE grid_dispute.registered_at IS NOT NULL
               AND grid_dispute.state <> ALL(%(uncounted)s) AND %(scope)s
            """,
            places=self.env["grid.event.stat"]._places(),
            weight=kpi._weight(),
            counts=SQL(", ").join(
                # not counted and not known is 0 alike
                SQL("COALESCE(%s, FALSE)::int AS %s", conditions[n], SQL.identifier(n))
                for n in COUNTS
            ),
            uncounted=[DRAFT, VOID],
            scope=scope,
            **{name: conditions[name] for name in ("accepted", "settled", "pending")},
        )

    def action_open_dispute(self):
        """From a row of a table to the dispute itself."""
        self.ensure_one()
        return self.dispute_id.get_formview_action()
