from collections import defaultdict
from datetime import date

from odoo.fields import Domain
from odoo.tests import tagged

from ..tools.kpi import COUNTS, Figures, change, rate
from .figures_common import PENDING, FiguresCase

WEIGHTS = {"red": 10, "orange": 5, "yellow": 2, "blue": 1, False: 0}


@tagged("post_install", "-at_install")
class TestDisputeKpi(FiguresCase):
    """Whatever the disputes: the queries count what plain loops count."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.disputes = cls.make_random(120)
        cls.kpi = cls.env["grid.dispute.kpi"]
        cls.now = cls.moment("2026-06-15")

    def count(self, dispute):
        """A dispute as the definitions say it in words."""
        settled = bool(dispute.agreed_at)
        pending = dispute.state in PENDING
        late = dispute.deadline and dispute.deadline < self.now
        accepted = bool(dispute.accepted_at)
        code = dispute.source_id.code
        found = {
            "registered": 1,
            "accepted": accepted,
            "settled": settled,
            "terminated": dispute.state in ("terminated", "closed") and not settled,
            "refused": dispute.state == "refused",
            "pending": pending,
            "overdue": pending and late,
            "people": dispute.people_count,
            "cents": round(dispute.agreed_amount * 100) if settled else 0,
            "own": accepted and code in ("01", "04", "10"),
            "applied": accepted and code == "02",
            "entrusted": accepted and code in ("03", "05", "06", "07", "08", "09"),
            "crime_cases": dispute.prevented_crime > 0,
            "crime_people": dispute.prevented_crime,
            "petition_cases": dispute.prevented_petition > 0,
            "petition_people": dispute.prevented_petition,
        }
        return Figures(*(int(found[name] or 0) for name in COUNTS))

    def of_sample(self):
        return Domain("id", "in", self.disputes.ids)

    def test_query_equals_loop(self):
        nodes = self.kpi._nodes(self.county)
        domain = self.kpi._reported(self.county) & self.of_sample()
        inside = self.counted(self.disputes, "registered_at", date.min, date.max)
        expected = defaultdict(Figures)
        for dispute in inside:
            key = (
                self.nearest(dispute, nodes).id,
                dispute.kind_id.id or None,
                dispute.body_id.id or None,
            )
            expected[key] += self.count(dispute)
        found = self.kpi._figures(domain, ("grid", "kind", "body"), nodes, at=self.now)
        self.assertEqual(found, expected)
        total = sum(expected.values(), Figures())
        self.assertEqual(self.kpi._total(domain, at=self.now), total)
        self.assertTrue(all(getattr(total, name) for name in COUNTS), "a blind sample")

    def test_a_case_of_two_mediators_is_the_work_of_both(self):
        domain = self.kpi._reported(self.county) & self.of_sample()
        expected = defaultdict(Figures)
        for dispute in self.counted(self.disputes, "registered_at", date.min, date.max):
            for mediator in dispute.mediator_ids:
                expected[mediator.id,] += self.count(dispute)
        found = self.kpi._figures(domain, ("mediator",), at=self.now)
        self.assertEqual(found, expected)

    def test_periods_by_the_clock_of_the_city(self):
        first, last = date(2026, 6, 1), date(2026, 6, 30)
        for name in ("registered_at", "accepted_at"):
            domain = self.kpi._reported(self.county, first, last, moment=name)
            found = self.env["grid.dispute"].search(domain & self.of_sample())
            self.assertEqual(
                found.sorted("id"),
                self.counted(self.disputes, name, first, last).sorted("id"),
            )

    def test_risk_is_what_was_open_when_the_month_ended(self):
        nodes = self.kpi._nodes(self.county)
        for last in (date(2026, 5, 31), date(2026, 7, 15)):
            expected = defaultdict(int)
            found = self.counted(self.disputes, "registered_at", date.min, last)
            for dispute in found:
                over = [
                    dispute[name]
                    for name in ("agreed_at", "ended_at")
                    if self.in_time(dispute[name], date.min, last)
                ]
                if not over:
                    node = self.nearest(dispute, nodes)
                    expected[node.id] += WEIGHTS[dispute.grade]
            domain = self.kpi._unsettled(self.county, last) & self.of_sample()
            self.assertEqual(self.kpi._risk(domain, nodes), expected)

    def test_weights_are_settings(self):
        dispute = self.dispute(grade="red", grid_id=self.grid_b11.id)
        nodes = self.kpi._nodes(self.county)
        domain = self.kpi._unsettled(self.county) & Domain("id", "=", dispute.id)
        self.assertEqual(self.kpi._risk(domain, nodes), {self.town_b.id: 10})
        self.env["ir.config_parameter"].set_param("grid_mediation.risk_red", "0")
        self.assertEqual(self.kpi._risk(domain, nodes), {self.town_b.id: 0})

    def test_nothing(self):
        none = self.kpi._reported(self.county, date(2020, 1, 1), date(2020, 1, 31))
        self.assertEqual(self.kpi._total(none), Figures())
        self.assertEqual(Figures().settlement_rate, 1)
        self.assertEqual(Figures().success_rate, 1)
        self.assertEqual(rate(0, 3, 1), 0)
        self.assertIsNone(change(3, 0))
        self.assertEqual(change(0, 4), -1)

    def test_one_query_whatever_the_number(self):
        nodes = self.kpi._nodes(self.county)
        domain = self.kpi._reported(self.county)
        self.kpi._figures(domain, ("grid",), nodes)
        self.env.flush_all()
        with self.assertQueryCount(3):
            # grids at or below, the sources' heads, the count
            self.kpi._figures(domain, ("grid",), nodes)
