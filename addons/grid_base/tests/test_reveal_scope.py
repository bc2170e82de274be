from odoo.exceptions import AccessError

from .common import GridCase

REASON = "The household asked to be called back"


class TestRevealScope(GridCase):
    """The right to reveal counts where it is held, as every other right does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # worker here, patrol there: only the first role reveals
        cls.user = cls.make_user("both", cls.grid_a11, "grid_worker", category="patrol")
        cls.make_posting(cls.user.grid_staff_ids, cls.grid_b11, "patrol_inspector")
        cls.here = cls.make_resident("Lin", cls.grid_a11)
        cls.there = cls.make_resident("Chen", cls.grid_b11)

    @classmethod
    def make_resident(cls, name, grid):
        return cls.env["grid.resident"].create(
            {"name": name, "grid_id": grid.id, "phone": "13800001111"}
        )

    def test_reveal_where_the_role_is_held(self):
        values = self.here.with_user(self.user).masked_reveal(["phone"], REASON)
        self.assertEqual(values, {"phone": "13800001111"})

    def test_no_reveal_where_another_role_is_held(self):
        there = self.there.with_user(self.user)
        self.assertEqual(there.name, "Chen", "the record itself is in scope")
        with self.assertRaises(AccessError):
            there.masked_reveal(["phone"], REASON)
        with self.assertRaises(AccessError):
            there.masked_correct("phone", "13800002222", REASON)

    def test_nothing_is_told_of_a_record_out_of_scope(self):
        stranger = self.make_user("stranger", self.grid_a21, "grid_worker")
        self.there.id_number = "11010519491231002X"
        copy = self.env["grid.resident"].with_user(stranger).new(origin=self.there)
        self.assertFalse(copy.age_band)
        self.assertFalse(copy.id_number_note)
