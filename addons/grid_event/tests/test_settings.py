from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, new_test_user

from ..tools import settings


class TestSettings(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.parameters = cls.env["ir.config_parameter"]
        cls.parameters.search([("key", "in", list(settings.DEFAULTS))]).unlink()

    def save(self, **values):
        self.env["res.config.settings"].create(values).execute()

    def test_default(self):
        worker = new_test_user(self.env, "worker", "grid_base.group_grid_worker")
        for name, default in settings.DEFAULTS.items():
            self.assertEqual(settings.get_int(self.env(user=worker), name), default)

    def test_every_setting_is_on_the_screen(self):
        fields = dict(self.env["res.config.settings"]._grid_event_parameters())
        self.assertEqual(set(fields.values()), set(settings.DEFAULTS))
        self.save(**dict.fromkeys(fields, 9))
        for name in settings.DEFAULTS:
            self.assertEqual(settings.get_int(self.env, name), 9)

    def test_zero_is_kept(self):
        self.save(grid_event_reopen_days=0)
        self.assertEqual(settings.get_int(self.env, settings.REOPEN_DAYS), 0)
        self.assertEqual(settings.get_int(self.env, settings.RATE_DAYS), 7)
        shown = self.env["res.config.settings"].create({})
        self.assertEqual(shown.grid_event_reopen_days, 0)
        self.assertEqual(shown.grid_event_rate_days, 7)

    def test_no_other_values(self):
        for value in ("-1", "many", "1.5"):
            with self.subTest(value=value), self.assertRaises(ValidationError):
                self.parameters.set_param(settings.RATE_DAYS, value)
        with self.assertRaises(ValidationError):
            self.save(grid_event_rate_days=-3)
