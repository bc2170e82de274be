from odoo import models
from odoo.fields import Domain

from .xlsx_column import Column


class GridResidentExport(models.AbstractModel):
    _name = "grid.report.resident"
    _inherit = "grid.xlsx.report"
    _description = "Resident Register"

    _model = "grid.resident"
    _order_by = "grid_id, household_id.id, id"
    _filters = ("grid_id", "population_type")
    _groups = "grid_base.group_grid_officer"
    _personal = True

    def _measure(self):
        return self.env._("persons")

    def _columns(self, filters):
        return [*self._person_columns(), *self._place_columns()]

    def _person_columns(self):
        env = self.env
        return [
            Column(env._("Full Name"), "name", width=12),
            Column(env._("Population Type"), "population_type", width=14),
            Column(env._("Sex"), "sex_id.name", width=6),
            Column(env._("Birth Date"), "birth_date", width=12),
            Column(env._("Identity Number"), "id_number", type="code"),
            Column(env._("Phone"), "phone", type="code", width=14),
            Column(env._("Ethnic Group"), "ethnicity_id.name", width=8),
            Column(env._("Native Place"), "native_place", width=14),
            Column(env._("Marital Status"), "marital_id.name", width=8),
            Column(env._("Political Status"), "political_id.name", width=12),
            Column(env._("Education"), "education_id.name", width=12),
            Column(env._("Religion"), "religion_id.name", width=8),
            Column(env._("Workplace"), "workplace", width=22),
        ]

    def _place_columns(self):
        env = self.env
        return [
            Column(env._("Place of Registration"), "registered_place", width=22),
            Column(env._("Registered Address"), "registered_address", width=28),
            Column(
                env._("Current Address"),
                "house_id.address",
                fallback="current_address",
                width=34,
            ),
            Column(
                env._("Residence and Registration"), "consistency_id.name", width=12
            ),
            Column(env._("Community"), "grid_id", compute="_communities", width=16),
            Column(env._("Grid"), "grid_id.name", width=16),
            Column(env._("Building"), "house_id.building", width=8),
            Column(env._("Unit"), "house_id.unit", width=6),
            Column(env._("Floor"), "house_id.floor", width=6),
            Column(env._("House"), "house_id.room", width=8),
            Column(
                env._("Household Number"), "household_id.number", type="code", width=14
            ),
            Column(
                env._("Head's Identity Number"),
                "household_id.head_id.id_number",
                type="code",
            ),
        ]

    def _domain(self, filters):
        domain = super()._domain(filters)
        if filters.get("population_type"):
            domain &= Domain("population_type", "=", filters["population_type"])
        return domain
