from odoo.tests import TransactionCase


class TestSelectionLanguage(TransactionCase):
    """Selections borrowed from another field speak its language."""

    def test_borrowed_labels_are_translated(self):
        for lang in ("en_US", "zh_CN"):
            self.env["res.lang"]._activate_lang(lang)
        self.env["ir.model.fields.selection"].search(
            [("field_id.model", "=", "grid.staff"), ("value", "=", "patrol")]
        ).with_context(lang="zh_CN").name = "patrouille"
        field = self.env["grid.role"]._fields["category"]
        for lang, label in (("en_US", "Patrol Inspector"), ("zh_CN", "patrouille")):
            env = self.env(context={"lang": lang})
            self.assertEqual(dict(field._description_selection(env))["patrol"], label)
