from odoo import models
from odoo.fields import Domain

from odoo.addons.grid_base.report.xlsx_column import Column


class GridReportMediationWorkload(models.AbstractModel):
    """What the reports on the work of bodies and of mediators have in common."""

    _name = "grid.report.mediation.workload"
    _inherit = "grid.report.dispute.figures"
    _description = "Mediation Workload"

    _filters = ("grid_id", "date_from", "date_to")

    def _measure(self):
        return self.env._("disputes, yuan, %")

    def _figure_columns(self, filters, total):
        """The numbers of both reports.

        :param total: ``Figures`` of all the cases, if the rows do not add up to them:
            a case of two mediators stands in the row of both
        """
        env = self.env

        def number(label, key, kind="integer", **more):
            if total:
                more["whole"] = getattr(total, key)
            return Column(label, key=key, type=kind, total=not total, **more)

        rate = {"type": "percent", "empty": 1}
        rate |= (
            {"whole": total.success_rate}
            if total
            else {"ratio": ("settled", "accepted")}
        )
        return [
            number(env._("Number Accepted"), "accepted"),
            number(env._("Number Successful"), "settled"),
            Column(env._("Success Rate"), key="success_rate", **rate),
            number(env._("Terminated"), "terminated"),
            number(env._("Still in Hand"), "pending"),
            number(env._("Overdue"), "overdue"),
            number(env._("People Involved"), "people"),
            number(env._("Amount Concerned"), "amount", kind="decimal", width=15),
        ]

    def _under(self, filters):
        """Domain of the rows that stand there without a case, too."""
        root = self._root(filters)
        return Domain("grid_id", "child_of", root.ids) if root else Domain.TRUE

    def _records(self, filters, found):
        records = self.env[self._rows_of].with_context(active_test=False)
        in_use = Domain("active", "=", True) & self._under(filters)
        return records.search(in_use | Domain("id", "in", list(filter(None, found))))
