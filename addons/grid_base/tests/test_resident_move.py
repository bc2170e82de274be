from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .people_common import LIN, MAN, PeopleCase


@tagged("post_install", "-at_install")
class TestResidentMove(PeopleCase):
    """Moving keeps the history; who no longer is in scope is out of reach."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.day = cls.today - timedelta(days=400)
        head = cls.code("relation", "02").id
        cls.lin = cls.make_resident(
            date_in=cls.day, relation_id=head, phone="13812345678"
        )
        cls.son = cls.make_resident("Son", date_in=cls.day)
        cls.near = cls.make_house(cls.grid_a11, street="Second Street")
        cls.far_officer = cls.make_user(
            "people_far", cls.community_b1, "station_officer"
        )
        cls.city_officer = cls.make_user("people_city", cls.city, "city_officer")

    def move(self, residents, user=None, **values):
        wizard = (
            self.env["grid.resident.move"]
            .with_user(user or self.worker)
            .create({"resident_ids": residents.ids, **values})
        )
        return wizard.action_confirm()

    def test_to_another_house_of_the_own_grid(self):
        self.move(self.son, house_id=self.near.id, reason="Married")
        self.assertEqual(self.son.house_id, self.near)
        self.assertFalse(self.son.household_id)
        self.assertEqual(self.son.date_in, self.today)
        self.assertEqual(self.son.arrival_kind, "moved")
        stay = self.son.residence_ids
        self.assertEqual(stay.house_id, self.house)
        self.assertEqual(stay.household_id, self.household)
        self.assertEqual((stay.date_from, stay.date_to), (self.day, self.today))
        self.assertEqual(stay.kind, "moved")
        self.assertEqual(stay.reason, "Married")
        self.assertEqual(stay.grid_id, self.grid_a11)

    def test_out_of_the_scope(self):
        worker_view = self.lin.with_user(self.worker)
        self.assertEqual(worker_view.name, LIN)
        self.move(self.lin, grid_id=self.grid_b11.id)
        self.env.invalidate_all()
        self.assertEqual(self.lin.grid_id, self.grid_b11)
        self.assertFalse(self.lin.house_id)
        self.assertFalse(self.household.head_id)
        # the sending side knows the id and reaches nothing
        for method in (
            lambda: worker_view.read(["name"]),
            lambda: worker_view.write({"name": "x"}),
            lambda: worker_view.masked_reveal(["phone"], "I remember the number"),
            lambda: self.move(self.lin, grid_id=self.grid_a11.id),
        ):
            with self.assertRaises(AccessError):
                method()
        self.assertFalse(
            self.env["grid.resident"]
            .with_user(self.worker)
            .search([("id", "=", self.lin.id)])
        )
        # the receiving side sees the person at once, and not the stay before
        received = self.lin.with_user(self.far_officer)
        self.assertEqual(received.name, LIN)
        self.assertFalse(received.residence_ids)
        # the sending side keeps its own part of the history, the city sees all
        stays = self.env["grid.residence"].with_user(self.worker).search([])
        self.assertEqual(stays.grid_id, self.grid_a11)
        self.env.invalidate_all()
        self.assertEqual(self.lin.with_user(self.city_officer).residence_ids, stays)

    def test_house_outside_the_scope_is_refused(self):
        with self.assertRaises(AccessError):
            self.move(self.lin, house_id=self.other_house.id)
        with self.assertRaises(AccessError):
            self.move(self.lin, household_id=self.other_household.id)

    def test_a_first_house_is_no_move(self):
        arrived = self.make_resident(grid_id=self.grid_a11.id, date_in=self.day)
        arrived.with_user(self.worker).house_id = self.near
        self.assertFalse(arrived.residence_ids)
        self.assertEqual(arrived.date_in, self.day)

    def test_put_right_on_the_day_of_entry(self):
        entered = self.make_resident()
        entered.with_user(self.worker).write(
            {"household_id": False, "house_id": self.near.id}
        )
        self.assertFalse(entered.residence_ids)

    def test_plain_write_keeps_the_history_too(self):
        self.son.with_user(self.worker).write(
            {"household_id": False, "house_id": self.near.id}
        )
        self.assertEqual(self.son.residence_ids.house_id, self.house)

    def test_new_household(self):
        self.move(self.lin | self.son, house_id=self.near.id, new_household=True)
        household = self.lin.household_id
        self.assertNotEqual(household, self.household)
        self.assertEqual(household.house_id, self.near)
        self.assertEqual(household.member_ids, self.lin | self.son)
        self.assertFalse(self.household.active, "nobody is left there")

    def test_left_the_city(self):
        self.move(self.lin, kind="left", destination="Xiamen", reason="Work")
        self.assertFalse(self.lin.active)
        self.assertEqual(self.lin.departure_kind, "left")
        self.assertEqual(self.lin.residence_ids.destination, "Xiamen")
        self.assertEqual(self.lin.residence_ids.kind, "left")
        self.assertFalse(self.household.head_id)
        self.assertTrue(self.household.active)

    def test_deceased_and_the_last_one(self):
        self.move(self.lin | self.son, kind="deceased", date=self.day)
        self.assertEqual(self.lin.departure_kind, "deceased")
        self.assertEqual(self.lin.date_out, self.day)
        self.assertFalse(self.household.active)

    def test_mistake_needs_a_reason(self):
        with self.assertRaises(UserError):
            self.move(self.lin, kind="mistake")
        self.move(self.lin, kind="mistake", reason="Entered for a test")
        self.assertFalse(self.lin.residence_ids)

    def test_come_back(self):
        self.move(self.lin, kind="left")
        self.move(self.lin, kind="returned", house_id=self.near.id)
        self.assertTrue(self.lin.active)
        self.assertEqual(self.lin.house_id, self.near)
        self.assertEqual(self.lin.arrival_kind, "returned")
        self.assertFalse(self.lin.departure_kind)

    def test_not_in_the_future(self):
        with self.assertRaises(ValidationError):
            self.move(
                self.lin, house_id=self.near.id, date=self.today + timedelta(days=1)
            )

    def test_form_finds_grid_and_house(self):
        context = {"default_resident_ids": self.son.ids}
        move = self.env["grid.resident.move"].with_user(self.worker)
        with Form(move.with_context(**context)) as form:
            form.household_id = self.household
            self.assertEqual(form.house_id, self.house)
            self.assertEqual(form.grid_id, self.grid_a11)
            form.grid_id = self.grid_b11
            self.assertTrue(form.outside)
            self.assertFalse(form.household_id)

    def test_whole_household(self):
        wizard = (
            self.env["grid.household.move"]
            .with_user(self.worker)
            .create({"household_id": self.household.id, "house_id": self.near.id})
        )
        wizard.action_confirm()
        members = self.lin | self.son
        self.assertEqual(self.household.house_id, self.near)
        self.assertEqual(members.house_id, self.near)
        self.assertEqual(members.residence_ids.house_id, self.house)
        self.assertEqual(len(members.residence_ids), 2)
        self.assertEqual(self.household.head_id, self.lin)

    def test_whole_household_out_of_the_scope(self):
        wizard = (
            self.env["grid.household.move"]
            .with_user(self.worker)
            .create({"household_id": self.household.id, "grid_id": self.grid_b11.id})
        )
        wizard.action_confirm()
        self.assertEqual((self.lin | self.son).grid_id, self.grid_b11)
        self.assertFalse(self.lin.house_id)
        with self.assertRaises(AccessError):
            self.household.with_user(self.worker).read(["number"])
        self.assertEqual(
            self.household.with_user(self.far_officer).member_ids, self.lin | self.son
        )

    def test_archived_number_may_come_back_once(self):
        self.lin.id_number = MAN
        self.move(self.lin, kind="left")
        self.env.flush_all()
        self.make_resident("Again", id_number=MAN)
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.move(self.lin, kind="returned", house_id=self.near.id)
            self.env.flush_all()
