from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.screening import ROUND_MOVES, ROUND_STATES
from .grid_dispute import OFFICER


class GridScreeningRound(models.Model):
    """A round in which grid workers look for disputes: a task for each unit grid.

    In a sensitive time each grid reports every day, also that there is nothing
    ("zero report", DOMAIN 4.6).
    """

    _name = "grid.screening.round"
    _description = "Screening Round"
    _inherit = ["grid.workflow.mixin", "grid.scoped.mixin"]
    _order = "date_from desc, id desc"
    _moves = ROUND_MOVES

    name = fields.Char(required=True)
    grid_id = fields.Many2one(string="Area")
    focus = fields.Text("What to Look For")
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("Until", required=True)
    sensitive = fields.Boolean(
        "Report Every Day", help="A sensitive time: nothing found is reported, too."
    )
    state = fields.Selection(
        ROUND_STATES, required=True, readonly=True, default="draft", copy=False
    )
    task_ids = fields.One2many("grid.screening.task", "round_id", "Tasks")
    task_count = fields.Integer("Grids", compute="_compute_progress")
    reported_count = fields.Integer("Grids That Reported", compute="_compute_progress")
    found_count = fields.Integer("Disputes Found", compute="_compute_progress")
    progress = fields.Integer("Progress (%)", compute="_compute_progress")

    _dates_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A round cannot end before it begins."
    )

    @api.depends("task_ids.last_report_on", "task_ids.found_count", "sensitive")
    def _compute_progress(self):
        today = local_today(self.env)
        tasks = self.env["grid.screening.task"]
        all_of, found = {}, {}
        rows = tasks._read_group(
            [("round_id", "in", self.ids)],
            ["round_id"],
            ["__count", "found_count:sum"],
        )
        for record, count, number in rows:
            all_of[record.id], found[record.id] = count, number
        reported = {}
        for daily in (False, True):
            since = [
                ("last_report_on", "=" if daily else "!=", today if daily else False)
            ]
            rounds = self.filtered(lambda r, daily=daily: r.sensitive == daily)
            domain = [("round_id", "in", rounds.ids), *since]
            groups = tasks._read_group(domain, ["round_id"], ["__count"])
            reported.update({record.id: count for record, count in groups})
        for record in self:
            count = all_of.get(record.id, 0)
            record.task_count = count
            record.found_count = found.get(record.id, 0)
            record.reported_count = reported.get(record.id, 0)
            record.progress = 100 * record.reported_count // count if count else 0

    @api.model
    def _move_names(self):
        return {"start": self.env._("Start"), "close": self.env._("Close the Round")}

    def _actor_desk(self):
        scope = set(self.env.user._grid_scope(OFFICER))
        return self.filtered(lambda record: record.grid_id.id in scope)

    def _move_start(self, values):
        """A task for each unit grid below the area."""
        units = self.env["grid.grid"].search(
            [("id", "child_of", self.grid_id.id), ("level_kind", "=", "unit")]
        )
        if not units:
            raise UserError(self.env._("There are no unit grids in this area."))
        self.env["grid.screening.task"].create(
            [
                {
                    "round_id": self.id,
                    "name": self.name,
                    "focus": self.focus,
                    "grid_id": unit.id,
                    "date_from": self.date_from,
                    "date_to": self.date_to,
                    "sensitive": self.sensitive,
                }
                for unit in units
            ]
        )

    def action_step(self):
        return self.action_move(self.env.context.get("step"))

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        if any(record.state != "draft" for record in self):
            raise UserError(self.env._("A round that was started is kept."))
