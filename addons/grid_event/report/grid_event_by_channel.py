from odoo import models
from odoo.fields import Domain

from odoo.addons.grid_base.report.xlsx_column import Column


class GridEventByChannel(models.AbstractModel):
    _name = "grid.report.event.channel"
    _inherit = "grid.report.event.kpi"
    _description = "Monthly Report by Channel"

    _by = "channel"

    def _columns(self, filters):
        channel = Column(self.env._("Channel"), width=18, key="channel")
        return [channel, *self._monthly_columns()]

    def _rows(self, filters):
        rows = super()._rows(filters)
        unknown = self._figures(filters).get(None)
        if unknown:
            rows.append(({"channel": self.env._("Not Stated")}, unknown))
        return rows

    def _records(self, filters, found):
        codes = self.env["grid.code"].with_context(active_test=False)
        in_use = Domain("active", "=", True) & Domain("table", "=", "event_channel")
        return codes.search(in_use | Domain("id", "in", list(filter(None, found))))

    def _cells(self, records, filters):
        return {channel.id: {"channel": channel.name} for channel in records}
