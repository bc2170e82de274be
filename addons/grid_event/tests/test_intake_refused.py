from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user

from ..models.grid_event_intake import INTAKE
from .intake_common import NOW, IntakeCase

GONE = 2**31 - 1


class TestIntakeRefused(IntakeCase):
    """What is refused by steps is refused at once, in the same words."""

    def test_guarded_fields(self):
        model = self.env["grid.event"].with_user(self.worker)
        values = {
            "boolean": True,
            "char": "x",
            "date": "2030-01-01",
            "datetime": str(NOW),
            "float": 1.5,
            "integer": 7,
            "many2one": 1,
            "text": "x",
        }
        for name in sorted(model._guarded_fields()):
            field = model._fields[name]
            value = values.get(field.type)
            if field.type == "selection":
                value = field.get_values(self.env)[-1]
            with self.subTest(name):
                self.assertEqual(
                    self.assertRefused({**self.plain, name: value}), AccessError
                )

    def test_refused_values(self):
        foreign = self.env["grid.code"]._id_of("event_rating", "02")
        for values in (
            {"house_id": self.far_house.id},
            {"house_id": GONE},
            {"grid_id": GONE},
            {"grid_id": False},
            {"category_id": GONE},
            {"category_id": False},
            {"description": " ", "happened_at": False},
            {"description": False},
            {"address": ""},
            {"category_id": self.asking.id},
            {"contact_phone_true": "13800138000"},
            {"contact_phone": "138****8000"},
            {"contact_phone": "no number"},
            {"happened_at": "2099-01-01 00:00:00"},
            {"happened_at": "nonsense"},
            {"people_count": -1},
            {"latitude": 95.5},
            {"urgency_id": foreign},
            {"informant_ids": [Command.create({"name": "Li Si"})]},
            {"media_ids": [Command.create({"name": "a.exe", "file": "TVqQAAMA"})]},
            {"nothing_of_ours": 1},
        ):
            with self.subTest(values):
                if values.get("description") == " ":
                    values = dict(values, description="")
                self.assertRefused({**self.plain, **values})
        self.assertRefused(self.plain, dict(self.plain, address=False))

    def test_users_without_the_right(self):
        portal = new_test_user(self.env, "intake_portal", "base.group_portal")
        inner = new_test_user(self.env, "intake_inner", "base.group_user")
        admin = new_test_user(self.env, "intake_admin", "grid_base.group_grid_admin")
        public = self.env.ref("base.public_user")
        for user in (portal, inner, admin, public):
            with self.subTest(user.login):
                error = self.assertRefused(self.plain, user=user)
                self.assertEqual(error, AccessError)

    def test_rules_on_creating_are_shown_a_draft(self):
        self.env["ir.rule"].create(
            {
                "name": "Drafts without a holder, deadline and date",
                "model_id": self.env["ir.model"]._get_id("grid.event"),
                "domain_force": [
                    ("state", "=", "draft"),
                    ("holder_id", "=", False),
                    ("reported_at", "=", False),
                    ("deadline_start", "=", False),
                    ("deadline", "=", False),
                    ("limit_unit", "=", False),
                    ("grid_id", "=", self.grid_a11.id),
                ],
                "perm_read": False,
                "perm_write": False,
                "perm_unlink": False,
            }
        )
        self.assertTaken(self.plain)
        self.assertRefused(dict(self.plain, grid_id=self.grid_b11.id))

    def test_rules_on_reading_are_asked(self):
        self.env["ir.rule"].create(
            {
                "name": "Only drafts",
                "model_id": self.env["ir.model"]._get_id("grid.event"),
                "domain_force": [("grid_id", "!=", self.grid_a11.id)],
                "perm_create": False,
                "perm_write": False,
                "perm_unlink": False,
            }
        )
        self.assertEqual(self.assertRefused(self.plain), AccessError)

    def test_nobody_submits_by_the_context(self):
        for value in (True, 1, "x", {"drafts": {}, "ids": {}}, ["x"]):
            events = self.env["grid.event"].with_user(self.worker)
            event = events.with_context(**{INTAKE: str(value)}).create(self.plain)
            self.assertEqual(event.state, "draft")
