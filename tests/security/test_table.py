"""The table names every model of ours and nothing else."""

from odoo.tests import TransactionCase, tagged

from . import table
from .factories import FACTORIES
from .registry import our_models


@tagged("standard")
class TestTable(TransactionCase):
    def test_every_model_is_in_the_table(self):
        missing = set(our_models(self.env)) - set(table.models())
        self.assertFalse(missing, "add nine lines for each to matrix.csv")

    def test_the_table_names_no_other_model(self):
        self.assertFalse(set(table.models()) - set(our_models(self.env)))

    def test_every_login_of_every_model(self):
        wanted = {(m, login) for m in table.models() for login in table.LOGINS}
        for addon, logins in table.MORE.items():
            models = [
                m for m in table.models() if self.env[m]._original_module == addon
            ]
            wanted |= {(m, login) for m in models for login in logins}
        more = {login for logins in table.MORE.values() for login in logins}
        named = {(m, login) for m, login in table.table() if login not in more}
        self.assertLessEqual(wanted, set(table.table()))
        self.assertLessEqual(named, wanted)

    def test_every_cell_is_a_level(self):
        for key, row in table.table().items():
            with self.subTest(key):
                self.assertEqual(tuple(row), table.OPERATIONS)
                self.assertLessEqual(set(row.values()), set(table.LEVELS))

    def test_every_model_has_a_factory(self):
        self.assertEqual(set(FACTORIES), set(table.models()))
