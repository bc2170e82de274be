from collections import defaultdict
from datetime import UTC, timedelta
from random import Random

from odoo.fields import Domain
from odoo.tests import tagged

from odoo.addons.grid_base.tools.clock import city_zone

from ..tools.kpi import COUNTS, Figures
from ..tools.moves import EVENT_STATES
from .kpi_common import KpiCase

EVENTS = 80
RUNS = 6


@tagged("post_install", "-at_install")
class TestKpiOracle(KpiCase):
    """Whatever the events: the query counts what a plain loop counts."""

    def test_query_equals_loop(self):
        nodes = self.env["grid.event.kpi"]._nodes(self.county)
        events = self.env["grid.event"].sudo()
        for _event in range(EVENTS):
            events += self.make_event(happened_at=self.moment(-100)).sudo()
        for seed in range(RUNS):
            chance = Random(seed)
            for event in events:
                event.write(self.some_values(chance))
            self.compare(events, nodes, self.moment(chance.randint(-60, 60)))

    def some_values(self, chance):
        def perhaps(days):
            day = chance.randint(*days)
            hour = chance.randint(0, 23)
            return self.moment(day, hour) if chance.random() < 0.7 else False

        codes = self.env["grid.code"]
        reasons = codes.search([("table", "=", "event_invalid")])
        ratings = codes.search([("table", "=", "event_rating")])
        grids = self.grid_a11 + self.grid_a21 + self.grid_b11 + self.county
        return {
            "state": chance.choice(EVENT_STATES)[0],
            "grid_id": chance.choice(grids).id,
            "category_id": chance.choice([self.category, self.category_b]).id,
            "reported_at": perhaps((-70, 70)),
            "accepted_at": perhaps((-70, 70)),
            "accept_due": perhaps((-70, 70)),
            "deadline_start": perhaps((-70, 70)),
            "limit_value": chance.randint(0, 20),
            "limit_unit": chance.choice(["calendar_day", "hour", False]),
            "deadline_done_at": perhaps((-70, 70)),
            "invalid_id": chance.choice(list(reasons)).id,
            "rating_id": chance.choice([False, *ratings.ids]),
            "return_count": chance.randint(0, 3),
        }

    def compare(self, events, nodes, now):
        kpi = self.env["grid.event.kpi"]
        domain = kpi._reported(self.county) & Domain("id", "in", events.ids)
        by = ("grid", "category", "month")
        expected = defaultdict(Figures)
        for event in events:
            if event.reported_at and event.state != "draft":
                key = self.key(event, nodes)
                expected[key] += self.count(event, now)
        self.assertEqual(kpi._figures(domain, by, nodes, at=now), expected)
        total = sum(expected.values(), Figures())
        self.assertEqual(kpi._total(domain, at=now), total)

    def key(self, event, nodes):
        node = event.grid_id
        while node not in nodes:
            node = node.parent_id
        local = event.reported_at.replace(tzinfo=UTC).astimezone(city_zone(self.env))
        return node.id, event.category_id.id, local.date().replace(day=1)

    def count(self, event, now):
        """An event as the definitions say it in words."""
        valid = event.state != "void"
        done = event.state in ("to_rate", "archived")
        reason = event.invalid_id.code if not valid else None
        second = timedelta(seconds=0)
        accept = event.accept_due and (
            (event.accepted_at or now) - event.accept_due > second
        )
        handle = event.deadline and (
            (event.deadline_done_at or now) - event.deadline > second
        )
        found = {
            "reported": True,
            "valid": valid,
            "duplicate": reason == "01",
            "incomplete": reason == "02",
            "own_work": reason == "03",
            "done": done,
            "in_time": done and not (event.deadline_done_at and handle),
            "late_accept": valid and accept,
            "late_handle": valid and handle,
            "overdue": valid and (accept or handle),
            "evaluated": valid and event.rating_id,
            "satisfied": valid and event.rating_id.code in ("02", "03", "04"),
        }
        counts = {name: int(bool(value)) for name, value in found.items()}
        counts["supervised"] = 0
        counts["returned"] = event.return_count
        return Figures(*(counts[name] for name in COUNTS))
