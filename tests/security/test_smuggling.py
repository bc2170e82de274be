"""Lines of a record in scope are no way to records outside it."""

from odoo.tools import mute_logger

from .factories import FACTORIES
from .registry import our_models
from .rpc import RpcCase, RpcError
from .territory import TerritoryCase

QUIET = ("odoo.http", "odoo.addons.base.models.ir_rule", "odoo.models", "odoo.sql_db")


class TestSmuggling(TerritoryCase, RpcCase):
    """As the head of a town centre, who may do most."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.make_login("manager")
        cls.login = cls.user.login
        guarded = {
            name
            for name, factory in FACTORIES.items()
            if factory.territorial and factory.values and name in cls.env
        }
        cls.lines = [
            (name, field)
            for name in our_models(cls.env)
            for field in cls.env[name]._fields.values()
            if field.type in ("one2many", "many2many")
            and name in guarded
            and field.comodel_name in guarded - {"grid.grid"}
        ]

    def test_there_are_lines_to_try(self):
        self.assertIn(
            "grid.household.member_ids", {str(field) for _name, field in self.lines}
        )

    def test_lines_in_scope_are_written(self):
        """The control: nothing else keeps the commands from working."""
        household = self.maker.record("grid.household", self.inside)
        resident = self.env["grid.resident"].create(
            {"name": "Member", "grid_id": self.inside.id}
        )
        self.attempt(
            "grid.household", "write", household.ids, {"member_ids": [[4, resident.id]]}
        )
        self.assertEqual(resident.household_id, household)

    def commands(self, field, foreign):
        change = FACTORIES[field.comodel_name].change
        values = FACTORIES[field.comodel_name].values(self.maker, self.grid_b11)
        return (
            [[4, foreign.id, 0]],
            [[6, 0, foreign.ids]],
            [[1, foreign.id, change]],
            [[2, foreign.id, 0]],
            [[0, 0, values]],
        )

    def attempt(self, model, method, *args, **kwargs):
        """Whatever the answer: what counts is what it did."""
        try:
            with mute_logger(*QUIET):
                self.call(model, method, *args, **kwargs)
        except RpcError:
            return
        finally:
            self.env.invalidate_all()

    def columns(self, record):
        """What is stored of it; who wrote it last as well."""
        names = [
            field.name
            for field in record._fields.values()
            if field.store and field.column_type and field.name != "id"
        ]
        return record.exists() and record.read(names, load=False)

    def assertUntouched(self, field, method):
        foreign = self.maker.record(field.comodel_name, self.grid_b11)
        for command in self.commands(field, foreign):
            before = self.columns(foreign)
            there = self.count_there(field.comodel_name)
            with self.subTest(field=str(field), method=method, command=command[0][0]):
                self.try_command(field, method, command)
                self.assertEqual(self.columns(foreign), before)
                now = self.count_there(field.comodel_name)
                self.assertEqual(now, there, "nothing is made in a foreign grid")

    def count_there(self, model):
        """How many lie in the foreign grid; of a trail, how many there are.

        Own reports do not count: anybody may report what happened anywhere.
        """
        fields = self.env[model]._fields
        domain = [("grid_id", "=", self.grid_b11.id)] if "grid_id" in fields else []
        if "reporter_id" in fields:
            domain.append(("reporter_id", "!=", self.user.id))
        return self.env[model].search_count(domain)

    def try_command(self, field, method, command):
        model = field.model_name
        if method == "write":
            record = self.maker.record(model, self.inside)
            self.attempt(model, "write", record.ids, {field.name: command})
            return
        values = FACTORIES[model].values(self.maker, self.inside)
        if method == "create":
            self.attempt(model, "create", [{**values, field.name: command}])
        else:
            context = {f"default_{field.name}": command}
            self.attempt(model, "create", [values], context=context)

    def test_by_write(self):
        for _name, field in self.lines:
            self.assertUntouched(field, "write")

    def test_by_create(self):
        for _name, field in self.lines:
            self.assertUntouched(field, "create")

    def test_by_default_in_the_context(self):
        for _name, field in self.lines:
            self.assertUntouched(field, "default")
