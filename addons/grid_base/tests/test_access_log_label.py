from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestAccessLogLabel(TransactionCase):
    def test_the_log_speaks_in_words(self):
        row = self.env["grid.access.log"]._record(
            "reveal",
            self.env.user,
            fields=["login", "partner_id.name", "partner_id/city"],
        )
        self.assertEqual(row.model_label, "User")
        self.assertEqual(
            row.field_labels, "Login, Related Partner, Related Partner / City"
        )
        self.assertEqual(row.display_name, "Reveal: User")

    def test_what_is_gone_keeps_its_technical_name(self):
        row = self.env["grid.access.log"]._record(
            "read", "grid.gone", fields=["old_phone"], count=1
        )
        self.assertEqual(row.model_label, "grid.gone")
        self.assertEqual(row.field_labels, "old_phone")
