from datetime import datetime, timedelta

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form

from .common import GridCase


class VisitCase(GridCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = cls.make_user("worker", cls.grid_a11, "grid_worker")
        cls.colleague = cls.make_user("colleague", cls.grid_a11, "grid_worker")
        cls.officer = cls.make_user("officer", cls.community_a1, "station_officer")
        cls.home = cls.make_household(cls.grid_a11, "Lin")
        cls.elsewhere = cls.make_household(cls.grid_b11, "Chen")
        cls.routine = cls.env.ref("grid_base.grid_visit_purpose_routine")
        cls.other = cls.env.ref("grid_base.grid_visit_purpose_other")

    @classmethod
    def make_household(cls, grid, name):
        house = cls.env["grid.house"].create(
            {"grid_id": grid.id, "address": f"{name}'s house"}
        )
        return cls.env["grid.household"].create({"house_id": house.id})

    def visit(self, user=None, household=None, **values):
        household = household or self.home
        return (
            self.env["grid.visit"]
            .with_user(user or self.worker)
            .create({"household_id": household.id, "outcome": "met", **values})
        )


class TestVisit(VisitCase):
    def test_entry_on_a_phone(self):
        """Outcome and findings are all that has to be said."""
        action = self.home.with_user(self.worker).action_visit()
        visits = self.env["grid.visit"].with_user(self.worker)
        with Form(visits.with_context(**action["context"])) as form:
            form.outcome = "met"
            form.findings = "Light in the stairwell broken"
        visit = visits.search([("household_id", "=", self.home.id)])
        self.assertEqual(visit.staff_id, self.worker.grid_staff_ids)
        self.assertEqual(visit.grid_id, self.grid_a11)
        self.assertEqual(visit.house_id, self.home.house_id)

    def test_a_form_left_half_way_is_no_visit(self):
        """Odoo saves what can be saved when the page is left."""
        action = self.home.with_user(self.worker).action_visit()
        visits = self.env["grid.visit"].with_user(self.worker)
        form = Form(visits.with_context(**action["context"]))
        with self.assertRaisesRegex(AssertionError, "outcome"):
            form.save()

    def test_next_visit_follows_the_purpose(self):
        visit = self.visit(purpose_id=self.routine.id)
        self.assertEqual((visit.next_date - self.today).days, 90)
        self.assertFalse(self.visit(purpose_id=self.other.id).next_date)

    def test_household_knows_its_last_visit(self):
        self.assertEqual(self.home.visit_state, "never")
        visit = self.visit(purpose_id=self.routine.id)
        self.assertEqual(self.home.last_visit_date, self.today)
        self.assertEqual(self.home.next_visit_date, visit.next_date)
        self.assertEqual(self.home.visit_state, "planned")
        visit.next_date = self.today
        self.assertEqual(self.home.visit_state, "today")
        visit.with_user(self.officer).unlink()
        self.assertEqual(self.home.visit_state, "never")

    def test_late_entry_of_an_earlier_visit_moves_nothing(self):
        last = self.visit(purpose_id=self.routine.id)
        self.visit(visited_at=datetime.now() - timedelta(days=30))
        self.assertEqual(self.home.next_visit_date, last.next_date)

    def test_due_households_are_found(self):
        self.visit(visited_at=datetime.now() - timedelta(days=100))
        households = self.env["grid.household"].with_user(self.worker)
        overdue = households.search([("visit_state", "=", "overdue")])
        self.assertEqual(overdue, self.home)
        due = households.search([("visit_state", "in", ["never", "today"])])
        self.assertNotIn(self.home, due)

    def test_visit_moved_to_another_household(self):
        second = self.make_household(self.grid_a11, "Huang")
        visit = self.visit()
        visit.household_id = second
        self.assertEqual(self.home.visit_state, "never")
        self.assertEqual(second.last_visit_date, self.today)

    def test_day_is_the_city_s(self):
        """Seven in the morning in Putian is still yesterday for the server."""
        visit = self.visit(visited_at=datetime(2026, 3, 1, 23, 0))
        self.assertEqual(str(self.home.last_visit_date), "2026-03-02")
        self.assertEqual(str(visit.next_date), "2026-05-31")

    def test_visit_needs_a_target_and_a_time_that_has_come(self):
        with self.assertRaisesRegex(ValidationError, "whom"):
            self.env["grid.visit"].with_user(self.worker).create(
                {"kind": "special", "grid_id": self.grid_a11.id, "outcome": "met"}
            )
        with self.assertRaisesRegex(ValidationError, "before it took place"):
            self.visit(visited_at=datetime.now() + timedelta(days=1))

    def test_worker_records_own_visits_only(self):
        with self.assertRaises(AccessError):
            self.visit(staff_id=self.colleague.grid_staff_ids.id)
        visit = self.visit()
        with self.assertRaises(AccessError):
            visit.with_user(self.colleague).findings = "nothing"
        with self.assertRaises(AccessError):
            visit.unlink()
        visit.with_user(self.officer).measures = "Electrician sent"

    def test_visit_elsewhere(self):
        with self.assertRaises(AccessError):
            self.visit(household=self.elsewhere)

    def test_batch_costs_few_queries(self):
        purpose = self.routine.id
        values = {"household_id": self.home.id, "purpose_id": purpose, "outcome": "met"}
        values = [values] * 50
        create = self.env["grid.visit"].with_user(self.worker).create
        create(values[:1])
        with self.assertQueryCount(25):
            create(values)


class TestVisitPhoto(VisitCase):
    def upload(self, user, **values):
        return (
            self.env["ir.attachment"]
            .with_user(user)
            .create({"name": "door.png", "raw": b"x", **values})
        )

    def test_photo_is_seen_by_who_sees_the_visit(self):
        photo = self.upload(self.worker, res_model="grid.visit", res_id=0)
        visit = self.visit(photo_ids=photo.ids)
        self.assertEqual(photo.res_id, visit.id)
        self.env.invalidate_all()
        self.assertTrue(photo.with_user(self.officer).raw)
        stranger = self.make_user("stranger", self.grid_b11, "grid_worker")
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            photo.with_user(stranger).read(["raw"])

    def test_photo_of_another_record_is_refused(self):
        stranger = self.make_user("stranger", self.grid_b11, "grid_worker")
        there = self.visit(user=stranger, household=self.elsewhere)
        secret = self.upload(stranger, res_model="grid.visit", res_id=there.id)
        draft = self.upload(stranger)
        for photo in (secret, draft):
            with self.assertRaises(AccessError):
                self.visit(photo_ids=photo.ids)

    def test_photos_go_with_the_visit(self):
        photo = self.upload(self.worker)
        visit = self.visit(photo_ids=photo.ids)
        visit.with_user(self.officer).unlink()
        self.assertFalse(photo.exists())


class TestVisitCoverage(VisitCase):
    def rows(self, user=None, **domain):
        coverage = self.env["grid.visit.coverage"].with_user(user or self.officer)
        return coverage.search([(key, "=", value) for key, value in domain.items()])

    def test_coverage(self):
        self.make_household(self.grid_a11, "Huang")
        self.visit()
        self.visit(outcome="absent")
        self.visit(user=self.colleague)
        row = self.rows(per="grid", grid_id=self.grid_a11.id)
        self.assertEqual(row.visit_count, 3)
        self.assertEqual(row.met_count, 2)
        self.assertEqual(row.visited_count, 1)
        self.assertEqual(row.household_count, 2)
        self.assertEqual(row.coverage, 0.5)
        self.assertEqual(row.month, self.today.replace(day=1))
        workers = self.rows(per="worker", grid_id=self.grid_a11.id)
        self.assertEqual(sorted(workers.mapped("visit_count")), [1, 2])

    def test_coverage_in_scope_only(self):
        stranger = self.make_user("stranger", self.grid_b11, "grid_worker")
        self.visit()
        self.visit(user=stranger, household=self.elsewhere)
        self.assertEqual(self.rows().grid_id, self.grid_a11)
        self.assertEqual(self.rows(user=stranger).grid_id, self.grid_b11)

    def test_every_row_has_its_own_id(self):
        """Months, grids and visitors are packed into the id of a row."""
        for months in range(3):
            for user in (self.worker, self.colleague):
                when = datetime.now() - timedelta(days=31 * months)
                self.visit(user=user, visited_at=when)
        rows = self.rows()
        self.assertEqual(len(rows), 9)
        self.assertLess(max(rows.ids), 2**53)

    def test_month_is_the_city_s(self):
        self.visit(visited_at=datetime(2026, 2, 28, 17, 0))
        self.assertEqual(
            str(self.rows(per="grid", grid_id=self.grid_a11.id).month), "2026-03-01"
        )
