"""Public methods of ours do nothing to a record outside the scope, and tell nothing."""

import json

from odoo.models import BaseModel
from odoo.tools import mute_logger

from . import table
from .factories import FACTORIES
from .registry import our_models
from .rpc import RpcCase, RpcError
from .territory import TerritoryCase

QUIET = ("odoo.http", "odoo.addons.base.models.ir_rule", "odoo.models", "odoo.sql_db")


def public_methods(model):
    """Names of the methods that RPC may call and that our addons define."""
    return sorted(
        name
        for cls in type(model).mro()
        if cls.__module__.startswith("odoo.addons.grid_")
        for name, method in vars(cls).items()
        if callable(method)
        and not name.startswith("_")
        and not hasattr(BaseModel, name)
        and not getattr(getattr(type(model), name), "_api_private", False)
    )


class MethodCase(TerritoryCase, RpcCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.make_login(cls.column)
        cls.login = cls.user.login

    def columns(self, record):
        names = [
            name
            for name, field in record._fields.items()
            if field.store and field.column_type and name != "id"
        ]
        return record.exists() and record.read(names, load=False)

    def test_foreign_record(self):
        tried = 0
        for model in our_models(self.env):
            factory = FACTORIES[model]
            own = table.level(model, self.column, "write") == "own"
            if not factory.territorial and not own or not factory.values:
                continue
            far = self.maker.record(model, self.grid_b11)
            for method in public_methods(far):
                tried += 1
                with self.subTest(f"{model}.{method}"):
                    self.check(model, method, far)
        self.assertGreater(tried, 20)

    def check(self, model, method, far):
        before = self.columns(far)
        name = far.display_name
        try:
            with mute_logger(*QUIET):
                answer = self.call(model, method, far.ids)
        except RpcError as error:
            answer = [error.message, error.debug]
        self.env.invalidate_all()
        self.assertEqual(self.columns(far), before)
        if table.level(model, self.column, "read") != "all":
            if "matrix" in name:
                text = json.dumps(answer, default=str, ensure_ascii=False)
                self.assertNotIn(name, text)


class TestMethodsOfWorker(MethodCase):
    column = "worker"


class TestMethodsOfManager(MethodCase):
    column = "manager"


class TestMethodsOfDepartment(MethodCase):
    column = "department"


del MethodCase
