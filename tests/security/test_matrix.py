"""``matrix.csv`` tried out over RPC: one test for each model, login and operation."""

import csv
import io
import json
from contextlib import nullcontext
from unittest.mock import patch

from odoo.http import Request
from odoo.tools import mute_logger

from . import table
from .factories import FACTORIES
from .rpc import REFUSED, RpcCase, RpcError
from .territory import TerritoryCase

REASON = {"access_reason": "the security matrix tries exports"}
QUIET = ("odoo.http", "odoo.addons.base.models.ir_rule", "odoo.models")


class MatrixCase(TerritoryCase, RpcCase):
    """The operations, as seen by one login."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.make_login(cls.column)
        cls.login = cls.column != "public" and cls.user.login
        models = table.logins()[cls.column]
        cls.made = {model: cls.make_all(model) for model in models}

    @classmethod
    def make_all(cls, model):
        """A record in each grid, or why it could not be made: for its tests to say."""
        try:
            with cls.env.cr.savepoint():
                grids = [cls.inside, *cls.outside]
                return [cls.maker.record(model, grid) for grid in grids]
        except Exception as error:
            return error

    def setUp(self):
        """Keep the caches warm where a test changes nothing that they hold."""
        changing = getattr(self, self._testMethodName).changing
        clear = self.registry.clear_all_caches if changing else lambda: None
        with patch.object(self.registry, "clear_all_caches", clear):
            super().setUp()

    def check(self, model, operation):
        factory = FACTORIES[model]
        self.refusals = REFUSED | factory.refusal
        around = factory.around(self.env) if factory.around else nullcontext()
        with mute_logger(*QUIET), around:
            getattr(self, f"check_{operation}")(
                model, table.level(model, self.column, operation)
            )

    def records(self, model, level):
        """What the login may touch and what not."""
        if isinstance(self.made[model], Exception):
            raise self.made[model]
        near, *far = self.made[model]
        far = self.env[model].union(*far)
        nothing = near.browse()
        if level == "own":
            return self.own(model), near | far
        if level == "all":
            return near | far, nothing
        if level == "scope":
            return near, far
        return nothing, near | far[:1]

    def own(self, model):
        """Made by the login itself, as its own wizard is."""
        if FACTORIES[model].own:
            return FACTORIES[model].own(self.maker, self.user)
        ids = self.call(model, "create", [self.own_values(model, self.inside)])
        return self.env[model].browse(ids)

    def own_values(self, model, grid):
        factory = FACTORIES[model]
        values = factory.values(self.maker, grid)
        return factory.adapt(self.user, values) if factory.adapt else values

    def check_read(self, model, level):
        mine, foreign = self.records(model, level)
        if mine:
            rows = self.call(model, "read", mine.ids, ["display_name"])
            self.assertEqual({row["id"] for row in rows}, set(mine.ids))
            specification = {"display_name": {}}
            rows = self.call(model, "web_read", mine.ids, specification)
            self.assertEqual({row["id"] for row in rows}, set(mine.ids))
        for record in foreign:
            self.assertNothing(model, "read", record.ids, ["display_name"])
            self.assertNothing(model, "web_read", record.ids, {"display_name": {}})
        if mine and foreign and self.env[model]._auto:
            self.assertRefused(model, "read", (mine | foreign).ids, ["display_name"])

    def check_search(self, model, level):
        mine, foreign = self.records(model, level)
        domain = [("id", "in", (mine | foreign).ids)]
        if not mine:
            self.assertNothing(model, "search_count", domain)
            self.assertNothing(model, "search_read", domain, ["display_name"])
            self.assertNothing(model, "name_search", "", domain)
            return
        answer = self.call(model, "web_search_read", domain, {"display_name": {}})
        found = {row["id"] for row in answer["records"]}
        self.assertEqual(found, set(mine.ids))
        self.assertEqual(answer["length"], len(mine))
        self.assertEqual(self.call(model, "search_count", domain), len(mine))
        named = {row[0] for row in self.call(model, "name_search", "", domain)}
        self.assertEqual(named, set(mine.ids))

    def check_group(self, model, level):
        mine, foreign = self.records(model, level)
        domain = [("id", "in", (mine | foreign).ids)]
        by_grid = FACTORIES[model].territorial and "grid_id" in mine
        groupby = ["grid_id"] if by_grid else []
        if not mine:
            self.assertNothing(model, "formatted_read_group", domain, ["id"], [])
            return
        groups = self.call(model, "formatted_read_group", domain, groupby, ["__count"])
        self.assertEqual(sum(group["__count"] for group in groups), len(mine))
        if by_grid:
            keys = {group["grid_id"][0] for group in groups}
            self.assertEqual(keys, set(mine.grid_id.ids))

    def check_export(self, model, level):
        mine, foreign = self.records(model, level)
        domain = [("id", "in", (mine | foreign).ids)]
        if not mine:
            self.assertFalse(self.download(model, domain))
        else:
            self.assertEqual(len(self.export(model, mine)), len(mine))
            self.assertEqual(len(self.download(model, domain)), len(mine))
        for record in foreign:
            with self.assertRaises(RpcError) as caught:
                self.export(model, record)
            self.assertIn(caught.exception.name, self.refusals)

    def export(self, model, records):
        arguments = records.ids, ["display_name"]
        answer = self.call(model, "export_data", *arguments, context=REASON)
        return answer["datas"]

    def download(self, model, domain):
        """The rows of the file behind the button "Export"; ``None`` if refused."""
        order = {
            "model": model,
            "fields": [{"name": "display_name", "label": "Name", "type": "char"}],
            "domain": domain,
            "ids": False,
            "import_compat": False,
            "context": REASON,
        }
        data = {"data": json.dumps(order), "csrf_token": Request.csrf_token(self)}
        answer = self.url_open("/web/export/csv", data=data, allow_redirects=False)
        if not answer.headers["Content-Type"].startswith("text/csv"):
            return None
        return list(csv.DictReader(io.StringIO(answer.text)))

    def check_write(self, model, level):
        mine, foreign = self.records(model, level)
        change = FACTORIES[model].change
        for record in foreign:
            self.assertRefused(model, "write", record.ids, change)
            self.assertRefused(model, "web_save", record.ids, change, {})
        if not mine:
            return
        before = (mine | foreign).read(list(change))
        if foreign:
            self.assertRefused(model, "write", (mine | foreign).ids, change)
            self.env.invalidate_all()
            self.assertEqual((mine | foreign).read(list(change)), before)
        self.assertTrue(self.call(model, "write", mine.ids, change))
        self.env.invalidate_all()
        for row in mine.read(list(change)):
            row.pop("id")
            self.assertEqual(row, change)

    def check_create(self, model, level):
        factory = FACTORIES[model]
        if not factory.values:
            self.assertEqual(level, "none", "nothing to create it from")
            self.assertRefused(model, "create", [{}])
            return
        free = level == "own" and (not factory.territorial or factory.anywhere)
        for grid in [self.inside, *(() if free else self.outside)]:
            values = factory.values(self.maker, grid)
            if level == "own":
                if factory.adapt and factory.territorial:
                    self.assertRefused(model, "create", [values])
                values = self.own_values(model, grid)
            if level == "all" or level != "none" and grid == self.inside:
                ids = self.call(model, "create", [values])
                self.assertTrue(self.env[model].browse(ids).exists())
            else:
                self.assertRefused(model, "create", [values])
        if level == "scope":
            both = [
                factory.values(self.maker, grid)
                for grid in (self.inside, self.outside[0])
            ]
            number = self.env[model].search_count([])
            self.assertRefused(model, "create", both)
            self.assertEqual(self.env[model].search_count([]), number)

    def check_unlink(self, model, level):
        mine, foreign = self.records(model, level)
        for record in foreign:
            self.assertRefused(model, "unlink", record.ids)
        if mine and foreign:
            self.assertRefused(model, "unlink", (mine | foreign).ids)
        self.assertEqual((mine | foreign).exists(), mine | foreign)
        if mine:
            self.call(model, "unlink", mine.ids)
            self.assertFalse(mine.exists())


def _test(model, login, operation):
    def test(self):
        self.check(model, operation)

    test.__name__ = f"test_{model.replace('.', '_')}__{operation}"
    refused = table.table().get((model, login), {}).get(operation) == "none"
    test.changing = operation in ("write", "create", "unlink") and not refused
    return test


def _generate():
    """A class for each login, with a test for each model and operation."""
    for login, models in table.logins().items():
        name = f"Test{login.title().replace('_', '')}"
        tests = {
            test.__name__: test
            for model in models
            for operation in table.OPERATIONS
            for test in [_test(model, login, operation)]
        }
        body = {"column": login, "__module__": __name__, **tests}
        globals()[name] = type(name, (MatrixCase,), body)


_generate()
del MatrixCase
