from dateutil.relativedelta import relativedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..tools.kpi import Figures, change, rate
from .kpi_common import KpiCase


@tagged("post_install", "-at_install")
class TestKpi(KpiCase):
    """The figures of a month worked out by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_sample()

    def figures(self, user=None, by=(), root=None, nodes=None, day=20):
        kpi = self.env["grid.event.kpi"].with_user(user or self.county_officer)
        last = self.first + relativedelta(months=1, days=-1)
        domain = kpi._reported(root or self.county, self.first, last)
        return kpi._figures(domain, by, nodes, at=self.moment(day))

    def test_of_the_county(self):
        found = self.figures()[()]
        self.assertEqual(
            found,
            Figures(
                # 4 of day 1 handled or forgotten, 4 void, 1 on the spot, 2 of day 19;
                # not the rejected one, not the draft, not the month before
                reported=11,
                # without: merged, incomplete, own work, taken back
                valid=7,
                duplicate=1,
                incomplete=1,
                own_work=1,
                # 3 archived after an order, 1 on the spot
                done=4,
                # of these all but the one answered on day 10
                in_time=3,
                # accepted on day 5; never accepted
                late_accept=2,
                # answered on day 10; never handled
                late_handle=2,
                # these four are three events
                overdue=3,
                # 02, 01, 03, and 02 on the spot
                evaluated=4,
                satisfied=3,
                returned=1,
                # late_handled and forgotten
                supervised=2,
            ),
        )
        self.assertEqual(found.invalid, 4)
        self.assertAlmostEqual(found.valid_rate, 7 / 11)
        self.assertAlmostEqual(found.completion_rate, 4 / 7)
        self.assertAlmostEqual(found.overdue_rate, 3 / 7)
        self.assertAlmostEqual(found.on_time_rate, 3 / 4)
        self.assertAlmostEqual(found.satisfaction_rate, 3 / 4)
        self.assertAlmostEqual(found.supervision_rate, 2 / 11)

    def test_late_is_late_as_of_a_moment(self):
        # on day 3 at ten nothing is late yet: the limit ends with the day
        self.assertEqual(self.figures(day=3)[()].late_accept, 1)
        found = self.figures(day=8)[()]
        # accepted on day 5 is a fact by now; forgotten since the end of day 3
        self.assertEqual(found.late_accept, 2)
        # answered on day 10 is known when the figure is asked for later
        self.assertEqual(found.late_handle, 1)
        self.assertEqual(self.figures(day=9)[()].late_handle, 2)

    def test_moment_of_the_deadline_is_in_time(self):
        kpi = self.env["grid.event.kpi"]
        domain = [("id", "=", self.forgotten.id)]
        due = self.forgotten.accept_due
        self.assertEqual(kpi._total(domain, at=due).late_accept, 0)
        after = due + relativedelta(seconds=1)
        self.assertEqual(kpi._total(domain, at=after).late_accept, 1)
        due = self.forgotten.deadline
        self.assertEqual(kpi._total(domain, at=due).late_handle, 0)

    def test_by_category_and_channel(self):
        found = self.figures(by=("category",))
        a, b = (self.category.id,), (self.category_b.id,)
        self.assertEqual(found.keys(), {a, b})
        self.assertEqual((found[a].reported, found[a].valid), (8, 5))
        self.assertEqual((found[b].reported, found[b].valid), (3, 2))
        found = self.figures(by=("big_category", "channel"))
        channel = self.main.channel_id.id
        self.assertEqual(
            found.keys(),
            {(c.parent_id.id, channel) for c in (self.category, self.category_b)},
        )

    def test_by_node(self):
        kpi = self.env["grid.event.kpi"]
        nodes = kpi._nodes(self.county)
        self.assertEqual(nodes, self.town_a + self.town_b + self.county)
        found = self.figures(by=("grid",), nodes=nodes)
        self.assertEqual(found.keys(), {(self.town_a.id,), (self.town_b.id,)})
        self.assertEqual(found[self.town_a.id,].reported, 8)
        self.assertEqual(found[self.town_b.id,].done, 1)
        level = self.env.ref("grid_base.grid_level_unit")
        nodes = kpi._nodes(self.county, level)
        found = self.figures(by=("grid", "month"), nodes=nodes)
        self.assertEqual(found[self.grid_a12.id, self.first].overdue, 1)
        self.assertEqual(found[self.grid_a11.id, self.first].reported, 7)

    def test_place_above_the_rows_counts_for_the_grid_itself(self):
        # nobody knows yet in which community it lies
        self.main.write({"grid_id": self.town_a.id})
        nodes = self.env["grid.event.kpi"]._nodes(self.town_a)
        found = self.figures(by=("grid",), root=self.town_a, nodes=nodes)
        self.assertEqual(found[self.town_a.id,].reported, 1)
        self.assertEqual(found[self.community_a1.id,].reported, 7)

    def test_under_the_rules_of_the_user(self):
        self.assertEqual(self.figures(self.station)[()].reported, 8)
        self.assertEqual(self.figures(self.worker_b)[()].reported, 3)
        stranger = self.make_user("kpi_stranger")
        nobody = self.env["grid.event.kpi"].with_user(stranger)
        with self.assertRaises(AccessError):
            nobody._total([])

    def test_compared(self):
        kpi = self.env["grid.event.kpi"].with_user(self.county_officer)
        now, before, year = kpi._compared(self.first, self.county)
        self.assertEqual((now.reported, before.reported, year.reported), (11, 1, 0))
        self.assertEqual(change(now.reported, before.reported), 10)
        self.assertIsNone(change(now.reported, year.reported))

    def test_reporting_month_from_the_26th(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("grid_base.month_first_day", "26")
        kpi = self.env["grid.event.kpi"].with_user(self.county_officer)
        found = kpi._figures(kpi._reported(self.county), by=("month",))
        # the event of eleven days before the first is of this month or the last one
        bounds = {
            month: kpi._total(kpi._reported(self.county, *self.bounds(month)))
            for (month,) in found
        }
        self.assertEqual({(m,): figures for m, figures in bounds.items()}, found)
        self.assertEqual(sum(f.reported for f in found.values()), 12)

    def bounds(self, month):
        first = month.replace(day=26) - relativedelta(months=1)
        return first, first + relativedelta(months=1, days=-1)

    def test_which_ratings_satisfy_is_set(self):
        code = self.env["grid.code"].browse(self.code("rating", "01"))
        code.counts_satisfied = True
        self.assertEqual(self.figures()[()].satisfied, 4)

    def test_one_query_whatever_the_number(self):
        nodes = self.env["grid.event.kpi"]._nodes(self.county)
        self.figures(by=("grid",), nodes=nodes)
        self.env["grid.event"].flush_model()
        # the figures, the ratings that satisfy, three codes of reasons
        with self.assertQueryCount(6):
            self.figures(by=("grid", "category", "month"), nodes=nodes)

    def test_nothing_divided(self):
        none = Figures()
        self.assertEqual(none.valid_rate, 0)
        self.assertEqual(none.satisfaction_rate, 0)
        self.assertEqual(rate(0, 0, empty=1.0), 1)
        self.assertEqual(rate(1, 4), 0.25)
        self.assertEqual(
            Figures(reported=2, valid=1) + Figures(reported=1), Figures(3, 1)
        )

    def test_state_by_month_over_the_tree(self):
        kpi = self.env["grid.event.kpi"].with_user(self.county_officer)
        nodes = self.county + self.town_b + self.grid_a12
        rows = kpi._state_by_month(kpi._reported(self.county), nodes)
        last = self.first - relativedelta(months=1)
        self.assertEqual(
            sorted(rows),
            sorted(
                [
                    (self.county.id, last, "archived", 1),
                    (self.county.id, self.first, "archived", 4),
                    (self.county.id, self.first, "void", 4),
                    (self.county.id, self.first, "accepted", 2),
                    (self.county.id, self.first, "reported", 1),
                    (self.town_b.id, self.first, "void", 1),
                    (self.town_b.id, self.first, "archived", 1),
                    (self.town_b.id, self.first, "accepted", 1),
                    (self.grid_a12.id, self.first, "reported", 1),
                ]
            ),
        )
