import io
from base64 import b64decode, b64encode
from datetime import timedelta

from PIL import Image

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged

from ..tools.media import photograph_facts
from .common import EventCase

EXECUTABLE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(200)
PAGE = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
DRAWING = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>'
SCRIPT = b"#!/bin/sh\nrm -r /\n"
WEBP = b"RIFF\x1a\0\0\0WEBPVP8 " + bytes(20)
ARCHIVE = b"PK\x05\x06" + bytes(18)


def picture(kind="JPEG", exif=None):
    stream = io.BytesIO()
    options = {"exif": exif} if exif else {}
    Image.new("RGB", (8, 8), "red").save(stream, kind, **options)
    return stream.getvalue()


def camera_picture(longitude_reference="E"):
    """A photograph that knows its time and place, as a phone writes them."""
    exif = Image.Exif()
    exif[0x8769] = {0x9003: "2026:03:01 08:30:00"}
    exif[0x8825] = {
        1: "N",
        2: (25.0, 30.0, 0.0),
        3: longitude_reference,
        4: (119.0, 15.0, 36.0),
    }
    return picture(exif=exif)


class MediaCase(EventCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.event = (
            cls.env["grid.event"]
            .with_user(cls.worker)
            .create(
                {
                    "category_id": cls.category.id,
                    "description": "A street lamp is broken.",
                    "address": "In front of number 3",
                    "grid_id": cls.grid_a11.id,
                }
            )
        )

    def make_media(self, content, name="photo.jpg", user=None, **values):
        media = self.env["grid.event.media"].with_user(user or self.worker)
        return media.create(
            {
                "event_id": self.event.id,
                "name": name,
                "file": b64encode(content),
                **values,
            }
        )


class TestMediaType(MediaCase):
    def test_type_comes_from_the_content(self):
        for name, content, mimetype, kind, shown in (
            ("a.jpg", picture(), "image/jpeg", "photo", "a.jpg"),
            ("a.exe", picture("PNG"), "image/png", "photo", "a.exe.png"),
            ("a", WEBP, "image/webp", "photo", "a.webp"),
            ("a.pdf", b"%PDF-1.7\n", "application/pdf", "file", "a.pdf"),
            ("a.html", b"only words", "text/plain", "file", "a.html.txt"),
            ("a.m4a", b"\0\0\0\x18ftypmp42" + bytes(12), "audio/mp4", "voice", None),
            ("a.mp4", b"\0\0\0\x18ftypmp42" + bytes(12), "video/mp4", "video", "a.mp4"),
            ("a.mp3", b"\xff\xfb\x90\x64" + bytes(600), "audio/mpeg", "voice", "a.mp3"),
        ):
            with self.subTest(name=name):
                media = self.make_media(content, name)
                self.assertEqual((media.mimetype, media.kind), (mimetype, kind))
                self.assertEqual(media.name, shown or media.name)
                self.assertEqual(b64decode(media.file), content)

    def test_what_is_dangerous_is_refused(self):
        for content in (EXECUTABLE, PAGE, DRAWING, SCRIPT, ARCHIVE):
            with self.subTest(content=content[:20]):
                with self.assertRaisesRegex(UserError, "no programs"):
                    self.make_media(content)
        with self.assertRaisesRegex(UserError, "empty"):
            self.make_media(b"")
        media = self.make_media(picture())
        with self.assertRaisesRegex(UserError, "no programs"):
            media.file = b64encode(PAGE)

    def test_type_cannot_be_written(self):
        media = self.make_media(picture(), mimetype="text/html", kind="file")
        self.assertEqual((media.mimetype, media.kind), ("image/jpeg", "photo"))
        media.write({"mimetype": "text/html", "kind": "file"})
        self.assertEqual((media.mimetype, media.kind), ("image/jpeg", "photo"))

    def test_size_is_limited(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("grid_event.media_megabytes", "1")
        exactly = b"%PDF-1.7\n".ljust(1 << 20, b"\0")
        self.assertTrue(self.make_media(exactly))
        with self.assertRaisesRegex(UserError, "at most 1 MB"):
            self.make_media(exactly + b"\0")

    def test_time_and_place_of_the_photograph(self):
        media = self.make_media(camera_picture(), latitude=1, longitude=2)
        # 8:30 in the city, eight hours ahead of UTC
        self.assertEqual(str(media.taken_at), "2026-03-01 00:30:00")
        self.assertAlmostEqual(media.latitude, 25.5)
        self.assertAlmostEqual(media.longitude, 119.26)
        media = self.make_media(picture(), latitude=25.4, longitude=119.0)
        self.assertAlmostEqual(media.latitude, 25.4)
        west = photograph_facts(camera_picture("W"))
        self.assertAlmostEqual(west["longitude"], -119.26)
        self.assertEqual(photograph_facts(b"no picture"), {})

    def test_order_names_the_event(self):
        event = self.dispatched()
        media = self.env["grid.event.media"].with_user(self.handler)
        vals = {"name": "a.jpg", "file": b64encode(picture()), "phase": "3"}
        done = media.create({**vals, "task_id": event.order_ids.id})
        self.assertEqual(done.event_id, event)
        with self.assertRaises(UserError):
            media.sudo().create(
                {**vals, "task_id": event.order_ids.id, "event_id": self.event.id}
            )


class TestMediaUpload(MediaCase):
    def upload(self, user=None, content=None):
        media = self.env["grid.event.media"].with_user(user or self.worker)
        return media._upload("a.jpg", content or picture())

    def test_handed_over_by_its_owner(self):
        upload = self.upload()
        self.assertEqual(upload["kind"], "photo")
        media = self.env["grid.event.media"].with_user(self.worker)
        media = media.create(
            {"event_id": self.event.id, "name": "a.jpg", "upload": upload["id"]}
        )
        self.assertEqual(b64decode(media.file), picture())
        self.assertFalse(self.env["ir.attachment"].browse(upload["id"]).exists())

    def test_nobody_takes_the_upload_of_another(self):
        upload = self.upload(self.worker_b)
        other = self.env["ir.attachment"].create({"name": "x", "raw": picture()})
        media = self.env["grid.event.media"].with_user(self.worker)
        for wrong in (upload["id"], other.id, other.id + 1000):
            vals = {"event_id": self.event.id, "name": "a.jpg", "upload": wrong}
            with self.assertRaisesRegex(UserError, "attach it once more"):
                media.create(vals)

    def test_forgotten_uploads_are_removed(self):
        kept, old = self.upload(), self.upload(content=picture("PNG"))
        attachments = self.env["ir.attachment"].browse([kept["id"], old["id"]])
        self.env.cr.execute(
            "UPDATE ir_attachment SET create_date = create_date - %s WHERE id = %s",
            (timedelta(days=4), old["id"]),
        )
        attachments.invalidate_recordset()
        stored = self.make_media(picture())
        self.env["grid.event.media"]._gc_uploads()
        self.assertEqual(attachments.exists().ids, [kept["id"]])
        self.assertTrue(stored.file)

    def test_only_who_may_add_files(self):
        stranger = new_test_user(self.env, "media_stranger", "base.group_user")
        with self.assertRaises(AccessError):
            self.upload(stranger)


@tagged("post_install", "-at_install")
class TestMediaRoute(EventCase, HttpCase):
    def post(self, content, name="a.jpg"):
        return self.url_open(
            "/grid_event/media/upload",
            data={"csrf_token": http.Request.csrf_token(self)},
            files={"file": (name, content)},
        )

    def test_upload(self):
        self.worker.password = "event_worker"
        self.authenticate("event_worker", "event_worker")
        answer = self.post(picture()).json()
        self.assertEqual(answer["mimetype"], "image/jpeg")
        attachment = self.env["ir.attachment"].browse(answer["id"])
        self.assertEqual(attachment.create_uid, self.worker)
        answer = self.post(PAGE).json()
        self.assertIn("no programs", answer["error"])
        self.env["ir.config_parameter"].set_param("grid_event.media_megabytes", "1")
        answer = self.post(b"%PDF-1.7\n".ljust((1 << 20) + 1, b"\0")).json()
        self.assertIn("at most 1 MB", answer["error"])
        response = self.post(b"%PDF-1.7\n".ljust(3 << 20, b"\0"))
        self.assertEqual(response.status_code, 413)

    def test_not_for_portal_users(self):
        new_test_user(self.env, "media_portal", "base.group_portal")
        self.authenticate("media_portal", "media_portal")
        self.assertIn("error", self.post(picture()).json())
        self.assertFalse(
            self.env["ir.attachment"].search(
                [("res_model", "=", "grid.event.media"), ("res_id", "=", 0)]
            )
        )
