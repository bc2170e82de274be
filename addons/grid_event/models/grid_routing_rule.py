from datetime import UTC

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError

from odoo.addons.grid_base.tools import shared_cache
from odoo.addons.grid_base.tools.clock import city_zone
from odoo.addons.grid_base.tools.code_field import Code

from ..tools import routing

ROUTES = "grid_event.routes"
DISPATCHER = "grid_event.group_event_dispatcher"
DAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
TARGETS = {
    routing.LEVEL: "level_id",
    routing.NODE: "node_id",
    routing.ORGANIZATION: "organization_id",
    routing.ORGANIZATION_KIND: "organization_kind_id",
}
MEANING = {
    "grid_id",
    "category_id",
    "urgency_id",
    "channel_id",
    "days",
    *DAYS,
    "hour_from",
    "hour_to",
    "target_kind",
    *TARGETS.values(),
}
"""What a trial has tried: a change of it needs another one."""

CONTROLLED = {
    "state",
    "trial_event_count",
    "trial_ids",
    "trial_skipped_count",
    "trial_taken_count",
    "tried_at",
    "tried_by_id",
}


class GridRoutingRule(models.Model):
    """Where events of some kind, place and time go: the first rule that fits decides.

    A rule whose receiver is not there (archived, nobody posted, no login) is passed
    over. A draft does not count. It is tried on past events before it is put in
    force, and stays as it was tried: to change it, it is taken out of force first,
    so that nothing goes elsewhere than somebody has seen. Its place in the order can
    be changed at any time.
    """

    _name = "grid.routing.rule"
    _description = "Routing Rule"
    _inherit = ["grid.link.mixin", "grid.coded.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    state = fields.Selection(
        [("draft", "Draft"), ("in_force", "In Force")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
    )
    basis = fields.Char(help="The document or the agreement this rule rests on.")
    # which events
    grid_id = fields.Many2one(
        "grid.grid",
        "Area",
        index="btree_not_null",
        ondelete="restrict",
        help="Events in this grid and below. Empty: everywhere.",
    )
    category_id = fields.Many2one(
        "grid.event.category",
        "Category",
        index="btree_not_null",
        ondelete="restrict",
        help="Holds for its small classes, too. Empty: every category.",
    )
    urgency_id = Code("event_urgency", "Urgency", help="Empty: all.")
    channel_id = Code("event_channel", "Event Channel", help="Empty: all.")
    days = fields.Selection(
        [
            (routing.ANY_DAY, "Every Day"),
            (routing.WORKING_DAYS, "Working Days"),
            (routing.FREE_DAYS, "Days Off"),
            (routing.WEEKDAYS, "Some Weekdays"),
        ],
        required=True,
        default=routing.ANY_DAY,
        help="By the working days of the city, make-up days and holidays included.",
    )
    monday = fields.Boolean()
    tuesday = fields.Boolean()
    wednesday = fields.Boolean()
    thursday = fields.Boolean()
    friday = fields.Boolean()
    saturday = fields.Boolean()
    sunday = fields.Boolean()
    hour_from = fields.Float(
        "From",
        help="By the clock of the city, when the event is reported. From 22:00 to 6:00 "
        "is the night that begins on that day. Both the same: the whole day.",
    )
    hour_to = fields.Float("To")
    # to whom
    target_kind = fields.Selection(
        [
            (routing.LEVEL, "Centre or Station of a Level"),
            (routing.NODE, "One Centre or Station"),
            (routing.ORGANIZATION, "One Department"),
            (routing.ORGANIZATION_KIND, "Nearest Department of a Kind"),
        ],
        "Receiver",
        required=True,
        default=routing.LEVEL,
    )
    level_id = fields.Many2one(
        "grid.level",
        "Level",
        ondelete="restrict",
        help="The one above the place, or the place itself where it is higher.",
    )
    node_id = fields.Many2one("grid.grid", "Centre or Station", ondelete="restrict")
    organization_id = fields.Many2one(
        "grid.organization", "Department", ondelete="restrict"
    )
    organization_kind_id = fields.Many2one(
        "grid.organization.kind",
        "Kind of Department",
        ondelete="restrict",
        help="The first one seated on the way up from the place.",
    )
    target_name = fields.Char("Goes To", compute="_compute_target_name")
    # trial
    tried_at = fields.Datetime("Tried On", readonly=True, copy=False)
    tried_by_id = fields.Many2one(
        "res.users", "Tried By", readonly=True, copy=False, ondelete="restrict"
    )
    trial_ids = fields.One2many("grid.routing.trial", "rule_id", "Trial", readonly=True)

    _hours_range = models.Constraint(
        "CHECK (hour_from >= 0 AND hour_from < 24 AND hour_to >= 0 AND hour_to <= 24)",
        "Hours lie from 0:00 to 24:00.",
    )

    @api.constrains("target_kind", *TARGETS.values())
    def _check_target(self):
        for rule in self:
            if not rule[TARGETS[rule.target_kind]]:
                raise ValidationError(
                    self.env._("%s: say who receives the events.", rule.name)
                )

    @api.constrains("days", *DAYS)
    def _check_days(self):
        for rule in self:
            if rule.days == routing.WEEKDAYS and not rule._weekdays():
                raise ValidationError(
                    self.env._("%s: choose a weekday at least.", rule.name)
                )

    @api.depends("target_kind", *TARGETS.values())
    def _compute_target_name(self):
        for rule in self:
            target = rule[TARGETS[rule.target_kind]] if rule.target_kind else None
            rule.target_name = target and target.display_name

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_controlled(vals)
        rules = super().create(vals_list)
        self._routes_changed()
        return rules

    def write(self, vals):
        self._check_controlled(vals)
        if MEANING & vals.keys():
            self._check_out_of_force()
            vals = dict(vals, tried_at=False, tried_by_id=False)
        if "active" in vals:
            # what comes back from the archive is tried anew
            vals = dict(vals, state="draft", tried_at=False, tried_by_id=False)
        res = super().write(vals)
        if "tried_at" in vals and not vals["tried_at"]:
            # sudo: results are written by the trial alone
            self.trial_ids.sudo().unlink()
        self._routes_changed()
        return res

    def unlink(self):
        res = super().unlink()
        self._routes_changed()
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_out_of_force(self):
        self._check_out_of_force()

    def _check_controlled(self, vals):
        if not self.env.su and CONTROLLED & vals.keys():
            raise UserError(
                self.env._("A rule is put in force by its button, after a trial.")
            )

    def _check_out_of_force(self):
        for rule in self.filtered(lambda rule: rule.state == "in_force"):
            raise UserError(
                self.env._("%s is in force. Take it out of force first.", rule.name)
            )

    def action_put_in_force(self):
        """Let the rule count from now on, as it was tried."""
        self.check_access("write")
        for rule in self:
            if not rule.active:
                raise UserError(self.env._("%s is archived.", rule.name))
            if not rule.tried_at:
                raise UserError(
                    self.env._(
                        "%s was never tried since it was last changed. "
                        "Try it on past events first.",
                        rule.name,
                    )
                )
        # sudo: the state is changed by this button alone
        self.sudo().state = "in_force"
        return True

    def action_take_out_of_force(self):
        self.check_access("write")
        # sudo: the state is changed by this button alone
        self.sudo().state = "draft"
        return True

    @api.model
    @api.private
    def _follow_merge(self, emptied, target):
        """Grids become one: their rules mean the one that remains, in force or not."""
        # sudo: who merges grids need not see the rules about them
        rules = self.sudo().with_context(active_test=False)
        for name in ("grid_id", "node_id"):
            found = rules.search([(name, "in", emptied.ids)])
            # past the own write: it is still what was tried
            super(GridRoutingRule, found).write({name: target.id})
        self._routes_changed()

    # -- routing -----------------------------------------------------------------

    @api.model
    @api.private
    def _route(self, event):
        """Where an event goes.

        :return: (node that holds it, department it goes to or none, rule or none)
        """
        return self._route_all([event])[0]

    @api.model
    @api.private
    def _route_all(self, events):
        """The same for several: as few queries as for one."""
        router = self._router(self._rules_in_force())
        facts = [self._facts(router, event) for event in events]
        duty = self._duty(router, facts)
        grids = self.env["grid.grid"]
        organizations = self.env["grid.organization"]
        return [
            (
                grids.browse(route.node_id),
                organizations.browse(route.organization_id),
                self.browse(route.rule_id),
            )
            for route in (router.route(fact, duty) for fact in facts)
        ]

    @api.private
    def _matches(self, event):
        """Whether this rule is about an event, whoever receives it."""
        self.ensure_one()
        rule = self._as_value()
        router = self._router([rule])
        return routing.matches(rule, self._facts(router, event), router.works)

    @api.model
    def _router(self, rules):
        # a function: the calendar is made only where a rule asks for it
        return routing.Router(
            self.env["grid.grid"]._event_territory(),
            rules,
            self.env["grid.event.category"]._event_routes(),
            lambda day: self.env["grid.workday"]._work_calendar().works(day),
        )

    @api.model
    def _facts(self, router, event):
        reported = event.reported_at or fields.Datetime.now()
        return routing.Facts(
            tuple(router.territory.path(event.grid_id.id)),
            router.lineage(event.category_id.id),
            event.urgency_id.id,
            event.channel_id.id,
            reported.replace(tzinfo=UTC).astimezone(city_zone(self.env)),
        )

    @api.model
    def _duty(self, router, facts):
        """Who is there today: two queries at most, however many events are asked."""
        grid_ids, organization_ids, kind_ids = router.asked(facts)
        territory = router.territory
        active = [grid_id for grid_id in grid_ids if territory.is_active(grid_id)]
        staffed = self.env["grid.grid"].browse(active)._event_user_ids(DISPATCHER)
        acting = self.env["grid.organization"]._event_on_duty(
            organization_ids, kind_ids, grid_ids
        )
        return routing.Duty(
            frozenset(grid.id for grid in staffed),
            {row[0]: routing.Organization._make(row) for row in acting},
        )

    # -- rules as values ---------------------------------------------------------

    @api.model
    def _routes_changed(self):
        shared_cache.changed(self.env, ROUTES)

    @api.model
    def _rules_in_force(self):
        """The rules in force, from memory."""
        return shared_cache.read(
            self.env, ROUTES, "rules", self._cached_rules, self._read_rules
        )

    @api.model
    @tools.ormcache(cache="stable")
    def _cached_rules(self):
        return self._read_rules()

    @api.model
    def _read_rules(self):
        # sudo: rules are the same for all events, whoever reports
        rules = self.sudo().with_context(active_test=True)
        return tuple(
            rule._as_value() for rule in rules.search([("state", "=", "in_force")])
        )

    def _as_value(self):
        return routing.Rule(
            self.id,
            self.sequence,
            routing.Target(self.target_kind, self[TARGETS[self.target_kind]].id),
            self.grid_id.id,
            self.category_id.id,
            self.urgency_id.id,
            self.channel_id.id,
            self.days,
            self._weekdays(),
            self.hour_from,
            self.hour_to,
        )

    def _weekdays(self):
        return frozenset(number for number, day in enumerate(DAYS) if self[day])
