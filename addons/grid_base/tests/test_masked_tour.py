from odoo.tests import HttpCase, tagged

from .masked_common import PERSON, MaskedCase

FORM = """
<form>
    <field name="name" />
    <field name="phone" />
    <field name="account" />
</form>
"""


@tagged("post_install", "-at_install")
class TestMaskedTour(MaskedCase, HttpCase):
    """Reveal and correct in the browser, on the form that everyone uses."""

    def test_reveal_and_correct(self):
        self.env["ir.ui.view"].create(
            {"name": "person", "model": PERSON, "type": "form", "arch": FORM}
        )
        action = self.env["ir.actions.act_window"].create(
            {"name": "People", "res_model": PERSON, "view_mode": "form"}
        )
        self.person.account_true = False
        self.officer.write({"password": "masked_head", "lang": "en_US"})
        self.start_tour(
            f"/odoo/action-{action.id}/{self.person.id}",
            "grid_base.masked_reveal",
            login="masked_head",
        )
        self.env.invalidate_all()
        self.assertEqual(self.person.sudo().phone_true, "13987654321")
        self.assertEqual(self.person.sudo().account_true, "6222009999998888")
        for kind in ("reveal", "correct"):
            row = self.logged(kind, self.officer)
            self.assertEqual(
                (row.res_id, row.field_names, row.reason),
                (self.person.id, "phone", "Called about the flood shelter"),
            )
