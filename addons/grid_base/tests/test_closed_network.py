from unittest.mock import patch

import requests
from markupsafe import Markup

from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestClosedNetwork(HttpCase):
    """No request leaves the server unless an administrator configured it."""

    def setUp(self):
        super().setUp()
        self.calls = []

        own, original = self.base_url(), requests.Session.send

        def send(session, prepared, **options):
            if prepared.url.startswith(own):
                return original(session, prepared, **options)
            self.calls.append(prepared.url)
            raise requests.exceptions.ConnectionError

        self.startPatcher(patch.object(requests.Session, "send", send))
        self.authenticate("admin", "admin")

    def call(self, route, **params):
        return self.make_jsonrpc_request(f"/html_editor/{route}", params)

    def test_publisher_is_not_told(self):
        job = self.env.ref("mail.ir_cron_module_update_notification")
        self.assertFalse(job.active)

    def test_addresses_in_messages_are_not_opened(self):
        partner = self.env["res.partner"].create({"name": "Somebody"})
        message = partner.message_post(
            body=Markup('<a href="https://outside.invalid/page">page</a>')
        )
        preview = self.env["mail.link.preview"]
        self.assertFalse(preview._is_link_preview_enabled())
        self.assertFalse(message.message_link_preview_ids)

    def test_editor_asks_nobody(self):
        self.assertEqual(
            self.call("link_preview_external", preview_url="http://outside.invalid"), {}
        )
        self.assertIn("error", self.call("media_library_search", query="tree"))
        self.assertEqual(self.call("save_library_media", media={"1": {}}), [])
        self.assertEqual(
            self.call("generate_text", prompt="x", conversation_history=[]), ""
        )
        self.assertFalse(self.calls)

    def test_an_administrator_may_allow_it(self):
        self.env["ir.config_parameter"].set_param("grid_base.call_out", "1")
        self.call("link_preview_external", preview_url="http://outside.invalid/a")
        self.assertEqual(self.calls, ["http://outside.invalid/a"])

    def test_modules_that_call_home_are_not_installed(self):
        names = ["iap_mail", "partner_autocomplete", "snailmail", "mail_bot", "sms"]
        modules = self.env["ir.module.module"].search([("name", "in", names)])
        self.assertFalse(modules.filtered(lambda module: module.state == "installed"))
