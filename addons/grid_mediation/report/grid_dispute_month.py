from dateutil.relativedelta import relativedelta

from odoo import fields, models

from odoo.addons.grid_base.report.xlsx_column import Column
from odoo.addons.grid_base.tools.period import month_bounds

from ..tools.kpi import Figures, change

MAIN_KINDS = 3


class GridReportDisputeMonth(models.AbstractModel):
    """Disputes of a month by district, with the columns of DOMAIN 7 in their order.

    A district without a dispute has settled 100 % (DOMAIN 3.8). A month that has
    nothing to be compared with leaves its comparison empty. The risk is that of what
    was not settled when the month ended, or now if it has not ended.
    """

    _name = "grid.report.dispute.month"
    _inherit = "grid.report.dispute.figures"
    _description = "Disputes of the Month by District"

    _filters = ("grid_id", "month", "event_level_id")
    _moment = "registered_at"
    _by = "grid"

    def _columns(self, filters):
        env = self.env
        number = {"type": "integer", "total": True}
        now, month, year = (
            sum(found.values(), Figures())
            for found in (
                self._figures(filters),
                self._back(filters, 1),
                self._back(filters, 12),
            )
        )
        return [
            Column(env._("District"), width=20, key="district"),
            Column(env._("Total Disputes"), key="registered", **number),
            Column(env._("Settled Disputes"), key="settled", **number),
            Column(
                env._("Settlement Rate"),
                type="percent",
                ratio=("settled", "registered"),
                empty=1,
                key="settlement_rate",
            ),
            Column(
                env._("Against Last Month"),
                type="percent",
                width=12,
                whole=change(now.registered, month.registered),
                key="month_change",
            ),
            Column(
                env._("Against Last Year"),
                type="percent",
                width=12,
                whole=change(now.registered, year.registered),
                key="year_change",
            ),
            Column(env._("Main Kinds"), width=36, key="main_kinds"),
            Column(env._("Risk Value"), key="risk", **number),
        ]

    def _rows(self, filters):
        kpi = self.env[self._kpi]
        nodes = self._nodes(filters)
        month, year = self._back(filters, 1), self._back(filters, 12)
        kinds = kpi._kinds(self._domain(filters), nodes)
        unsettled = kpi._unsettled(self._root(filters), self._bounds(filters)[1])
        risks = kpi._risk(unsettled, nodes)
        found = self._figures(filters)
        # a risk that remains from earlier months needs its row, too
        nothing = Figures()
        known = {**dict.fromkeys([*month, *year, *risks], nothing), **found}
        rows = []
        for node in self._records(filters, known):
            figures = known.get(node.id, nothing)
            cells = self._cells(node, filters)[node.id] | {
                "month_change": self._change(figures, month.get(node.id, nothing)),
                "year_change": self._change(figures, year.get(node.id, nothing)),
                "main_kinds": self._kinds_text(kinds.get(node.id, [])),
                "risk": risks.get(node.id, 0),
            }
            rows.append((cells, figures))
        return rows

    def _back(self, filters, months):
        """Figures by district of the reporting month so many months before."""
        month = fields.Date.to_date(filters["month"]) - relativedelta(months=months)
        kpi = self.env[self._kpi]
        bounds = month_bounds(self.env, month)
        domain = kpi._reported(self._root(filters), *bounds)
        found = kpi._figures(domain, (self._by,), self._nodes(filters))
        return {key: figures for (key,), figures in found.items()}

    def _change(self, now, before):
        return change(now.registered, before.registered)

    def _kinds_text(self, kinds):
        unknown = self.env._("Not Stated")
        return ", ".join(
            f"{kind.name or unknown} {number}" for kind, number in kinds[:MAIN_KINDS]
        )
