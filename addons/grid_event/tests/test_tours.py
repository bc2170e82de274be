import io
import json
from base64 import b64decode

from PIL import Image
from shapely.geometry import box, mapping

from odoo.tests import HttpCase, tagged

from .common import EventCase

REPORT = "/odoo/action-grid_event.grid_event_action_report"


class TourCase(EventCase, HttpCase):
    """People at work in the browser, on names that no translation changes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.community_a1.name = "Tour Station"
        cls.grid_a11.name = "Tour Grid"
        cls.police.name = "Tour Police"
        cls.works.name = "Tour Works"
        # far from the outlines of the real city
        cls.grid_a11.boundary = json.dumps(mapping(box(80.0, 40.0, 80.1, 40.1)))
        cls.fire = cls.env.ref("grid_event.grid_event_category_0802")
        cls.escape = cls.env.ref("grid_event.grid_event_category_0803")
        cls.env["res.lang"]._activate_lang("zh_CN")
        for lang in ("en_US", "zh_CN"):
            cls.fire.parent_id.with_context(lang=lang).name = "Tour Safety"
            cls.fire.with_context(lang=lang).name = "Tour Fire"
            cls.escape.with_context(lang=lang).name = "Tour Escape"
        (cls.fire | cls.fire.parent_id | cls.escape).question_ids.active = False
        question = cls.env["grid.event.question"].create(
            {
                "category_id": cls.fire.id,
                "name": "Tour trapped",
                "kind": "yes_no",
                "required": True,
            }
        )
        question.with_context(lang="zh_CN").name = "Tour trapped"

    def tour(self, url, name, user, lang="en_US"):
        user.write({"password": user.login, "lang": lang})
        self.start_tour(url, f"grid_event.{name}", login=user.login)
        self.env.invalidate_all()

    def last_event(self):
        return self.env["grid.event"].search([], order="id desc", limit=1)


@tagged("post_install", "-at_install")
class TestPhoneTours(TourCase):
    browser_size = "390x844"
    touch_enabled = True

    def check_report(self, lang):
        before = self.env["grid.event"].search_count([])
        self.tour(REPORT, "report", self.worker, lang)
        self.assertEqual(self.env["grid.event"].search_count([]), before + 1)
        event = self.last_event()
        self.assertEqual(
            (event.state, event.category_id, event.grid_id, event.holder_id),
            ("reported", self.fire, self.grid_a11, self.community_a1),
        )
        self.assertTrue(event.place_certain)
        self.assertEqual(event.channel_id.code, "01")
        self.assertEqual(event.answer_ids.value, "yes")
        photo = event.media_ids
        self.assertEqual((photo.name, photo.kind), ("fire.jpg", "photo"))
        # taken with 2400 by 1800 points
        image = Image.open(io.BytesIO(b64decode(photo.file)))
        self.assertEqual(image.size, (1920, 1440))

    def test_report_with_a_photograph(self):
        self.check_report("en_US")

    def test_report_with_a_photograph_in_chinese(self):
        self.check_report("zh_CN")

    def test_solved_on_the_spot_after_a_lost_page(self):
        before = self.env["grid.event"].search_count([])
        self.tour(REPORT, "report_solved", self.worker)
        self.assertEqual(self.env["grid.event"].search_count([]), before + 1)
        event = self.last_event()
        self.assertEqual((event.state, event.on_the_spot), ("archived", True))
        self.assertEqual(event.result, "Moved by their owners")
        self.assertEqual(event.media_ids.mapped("name"), ["stairs.jpg"])


@tagged("post_install", "-at_install")
class TestCourseTour(TourCase):
    """One event from the street to the archive, all of it in the browser."""

    WORK = "/odoo/action-grid_event.grid_event_task_action_mine"
    ORDERS = "/odoo/action-grid_event.grid_event_task_action_orders"
    browser_size = "1366x768"

    def on_phone(self, *tour):
        self.browser_size, self.touch_enabled = "390x844", True
        self.tour(*tour)
        self.browser_size, self.touch_enabled = "1366x768", False

    def test_from_report_to_archive(self):
        self.on_phone(REPORT, "report", self.worker)
        event = self.last_event()
        self.tour(self.WORK, "accept_and_dispatch", self.station, "zh_CN")
        main, assist = event.order_ids.sorted("id")
        self.assertEqual(
            (main.organization_id, main.kind, main.instruction),
            (self.police, "main", "Look at once"),
        )
        self.assertEqual((assist.organization_id, assist.kind), (self.works, "assist"))
        self.tour(self.ORDERS, "return", self.handler_2)
        self.assertEqual(assist.state, "returned")
        self.assertEqual(self.open_kinds(event), ["dispatch", "main"])
        self.tour(self.WORK, "add_orders", self.station)
        self.assertEqual(self.open_kinds(event), ["assist", "main"])
        self.on_phone(self.WORK, "answer_on_the_phone", self.worker, "zh_CN")
        self.tour(self.ORDERS, "answer", self.handler)
        self.assertEqual(event.state, "to_verify")
        after = event.media_ids.filtered(lambda media: media.phase == "3")
        self.assertEqual(after.name, "after.jpg")
        self.tour(self.WORK, "verify_and_rate", self.station)
        self.assertEqual(event.state, "archived")
        self.assertTrue(event.rating_id)
        self.assertEqual(event.return_count, 1)

    def test_red_card(self):
        self.on_phone(REPORT, "report", self.worker)
        event = self.last_event()
        events = "/odoo/action-grid_event.grid_event_action"
        self.tour(events, "red_card", self.town_head)
        card = event.supervision_ids
        self.assertEqual((card.kind, card.card), ("supervise", "red"))
        self.assertEqual(card.remark, "Nobody has looked at it")
        self.assertEqual(card.task_id.node_id, self.community_a1)
