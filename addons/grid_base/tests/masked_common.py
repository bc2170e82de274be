"""Two throw-away models with masked values, in the registry only while a class runs."""

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools.masked import Masked
from .common import GridCase

PERSON = "grid.test.person"
VISIT = "grid.test.visit"
ID_NUMBER = "350302199001010017"
ID_MASK = "350302********0017"
PHONE = "13812345678"
PHONE_MASK = "138****5678"
REASON = "Called about the flood shelter"


def _person():
    class Person(models.Model):
        _name = PERSON
        _description = "Person of the masking tests"
        _inherit = ["mail.thread", "grid.scoped.mixin", "grid.masked.mixin"]
        _rec_names_search = ["name", "id_number"]

        name = fields.Char()
        mandatory = fields.Char(required=True, default="filled")
        id_number = Masked("Identity Number", kind="id_number", index="btree_not_null")
        phone = Masked(kind="phone", index="btree_not_null", tracking=True)
        birth_date = Masked(kind="birth_date")
        address = Masked(kind="address", keep="_mask_address", depends=["grid_id"])
        account = Masked(kind="bank")

        _id_number_uniq = models.UniqueIndex("(id_number_true, grid_id)")
        _account_check = models.Constraint("CHECK (account_true <> '99999999')")

        def _mask_address(self, value):
            return f"{self.grid_id.parent_id.name}, ****"

    return Person


def _visit():
    class Visit(models.Model):
        _name = VISIT
        _description = "Visit of the masking tests"
        _inherit = ["grid.scoped.mixin"]

        person_id = fields.Many2one(PERSON)
        person_phone = fields.Char(related="person_id.phone", related_sudo=False)
        summary = fields.Char(compute="_compute_summary")

        @api.depends("person_id.phone")
        @api.depends_context("uid")
        def _compute_summary(self):
            for visit in self:
                visit.summary = f"called {visit.person_id.phone}"

    return Visit


class TemporaryModels:
    """Put models into the registry and take them out again after the class."""

    @classmethod
    def load_models(cls, *makers):
        registry, definitions = cls.registry, models.MetaModel._module_to_models__
        names = []
        # Odoo's public modules have no way to do this; its own tests take this one.
        from odoo.orm.model_classes import add_to_registry

        for make in makers:
            definition = make()
            definitions[definition._module].remove(definition)
            add_to_registry(registry, definition)
            names.append(definition._name)
        cls.addClassCleanup(cls._unload_models, names)
        registry._setup_models__(cls.env.cr, names)
        registry.init_models(cls.env.cr, names, {"module": "grid_base"})
        registry.registry_invalidated = False

    @classmethod
    def _unload_models(cls, names):
        for name in reversed(names):
            del cls.registry[name]
        cls.registry._setup_models__(cls.env.cr, [])
        cls.registry.registry_invalidated = False


class MaskedCase(TemporaryModels, GridCase):
    """People with masked values in the territory of ``GridCase``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.load_models(_person, _visit)
        for name in (PERSON, VISIT):
            cls.open_model(name, "grid_base.group_grid_worker")
        cls.worker = cls.make_user("masked_worker", cls.grid_a11, "grid_worker")
        # the role of a grid worker brings the right to reveal
        cls.worker.group_ids -= cls.env.ref("grid_base.group_grid_reveal")
        cls.officer = cls.make_user("masked_head", cls.community_a1, "station_head")
        cls.officer.group_ids += cls.env.ref("grid_base.group_grid_reveal")
        cls.cleared = cls.make_user("masked_clear", cls.community_a1, "station_head")
        cls.cleared.group_ids += cls.env.ref("grid_base.group_grid_clear")
        cls.stranger = cls.make_user("masked_other", cls.grid_b11, "grid_worker")
        cls.person = cls.make_person(cls.grid_a11)
        cls.env.cr.cache.clear()

    @classmethod
    def open_model(cls, name, group):
        model = cls.env["ir.model"]._get(name)
        group = cls.env.ref(group)
        cls.env["ir.model.access"].create(
            {
                "name": f"test {name}",
                "model_id": model.id,
                "group_id": group.id,
                "perm_read": True,
                "perm_write": True,
                "perm_create": True,
                "perm_unlink": False,
            }
        )
        cls.env["ir.rule"].create(
            {
                "name": f"test {name}",
                "model_id": model.id,
                "groups": group.ids,
                "domain_force": "[('grid_id', 'in',"
                " grid_scope('grid_base.group_grid_worker'))]",
            }
        )

    @classmethod
    def make_person(cls, grid, **values):
        values = {
            "name": "Chen Ming",
            "id_number_true": ID_NUMBER,
            "phone_true": PHONE,
            "birth_date_true": "1990-01-01",
            "address_true": "12 Wenxian Road, flat 301",
            "account_true": "6222001234567890",
            **values,
        }
        return cls.env[PERSON].create({"grid_id": grid.id, **values})

    def as_user(self, user, record=None):
        """The record as the user sees it, with nothing cached."""
        self.env.invalidate_all()
        return (record or self.person).with_user(user)

    def assert_refused(self, attempt, errors=(AccessError,)):
        """``attempt`` ends in one of the errors (``assertRaises`` takes one only)."""
        with self.env.cr.savepoint():
            try:
                attempt()
            except errors:
                self.env.invalidate_all(flush=False)
                return
        self.fail("this should have been refused")

    def logged(self, kind, user=None):
        domain = [("kind", "=", kind)]
        if user:
            domain.append(("uid", "=", user.id))
        return self.env["grid.access.log"].search(domain)
