from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.grid_base.tools.clock import local_today

from .common import CareCase


class TestHelp(CareCase):
    """Hardships that a community helps with, and visits of the police."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.issued()["police"].case_id
        cls.today = local_today(cls.env)

    def hardship(self, user=None, **values):
        helps = self.env["grid.care.help"].with_user(user or self.community)
        return helps.create(
            {
                "case_id": self.case.id,
                "hardship_id": self.code("care_hardship", "1"),
                "description": "No money for the bus to the clinic",
                **values,
            }
        ).sudo()

    def visit(self, user=None, **values):
        visits = self.env["grid.care.visit"].with_user(user or self.police)
        return visits.create({"case_id": self.case.id, **values}).sudo()

    def test_what_was_done_comes_before_what_came_of_it(self):
        hardship = self.hardship()
        with self.assertRaisesRegex(UserError, "what was done"):
            hardship.with_user(self.community).outcome = "solved"
            self.env.flush_all()
        hardship.with_user(self.community).write(
            {"help": "The committee pays the fare", "outcome": "solved"}
        )
        self.assertEqual(hardship.done_on, self.today)

    def test_who_sees_a_hardship(self):
        hardship = self.hardship()
        hardship.with_user(self.officer).read(["description"])
        for user in (self.nurse, self.police, self.doctor, self.worker, self.officer_b):
            with self.assertRaises(AccessError):
                hardship.with_user(user).read(["description"])
            with self.assertRaises(AccessError):
                self.hardship(user=user)

    def test_it_stays_with_its_person(self):
        other = self.issued(patient=self.make_patient())["police"].case_id
        with self.assertRaises(UserError):
            self.hardship().with_user(self.community).case_id = other
        with self.assertRaises(UserError):
            self.visit().with_user(self.police).case_id = other

    def test_the_police_visit_regularly(self):
        self.assertEqual(self.case.police_by, self.today + timedelta(days=30))
        visit = self.visit(visited_on=self.today - timedelta(days=10))
        self.assertEqual(visit.organization_id, self.station)
        self.assertEqual(self.case.police_by, self.today + timedelta(days=20))
        due = [("id", "=", self.case.id), ("police_due", "=", True)]
        cases = self.env["grid.care.case"].with_user(self.police)
        self.assertFalse(cases.search_count(due))
        with freeze_time(f"{self.case.police_by} 04:00:00"):
            self.assertTrue(cases.search_count(due))
        self.move(self.case, self.officer, "leave", destination="Fuzhou")
        self.assertFalse(self.case.police_by)

    def test_only_the_station_of_the_place(self):
        for user in (self.nurse, self.officer, self.community, self.doctor):
            with self.assertRaises(AccessError):
                self.visit(user=user)
        with self.assertRaises(ValidationError):
            self.visit(visited_on=self.today + timedelta(days=1))
        visit = self.visit()
        for user in (self.nurse, self.community, self.doctor):
            with self.assertRaises(AccessError):
                visit.with_user(user).read(["note"])
