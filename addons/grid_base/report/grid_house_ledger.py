from odoo import models

from .xlsx_column import Column


class GridHouseLedger(models.AbstractModel):
    _name = "grid.report.house"
    _inherit = "grid.xlsx.report"
    _description = "House Ledger"

    _model = "grid.house"
    _order_by = "grid_id, address, id"
    _groups = "grid_base.group_grid_officer"
    _personal = True

    def _measure(self):
        return self.env._("houses")

    def _columns(self, filters):
        env = self.env
        owner, rental = env._("Owner"), env._("Rental")
        return [
            Column(env._("No."), type="serial"),
            Column(env._("Community"), "grid_id", compute="_communities", width=16),
            Column(env._("Grid"), "grid_id.name", width=16),
            Column(env._("House Number"), "reference", type="code", width=14),
            Column(env._("Address"), "address", width=36),
            Column(env._("Building Use"), "building_use_id.name", width=10),
            Column(env._("House Status"), "status_id.name", width=10),
            Column(env._("Ownership"), "ownership_id.name", width=10),
            Column(env._("Floor Area (m²)"), "area", type="decimal", total=True),
            Column(env._("Hidden Danger"), "hazard_id.name", width=10),
            Column(env._("Full Name"), "owner_name", width=12, group=owner),
            Column(
                env._("Certificate Number"),
                "owner_id_number",
                type="code",
                group=owner,
            ),
            Column(env._("Phone"), "owner_phone", type="code", width=14, group=owner),
            Column(env._("Let Out"), "is_rented", type="boolean", group=rental),
            Column(env._("Use"), "rental_use_id.name", width=10, group=rental),
            Column(env._("Tenant"), "tenant_name", width=12, group=rental),
            Column(
                env._("Tenant's Identity Number"),
                "tenant_id_number",
                type="code",
                group=rental,
            ),
            Column(
                env._("Tenant's Phone"),
                "tenant_phone",
                type="code",
                width=14,
                group=rental,
            ),
            Column(
                env._("Households"), compute="_households", type="integer", total=True
            ),
            Column(
                env._("Residents"), compute="_residents", type="integer", total=True
            ),
        ]

    def _households(self, ids):
        return self._count_in("grid.household", ids)

    def _residents(self, ids):
        return self._count_in("grid.resident", ids)

    def _count_in(self, model, ids):
        counts = self.env[model]._read_group(
            [("house_id", "in", ids)], ["house_id"], ["__count"]
        )
        return {house.id: number for house, number in counts}
