"""What somebody may do after something has happened to them or to the record.

Each situation is tried on every model whose records belong to grids; there is a test
for each model and situation.
"""

from contextlib import nullcontext
from datetime import timedelta

from odoo.tools import SQL, mute_logger

from . import table
from .factories import FACTORIES
from .rpc import RpcCase, RpcError
from .territory import TerritoryCase

QUIET = ("odoo.http", "odoo.addons.base.models.ir_rule", "odoo.models", "odoo.sql_db")
ROLE = "station_head"
DAY = timedelta(days=1)


def models(operation):
    return [m for m in table.models() if table.level(m, ROLE, operation) == "scope"]


class TestSituations(TerritoryCase, RpcCase):
    """One login, which each test posts as its situation wants."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.make_user("matrix_situation")
        cls.login = cls.user.login
        cls.staff = cls.make_staff("matrix_situation", cls.city, user_id=cls.user.id)
        cls.near = {m: cls.maker.record(m, cls.grid_a11) for m in table.models()}
        cls.far = {m: cls.maker.record(m, cls.grid_b11) for m in table.models()}

    def hold(self, grid, role=ROLE, **values):
        return self.make_posting(self.staff, grid, role, **values)

    def assertSees(self, model, *expected):
        """These of the two records and no other, by search and by remembered id."""
        both = self.near[model] | self.far[model]
        expected = {record.id for record in expected}
        arguments = [("id", "in", both.ids)], ["display_name"]
        factory = FACTORIES[model]
        around = factory.around(self.env) if factory.around else nullcontext()
        with mute_logger(*QUIET), around:
            if expected or not self.refused(model, "search_read", *arguments):
                rows = self.call(model, "search_read", *arguments)
                self.assertEqual({row["id"] for row in rows}, expected)
            for record in both:
                hidden = self.told_nothing(model, "read", record.ids, ["display_name"])
                self.assertEqual(hidden, record.id not in expected, record)

    # situations

    def no_posting(self, model):
        self.assertSees(model)

    def ended_posting(self, model):
        dates = {"date_from": self.today - 9 * DAY, "date_to": self.today - DAY}
        self.hold(self.community_a1, **dates)
        self.assertSees(model)

    def future_posting(self, model):
        self.hold(self.community_a1, date_from=self.today + DAY)
        self.assertSees(model)

    def last_day_of_a_posting(self, model):
        self.hold(self.community_a1, date_to=self.today)
        self.assertSees(model, self.near[model])

    def two_grids(self, model):
        self.hold(self.community_a1)
        self.assertSees(model, self.near[model])
        self.hold(self.community_b1)
        self.assertSees(model, self.near[model], self.far[model])

    def transfer(self, model):
        posting = self.hold(self.community_a1)
        self.assertSees(model, self.near[model])
        posting.grid_id = self.community_b1
        self.assertSees(model, self.far[model])

    def moved_grid(self, model):
        self.hold(self.town_a, "town_head")
        self.assertSees(model, self.near[model])
        self.community_a1.write(
            {"parent_id": self.town_b.id, "division_parent_id": self.town_a.id}
        )
        self.assertSees(model)

    def moved_record(self, model):
        """Its number is remembered from when it was here."""
        self.hold(self.community_a1)
        self.assertSees(model, self.near[model])
        record = self.near[model]
        if not self.move(record):
            self.skipTest("a record of this model lies where another one does")
        self.assertSees(model)
        change = FACTORIES[model].change
        with mute_logger(*QUIET):
            self.assertRefused(model, "write", record.ids, change)
            self.assertRefused(model, "unlink", record.ids)

    def move(self, record):
        column = record._fields.get("grid_id")
        if not record._auto or not column or not column.store:
            return False
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET grid_id = %s WHERE id = %s",
                SQL.identifier(record._table),
                self.grid_b11.id,
                record.id,
            )
        )
        self.env.invalidate_all()
        return True

    def role_held_elsewhere(self, model):
        """Head of a station here, grid worker there: no head there."""
        self.hold(self.community_a1)
        self.hold(self.grid_b11, "grid_worker")
        change = FACTORIES[model].change
        for operation, *values in (("write", change), ("unlink",)):
            if table.level(model, ROLE, operation) != "scope":
                continue
            if table.level(model, "worker", operation) == "scope":
                continue
            with mute_logger(*QUIET):
                ids = self.far[model].ids
                self.assertRefused(model, operation, ids, *values)
                self.call(model, operation, self.near[model].ids, *values)

    def pushed_out_of_scope(self, model):
        """To write a record into another grid is to create one there."""
        self.hold(self.community_a1)
        record = self.near[model]
        try:
            with mute_logger(*QUIET):
                self.call(model, "write", record.ids, {"grid_id": self.grid_b11.id})
        except RpcError:
            pass
        self.env.invalidate_all()
        self.assertEqual(record.grid_id, self.grid_a11)

    def test_a_house_may_be_put_into_another_grid_in_scope(self):
        """The control of the situation above."""
        self.hold(self.community_a1)
        house = self.maker.record("grid.house", self.grid_a11)
        self.call("grid.house", "write", house.ids, {"grid_id": self.grid_a12.id})
        self.assertEqual(house.grid_id, self.grid_a12)


def _test(situation, model):
    def test(self):
        getattr(self, situation)(model)

    test.__name__ = f"test_{model.replace('.', '_')}__{situation}"
    return test


def _generate():
    tried = {
        "read": (
            "no_posting",
            "ended_posting",
            "future_posting",
            "last_day_of_a_posting",
            "two_grids",
            "transfer",
            "moved_grid",
            "moved_record",
        ),
        "write": ("role_held_elsewhere",),
    }
    for operation, situations in tried.items():
        for model in models(operation):
            for situation in situations:
                test = _test(situation, model)
                setattr(TestSituations, test.__name__, test)
    for model in set(models("read")) & set(models("write")):
        test = _test("pushed_out_of_scope", model)
        setattr(TestSituations, test.__name__, test)


_generate()


class TestRevealHeldElsewhere(TerritoryCase, RpcCase):
    """Who may reveal here and only read there, reveals nothing there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.make_user("matrix_reveal", cls.grid_a11, "grid_worker")
        cls.login = cls.user.login
        role = cls.env["grid.role"].create(
            {
                "name": "Reads only",
                "code": "reads_only",
                "level_ids": cls.grid_b11.level_id.ids,
                "group_ids": cls.env.ref("grid_base.group_grid_worker").ids,
            }
        )
        cls.env["grid.posting"].create(
            {
                "staff_id": cls.user.sudo().grid_staff_ids.id,
                "grid_id": cls.grid_b11.id,
                "role_id": role.id,
                "is_main": False,
            }
        )
        cls.near, cls.far = (
            cls.maker.record("grid.resident", grid)
            for grid in (cls.grid_a11, cls.grid_b11)
        )
        (cls.near | cls.far).phone_true = "13800005678"

    def test_reveal(self):
        arguments = ["phone"], "a visit is planned"
        answer = self.call("grid.resident", "masked_reveal", self.near.ids, *arguments)
        self.assertEqual(answer, {"phone": "13800005678"})
        self.call("grid.resident", "read", self.far.ids, ["phone"])
        with mute_logger(*QUIET):
            self.assertRefused(
                "grid.resident", "masked_reveal", self.far.ids, *arguments
            )

    def test_correct(self):
        arguments = "phone", "13900005678", "entered wrong"
        self.call("grid.resident", "masked_correct", self.near.ids, *arguments)
        with mute_logger(*QUIET):
            self.assertRefused(
                "grid.resident", "masked_correct", self.far.ids, *arguments
            )
