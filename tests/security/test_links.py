"""A link from a record in scope discloses nothing of a record outside it.

Odoo shows the name behind a many2one to whoever sees the link, without asking for a
right to what it points to. So nobody may set a link to what they cannot read.
"""

import json

from odoo.tools import mute_logger

from .factories import FACTORIES
from .registry import our_models
from .rpc import RpcCase, RpcError
from .territory import TerritoryCase

QUIET = ("odoo.http", "odoo.addons.base.models.ir_rule", "odoo.models", "odoo.sql_db")

SHOWN_TO_ALL = {
    "grid.grid",
    "grid.organization",
    # who mediates where is public
    "grid.mediation.body",
    "grid.mediation.member",
    "grid.mediator",
}
"""Models whose records every worker reads anyway."""


class LinkCase(TerritoryCase, RpcCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.make_login(cls.column)
        cls.login = cls.user.login
        cls.links = [
            field
            for name in our_models(cls.env)
            if name in FACTORIES and FACTORIES[name].values
            for field in cls.env[name]._fields.values()
            if field.type == "many2one"
            and field.store
            and not field.related
            and field.comodel_name in FACTORIES
            and FACTORIES[field.comodel_name].territorial
            and field.comodel_name not in SHOWN_TO_ALL
        ]

    def attempt(self, model, method, *args, **kwargs):
        try:
            with mute_logger(*QUIET):
                return self.call(model, method, *args, **kwargs)
        except RpcError as error:
            return error.message

    def values(self, model):
        factory = FACTORIES[model]
        values = factory.values(self.maker, self.inside)
        return factory.adapt(self.user, values) if factory.adapt else values

    def assertNotTold(self, answer, foreign):
        told = json.dumps(answer, default=str, ensure_ascii=False)
        self.assertNotIn(foreign.display_name, told)

    def each(self, check):
        for field in self.links:
            foreign = self.maker.record(field.comodel_name, self.grid_b11)
            self.assertIn("matrix", foreign.display_name, "a name to look for")
            with self.subTest(str(field)):
                check(field.model_name, field.name, foreign)

    def read(self, model, ids, name):
        return self.attempt(model, "read", ids, [name, "display_name"])

    def test_by_write(self):
        self.each(self.check_write)

    def check_write(self, model, name, foreign):
        ids = self.attempt(model, "create", [self.values(model)])
        if not isinstance(ids, list):
            ids = self.maker.record(model, self.inside).ids
        answer = self.attempt(model, "write", ids, {name: foreign.id})
        self.assertNotTold([answer, self.read(model, ids, name)], foreign)

    def test_by_create(self):
        self.each(self.check_create)

    def check_create(self, model, name, foreign):
        values = {**self.values(model), name: foreign.id}
        ids = self.attempt(model, "create", [values])
        if isinstance(ids, list):
            self.assertNotTold(self.read(model, ids, name), foreign)
        else:
            self.assertNotTold(ids, foreign)

    def test_by_onchange(self):
        """A form that is never saved."""
        self.each(self.check_onchange)

    def check_onchange(self, model, name, foreign):
        shown = {"fields": {"display_name": {}}}
        specification = {
            other.name: shown if other.relational else {}
            for other in self.env[model]._fields.values()
            if other.type in ("char", "many2one", "text") and not other.groups
        }
        values = {**self.values(model), name: foreign.id}
        answer = self.attempt(model, "onchange", [], values, [name], specification)
        self.assertNotTold(answer, foreign)


class TestLinksOfWorker(LinkCase):
    column = "worker"


class TestLinksOfManager(LinkCase):
    column = "manager"


del LinkCase
