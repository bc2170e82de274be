from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.grid_base.tools.clock import local_now, local_today
from odoo.addons.grid_event.tools import slices

from ..tools.settings import REMIND_HOUR, get_int
from .grid_dispute import OFFICER

WORKER = "grid_base.group_grid_worker"
SCREENED = "10"
"""Code of the table ``dispute_source``: found in screening."""


class GridScreeningTask(models.Model):
    """What one unit grid has to do in a round, for whoever works there now."""

    _name = "grid.screening.task"
    _description = "Screening Task"
    _inherit = ["grid.scoped.mixin", "grid.notice.mixin"]
    _order = "last_report_on nulls first, id"

    # named by _round_report_idx
    round_id = fields.Many2one(
        "grid.screening.round",
        "Round",
        required=True,
        ondelete="cascade",
        groups=OFFICER,
        index=True,
    )
    name = fields.Char("Theme", required=True)
    focus = fields.Text("What to Look For")
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("Until", required=True)
    sensitive = fields.Boolean("Report Every Day")
    report_ids = fields.One2many("grid.screening.report", "task_id", "Reports")
    last_report_on = fields.Date("Last Report", readonly=True)
    found_count = fields.Integer("Disputes Found", readonly=True)
    reminded_on = fields.Date(readonly=True)
    is_due = fields.Boolean("Due", compute="_compute_is_due", search="_search_is_due")

    _round_report_idx = models.Index("(round_id, last_report_on)")
    _grid_dates_idx = models.Index("(grid_id, date_to)")

    @api.model
    def _notice_texts(self):
        return {"due": self.env._("A screening report is still missing today.")}

    @api.model
    def _due_domain(self):
        """Within its days, and not reported: today, or at all."""
        today = local_today(self.env)
        running = Domain("date_from", "<=", today) & Domain("date_to", ">=", today)
        never = Domain("last_report_on", "=", False)
        daily = Domain("sensitive", "=", True) & Domain("last_report_on", "<", today)
        # sudo: workers do not see the round itself
        opened = Domain("round_id", "any!", [("state", "=", "running")])
        return running & opened & (never | daily)

    @api.depends("last_report_on", "date_from", "date_to")
    def _compute_is_due(self):
        found = self.sudo().search(Domain("id", "in", self.ids) & self._due_domain())
        for task in self:
            task.is_due = task._origin.id in found.ids

    @api.model
    def _search_is_due(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        due = self.sudo()._search(self._due_domain())
        return Domain("id", "in", due)

    # -- reporting -----------------------------------------------------------------

    def action_nothing(self):
        """Nothing was found today."""
        for task in self:
            task._report(0)
        return True

    def action_found(self):
        """A dispute was found: the form to register it."""
        self.ensure_one()
        self._check_mine()
        source = self.env["grid.code"]._id_of("dispute_source", SCREENED)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Dispute Found in Screening"),
            "res_model": "grid.dispute",
            "view_mode": "form",
            "context": {
                "default_screening_task_id": self.id,
                "default_grid_id": self.grid_id.id,
                "default_source_id": source,
            },
        }

    def _check_mine(self):
        """Who works in the grid reports for it, while the round runs."""
        self.check_access("read")
        if self.grid_id.id not in self.env.user._grid_scope(WORKER):
            raise UserError(self.env._("Who works in this grid reports for it."))
        today = local_today(self.env)
        # sudo: workers do not see the round itself
        running = self.sudo().round_id.state == "running"
        if not running or not self.date_from <= today <= self.date_to:
            raise UserError(self.env._("This round is over, or has not begun."))

    def _report(self, found):
        """The report of today; what is found later the same day is added."""
        self.ensure_one()
        self._check_mine()
        today = local_today(self.env)
        # sudo: reports are written here and nowhere else
        task = self.sudo()
        report = task.report_ids.filtered(lambda r: r.date == today)
        if report:
            report.found += found
        else:
            task.env["grid.screening.report"].create(
                {
                    "task_id": self.id,
                    "date": today,
                    "found": found,
                    "user_id": self.env.uid,
                }
            )
        task.write({"last_report_on": today, "found_count": task.found_count + found})

    # -- jobs ------------------------------------------------------------------------

    @api.model
    def _cron_remind(self):
        """From an hour of the day on, remind of daily reports that are missing."""
        if local_now(self.env).hour >= get_int(self.env, REMIND_HOUR):
            slices.run(self.env, self._to_remind, lambda task: task._remind())

    @api.model
    def _to_remind(self, left_out, size):
        today = local_today(self.env)
        fresh = Domain("reminded_on", "=", False) | Domain("reminded_on", "<", today)
        domain = self._due_domain() & fresh & Domain("sensitive", "=", True)
        domain &= Domain("id", "not in", left_out)
        return slices.lock_free(self.sudo().search(domain, limit=size, order="id"))

    def _remind(self):
        self.reminded_on = local_today(self.env)
        self._notify(self.grid_id._event_users(WORKER), "due")
