from odoo import models
from odoo.fields import Domain

from odoo.addons.grid_base.report.xlsx_column import Column


class GridEventByCategory(models.AbstractModel):
    _name = "grid.report.event.category"
    _inherit = "grid.report.event.kpi"
    _description = "Monthly Report by Small Category"

    _by = "category"

    def _columns(self, filters):
        env = self.env
        return [
            Column(env._("No."), type="serial"),
            Column(env._("Small Category"), width=22, key="small"),
            Column(env._("Big Category"), width=18, key="big"),
            *self._monthly_columns(),
        ]

    def _records(self, filters, found):
        """All small classes in use, so that months can be compared line by line."""
        categories = self.env["grid.event.category"].with_context(active_test=False)
        in_use = Domain("active", "=", True) & Domain("child_ids", "=", False)
        return categories.search(in_use | Domain("id", "in", list(found)))

    def _cells(self, records, filters):
        return {
            category.id: {
                "small": category.name,
                "big": (category.parent_id or category).name,
            }
            for category in records
        }
