from odoo import api, fields, models
from odoo.tests import new_test_user

from .common import GridCase
from .fake_model import add_model


def told_model():
    class Told(models.Model):
        _name = "grid.test.told"
        _description = "Something People Are Told About"
        _inherit = ["grid.notice.mixin"]
        _module = None

        name = fields.Char()
        secret = fields.Boolean()

        @api.model
        def _notice_texts(self):
            kinds = super()._notice_texts()
            # stands for a translated text
            return kinds | {"come": f"Come ({self.env.lang})"}

        def _notice_subject(self):
            return "No. 7" if self.secret else super()._notice_subject()

    return Told


class TestNotice(GridCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.told = add_model(cls, told_model())
        group = "base.group_user"
        cls.actor, cls.reader, cls.chinese, cls.gone = (
            new_test_user(cls.env, f"notice_{name}", group, lang=lang)
            for name, lang in [
                ("actor", "en_US"),
                ("reader", "en_US"),
                ("chinese", "zh_CN"),
                ("gone", "en_US"),
            ]
        )
        cls.gone.active = False
        cls.record = cls.told.create({"name": "Water & Light"})

    def notify(self, users, *args, record=None):
        """The messages of one notice, by the partners they go to."""
        record = record or self.record
        known = self.env["mail.message"].sudo().search([])
        record.with_user(self.actor)._notify(users, *args)
        new = self.env["mail.message"].sudo().search([]) - known
        return {message.partner_ids: message for message in new}

    def test_each_in_their_language(self):
        users = self.reader | self.chinese
        messages = self.notify(users, "come", "<b>now</b>")
        self.assertEqual(set(messages), set(users.mapped("partner_id")))
        for user, lang in ((self.reader, "en_US"), (self.chinese, "zh_CN")):
            message = messages[user.partner_id]
            # what people write is text, not markup
            self.assertEqual(
                message.body,
                f"<p>Come ({lang})<br>Water &amp; Light<br>&lt;b&gt;now&lt;/b&gt;</p>",
            )
            self.assertEqual(message.subject, "Water & Light")
            self.assertEqual(message.model, self.record._name)
            self.assertEqual(message.res_id, self.record.id)
            self.assertEqual(message.author_id, self.actor.partner_id)

    def test_who_is_passed_over(self):
        root = self.env.ref("base.user_root")
        messages = self.notify(self.gone | root | self.reader, "come")
        self.assertEqual(set(messages), {self.reader.partner_id})
        self.assertFalse(self.notify(self.gone | root, "come"))
        self.assertFalse(self.notify(self.env["res.users"], "come"))

    def test_less_than_the_name(self):
        secret = self.told.create({"name": "Li and Wang, divorce", "secret": True})
        self.reader.notification_type = "email"
        [message] = self.notify(self.reader, "come", record=secret).values()
        self.assertEqual(message.subject, "No. 7")
        self.assertIn("No. 7", message.body)
        # of the inbox, which outlives the right to read the record
        self.assertEqual(message.with_user(self.reader).record_name, "No. 7")
        mail = message.sudo().mail_ids
        self.assertIn("No. 7", mail.body_html)
        self.assertNotIn("Li and Wang", f"{mail.subject}{mail.body_html}{mail.headers}")

    def test_unknown_kind(self):
        with self.assertRaises(KeyError):
            self.notify(self.reader, "go")
