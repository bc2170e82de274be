from random import SystemRandom

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.grid_base.tools.clock import local_today

from ..tools import slices
from ..tools.check import (
    CHECK_MOVES,
    DONE,
    EXPIRED,
    FAIL,
    LEVELS,
    OPEN,
    PASS,
    RESULTS,
    STATES,
)
from ..tools.supervision import RED, SUPERVISE
from .grid_event_supervision_move import SUPERVISOR


class GridEventCheck(models.Model):
    """A closed event drawn at random, looked at again by somebody drawn at random.

    Only what was closed to satisfaction is drawn, by a centre from the town upwards,
    and never given to who reported, handled or verified it (DOMAIN 3.6). The seed is
    kept, so that the draw can be repeated.
    """

    _name = "grid.event.check"
    _description = "Random Check"
    _inherit = ["grid.workflow.mixin", "grid.event.part.mixin"]
    _order = "date_due desc, id desc"
    _moves = CHECK_MOVES
    # beside what is readonly
    _guarded = ("event_id",)

    state = fields.Selection(
        STATES, required=True, readonly=True, default=OPEN, copy=False
    )
    node_id = fields.Many2one(
        "grid.grid",
        "Drawn By Centre",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    level = fields.Selection(LEVELS, required=True, readonly=True)
    seed = fields.Char(required=True, readonly=True)
    drawn_by_id = fields.Many2one(
        "res.users", required=True, readonly=True, ondelete="restrict"
    )
    checker_id = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date_due = fields.Date("Check Before", required=True, readonly=True, index=True)
    date_checked = fields.Date("Checked On", readonly=True)
    result = fields.Selection(RESULTS, "Result of the Check", readonly=True)
    remark = fields.Text(readonly=True)
    in_time = fields.Boolean(
        "Checked in Time",
        compute="_compute_in_time",
        store=True,
        help="Checked by its date.",
    )
    may_check = fields.Boolean(compute="_compute_may_check")
    supervision_ids = fields.One2many("grid.event.supervision", "check_id")
    event_number = fields.Char(related="event_id.number")
    title = fields.Char(related="event_id.title")
    category_id = fields.Many2one(related="event_id.category_id")
    holder_id = fields.Many2one(related="event_id.holder_id")

    _level_uniq = models.UniqueIndex(
        "(event_id, level) WHERE state <> 'expired'",
        "This event is checked on this level already.",
    )
    _result_check = models.Constraint(
        "CHECK ((state = 'done') = (result IS NOT NULL))",
        "A check that is done has a result.",
    )

    @api.depends("date_checked", "date_due")
    def _compute_in_time(self):
        for check in self:
            done = check.date_checked
            check.in_time = bool(done) and done <= check.date_due

    @api.depends("state", "checker_id")
    @api.depends_context("uid")
    def _compute_may_check(self):
        able = self._may_move("pass")
        for check in self:
            check.may_check = check in able

    @api.depends("event_id.number", "event_id.title")
    def _compute_display_name(self):
        for check in self:
            # sudo: the name of an event is no secret to who sees its check
            check.display_name = check.sudo().event_id.display_name

    # -- moves -------------------------------------------------------------------

    @api.model
    def _move_names(self):
        env = self.env
        return {
            "pass": env._("Passed"),
            "fail": env._("Failed"),
            "expire": env._("Expired"),
            "hand_over": env._("Given to Another Checker"),
        }

    def _actor_checker(self):
        scope = set(self.env.user._grid_scope(SUPERVISOR))
        return self.filtered(
            lambda check: (
                check.checker_id == self.env.user and check.grid_id.id in scope
            )
        )

    def _move_pass(self, values):
        return self._judged(PASS, values)

    def _move_fail(self, values):
        return self._judged(FAIL, values)

    def _judged(self, result, values):
        return {
            "result": result,
            "remark": values.get("remark"),
            "date_checked": local_today(self.env),
        }

    def _move_hand_over(self, values):
        return {"checker_id": values["checker_id"]}

    def action_judge(self):
        """Write down what was found."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Check"),
            "res_model": "grid.event.check.judge",
            "view_mode": "form",
            "target": "new",
            "context": {"default_check_ids": self.ids},
        }

    def action_supervise(self):
        """A check failed: supervise whoever handled the event."""
        self.ensure_one()
        action = self.event_id._open_supervise(
            SUPERVISE, self.env._("Supervise the Handler"), RED
        )
        action["context"] |= {
            "default_check_id": self.id,
            "default_task_ids": self._handling_tasks().ids,
            "default_remark": self.remark,
        }
        return action

    @api.private
    def _handling_tasks(self):
        """The orders that led to the result, or the desk that handled it itself."""
        # sudo: who may check an event may know who handled it
        event = self.sudo().event_id
        tasks = event._last_main_orders()
        tasks = (
            tasks
            or event.task_ids.filtered(
                lambda task: task.kind in ("accept", "dispatch", "arbitrate")
            ).sorted("id")[-1:]
        )
        return tasks.with_env(self.env)

    # -- figures -----------------------------------------------------------------

    @api.model
    @api.private
    def _rates(self, domain):
        """How many passed of those checked, and were in time of those settled.

        :return: two percentages; None of nothing
        """
        groups = self._read_group(domain, ["result", "in_time", "state"], ["__count"])
        checked = passed = settled = timely = 0
        for result, in_time, state, count in groups:
            checked += count * bool(result)
            passed += count * (result == PASS)
            settled += count * (state in (DONE, EXPIRED))
            timely += count * bool(in_time)
        return (
            100 * passed / checked if checked else None,
            100 * timely / settled if settled else None,
        )

    # -- jobs --------------------------------------------------------------------

    @api.model
    def _cron_check(self):
        """Expire what nobody checked by its date; replace checkers who left."""
        slices.run(self.env, self._find_expired, self._expire)
        slices.run(self.env, self._find_without_checker, self._hand_over)

    @api.model
    def _find_expired(self, left_out, limit):
        late = Domain("date_due", "<", local_today(self.env))
        late &= Domain("state", "=", OPEN) & Domain("id", "not in", left_out)
        return slices.lock_free(self.search(late, limit=limit))

    def _expire(self, check):
        check._make_move("expire")

    @api.model
    def _find_without_checker(self, left_out, limit):
        waiting = Domain("state", "=", OPEN) & Domain("id", "not in", left_out)
        found = self.browse()
        for node, checks in self.search(waiting, order="id").grouped("node_id").items():
            present = node._event_users(SUPERVISOR)
            gone = checks.filtered(lambda c, here=present: c.checker_id not in here)
            found |= gone.filtered(
                lambda c, here=present: c.event_id._event_checkers(here)
            )
        return slices.lock_free(found[:limit])

    def _hand_over(self, check):
        present = check.node_id._event_users(SUPERVISOR)
        checker_id = SystemRandom().choice(check.event_id._event_checkers(present))
        check._make_move("hand_over", {"checker_id": checker_id})
        check.event_id._notify(check.checker_id, "check")
