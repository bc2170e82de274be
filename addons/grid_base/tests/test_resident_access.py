from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .people_common import LIN, PeopleCase

PEOPLE = ("grid.house", "grid.household", "grid.resident")


@tagged("post_install", "-at_install")
class TestPeopleAccess(PeopleCase):
    """Whoever is posted keeps the registers of the own grids, nobody else any."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.resident = cls.make_resident()
        cls.far = cls.make_resident(LIN, cls.other_household)

    def test_worker_sees_the_own_grid(self):
        for model, near, far in (
            ("grid.house", self.house, self.other_house),
            ("grid.household", self.household, self.other_household),
            ("grid.resident", self.resident, self.far),
        ):
            found = self.env[model].with_user(self.worker).search([])
            self.assertIn(near, found)
            self.assertNotIn(far, found)
            with self.assertRaises(AccessError):
                far.with_user(self.worker).read(["display_name"])

    def test_worker_creates_and_writes_but_does_not_delete(self):
        resident = (
            self.env["grid.resident"]
            .with_user(self.worker)
            .create({"name": "New", "household_id": self.household.id})
        )
        resident.native_place = "Putian"
        with self.assertRaises(AccessError):
            resident.unlink()
        with self.assertRaises(AccessError):
            resident.active = False

    def test_officer_archives_and_deletes(self):
        resident = self.resident.with_user(self.officer)
        resident.active = False
        resident.unlink()
        with self.assertRaises(AccessError):
            self.far.with_user(self.officer).unlink()

    def test_nothing_is_created_outside_the_scope(self):
        for model, vals in (
            ("grid.house", {"street": "x", "grid_id": self.grid_a12.id}),
            ("grid.household", {"house_id": self.other_house.id}),
            ("grid.resident", {"name": "x", "household_id": self.other_household.id}),
            ("grid.resident", {"name": "x", "grid_id": self.grid_a12.id}),
        ):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.worker).create(vals)

    def test_nothing_is_written_out_of_the_scope(self):
        resident = self.make_resident(grid_id=self.grid_a11.id)
        for record, vals in (
            (resident, {"grid_id": self.grid_a12.id}),
            (self.resident, {"household_id": self.other_household.id}),
            (self.household, {"house_id": self.other_house.id}),
            (self.house, {"grid_id": self.grid_b11.id}),
        ):
            with self.assertRaises(AccessError):
                record.with_user(self.worker).write(vals)

    def test_true_values_are_not_entered_by_name(self):
        with self.assertRaises(AccessError):
            self.env["grid.resident"].with_user(self.worker).create(
                {"name": "x", "grid_id": self.grid_a11.id, "phone_true": "13812345678"}
            )

    def test_lines_are_not_smuggled_in(self):
        """Creating runs as superuser inside: commands for lines must not."""
        with self.assertRaises(AccessError):
            self.env["grid.resident"].with_user(self.worker).create(
                {
                    "name": "x",
                    "grid_id": self.grid_a11.id,
                    "residence_ids": [
                        (0, 0, {"grid_id": self.grid_a11.id, "kind": "left"})
                    ],
                }
            )

    def test_others_have_no_access(self):
        admin = self.make_user("people_admin", self.city, "administrator")
        auditor = self.make_user("people_auditor", self.city, "auditor")
        department = self.make_user(
            "people_department", self.community_a1, "department_handler"
        )
        nobody = self.make_user("people_nobody")
        public = self.env.ref("base.public_user")
        for user in (admin, auditor, department, nobody, public):
            for model in (*PEOPLE, "grid.residence", "grid.resident.change"):
                with self.assertRaises(AccessError, msg=f"{user.login} {model}"):
                    self.env[model].with_user(user).search_count([])

    def test_reorganisation_carries_household_and_members(self):
        self.house.grid_id = self.grid_a12
        self.assertEqual(self.household.grid_id, self.grid_a12)
        self.assertEqual(self.resident.grid_id, self.grid_a12)
        self.assertFalse(self.resident.residence_ids, "nobody has moved")

    def test_grid_must_be_that_of_the_household(self):
        with self.assertRaises(ValidationError):
            self.make_resident(household=self.household, grid_id=self.grid_a12.id)

    def test_nobody_writes_the_logs(self):
        self.resident.with_user(self.worker).native_place = "Putian"
        change = self.resident.with_user(self.officer).change_ids
        self.assertEqual(change.field_names, "native_place")
        self.assertEqual(change.user_id, self.worker)
        for values in ({"field_names": "name"}, {"grid_id": self.grid_a12.id}):
            with self.assertRaises(AccessError):
                change.write(values)
        with self.assertRaises(AccessError):
            change.unlink()

    def test_a_mask_written_back_is_no_change(self):
        self.resident.phone = "13812345678"
        self.resident.change_ids.unlink()
        resident = self.resident.with_user(self.worker)
        resident.phone = resident.phone
        self.assertFalse(resident.change_ids)
