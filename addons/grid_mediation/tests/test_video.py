import re
from contextlib import ExitStack
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.bus.tests.common import WebsocketCase

from .video_common import VideoCase

QUIET = mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")


@tagged("post_install", "-at_install")
class TestVideo(VideoCase, WebsocketCase):
    """One round table, one caucus for each party, and four ways in that are closed."""

    def setUp(self):
        super().setUp()
        self.meeting = self.plan_video()
        self.links = self.make_links(self.meeting)
        self.link_a, self.link_b = self.links.values()
        self.enterContext(QUIET)

    # -- people ------------------------------------------------------------------------

    def join(self, link):
        """Follow a link in a new browser and press the button."""
        self.authenticate(None, None)
        return self.press(link)

    def press(self, link):
        page = self.url_open(link)
        found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page.text)
        if not found:
            return page
        data = {"csrf_token": found.group(1)}
        answer = self.url_open(link, data=data, allow_redirects=False)
        self.env.invalidate_all()
        return answer

    def open_room(self):
        self.meeting.with_user(self.mediator_user).action_open_room()
        self.env.invalidate_all()

    def both_admitted(self):
        """Both parties sit at the round table."""
        self.open_room()
        for link in (self.link_a, self.link_b):
            self.join(link)
        self.meeting.seat_ids.with_user(self.mediator_user).action_admit()
        self.env.invalidate_all()
        self.seat_a = self.seat_of(self.meeting, self.applicant)
        self.seat_b = self.seat_of(self.meeting, self.respondent)
        self.caucus, self.table = self.seat_a._caucus(), self.meeting._round_table()
        self.guest_b = self.seat_b.guest_id
        self.authenticate(None, None)

    def ask(self, url, guest=None, **params):
        """An answer to a guest, or None if it is refused."""
        cookie = guest and {guest._cookie_name: guest._format_auth_cookie()}
        try:
            return self.make_jsonrpc_request(url, params, cookies=cookie or {})
        except Exception as error:
            if "JsonRpcException" in type(error).__name__:
                return None
            raise
        finally:
            self.env.invalidate_all()

    def call(self, room, guest):
        url = "/mail/rtc/channel/join_call"
        return self.ask(url, guest, channel_id=room.id) is not None

    def calls_of(self, room, guest):
        members = room.channel_member_ids
        return members.filtered(lambda m: m.guest_id == guest).rtc_session_ids

    def call_as_mediator(self, room):
        member = room.channel_member_ids.filtered("partner_id")
        member._rtc_join_call()
        return member.rtc_session_ids

    def without(self, *names):
        """Odoo as it comes, at these places: what the guards are for must leak."""
        stack = ExitStack()
        for model, name, stand_in in names:
            cls = self.env.registry[model]
            stack.enter_context(patch.object(cls, name, stand_in))
        return stack

    # -- the link ----------------------------------------------------------------------

    def test_reading_a_link_changes_nothing(self):
        guests = self.env["mail.guest"].search_count([])
        self.authenticate(None, None)
        page = self.url_open(self.link_a)
        self.assertEqual(page.status_code, 200)
        self.assertNotIn("dgid", page.cookies)
        self.env.invalidate_all()
        self.assertEqual(self.env["mail.guest"].search_count([]), guests)
        self.assertEqual(set(self.meeting.seat_ids.mapped("state")), {"invited"})
        for secret in (self.applicant.name, self.dispute.number, self.dispute.title):
            self.assertNotIn(secret, page.text)

    def test_joining_waits_in_the_lobby(self):
        self.open_room()
        answer = self.join(self.link_a)
        self.assertIn("/mediation/wait", answer.headers["Location"])
        cookie = answer.headers["Set-Cookie"]
        self.assertIn("HttpOnly", cookie)
        self.assertIn("SameSite=Lax", cookie)
        seat = self.seat_of(self.meeting, self.applicant)
        self.assertEqual(seat.state, "waiting")
        self.assertFalse(self.meeting.channel_ids.channel_member_ids.guest_id)
        self.assertIn(f"{self.applicant.name} waits", self.told(self.mediator_user))
        self.assertNotIn(self.applicant.name, self.told(self.mediator_user_2))
        place = self.ask("/mediation/where", seat.guest_id)
        self.assertEqual(place, {"seat": True, "room": False})
        seat.with_user(self.mediator_user).action_admit()
        place = self.ask("/mediation/where", seat.guest_id)
        self.assertEqual(place["room"], self.meeting._round_table().id)
        rooms = seat.guest_id.channel_ids
        self.assertEqual(rooms, self.meeting._round_table() | seat._caucus())

    def told(self, user):
        """All that the bus has for this person alone."""
        self.env.cr.precommit.run()
        domain = [("channel", "like", f'"res.partner",{user.partner_id.id}]')]
        return "".join(self.env["bus.bus"].search(domain).mapped("message"))

    def test_first_browser_keeps_the_seat(self):
        self.join(self.link_a)
        guest = self.seat_of(self.meeting, self.applicant).guest_id
        self.assertEqual(self.press(self.link_a).status_code, 303)
        self.assertEqual(self.join(self.link_a).status_code, 403)
        self.assertEqual(self.seat_of(self.meeting, self.applicant).guest_id, guest)

    def test_link_ends(self):
        end = self.seat_of(self.meeting, self.applicant).expires_at
        self.assertEqual(end, self.meeting.stop_at + timedelta(hours=2))
        seats = self.env["grid.session.seat"]
        token = self.link_a.rsplit("/", 1)[1]
        with freeze_time(end - timedelta(seconds=1)):
            self.assertTrue(seats._of_token(token))
        with freeze_time(end):
            self.assertFalse(seats._of_token(token))

    def test_only_a_digest_is_kept(self):
        token = self.link_a.rsplit("/", 1)[1]
        self.assertFalse(self.env["grid.session.link"].search([]))
        self.env.flush_all()
        self.env.cr.execute("SELECT token_hash FROM grid_session_seat")
        self.assertNotIn(token, str(self.env.cr.fetchall()))

    def test_new_link_voids_the_old(self):
        seat = self.seat_of(self.meeting, self.applicant)
        seat.with_user(self.mediator_user).action_new_link()
        self.assertEqual(self.join(self.link_a).status_code, 404)

    def test_cancelling_voids_links(self):
        user = self.mediator_user
        self.move(self.meeting, user, "cancel", reason="A party is ill.")
        self.assertEqual(self.join(self.link_a).status_code, 404)

    # -- who may -----------------------------------------------------------------------

    def test_who_opens_the_room(self):
        for user in (self.officer, self.mediator_user_2):
            with self.assertRaises(AccessError):
                self.meeting.with_user(user).action_open_room()
        with self.assertRaises(AccessError):
            self.make_links(self.meeting, self.mediator_user_2)
        self.make_links(self.meeting, self.officer)

    def test_the_window_with_links_opens(self):
        user = self.mediator_user
        action = self.meeting.with_user(user).action_make_links()
        links = self.env["grid.session.link"].with_user(user)
        links = links.with_context(**action["context"])
        shown = links.onchange({}, [], {"text": {}})["value"]["text"]
        self.assertIn("/mediation/join/", shown)
        saved = links.create({"text": shown})
        self.env.invalidate_all()
        self.assertFalse(self.env["grid.session.link"].browse(saved.id).text)

    def test_nobody_but_members_reads_rooms(self):
        self.both_admitted()
        self.table.message_post(body="Table talk", message_type="comment")
        admin = self.env.ref("base.user_admin")
        message = self.table.message_ids[:1]
        for user in (admin, self.officer, self.mediator_user_2):
            room = self.table.with_user(user)
            self.assertFalse(room.search([("id", "in", self.meeting.channel_ids.ids)]))
            with self.assertRaises(AccessError):
                room.read(["name"])
            with self.assertRaises(AccessError):
                message.with_user(user).read(["body"])
            with self.assertRaises(AccessError):
                room.add_members(partner_ids=user.partner_id.ids)
        self.assertTrue(message.with_user(self.mediator_user).read(["body"]))

    def test_members_bring_nobody(self):
        self.both_admitted()
        room = self.table.with_user(self.mediator_user)
        for bring in (
            lambda: room.add_members(partner_ids=self.officer.partner_id.ids),
            lambda: room.sudo().add_members(guest_ids=self.guest_b.ids),
            lambda: room.sudo()._create_sub_channel(name="Beside"),
            lambda: room.write({"name": "Else"}),
            lambda: room.write({"grid_session_id": False}),
        ):
            self.table.channel_member_ids.filtered("guest_id").unlink()
            with self.assertRaises(AccessError):
                bring()
        self.assertFalse(room._allow_invite_by_email())

    def test_rooms_are_made_by_the_session_only(self):
        rooms = self.env["discuss.channel"].with_user(self.mediator_user)
        with self.assertRaises(AccessError):
            rooms.create({"name": "Mine", "grid_session_id": self.meeting.id})
        session = self.meeting.with_user(self.mediator_user)
        session.write({"video_state": "open"})
        self.assertEqual(self.meeting.video_state, "new")

    def test_former_mediators_leave(self):
        self.both_admitted()
        self.meeting.mediator_ids = False
        self.assertFalse(self.meeting.channel_ids.channel_member_ids.partner_id)

    # -- the leaks ---------------------------------------------------------------------

    def probe_peers(self):
        """B, at the round table, sends an offer into the caucus. Did it arrive?"""
        self.both_admitted()
        self.call(self.table, self.guest_b)
        offering = self.calls_of(self.table, self.guest_b)
        self.meeting.video_room_id = self.caucus
        target = self.call_as_mediator(self.caucus)
        with patch.object(type(target), "_bus_send", autospec=True) as sent:
            self.ask(
                "/mail/rtc/session/notify_call_members",
                self.guest_b,
                peer_notifications=[(offering.id, target.ids, "offer")],
            )
        return any(call.args[0].id == target.id for call in sent.call_args_list)

    def test_offers_stay_in_their_room(self):
        self.assertFalse(self.probe_peers())

    def test_negative_control_offers(self):
        everybody = lambda self, target_ids: target_ids  # noqa: E731
        name = ("discuss.channel.rtc.session", "_grid_same_room", everybody)
        with self.without(name):
            self.assertTrue(self.probe_peers())

    def test_offers_arrive_in_their_room(self):
        self.both_admitted()
        self.call(self.table, self.guest_b)
        offering = self.calls_of(self.table, self.guest_b)
        target = self.call_as_mediator(self.table)
        self.assertEqual(offering._grid_same_room(target.ids), target.ids)

    def probe_bus(self):
        """B was put out, and its websocket stays. Does it hear what is said?"""
        self.both_admitted()
        guest, table = self.guest_b, self.table
        self.env.cr.precommit.run()
        self.env["bus.bus"].search([]).unlink()
        socket = self.websocket_connect()
        self.subscribe(socket, [f"mail.guest_{guest._format_auth_cookie()}"], 0)
        table._bus_send("probe", {"word": "before"})
        self.trigger_notification_dispatching([table])
        self.assertIn("before", socket.recv())
        self.seat_b.with_user(self.mediator_user).action_put_out()
        self.env.invalidate_all()
        table._bus_send("probe", {"word": "secret"})
        guest._bus_send("probe", {"word": "end"})
        self.trigger_notification_dispatching([table, guest])
        heard = ""
        while '"end"' not in heard:
            heard += socket.recv()
        return "secret" in heard

    def test_who_was_put_out_hears_no_more(self):
        self.assertFalse(self.probe_bus())

    def test_negative_control_bus(self):
        everything = lambda self, channels: channels  # noqa: E731
        with self.without(("bus.bus", "_grid_heard", everything)):
            self.assertTrue(self.probe_bus())

    def probe_rejoin(self):
        """B was put out and knows the address that every member knows."""
        self.both_admitted()
        url = f"/chat/{self.table.id}/{self.table.uuid}"
        self.seat_b.with_user(self.mediator_user).action_put_out()
        self.authenticate(None, None)
        self.url_open(url)
        self.env.invalidate_all()
        return bool(self.table.channel_member_ids.guest_id - self.seat_a.guest_id)

    def test_invitation_address_leads_nowhere(self):
        self.assertFalse(self.probe_rejoin())

    def test_negative_control_invitation(self):
        none = lambda self: self.browse()  # noqa: E731
        with self.without(("discuss.channel", "_grid_rooms", none)):
            self.assertTrue(self.probe_rejoin())

    def test_void_cookie(self):
        self.both_admitted()
        guest, old = self.guest_b, self.guest_b._format_auth_cookie()
        self.seat_b.with_user(self.mediator_user).action_put_out()
        self.env.invalidate_all()
        self.assertNotEqual(guest._format_auth_cookie(), old)
        self.assertFalse(self.env["mail.guest"]._get_guest_from_token(old))
        self.assertFalse(guest.channel_ids)

    def test_other_party_and_public_reach_no_caucus(self):
        self.both_admitted()
        self.caucus.message_post(body="Alone", message_type="comment")
        room, message = self.caucus.id, self.caucus.message_ids[:1].id
        member = self.caucus.channel_member_ids[:1].id
        thread = {"thread_model": "discuss.channel", "thread_id": room}
        probes = [
            ("/discuss/channel/messages", {"channel_id": room}),
            ("/discuss/channel/pinned_messages", {"channel_id": room}),
            ("/discuss/channel/attachments", {"channel_id": room}),
            ("/discuss/channel/members", {"channel_id": room, "known_member_ids": []}),
            ("/discuss/channel/notify_typing", {"channel_id": room, "is_typing": True}),
            (
                "/discuss/channel/mark_as_read",
                {"channel_id": room, "last_message_id": message},
            ),
            ("/discuss/channel/ping", {"channel_id": room}),
            (
                "/discuss/channel/sub_channel/create",
                {"parent_channel_id": room, "name": "x"},
            ),
            ("/mail/rtc/channel/join_call", {"channel_id": room}),
            ("/mail/rtc/channel/leave_call", {"channel_id": room}),
            (
                "/mail/rtc/channel/cancel_call_invitation",
                {"channel_id": room, "member_ids": [member]},
            ),
            (
                "/mail/message/post",
                {**thread, "post_data": {"body": "x", "message_type": "comment"}},
            ),
            (
                "/mail/message/reaction",
                {"message_id": message, "content": "x", "action": "add"},
            ),
            (
                "/mail/message/update_content",
                {"message_id": message, "update_data": {"body": "x"}},
            ),
        ]
        for guest in (self.guest_b, None):
            for url, params in probes:
                with self.subTest(url, guest=bool(guest)):
                    self.assertIsNone(self.ask(url, guest, **params))
            cookies = guest and {guest._cookie_name: guest._format_auth_cookie()}
            for url in (
                f"/discuss/channel/{room}",
                f"/chat/{room}/{self.caucus.uuid}",
            ):
                with self.subTest(url, guest=bool(guest)):
                    answer = self.url_open(url, cookies=cookies or {})
                    self.assertEqual(answer.status_code, 404)
        posted = self.seat_a.guest_id
        url, params = probes[0]
        self.assertIsNotNone(self.ask(url, posted, **params))

    # -- the course --------------------------------------------------------------------

    def test_calls_only_where_the_session_meets(self):
        self.both_admitted()
        guest_a, host = self.seat_a.guest_id, self.mediator_user
        self.assertTrue(self.call(self.table, self.guest_b))
        self.assertTrue(self.call(self.table, guest_a))
        self.assertFalse(self.call(self.caucus, guest_a))
        self.seat_a.with_user(host).action_speak_alone()
        self.env.invalidate_all()
        self.assertFalse(self.table.rtc_session_ids)
        self.assertFalse(self.call(self.table, self.guest_b))
        self.assertFalse(self.call(self.caucus, self.guest_b))
        self.assertTrue(self.call(self.caucus, guest_a))
        self.assertFalse(self.ask("/mediation/where", self.guest_b)["room"])
        self.meeting.with_user(host).action_back_to_table()
        self.env.invalidate_all()
        self.assertFalse(self.caucus.rtc_session_ids)
        self.assertTrue(self.call(self.table, self.guest_b))

    def test_attendance_is_measured(self):
        self.both_admitted()
        line = self.meeting.attendance_ids.filtered(
            lambda line: line.party_id == self.respondent
        )
        self.assertFalse(line.joined_at or line.came)
        self.call(self.table, self.guest_b)
        self.assertTrue(line.joined_at and line.came)
        self.assertFalse(line.left_at)
        self.calls_of(self.table, self.guest_b).unlink()
        self.assertTrue(line.left_at)
        others = self.meeting.attendance_ids - line
        self.assertFalse(others.joined_at)

    def test_names_are_not_changed(self):
        self.both_admitted()
        url = "/mail/guest/update_name"
        self.ask(url, self.guest_b, guest_id=self.guest_b.id, name="The Mediator")
        self.assertEqual(self.guest_b.name, self.respondent.name)

    def test_no_files_in_rooms(self):
        self.both_admitted()
        cookies = {self.guest_b._cookie_name: self.guest_b._format_auth_cookie()}
        files = self.env["ir.attachment"].search_count([])
        answer = self.url_open(
            "/mail/attachment/upload",
            data={"thread_id": self.table.id, "thread_model": "discuss.channel"},
            files={"ufile": ("a.txt", b"a")},
            cookies=cookies,
        )
        self.assertGreaterEqual(answer.status_code, 400)
        self.assertEqual(self.env["ir.attachment"].search_count([]), files)
        with self.assertRaises(AccessError):
            self.table.message_post(body="x", attachments=[("a.txt", b"a")])

    def test_closing_ends_all(self):
        self.both_admitted()
        self.call(self.table, self.guest_b)
        old = self.guest_b._format_auth_cookie()
        self.meeting.with_user(self.mediator_user).action_close_room()
        self.env.invalidate_all()
        self.assertFalse(self.meeting.channel_ids.rtc_session_ids)
        self.assertFalse(self.meeting.channel_ids.channel_member_ids.guest_id)
        self.assertFalse(self.env["mail.guest"]._get_guest_from_token(old))
        self.assertEqual(self.join(self.link_a).status_code, 404)
        with self.assertRaisesRegex(AccessError, "closed"):
            self.table.with_user(self.mediator_user).message_post(body="One more")
        with self.assertRaises(UserError):
            self.meeting.with_user(self.mediator_user).action_open_room()

    def test_job_ends_dead_calls_and_forgotten_rooms(self):
        self.both_admitted()
        self.call(self.table, self.guest_b)
        now = fields.Datetime.now()
        with freeze_time(now + timedelta(seconds=70)):
            self.env["grid.dispute.session"]._cron_close_rooms()
            self.assertTrue(self.table.rtc_session_ids)
        with freeze_time(now + timedelta(seconds=90)):
            self.env["grid.dispute.session"]._cron_close_rooms()
            self.assertFalse(self.table.rtc_session_ids)
            self.assertEqual(self.meeting.video_state, "open")
        with freeze_time(self.meeting.stop_at + timedelta(hours=13)):
            self.env["grid.dispute.session"]._cron_close_rooms()
            self.assertEqual(self.meeting.video_state, "closed")
