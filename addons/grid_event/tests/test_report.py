from base64 import b64encode

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form

from .common import EventCase
from .test_media import picture

FORM = "grid_event.grid_event_view_form_report"


class TestReport(EventCase):
    """Reporting from one screen, over a bad line."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.house = cls.env["grid.house"].create(
            {"grid_id": cls.grid_a11.id, "address": "No. 8"}
        )
        cls.far_house = cls.env["grid.house"].create(
            {"grid_id": cls.grid_b11.id, "address": "No. 9"}
        )

    def values(self, **values):
        return {
            "category_id": self.category.id,
            "description": "A street lamp is broken.",
            "address": "In front of number 3",
            "report_key": "k1",
            **values,
        }

    def send(self, user=None, **values):
        events = self.env["grid.event"].with_user(user or self.worker)
        return events.create(self.values(**values))

    def test_two_taps_make_one_report(self):
        event = self.send()
        first = event.action_report()
        self.assertEqual(event.state, "reported")
        self.assertEqual(first["res_id"], event.id)
        again = event.action_report()
        self.assertEqual(again["res_id"], event.id)
        self.assertEqual(event.sudo().step_ids.mapped("move"), ["report"])
        self.assertEqual(self.open_kinds(event), ["accept"])

    def test_sent_twice_recorded_once(self):
        event = self.send()
        self.assertEqual(self.send(description="More is known now."), event)
        self.assertEqual(event.description, "More is known now.")
        event.action_report()
        self.assertEqual(self.send(description="Too late"), event)
        self.assertEqual(event.description, "More is known now.")

    def test_keys_of_others_are_not_found(self):
        event = self.send()
        other = self.send(self.worker_b)
        self.assertNotEqual(other, event)
        self.assertEqual(other.reporter_id, self.worker_b)

    def test_known_and_new_in_one_go_keep_their_order(self):
        event = self.send()
        events = self.env["grid.event"].with_user(self.worker)
        keys = ["k2", "k1", "k3", False]
        made = events.create([self.values(report_key=key) for key in keys])
        self.assertEqual(made[1], event)
        self.assertEqual(made.mapped("report_key"), keys)
        self.assertEqual(len(made), 4)

    def test_sent_again_with_its_photographs(self):
        media = self.env["grid.event.media"].with_user(self.worker)
        uploads = [media._upload(name, picture())["id"] for name in ("a.jpg", "b.jpg")]
        lines = [
            Command.create({"name": f"{upload}.jpg", "upload": upload})
            for upload in uploads
        ]
        event = self.send(media_ids=lines[:1])
        self.assertEqual(self.send(media_ids=lines), event)
        names = [f"{upload}.jpg" for upload in uploads]
        self.assertEqual(sorted(event.media_ids.mapped("name")), names)

    def test_solved_on_the_spot_needs_words(self):
        event = self.send()
        with self.assertRaisesRegex(UserError, "what was done"):
            event.action_solve()
        event.spot_result = "Screwed in a new one."
        event.action_solve()
        self.assertEqual(event.state, "archived")
        self.assertEqual(event.result, "Screwed in a new one.")
        self.assertTrue(event.action_solve())

    def test_nobody_reports_the_draft_of_another(self):
        event = self.send()
        with self.assertRaises(AccessError):
            event.with_user(self.worker_b).action_report()
        self.move(event, self.worker, "report")
        # a second tap is that of the reporter only
        with self.assertRaises(UserError):
            event.with_user(self.station).action_report()

    def test_the_form_finds_house_and_grid(self):
        events = self.env["grid.event"].with_user(self.worker)
        form = Form(events.with_context(grid_event_report=True), FORM)
        self.assertTrue(form.report_key)
        code = self.house.plate_code
        for text in (
            f" {code[:4].lower()} {code[4:8]} {code[8:]} ",
            f"https://grid.example.com/g/{code}",
            f"https://grid.example.com/g/{code}/",
        ):
            with self.subTest(text=text):
                form.house_id = self.env["grid.house"]
                form.plate = text
                self.assertEqual(form.house_id, self.house)
                self.assertEqual(form.address, "No. 8")
                self.assertFalse(form.plate)
        self.assertEqual(form.grid_id, self.grid_a11)
        # house numbers of other areas tell nothing
        form.house_id = self.env["grid.house"]
        with self.assertLogs("odoo.tests.form.onchange", "WARNING"):
            form.plate = self.far_house.plate_code
        self.assertFalse(form.house_id)

    def test_channel_of_the_phone(self):
        events = self.env["grid.event"].with_user(self.worker)
        event = events.with_context(grid_event_phone=True).create(self.values())
        self.assertEqual(event.channel_id.code, "01")
        event = events.create(self.values(report_key=False))
        self.assertEqual(event.channel_id.code, "02")

    def test_a_file_of_the_form_goes_with_the_report(self):
        event = self.send(
            media_ids=[Command.create({"name": "a.jpg", "file": b64encode(picture())})]
        )
        event.action_report()
        self.assertEqual(event.media_ids.kind, "photo")
