"""Odoo's own `test_lint`: those of its tests that need a database.

The others run in `make lint`. Each is pointed at the models our addons define or
extend, by giving it a registry of only those.
"""

import contextlib
import logging
from pathlib import Path
from unittest import mock

from odoo.modules.registry import Registry
from odoo.tests import TransactionCase, tagged
from odoo.tests.common import get_db_name

from odoo.addons.test_lint.tests import (
    test_docstring,
    test_index,
    test_naming,
    test_override_signatures,
    test_routes,
)

ADDONS = Path(__file__).resolve().parents[2] / "addons"
OURS = {path.parent.name for path in ADDONS.glob("*/__manifest__.py")}


def our_registry(_name):
    """Models that have a class of ours among their bases."""
    registry = Registry(get_db_name())
    found = {
        name: model
        for name, model in registry.items()
        if any(getattr(base, "_module", None) in OURS for base in model.mro())
    }
    assert "grid.grid" in found
    return found


class OnlyOurs:
    """Overrides of other addons on the same models are not ours to mend."""

    @contextlib.contextmanager
    def subTest(self, **about):
        if about["module"] in OURS:
            with super().subTest(**about):
                yield
        else:
            with contextlib.suppress(Exception):
                yield


class TestOurDocstrings(OnlyOurs, test_docstring.TestDocstring):
    def test_docstring(self):
        with mock.patch.object(test_docstring, "Registry", our_registry):
            super().test_docstring()


class TestOurNaming(test_naming.TestNaming):
    def test_parameter_rpc_compatible(self):
        with mock.patch.object(test_naming, "Registry", our_registry):
            super().test_parameter_rpc_compatible()


class TestOurSignatures(OnlyOurs, test_override_signatures.TestLintOverrideSignatures):
    def test_lint_override_signature(self):
        with mock.patch.object(test_override_signatures, "Registry", our_registry):
            super().test_lint_override_signature()


class TestOurRoutes(test_routes.RoutesLinter):
    def test_routes_definition(self):
        with self.assertNoLogs(test_routes.__name__, logging.WARNING):
            super().test_routes_definition()


@tagged("post_install", "-at_install")
class TestOurIndexes(TransactionCase):
    def test_one2many_inverses_are_indexed(self):
        """The original fails with all names in one text; ours among them count."""
        original = test_index.TestIndex("test_enforce_index_on_one2many_inverse")
        original.env = self.env
        try:
            original.test_enforce_index_on_one2many_inverse()
        except AssertionError as error:
            lines = str(error).splitlines()
            ours = [line for line in lines if line.startswith("grid.")]
            bare = [line for line in ours if not self.is_indexed(line.split()[0])]
            self.assertFalse(bare, "Inverse fields without an index")

    def is_indexed(self, field):
        """By an index of the model's own, which the original does not look at."""
        model, _dot, name = field.rpartition(".")
        self.env.cr.execute(
            """
            SELECT 1 FROM pg_index i JOIN pg_attribute a
                ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
            WHERE i.indrelid = %s::regclass AND a.attname = %s
            """,
            [self.env[model]._table, name],
        )
        return bool(self.env.cr.fetchone())
