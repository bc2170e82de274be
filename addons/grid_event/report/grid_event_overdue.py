from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.grid_base.report.xlsx_column import Column


class GridEventOverdue(models.AbstractModel):
    """Every task that was or is late: which link of the chain, who, by how much."""

    _name = "grid.report.event.overdue"
    _inherit = "grid.xlsx.report"
    _description = "Overdue Links"

    _model = "grid.event.task"
    _order_by = "deadline, id"
    _filters = ("grid_id", "date_from", "date_to")
    # the period in which they fell due
    _date_field = "deadline"
    _groups = "grid_base.group_grid_officer"

    def _measure(self):
        return self.env._("hours")

    def _columns(self, filters):
        env = self.env
        return [
            Column(env._("Report Number"), "event_id.number", type="code", width=18),
            Column(env._("Town"), "grid_id", compute="_towns", width=16),
            Column(env._("Village"), "grid_id", compute="_villages", width=16),
            Column(env._("Grid"), "grid_id", compute="_units", width=18),
            Column(env._("Overdue Link"), "kind", width=16),
            Column(env._("Overdue Person"), compute="_people", width=22),
            Column(
                env._("Overdue Time (Hours)"),
                compute="_hours",
                type="decimal",
                width=14,
                total=True,
            ),
        ]

    def _domain(self, filters):
        domain = super()._domain(filters)
        return domain & Domain("deadline_state", "in", ["overdue", "late"])

    # places

    def _towns(self, grid_ids):
        return self._above(grid_ids, "grid_base.grid_level_town")

    def _villages(self, grid_ids):
        return self._above(grid_ids, "grid_base.grid_level_community")

    def _units(self, grid_ids):
        grids = self.env["grid.grid"].browse(grid_ids)
        return {g.id: g.name for g in grids if g.level_kind == "unit"}

    def _above(self, grid_ids, level):
        """Name of the grid of a level that each grid is or lies in."""
        level = self.env.ref(level)
        names = {}
        for grid in self.env["grid.grid"].browse(grid_ids):
            above = grid
            while above and above.level_id != level:
                above = above.parent_id
            names[grid.id] = above.name or None
        return names

    # people

    def _people(self, ids):
        """Whom a task was assigned to, else who took it, else the office it is at."""
        tasks = self.env["grid.event.task"].browse(ids)
        # sudo: who sees a task may know who has it, as in any list
        people = {
            task.id: task.staff_id.name or task.accepted_by_id.name or task.desk_name
            for task in tasks.sudo()
        }
        tasks.invalidate_recordset(flush=False)
        return people

    def _hours(self, ids):
        now = fields.Datetime.now()
        tasks = self.env["grid.event.task"].browse(ids)
        return {
            task.id: ((task.deadline_done_at or now) - task.deadline).total_seconds()
            / 3600
            for task in tasks
        }
