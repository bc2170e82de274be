from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.grid_base.tools.period import day_start

from ..tools.kpi import COUNTS, Figures
from ..tools.moves import (
    ACCEPTED,
    CLOSED,
    DRAFT,
    MEDIATING,
    REFUSED,
    REGISTERED,
    TERMINATED,
    VOID,
)
from ..tools.settings import RISK_WEIGHTS, get_int
from .grid_code_origin import ORIGINS

PENDING = (REGISTERED, ACCEPTED, MEDIATING)
COLUMNS = {"kind": "kind_id", "body": "body_id", "state": "state"}


class GridDisputeKpi(models.AbstractModel):
    """Counts disputes in one query, under the rules of the user who asks.

    What the counts mean: ``tools.kpi``.
    """

    _name = "grid.dispute.kpi"
    _inherit = "grid.event.kpi"
    _description = "Figures on Disputes"

    _counted = "grid.dispute"
    _moment = "registered_at"
    _uncounted = (DRAFT, VOID)
    _keys = COLUMNS
    _result = Figures

    # -- domains -----------------------------------------------------------------

    @api.model
    @api.private
    def _unsettled(self, root=None, last=None):
        """Disputes that at the end of a day were neither settled nor ended."""
        end = self._day_end(last) if last else fields.Datetime.now()
        domain = self._reported(root) & Domain("registered_at", "<", end)
        for name in ("agreed_at", "ended_at"):
            domain &= Domain(name, "=", False) | Domain(name, ">=", end)
        return domain

    # -- risk ----------------------------------------------------------------------

    @api.model
    @api.private
    def _risk(self, domain, nodes):
        """Risk value by id of each of some grids, as ``_figures`` tells them apart.

        The weights of the grades of what is not settled, added up. What no rule has
        graded weighs nothing. Weights are settings; no source gives figures.
        """
        rows = self._rows(
            domain, ("grid",), {"risk": self._weight_sum()}, self._nearest(nodes)
        )
        return dict(rows)

    @api.model
    def _weight_sum(self):
        return SQL("COALESCE(sum(%s), 0)::int8", self._weight())

    @api.model
    @api.private
    def _weight(self):
        """SQL: the weight of the grade of a row of grid_dispute."""
        cases = [
            SQL("WHEN %s THEN %s", grade, get_int(self.env, name))
            for grade, name in RISK_WEIGHTS.items()
        ]
        return SQL("CASE grid_dispute.grade %s ELSE 0 END", SQL(" ").join(cases))

    # -- main kinds ------------------------------------------------------------------

    @api.model
    @api.private
    def _kinds(self, domain, nodes):
        """For each of some grids the kinds of its disputes, the most frequent first.

        :return: dict of grid id to list of (``grid.code``, number)
        """
        number = {"number": SQL("count(*)")}
        rows = self._rows(domain, ("grid", "kind"), number, self._nearest(nodes))
        codes = self.env["grid.code"]
        found = {}
        for grid_id, kind_id, count in rows:
            found.setdefault(grid_id, []).append((codes.browse(kind_id), count))
        return {
            grid_id: sorted(kinds, key=lambda pair: (-pair[1], pair[0].code or ""))
            for grid_id, kinds in found.items()
        }

    # -- the query ---------------------------------------------------------------

    @api.model
    def _query(self, domain, by):
        query = super()._query(domain, by)
        if "mediator" in by and not query.is_empty():
            # a case of two mediators is the work of both
            query.join(
                query.table,
                "id",
                "grid_dispute_mediator_rel",
                "dispute_id",
                "mediators",
            )
        return query

    @api.model
    def _key(self, name, table):
        if name == "mediator":
            return SQL.identifier(f"{table}__mediators", "mediator_id")
        return super()._key(name, table)

    @api.model
    def _counts(self, now):
        counts = {
            name: SQL("count(*) FILTER (WHERE %s)", condition)
            for name, condition in self._conditions(now).items()
        }
        for name in ("crime", "petition"):
            column = SQL.identifier("grid_dispute", f"prevented_{name}")
            counts[f"{name}_people"] = SQL("COALESCE(sum(%s), 0)::int8", column)
        counts["people"] = SQL("COALESCE(sum(grid_dispute.people_count), 0)::int8")
        counts["cents"] = SQL(
            "COALESCE(sum(%s) FILTER (WHERE %s), 0)::int8",
            SQL("round(grid_dispute.agreed_amount * 100)"),
            self._settled(),
        )
        return {name: counts[name] for name in COUNTS}

    @api.model
    def _settled(self):
        return SQL("grid_dispute.agreed_at IS NOT NULL")

    @api.model
    def _conditions(self, now):
        """SQL that says of a row of grid_dispute whether it is counted."""
        settled = self._settled()
        pending = SQL("grid_dispute.state = ANY(%s)", list(PENDING))
        accepted = SQL("grid_dispute.accepted_at IS NOT NULL")
        return {
            "registered": SQL("TRUE"),
            "accepted": accepted,
            "settled": settled,
            "terminated": SQL(
                "grid_dispute.state = ANY(%s) AND NOT %s",
                [TERMINATED, CLOSED],
                settled,
            ),
            "refused": SQL("grid_dispute.state = %s", REFUSED),
            "pending": pending,
            "overdue": SQL("%s AND grid_dispute.deadline < %s", pending, now),
            **{
                origin: SQL("%s AND grid_dispute.source_id = ANY(%s)", accepted, ids)
                for origin, ids in self._sources().items()
            },
            "crime_cases": SQL("grid_dispute.prevented_crime > 0"),
            "petition_cases": SQL("grid_dispute.prevented_petition > 0"),
        }

    @api.model
    def _sources(self):
        """Ids of the sources that are counted under each head."""
        # sudo: code tables are no secret
        codes = self.env["grid.code"].sudo().with_context(active_test=False)
        found = codes.search([("table", "=", "dispute_source")])
        heads = found.grouped("dispute_origin")
        return {origin: heads.get(origin, codes).ids for origin, _label in ORIGINS}
