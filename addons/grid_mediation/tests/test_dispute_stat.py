from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..models.grid_dispute_stat import COUNTS
from .figures_common import FiguresCase


@tagged("post_install", "-at_install")
class TestDisputeStat(FiguresCase):
    """The screen shows the figures of the reports, on the same sample."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.disputes = cls.make_random(60)

    def stats(self, user=None):
        user = user or self.county_officer
        return self.env["grid.dispute.stat"].with_user(user)

    def sample(self):
        return [("id", "in", self.disputes.ids)]

    def test_sums_are_the_figures(self):
        sums = self.stats()._read_group(
            self.sample(), [], [f"{name}:sum" for name in COUNTS] + ["__count"]
        )[0]
        kpi = self.env["grid.dispute.kpi"].with_user(self.county_officer)
        found = kpi._total(kpi._reported(self.county))
        self.assertEqual(
            sums, (*(getattr(found, name) for name in COUNTS), found.registered)
        )
        self.assertTrue(all(sums))

    def test_rates_by_kind_and_body(self):
        groups = ["kind_id", "body_id"]
        rates = ["success_rate:avg", "settlement_rate:avg"]
        inside = self.counted(self.disputes, "registered_at", date.min, date.max)
        found = self.stats()._read_group(self.sample(), groups, rates)
        self.assertTrue(found)
        for kind, body, success, settlement in found:
            mine = inside.filtered(
                lambda d, kind=kind, body=body: (
                    d.kind_id.id == kind.id and d.body_id.id == body.id
                )
            )
            accepted = mine.filtered("accepted_at")
            settled = accepted.filtered("agreed_at")
            if accepted:
                self.assertAlmostEqual(success, len(settled) / len(accepted))
            else:
                self.assertFalse(success)
            settled = mine.filtered("agreed_at")
            self.assertAlmostEqual(settlement, len(settled) / len(mine))

    def test_places_above(self):
        dispute = self.dispute(grid_id=self.grid_a11.id)
        row = self.stats().browse(dispute.id)
        self.assertEqual(
            (row.county_id + row.town_id + row.community_id).ids,
            (self.county + self.town_a + self.community_a1).ids,
        )

    def test_risk_of_a_row(self):
        weights = {"red": 10, "orange": 5, "yellow": 2, "blue": 1, False: 0}
        for grade, weight in weights.items():
            dispute = self.dispute(grade=grade)
            self.assertEqual(self.stats().browse(dispute.id).risk, weight)
        dispute.write({"grade": "red", "state": "agreed"})
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.stats().browse(dispute.id).risk, 0)

    def test_scope(self):
        found = self.stats(self.officer).search(self.sample()).grid_id
        self.assertTrue(found)
        for grid in found:
            self.assertTrue(grid.parent_path.startswith(self.town_a.parent_path))
        for user in (self.mediator_user, self.registrar, self.court_user):
            with self.assertRaises(AccessError):
                self.stats(user).search([])

    def test_from_a_row_to_the_dispute(self):
        dispute = self.dispute()
        action = self.stats(self.officer).browse(dispute.id).action_open_dispute()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("grid.dispute", dispute.id)
        )
