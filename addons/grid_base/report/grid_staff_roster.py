from odoo import models
from odoo.fields import Domain

from .xlsx_column import Column


class GridStaffRoster(models.AbstractModel):
    _name = "grid.report.staff"
    _inherit = "grid.xlsx.report"
    _description = "Staff Roster"

    _model = "grid.staff"
    _order_by = "grid_id, staff_number, id"
    _filters = ("grid_id", "staff_category")
    _groups = "grid_base.group_grid_officer,grid_base.group_grid_admin"
    _personal = True

    def _measure(self):
        return self.env._("persons")

    def _columns(self, filters):
        env = self.env
        postings = env._("Postings in Force")
        return [
            Column(env._("No."), type="serial"),
            Column(env._("Staff Number"), "staff_number", type="code", width=14),
            Column(env._("Full Name"), "name", width=12),
            Column(env._("Sex"), "sex", width=6),
            Column(env._("Category"), "category", width=18),
            Column(env._("Belongs To"), "grid_id.complete_name", width=40),
            Column(env._("Home Organization"), "home_organization_id", width=22),
            Column(env._("Job Title"), "job_title", width=14),
            Column(env._("Work Phone"), "phone", type="code", width=14),
            Column(env._("Role"), compute="_roles", width=22, group=postings),
            Column(env._("Grid"), compute="_grids", width=28, group=postings),
            Column(env._("Since"), compute="_since", width=12, group=postings),
        ]

    def _domain(self, filters):
        domain = super()._domain(filters)
        if filters.get("staff_category"):
            domain &= Domain("category", "=", filters["staff_category"])
        return domain

    def _roles(self, ids):
        return self._joined(ids, lambda posting: posting.role_id.name)

    def _grids(self, ids):
        return self._joined(ids, lambda posting: posting.grid_id.display_name)

    def _since(self, ids):
        return self._joined(ids, lambda posting: posting.date_from.isoformat())

    def _joined(self, ids, text):
        """One text for each person: somebody may hold several postings."""
        postings = self.env["grid.posting"]
        live = postings.search(
            postings._live() & Domain("staff_id", "in", ids), order="date_from, id"
        )
        return {
            staff.id: "; ".join(map(text, held))
            for staff, held in live.grouped("staff_id").items()
        }
