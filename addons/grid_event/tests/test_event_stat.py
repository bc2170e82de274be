from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..models.grid_event_stat import COUNTS
from .kpi_common import KpiCase


@tagged("post_install", "-at_install")
class TestEventStat(KpiCase):
    """The screen shows the figures of the reports, on the same sample."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_sample()

    def stats(self, user):
        return self.env["grid.event.stat"].with_user(user)

    def test_sums_are_the_figures(self):
        with self.at(20):
            sums = self.stats(self.county_officer)._read_group(
                [], [], [f"{name}:sum" for name in COUNTS] + ["__count"]
            )[0]
            kpi = self.env["grid.event.kpi"].with_user(self.county_officer)
            found = kpi._total(kpi._reported())
        self.assertEqual(
            sums, (*(getattr(found, name) for name in COUNTS), found.reported)
        )
        self.assertEqual(found.reported, 12)

    def test_lateness_as_of_now(self):
        def state(day, event):
            with self.at(day):
                self.env.invalidate_all()
                return self.stats(self.county_officer).browse(event.id).lateness

        self.assertEqual(state(8, self.forgotten), "running")
        self.assertEqual(state(9, self.forgotten), "overdue")
        self.assertEqual(state(20, self.late_handled), "late")
        self.assertEqual(state(20, self.main), "in_time")
        self.returned._make_move("suspend", {"reason": "Season"})
        self.assertEqual(state(40, self.returned), "stopped")

    def test_places_above(self):
        row = self.stats(self.county_officer).browse(self.main.id)
        self.assertEqual(
            row.county_id + row.town_id + row.community_id,
            self.county + self.town_a + self.community_a1,
        )

    def test_scope(self):
        grids = self.stats(self.station).search([]).grid_id
        self.assertEqual(grids, self.grid_a11 + self.grid_a12)
        self.assertFalse(self.stats(self.city_officer).search_count([]) - 12)
        for user in (self.worker, self.handler, self.make_user("stat_stranger")):
            with self.assertRaises(AccessError):
                self.stats(user).search([])

    def test_drill_down_to_the_event(self):
        action = self.stats(self.station).browse(self.main.id).action_open_event()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("grid.event", self.main.id)
        )

    def test_who_returned_what_and_why(self):
        action = self.env.ref("grid_event.grid_event_return_action")
        tasks = self.env["grid.event.task"].with_user(self.station)
        domain = [("state", "=", "returned")]
        self.assertEqual(action.domain, str(domain))
        groups = ["organization_id", "return_id"]
        found = tasks._read_group(domain, groups, ["__count"])
        reason = self.env["grid.code"].browse(self.code("return", "01"))
        self.assertEqual(found, [(self.police.with_env(tasks.env), reason, 1)])
