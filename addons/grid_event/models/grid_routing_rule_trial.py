from collections import Counter

from odoo import fields, models
from odoo.fields import Domain

SAMPLE = 500
"""How many past events a trial looks at."""

ASKED = (
    "grid_id",
    "category_id",
    "urgency_id",
    "channel_id",
    "reported_at",
    "accept_task_id",
    "holder_id",
)
"""All that a trial reads of an event: no title, no person."""


class GridRoutingRule(models.Model):
    """Trying a rule on past events before it counts."""

    _inherit = "grid.routing.rule"

    trial_event_count = fields.Integer(
        "Events Looked At",
        readonly=True,
        copy=False,
        help="The last ones reported in the area and category of the rule.",
    )
    trial_taken_count = fields.Integer(
        "Would Follow the Rule", readonly=True, copy=False
    )
    trial_moved_count = fields.Integer(
        "Would Go Elsewhere", compute="_compute_trial_moved_count"
    )
    trial_skipped_count = fields.Integer(
        "Receiver Not There",
        readonly=True,
        copy=False,
        help="The rule fits these, but whom it names is not staffed today.",
    )

    def _compute_trial_moved_count(self):
        for rule in self:
            moved = rule.trial_ids.filtered("moved")
            rule.trial_moved_count = sum(moved.mapped("event_count"))

    def action_try(self):
        """Try on Past Events: which of the last ones would go elsewhere."""
        self.ensure_one()
        self.check_access("write")
        # sudo: an administrator may not read events; what comes out of this is
        # offices and numbers
        rule = self.sudo()
        events = rule._past_events()
        rule.write(rule._try_on(events) | {"tried_by_id": self.env.uid})
        return True

    def _past_events(self):
        domain = Domain("reported_at", "!=", False)
        if self.grid_id:
            domain &= Domain("grid_id", "child_of", self.grid_id.id)
        if self.category_id:
            below = self.category_id.with_context(active_test=False).child_ids
            domain &= Domain("category_id", "in", (self.category_id | below).ids)
        return self.env["grid.event"].search_fetch(
            domain, ASKED, order="reported_at desc, id desc", limit=SAMPLE
        )

    def _try_on(self, events):
        """The result of the rule among those in force, with the staff of today."""
        others = [rule for rule in self._rules_in_force() if rule.id != self.id]
        router = self._router([*others, self._as_value()])
        facts = [self._facts(router, event) for event in events]
        duty = self._duty(router, facts)
        routes = [router.route(fact, duty) for fact in facts]
        went = self._went(events)
        lines = Counter(
            (went[event], self._desk_of(route.node_id, route.organization_id))
            for event, route in zip(events, routes, strict=True)
            if route.rule_id == self.id
        )
        self.trial_ids.unlink()
        self.env["grid.routing.trial"].create(
            [
                {
                    "rule_id": self.id,
                    "from_node_id": source[0],
                    "from_organization_id": source[1],
                    "to_node_id": target[0],
                    "to_organization_id": target[1],
                    "moved": source != target,
                    "event_count": number,
                }
                for (source, target), number in lines.items()
            ]
        )
        return {
            "tried_at": fields.Datetime.now(),
            "trial_event_count": len(events),
            "trial_taken_count": sum(lines.values()),
            "trial_skipped_count": sum(self.id in r.skipped for r in routes),
        }

    def _went(self, events):
        """The desk each event went to: its main handler, else who had to accept it.

        :return: dict of event to (node, organization), one of them False
        """
        tasks = self.env["grid.event.task"]
        events.accept_task_id.fetch(["node_id"])
        went = {
            event: self._desk_of((event.accept_task_id.node_id or event.holder_id).id)
            for event in events
        }
        orders = tasks.search_fetch(
            Domain("event_id", "in", events.ids)
            & Domain("kind", "=", "main")
            & Domain("state", "not in", ("returned", "recalled", "cancelled")),
            ["event_id", "node_id", "organization_id"],
            order="id desc",
        )
        for order in orders:
            # the first order that held is the last one here
            went[order.event_id] = self._desk_of(
                order.node_id.id, order.organization_id.id
            )
        return went

    def _desk_of(self, node_id, organization_id=False):
        return (False, organization_id) if organization_id else (node_id, False)
