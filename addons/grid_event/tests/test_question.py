from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase

from odoo.addons.grid_base.tests import properties  # noqa: F401  (loads the profile)


class TestQuestion(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.category = cls.env["grid.event.category"].create(
            {"name": "Class", "code": "T1"}
        )
        cls.by_kind = {
            kind: cls.make(kind)
            for kind in ("char", "text", "number", "date", "yes_no")
        }
        cls.by_kind["choice"] = cls.make("choice", choices="Shop\n\n  Factory  \n")

    @classmethod
    def make(cls, kind, **values):
        return cls.env["grid.event.question"].create(
            {
                "category_id": cls.category.id,
                "name": f"A {kind}?",
                "kind": kind,
                **values,
            }
        )

    def check(self, kind, text):
        return self.by_kind[kind]._check_value(text)

    def refused(self, kind, *texts):
        for text in texts:
            with self.subTest(kind=kind, text=text):
                with (
                    self.assertRaisesRegex(ValidationError, f"A {kind}"),
                    self.env.cr.savepoint(),
                ):
                    self.check(kind, text)

    def test_choices(self):
        for choices in (False, "", "One", "One\n \n", "One\nTwo\nOne "):
            with self.subTest(choices=choices):
                with (
                    self.assertRaisesRegex(ValidationError, "two choices"),
                    self.env.cr.savepoint(),
                ):
                    self.make("choice", choices=choices)
        with (
            self.assertRaisesRegex(ValidationError, "two choices"),
            self.env.cr.savepoint(),
        ):
            self.by_kind["char"].kind = "choice"

    def test_required(self):
        for kind, question in self.by_kind.items():
            with self.subTest(kind=kind):
                for blank in ("", "  ", "\u3000\n", False, None):
                    self.assertEqual(question._check_value(blank), "")
                question.required = True
                with (
                    self.assertRaisesRegex(ValidationError, "needs an answer"),
                    self.env.cr.savepoint(),
                ):
                    question._check_value(" ")

    def test_char(self):
        self.assertEqual(self.check("char", " a \n b\0 "), "a b")
        self.assertEqual(self.check("char", "x" * 200), "x" * 200)
        self.refused("char", "x" * 201)

    def test_text(self):
        self.assertEqual(self.check("text", " a\n b "), "a\n b")
        self.assertEqual(len(self.check("text", "字" * 2000)), 2000)
        self.refused("text", "字" * 2001)

    def test_number(self):
        for text, kept in (
            ("12", "12"),
            (" 012.50 ", "12.5"),
            ("1,234,567.8", "1234567.8"),
            ("-0", "0"),
            ("100", "100"),
            ("１２．５", "12.5"),
            (7, "7"),
            (0, "0"),
        ):
            self.assertEqual(self.check("number", text), kept)
        self.refused(
            "number", "many", "nan", "inf", "1e3", "12,34", "1.2.3", ".", "9" * 16
        )

    def test_date(self):
        for text in ("2026-3-1", "2026/03/01", "2026.3.1", "2026年3月1日"):
            self.assertEqual(self.check("date", text), "2026-03-01")
        self.refused("date", "yesterday", "2026-02-30", "1-3-2026", "20260301")

    def test_yes_no(self):
        for text in ("yes", "YES", "y", "1", True, "true"):
            self.assertEqual(self.check("yes_no", text), "yes")
        for text in ("no", "No", "0", "false", 0):
            self.assertEqual(self.check("yes_no", text), "no")
        self.refused("yes_no", "perhaps", "2")

    def test_choice(self):
        self.assertEqual(self.check("choice", " Factory "), "Factory")
        self.refused("choice", "factory", "Shop\nFactory", "Dwelling")

    def test_choice_in_another_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        question = self.by_kind["choice"]
        question.with_context(lang="zh_CN").choices = "商铺\n厂房"
        for lang in ("zh_CN", "en_US"):
            reader = question.with_context(lang=lang)
            self.assertEqual(reader._check_value("厂房"), "厂房")
            self.assertEqual(reader._check_value("Factory"), "Factory")
            with self.assertRaises(ValidationError):
                reader._check_value("住宅")

    def test_show(self):
        self.env.ref("base.lang_en").date_format = "%d.%m.%Y"
        self.assertEqual(self.by_kind["yes_no"]._show_value("yes"), "Yes")
        self.assertEqual(self.by_kind["yes_no"]._show_value("no"), "No")
        self.assertEqual(self.by_kind["yes_no"]._show_value(""), "")
        day = self.by_kind["date"].with_context(lang="en_US")
        self.assertEqual(day._show_value("2026-03-01"), "01.03.2026")
        self.assertEqual(self.by_kind["char"]._show_value("a b"), "a b")

    @given(
        st.decimals(-(10**14), 10**14, allow_nan=False, allow_infinity=False, places=6)
    )
    def test_number_keeps_its_value(self, number):
        kept = self.check("number", f"{number:f}")
        self.assertEqual(Decimal(kept), number)
        self.assertEqual(self.check("number", kept), kept)

    @given(st.sampled_from(["char", "text"]), st.text(max_size=300))
    def test_what_is_kept_is_kept_again(self, kind, text):
        """An answer edited and saved untouched does not change."""
        try:
            kept = self.check(kind, text)
        except ValidationError:
            return
        self.assertEqual(self.check(kind, kept), kept)
        self.assertNotIn("\0", kept)

    @given(st.dates())
    def test_every_day_is_kept(self, day):
        self.assertEqual(self.check("date", day.isoformat()), day.isoformat())
