from odoo import models
from odoo.fields import Domain

from odoo.addons.grid_base.report.xlsx_column import Column


class GridReportMediationMonth(models.AbstractModel):
    """People's mediation of a month by kind of dispute (DOMAIN 7).

    Counted are the disputes accepted in the month, as they stand now. All kinds in
    use have a row, so that months can be compared line by line.
    """

    _name = "grid.report.mediation.month"
    _inherit = "grid.report.dispute.figures"
    _description = "People's Mediation of the Month"

    _by = "kind"

    def _measure(self):
        return self.env._("disputes, persons, yuan, %")

    def _columns(self, filters):
        env = self.env
        number = {"type": "integer", "total": True}
        source = env._("Source")
        crime = env._("Kept from Becoming a Crime")
        petition = env._("Kept from a Mass Petition")
        cases, people = env._("Cases"), env._("Persons")
        return [
            Column(env._("Kind"), width=18, key="kind"),
            Column(env._("Number Accepted"), key="accepted", **number),
            Column(env._("Number Successful"), key="settled", **number),
            Column(
                env._("Success Rate"),
                type="percent",
                ratio=("settled", "accepted"),
                empty=1,
                key="success_rate",
            ),
            Column(
                env._("Amount Concerned"),
                type="decimal",
                width=15,
                total=True,
                key="amount",
            ),
            Column(env._("On Own Initiative"), key="own", group=source, **number),
            Column(env._("On Application"), key="applied", group=source, **number),
            Column(
                env._("Commissioned or Transferred"),
                width=12,
                key="entrusted",
                group=source,
                **number,
            ),
            Column(cases, key="crime_cases", group=crime, **number),
            Column(people, key="crime_people", group=crime, **number),
            Column(cases, key="petition_cases", group=petition, **number),
            Column(people, key="petition_people", group=petition, **number),
        ]

    def _rows(self, filters):
        rows = super()._rows(filters)
        unknown = self._figures(filters).get(None)
        if unknown:
            rows.append(({"kind": self.env._("Not Stated")}, unknown))
        return rows

    def _records(self, filters, found):
        codes = self.env["grid.code"].with_context(active_test=False)
        in_use = Domain("active", "=", True) & Domain("table", "=", "dispute_kind")
        return codes.search(in_use | Domain("id", "in", list(filter(None, found))))

    def _cells(self, records, filters):
        return {kind.id: {"kind": kind.name} for kind in records}
