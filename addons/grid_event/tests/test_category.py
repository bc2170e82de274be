from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, TransactionCase, new_test_user
from odoo.tools import mute_logger


class CategoryCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.categories = cls.env["grid.event.category"]
        cls.big = cls.make("T1", stopper_text="Call 119.", group="safety")
        cls.small = cls.make("T101", cls.big)

    @classmethod
    def make(cls, code, parent=None, **values):
        values.setdefault("name", f"Class {code}")
        return cls.categories.create(
            {"code": code, "parent_id": parent and parent.id, **values}
        )


class TestCategory(CategoryCase):
    def test_no_third_level(self):
        with (
            self.assertRaisesRegex(ValidationError, "no third level"),
            self.env.cr.savepoint(),
        ):
            self.make("T10101", self.small)
        other = self.make("T2")
        with (
            self.assertRaisesRegex(ValidationError, "no third level"),
            self.env.cr.savepoint(),
        ):
            self.big.parent_id = other
        self.small.parent_id = other
        self.assertEqual(self.small.parent_id, other)

    def test_no_third_level_by_archived_small_class(self):
        self.small.active = False
        with (
            self.assertRaisesRegex(ValidationError, "no third level"),
            self.env.cr.savepoint(),
        ):
            self.big.parent_id = self.make("T2")

    def test_no_circle(self):
        with self.assertRaises(ValidationError):
            self.big.parent_id = self.big
        with self.assertRaises(ValidationError):
            self.big.parent_id = self.small

    @mute_logger("odoo.sql_db")
    def test_code_is_unique(self):
        with self.assertRaises(IntegrityError):
            self.make("T101")

    def test_names(self):
        self.assertEqual(self.big.display_name, "Class T1")
        self.assertEqual(self.small.display_name, "Class T1 / Class T101")
        in_tree = self.small.with_context(hierarchical_naming=False)
        self.assertEqual(in_tree.display_name, "Class T101")
        self.big.name = "Fire"
        self.assertEqual(self.small.display_name, "Fire / Class T101")

    def test_names_in_two_languages(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.big.with_context(lang="zh_CN").name = "大类"
        self.small.with_context(lang="zh_CN").name = "小类"
        chinese = self.small.with_context(lang="zh_CN")
        self.assertEqual(chinese.display_name, "大类 / 小类")
        self.assertEqual(self.small.display_name, "Class T1 / Class T101")

    def test_found_by_name_code_and_big_class(self):
        def found(text):
            return {row[0] for row in self.categories.name_search(text, limit=None)}

        self.assertIn(self.small.id, found("Class T101"))
        self.assertNotIn(self.big.id, found("Class T101"))
        self.assertIn(self.small.id, found("T101"))
        self.big.name = "Unlikely Word"
        self.assertEqual(found("Unlikely Word"), {self.big.id, self.small.id})

    def test_group_follows_the_big_class(self):
        self.assertEqual(self.small.group, "safety")
        self.small.group = "livelihood"
        self.assertEqual(self.small.group, "livelihood")
        self.big.group = "livelihood"
        self.big.group = "safety"
        self.assertEqual(self.small.group, "safety")
        self.assertEqual(self.make("T2").group, "livelihood")

    def test_big_class_is_followed_by_its_small_ones(self):
        first = self.make("T2", sequence=5)
        last, middle = self.make("T202", first), self.make("T201", first, sequence=7)
        ours = self.big + self.small + first + last + middle
        wanted = first + middle + last + self.big + self.small
        self.assertEqual(ours.sorted(), wanted)
        self.assertEqual(self.categories.search([("id", "in", ours.ids)]), wanted)
        self.big.sequence = 1
        found = self.categories.search([("id", "in", ours.ids)])
        self.assertEqual(list(found[:2]), [self.big, self.small])

    def test_stopper_of_the_big_class(self):
        self.assertEqual(self.small.stopper, "Call 119.")
        self.small.stopper_text = "Call 120."
        self.assertEqual(self.small.stopper, "Call 120.")
        self.assertFalse(self.make("T2").stopper)

    def test_archived_with_the_small_classes(self):
        self.big.active = False
        self.assertFalse(self.small.active)
        with (
            self.assertRaisesRegex(ValidationError, "archived"),
            self.env.cr.savepoint(),
        ):
            self.small.active = True
        with (
            self.assertRaisesRegex(ValidationError, "archived"),
            self.env.cr.savepoint(),
        ):
            self.make("T102", self.big)
        self.big.active = True
        self.small.active = True
        self.assertTrue(self.small.active)

    @mute_logger("odoo.sql_db")
    def test_one_handler(self):
        level = self.env.ref("grid_base.grid_level_town")
        kind = self.env.ref("grid_base.grid_organization_kind_department")
        self.small.handler_level_id = level
        self.small.handler_organization_kind_id = kind
        self.env.flush_all()
        grid = self.env["grid.grid"].create(
            {
                "name": "City",
                "code": "990000000000",
                "level_id": self.env.ref("grid_base.grid_level_city").id,
            }
        )
        organization = self.env["grid.organization"].create(
            {"name": "Fire Brigade", "kind_id": kind.id, "grid_id": grid.id}
        )
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.small.handler_organization_id = organization
            self.env.flush_all()
        self.big.handler_organization_id = organization
        self.env.flush_all()

    def test_questions_of_both_classes(self):
        questions = self.env["grid.event.question"].create(
            [
                {"category_id": self.small.id, "name": "Own?", "sequence": 1},
                {"category_id": self.big.id, "name": "First?", "sequence": 20},
                {"category_id": self.big.id, "name": "Gone?", "active": False},
            ]
        )
        own, first, _gone = questions
        self.env.invalidate_all()
        self.assertEqual(list(self.small._questions()), [first, own])
        self.assertEqual(self.big._questions(), first)

    def test_copy(self):
        self.env["grid.event.question"].create(
            {"category_id": self.small.id, "name": "Own?"}
        )
        copies = self.small.copy() + self.small.copy()
        self.assertEqual(copies.mapped("code"), ["T101-1", "T101-2"])
        self.assertEqual(copies.mapped("question_ids.name"), ["Own?", "Own?"])
        self.assertEqual(copies.parent_id, self.big)

    def test_form(self):
        """An administrator adds a big class with a small one and a question."""
        admin = new_test_user(self.env, "event_admin", "grid_base.group_grid_admin")
        with Form(self.categories.with_user(admin)) as form:
            form.name = "Flood"
            form.code = "T9"
            form.group = "safety"
            with form.child_ids.new() as line:
                line.name = "Dam"
                line.code = "T901"
            with form.question_ids.new() as line:
                line.name = "Is anybody trapped?"
                line.kind = "yes_no"
        flood = form.record
        self.assertEqual(flood.child_ids.display_name, "Flood / Dam")
        self.assertEqual(flood.child_ids.group, "safety")
        self.assertEqual(flood.question_ids.kind, "yes_no")


class TestCategoryAccess(CategoryCase):
    def test_who_reads_and_who_writes(self):
        self.env["grid.event.question"].create(
            {"category_id": self.small.id, "name": "Own?"}
        )
        models = ("grid.event.category", "grid.event.question", "grid.time.limit")
        for group, may_read, may_write in (
            ("grid_base.group_grid_worker", True, False),
            ("grid_base.group_grid_department", True, False),
            ("grid_event.group_event_leader", True, False),
            ("grid_event.group_event_supervisor", True, False),
            ("grid_base.group_grid_admin", True, True),
            ("grid_base.group_grid_auditor", False, False),
            ("base.group_user", False, False),
            ("base.group_portal", False, False),
            ("base.group_public", False, False),
        ):
            user = new_test_user(self.env, f"reads_{group}", group)
            for name in models:
                with self.subTest(group=group, model=name):
                    records = self.env[name].with_user(user)
                    for operation in ("write", "create", "unlink"):
                        self.assertEqual(records.has_access(operation), may_write)
                    if may_read:
                        self.assertTrue(records.search_read([], ["display_name"]))
                    else:
                        with self.assertRaises(AccessError):
                            records.search([])


class TestSeededCategories(TransactionCase):
    def test_every_seed_is_in_two_levels_and_tells_its_source(self):
        data = self.env["ir.model.data"].search(
            [("module", "=", "grid_event"), ("model", "=", "grid.event.category")]
        )
        categories = self.env["grid.event.category"].browse(data.mapped("res_id"))
        big = categories.filtered(lambda c: not c.parent_id)
        self.assertEqual(len(big), 10)
        self.assertEqual(len(categories), 64)
        self.assertTrue(all(c.basis for c in categories))
        for category in categories - big:
            self.assertTrue(category.code.startswith(category.parent_id.code))

    def test_dangers_say_whom_to_call(self):
        for code, number in (("0202", "110"), ("0802", "119"), ("0702", "120")):
            category = self.env.ref(f"grid_event.grid_event_category_{code}")
            self.assertIn(number, category.stopper)
