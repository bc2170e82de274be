from secrets import randbelow

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.grid_base.tools.clock import local_today
from odoo.addons.grid_base.tools.period import day_start

from ..models.grid_event_supervision_move import SUPERVISOR
from ..tools.check import EXPIRED, LEVELS, draw
from ..tools.moves import ARCHIVED


class GridEventCheckDraw(models.TransientModel):
    """Draw closed events and their checkers at random (DOMAIN 3.6).

    The same seed on the same events draws the same: it is kept with each check.
    """

    _name = "grid.event.check.draw"
    _description = "Draw Random Checks"

    node_id = fields.Many2one(
        "grid.grid",
        "Centre",
        required=True,
        domain="[('id', 'in', node_ids)]",
        default=lambda self: self._own_centres()[:1],
    )
    node_ids = fields.Many2many("grid.grid", compute="_compute_node_ids")
    level = fields.Selection(
        LEVELS,
        compute="_compute_level",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    date_from = fields.Date(
        "Closed From",
        required=True,
        default=lambda self: local_today(self.env) - relativedelta(months=1),
    )
    date_to = fields.Date(
        "To", required=True, default=lambda self: local_today(self.env)
    )
    number = fields.Integer(required=True, default=10)
    seed = fields.Char(required=True, default=lambda self: f"{randbelow(10**9):09}")
    date_due = fields.Date(
        "Check Before",
        required=True,
        default=lambda self: local_today(self.env) + relativedelta(days=7),
    )

    _number_range = models.Constraint(
        "CHECK (number BETWEEN 1 AND 500)", "Draw 1 to 500 events at once."
    )

    def _own_centres(self):
        """Where the user supervises, from the town upwards; the highest first."""
        town = self.env.ref("grid_base.grid_level_town").sequence
        own = self.env["grid.event.task"]._own_nodes(SUPERVISOR)
        nodes = self.env["grid.grid"].browse(own)
        nodes = nodes.filtered(lambda node: node.level_id.sequence <= town)
        return nodes.sorted(lambda node: (node.level_id.sequence, node.id))

    @api.depends_context("uid")
    def _compute_node_ids(self):
        self.node_ids = self._own_centres()

    @api.depends("node_id")
    def _compute_level(self):
        town = self.env.ref("grid_base.grid_level_town")
        for wizard in self:
            wizard.level = "2" if wizard.node_id.level_id == town else "1"

    def action_draw(self):
        self.ensure_one()
        if self.node_id not in self._own_centres():
            raise AccessError(
                self.env._("Draw for a centre at which you are a supervisor.")
            )
        if self.date_due < local_today(self.env):
            raise UserError(self.env._("Leave time for the check."))
        checks = self._draw()
        if not checks:
            raise UserError(
                self.env._(
                    "Nothing was drawn: no closed and satisfied event of this time "
                    "has a supervisor at %s who had no hand in it.",
                    self.node_id.display_name,
                )
            )
        action = self.env["ir.actions.actions"]._for_xml_id(
            "grid_event.grid_event_check_action"
        )
        return dict(action, domain=[("id", "in", checks.ids)], context={})

    def _draw(self):
        events = self.env["grid.event"]
        users = self.node_id._event_users(SUPERVISOR)
        drawn = draw(
            self.seed,
            events.search(self._candidates(), order="id").ids,
            self.number,
            lambda event_id: events.browse(event_id)._event_checkers(users),
        )
        # sudo: a check is made by a draw alone
        checks = self.env["grid.event.check"].sudo()
        checks = checks.create(
            [
                {
                    "event_id": event_id,
                    "checker_id": checker_id,
                    "node_id": self.node_id.id,
                    "level": self.level,
                    "seed": self.seed,
                    "date_due": self.date_due,
                    "drawn_by_id": self.env.uid,
                }
                for event_id, checker_id in drawn
            ]
        )
        for check in checks:
            check.event_id._notify(check.checker_id, "check")
        return checks.with_env(self.env)

    def _candidates(self):
        """Closed to satisfaction in that time, and not drawn on this level before."""
        end = day_start(self.env, self.date_to + relativedelta(days=1))
        running = Domain("level", "=", self.level) & Domain("state", "!=", EXPIRED)
        return (
            Domain("state", "=", ARCHIVED)
            & Domain("rating_id.counts_satisfied", "=", True)
            & Domain("archived_at", ">=", day_start(self.env, self.date_from))
            & Domain("archived_at", "<", end)
            & Domain("grid_id", "child_of", self.node_id.ids)
            # any!: a draw on one level must not draw again what is drawn, whoever asks
            & ~Domain("check_ids", "any!", running)
        )
