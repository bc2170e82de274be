import io
import json
import time
from dataclasses import replace
from datetime import timedelta
from queue import SimpleQueue
from unittest.mock import patch

import psycopg2
import requests
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from ..models.grid_care_push_send import Flight
from ..tools import push as tools
from ..tools.push_http import Message, Outcome, deliver
from .common import ADDRESS, MEDICATION, NAME, CareCase

SECRET = "a secret of the tests"
BROKEN = Outcome(failure=tools.FAILED, status=503)
DONE = Outcome(receipt="R-1", status=200)


class PushCase(CareCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        admin = "grid_base.group_grid_admin"
        cls.admin = cls.make_user("care_admin", cls.city, "administrator")
        assert cls.admin.has_group(admin)
        cls.channel = cls.make_channel(cls.station)

    @classmethod
    def make_channel(cls, organization, **values):
        channels = cls.env["grid.care.channel"].with_user(cls.admin)
        return channels.create(
            {
                "organization_id": organization.id,
                "url": "https://police.invalid/notices",
                "new_secret": SECRET,
                **values,
            }
        ).sudo()

    def pushes(self, notice):
        self.env.invalidate_all()
        return notice.push_ids.sorted("id")

    def take(self):
        return self.env["grid.care.push"]._take([], 16)

    def settle(self, push, outcome):
        """As the sender does with what came of a call."""
        push.next_try_at = fields.Datetime.now()
        taken = self.take()
        self.assertIn(push.id, [message.push_id for message in taken])
        push._settle(push.id, outcome)


class TestPush(PushCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.notice = cls.issued()["police"]

    def test_only_to_whom_it_goes(self):
        push = self.pushes(self.notice)
        self.assertEqual(len(push), 1)
        self.assertEqual(push.organization_id, self.station)
        self.assertEqual((push.kind, push.state), ("notice", "waiting"))
        others = self.notice.record_id.notice_ids - self.notice
        self.assertFalse(others.push_ids, "they have no outside system")

    def test_exactly_what_the_notice_says(self):
        body = json.loads(self.pushes(self.notice).body)
        self.assertEqual(
            body,
            {
                "message": "notice",
                "kind": "police",
                "number": self.notice.number,
                "issued_at": self.notice.create_date.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "payload": self.notice.payload,
            },
        )
        text = self.pushes(self.notice).body
        self.assertEqual(text, tools.canonical(body))
        self.assertNotIn(MEDICATION, text)

    def test_sent_at_once(self):
        job = self.env.ref("grid_care.ir_cron_care_push")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", job.id)])
        self.assertTrue(triggers)
        self.assertLessEqual(min(triggers.mapped("call_at")), fields.Datetime.now())

    def test_the_text_is_frozen(self):
        push = self.pushes(self.notice)
        for vals in ({"body": "other"}, {"key": "other"}, {"body_hash": "0"}):
            with self.assertRaisesRegex(UserError, "never changed"):
                push.write(vals)
        with self.assertRaisesRegex(UserError, "kept"):
            push.unlink()
        for change in (
            "body = body || ' '",
            "body = 'other', body_hash = encode(sha256('other'), 'hex')",
            "key = 'other'",
            "kind = 'recall'",
            "organization_id = organization_id + 1",
        ):
            with (
                self.subTest(change),
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.IntegrityError) as caught,
                self.cr.savepoint(),
            ):
                query = f"UPDATE grid_care_push SET {change} WHERE id = %s"
                self.cr.execute(query, [push.id])
            self.assertRegex(str(caught.exception), "never changed|its hash")
            self.assertNotIn(NAME, str(caught.exception))

    def test_emptied_and_never_filled_again(self):
        push = self.pushes(self.notice)
        text = push.body
        self.settle(push, DONE)
        self.assertEqual((push.state, push.receipt), ("acknowledged", "R-1"))
        self.assertFalse(push.body)
        self.assertEqual(push.body_hash, tools.digest(text))
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.IntegrityError),
            self.cr.savepoint(),
        ):
            self.cr.execute(
                "UPDATE grid_care_push SET body = %s WHERE id = %s", [text, push.id]
            )

    def test_a_receipt_of_a_machine_moves_nothing(self):
        self.settle(self.pushes(self.notice), DONE)
        self.assertEqual(self.notice.state, "pushed")
        self.assertFalse(self.notice.received_at)

    def test_taken_only_when_due_and_once(self):
        push = self.pushes(self.notice)
        (message,) = self.take()
        self.assertEqual((message.key, message.body), (push.key, push.body))
        self.assertEqual(message.secret, SECRET)
        self.assertNotIn(SECRET, repr(message))
        self.assertNotIn(NAME, repr(message))
        self.assertFalse(self.take(), "it is under way")
        lease = push.next_try_at - push.sent_at
        self.assertGreater(lease.total_seconds(), self.channel.timeout)
        # the process died: the same message again, when the call must be over
        with freeze_time(fields.Datetime.now() + lease + timedelta(seconds=1)):
            (again,) = self.take()
        self.assertEqual((again.key, again.body), (message.key, message.body))
        self.assertEqual(push.attempts, 2)

    def test_a_call_that_does_not_come_back_is_not_waited_for(self):
        """Not even for one that drips its answer, byte by byte."""
        (message,) = self.take()
        answers = SimpleQueue()
        flights = {message.organization_id: Flight(message, time.monotonic() - 1)}
        sender = self.env["grid.care.push"]
        ((lost, outcome),) = sender._landed(answers, flights)
        self.assertIs(lost, message)
        self.assertEqual(outcome.failure, tools.TIMED_OUT)
        # its answer comes when another call is under way
        answers.put((message, DONE))
        again = replace(message)
        flights = {message.organization_id: Flight(again, time.monotonic() + 60)}
        self.assertEqual(sender._landed(answers, flights), [])

    def test_one_at_a_time_for_each_outside_system(self):
        self.issued()
        self.assertEqual(len(self.take()), 1)
        push = self.env["grid.care.push"]
        self.assertFalse(push._take([self.station.id], 16))

    def test_nothing_leaves_while_it_is_switched_off(self):
        self.channel.active = False
        self.assertFalse(self.take())
        self.channel.active = True
        self.assertTrue(self.take())

    def test_pauses_grow_and_end(self):
        push = self.pushes(self.notice)
        self.env["ir.config_parameter"].set_param("grid_care.push_tries", "4")
        pauses = []
        for _number in range(3):
            self.settle(push, BROKEN)
            self.assertEqual(push.state, "waiting")
            pause = push.next_try_at - fields.Datetime.now()
            pauses.append(round(pause.total_seconds() / 60))
        self.assertEqual(pauses, [1, 2, 4])
        self.assertEqual(push.last_error, "Answered with an error (503)")
        self.settle(push, BROKEN)
        self.assertEqual((push.state, push.next_try_at), ("given_up", False))
        told = self.env["mail.message"].search(
            [("model", "=", "grid.care.notice"), ("res_id", "=", self.notice.id)]
        )
        self.assertIn(self.doctor.partner_id, told.partner_ids)
        self.assertNotIn(NAME, " ".join(told.mapped("body")))
        self.assertTrue(push.body, "it can be tried again")

    def test_refused_for_good_is_not_repeated(self):
        push = self.pushes(self.notice)
        self.settle(push, Outcome(failure=tools.REFUSED, status=422))
        self.assertEqual(push.state, "given_up")
        self.assertEqual(push.last_error, "Refused for good (422)")

    def test_the_hospital_tries_again(self):
        push = self.pushes(self.notice)
        key, text = push.key, push.body
        self.settle(push, Outcome(failure=tools.REFUSED, status=422))
        for user in (self.doctor_2, self.police, self.officer, self.admin, self.worker):
            with self.assertRaises(AccessError):
                push.with_user(user).action_try_again()
        self.assertTrue(push.with_user(self.doctor).can_try_again)
        push.with_user(self.doctor).action_try_again()
        self.assertEqual((push.state, push.key, push.body), ("waiting", key, text))
        self.settle(push, DONE)
        self.assertFalse(push.with_user(self.doctor).can_try_again)
        with self.assertRaisesRegex(UserError, "nothing left"):
            push.with_user(self.doctor).action_try_again()

    def test_one_that_never_left_is_withdrawn(self):
        self.move(self.notice, self.doctor, "recall", reason="Wrong person.")
        push = self.pushes(self.notice)
        self.assertEqual((push.state, push.body), ("withdrawn", False))
        self.assertFalse(self.take())

    def test_one_that_may_have_left_is_recalled(self):
        first = self.pushes(self.notice)
        self.take()
        self.move(self.notice, self.doctor, "recall", reason="Wrong person.")
        first, recall = self.pushes(self.notice)
        self.assertEqual((first.state, first.body), ("withdrawn", False))
        self.assertNotEqual(first.key, recall.key)
        self.assertEqual((recall.kind, recall.state), ("recall", "waiting"))
        said = json.loads(recall.body)
        self.assertEqual((said["message"], said["recalls"]), ("recall", first.key))
        for word in (NAME, ADDRESS, "payload"):
            self.assertNotIn(word, recall.body)
        # the call that was under way comes back
        first._settle(first.id, DONE)
        self.assertEqual((first.state, first.receipt), ("withdrawn", False))
        (message,) = self.take()
        self.assertEqual(message.key, recall.key)

    def test_a_recall_while_it_is_sent_is_not_overwritten(self):
        push = self.pushes(self.notice)
        self.take()
        self.env.flush_all()
        self.assertEqual(push.state, "waiting")
        # by another process, of which this one's cache knows nothing
        self.cr.execute(
            "UPDATE grid_care_push SET state = 'withdrawn', body = NULL WHERE id = %s",
            [push.id],
        )
        with patch.object(type(self.env["ir.cron"]), "_commit_progress"):
            push._alone(lambda: push._settle(push.id, DONE))
        self.assertEqual((push.state, push.receipt), ("withdrawn", False))

    def test_what_was_acknowledged_is_recalled_once(self):
        self.settle(self.pushes(self.notice), DONE)
        self.move(self.notice, self.police, "send_back", reason="Lives elsewhere.")
        self.assertEqual(self.pushes(self.notice).mapped("kind"), ["notice", "recall"])
        self.move(self.notice, self.doctor, "recall", reason="Wrong person.")
        self.assertEqual(len(self.pushes(self.notice)), 2)

    def test_another_receiver_another_key(self):
        self.take()
        other = self.make_organization("police_station", self.town_b, self.nurse)
        self.make_channel(other)
        self.move(self.notice, self.police, "send_back", reason="Lives elsewhere.")
        self.move(self.notice, self.doctor, "redirect", organization_id=other.id)
        first, recall, second = self.pushes(self.notice)
        self.assertEqual(len({first.key, recall.key, second.key}), 3)
        self.assertEqual(recall.organization_id, self.station)
        self.assertEqual((second.organization_id, second.kind), (other, "notice"))
        back = {"organization_id": self.station.id}
        self.move(self.notice, self.nurse, "send_back", reason="Not here.")
        self.move(self.notice, self.doctor, "redirect", **back)
        keys = self.pushes(self.notice).mapped("key")
        self.assertEqual(len(set(keys)), len(keys), "a key belongs to one text")
        self.assertEqual(len(keys), 4, "the second one was never sent")

    def test_the_hospital_sees_what_is_open(self):
        notice = self.notice.with_user(self.doctor)
        mine = [("id", "=", notice.id), ("unacknowledged", "=", True)]
        self.assertTrue(notice.search(mine))
        self.assertIn("Not sent yet", notice.outside)
        push = self.pushes(self.notice)
        self.settle(push, Outcome(failure=tools.TIMED_OUT))
        self.env.invalidate_all()
        self.assertIn("No answer in time", notice.outside)
        self.assertTrue(notice.unacknowledged)
        self.settle(push, DONE)
        self.env.invalidate_all()
        self.assertIn("receipt R-1", notice.outside)
        self.assertFalse(notice.unacknowledged)
        self.assertFalse(notice.search(mine))

    # -- who sees what -------------------------------------------------------------

    def test_who_sees_messages(self):
        push = self.pushes(self.notice)
        self.assertEqual(push.with_user(self.doctor).read(["state"])[0]["id"], push.id)
        others = (self.doctor_2, self.police, self.officer, self.admin, self.worker)
        for user in others:
            with self.assertRaises(AccessError):
                push.with_user(user).read(["state"])
        self.assertEqual(self.channel.with_user(self.admin).waiting_count, 1)

    def test_nobody_writes_messages(self):
        push = self.pushes(self.notice)
        for user in (self.doctor, self.admin):
            own = push.with_user(user)
            for attempt in (
                lambda own=own: own.write({"state": "acknowledged"}),
                lambda own=own: own.unlink(),
                lambda own=own: own.create({"key": "x"}),
                lambda own=own: own.read(["body"]),
                lambda own=own: own.search([("body", "like", "a")]),
                lambda own=own: own.web_read({"body": {}}),
                lambda own=own: own.formatted_read_group([], ["body"], []),
            ):
                with self.assertRaises(AccessError):
                    attempt()

    def test_looks_are_logged(self):
        push = self.pushes(self.notice).with_user(self.doctor)
        log = self.env["grid.access.log"]
        last = log.search([], limit=1).id or 0
        push.web_read({"state": {}})
        row = log.search([("id", ">", last)])
        self.assertEqual((row.kind, row.model), ("read", "grid.care.push"))

    def test_only_the_administrator_configures(self):
        for user in (self.doctor, self.police, self.officer, self.worker):
            channel = self.channel.with_user(user)
            with self.assertRaises(AccessError):
                channel.read(["url"])
            with self.assertRaises(AccessError):
                channel.url = "https://other.invalid/"

    def test_the_secret_is_written_and_not_read(self):
        channel = self.channel.with_user(self.admin)
        self.assertTrue(channel.secret_set)
        channel.new_secret = "another secret, as long"
        self.assertEqual(self.channel.secret, "another secret, as long")
        rows = channel.web_save({"new_secret": SECRET}, {"new_secret": {}})
        self.assertFalse(rows[0]["new_secret"])
        self.assertEqual(self.channel.secret, SECRET)
        self.admin.group_ids += self.env.ref("base.group_allow_export")
        for attempt in (
            lambda: channel.read(["secret"]),
            lambda: channel.web_read({"secret": {}}),
            lambda: channel.search([("secret", "like", "a")]),
            lambda: channel.search([], order="secret"),
            lambda: channel.formatted_read_group([], ["secret"], ["__count"]),
            lambda: channel.formatted_read_group([], [], ["secret:array_agg"]),
            lambda: channel.write({"secret": "x"}),
            lambda: channel.export_data(["secret"]),
            lambda: channel.mapped("secret"),
        ):
            with self.assertRaises(AccessError):
                attempt()
        self.assertNotIn("secret", channel.fields_get())
        self.assertNotIn(SECRET, str(channel.read()))
        self.assertNotIn(SECRET, str(channel.copy_data()))

    def test_a_short_or_missing_secret_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "at least 16"):
            self.channel.with_user(self.admin).new_secret = "short"
        with self.assertRaisesRegex(ValidationError, "Enter the secret"):
            self.env["grid.care.channel"].with_user(self.admin).create(
                {"organization_id": self.health_centre.id, "url": "https://a.invalid"}
            )

    def test_one_for_each_organization(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.IntegrityError):
            with self.cr.savepoint():
                self.make_channel(self.station)

    def test_the_administrator_fills_the_form(self):
        with Form(self.env["grid.care.channel"].with_user(self.admin)) as form:
            form.organization_id = self.health_centre
            form.url = "https://health.invalid/notices"
            form.new_secret = SECRET
        self.assertEqual(form.record.sudo().secret, SECRET)

    def test_addresses(self):
        self.channel.url = "http://127.0.0.1:8080/notices"
        self.channel.url = "http://[::1]/notices"
        for url, text in (
            ("http://police.invalid/notices", "begin with https"),
            ("http://127.0.0.1.police.invalid/", "begin with https"),
            ("ftp://police.invalid/", "not the address"),
            ("https:///notices", "not the address"),
            ("police", "not the address"),
            ("https://police.invalid:port/", "not the address"),
            ("https://me:word@police.invalid/", "no user"),
        ):
            with self.subTest(url), self.assertRaisesRegex(ValidationError, text):
                self.channel.url = url
        self.env["ir.config_parameter"].set_param("grid_care.push_plain", "True")
        self.channel.url = "http://police.invalid/notices"


class TestPushTools(CareCase):
    def test_pauses(self):
        pauses = [tools.pause(number, 60, 6 * 3600) for number in range(1, 13)]
        minutes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]
        self.assertEqual([pause / 60 for pause in pauses], minutes)
        self.assertEqual(tools.pause(10**6, 60, 6 * 3600), 6 * 3600)

    def test_the_signature(self):
        """Worked out by openssl: ``printf '1.k.{}' | openssl dgst -sha256 -hmac s``."""
        self.assertEqual(
            tools.sign("s", "1", "k", "{}"),
            "v1=b6b53de424bdb170d0ec2ef8948c4f118f7fda0862509917990825efd4f418c8",
        )

    def message(self, url="https://a.invalid/"):
        return Message(
            push_id=1,
            organization_id=1,
            url=url,
            timeout=1,
            key="k",
            plain=False,
            secret="s",
            body='{"name":"卓"}',
        )

    def answer(self, status, content=b""):
        response = requests.Response()
        response.status_code = status
        response.raw = io.BytesIO(content)
        with patch.object(requests.Session, "send", return_value=response) as send:
            outcome = deliver(self.message())
        self.sent = send.call_args
        return outcome.receipt or outcome.failure

    def test_what_counts_as_a_receipt(self):
        for status, content, expected in (
            (200, b'{"receipt": "R 1"}', "R 1"),
            (201, b'{"receipt": "R", "more": 1}', "R"),
            (200, b"", "no_receipt"),
            (200, b"[]", "no_receipt"),
            (200, b'{"receipt": ""}', "no_receipt"),
            (200, b'{"receipt": 5}', "no_receipt"),
            (200, b'{"receipt": "a\\u0000"}', "no_receipt"),
            (200, b"<html>", "no_receipt"),
            (200, b'{"receipt": "' + b"a" * 70000 + b'"}', "no_receipt"),
            (302, b'{"receipt": "R"}', "redirected"),
            (404, b'{"receipt": "R"}', "failed"),
            (409, b'{"receipt": "R"}', "refused"),
            (422, b"", "refused"),
            (500, b'{"receipt": "R"}', "failed"),
        ):
            with self.subTest(status=status, content=content[:30]):
                self.assertEqual(self.answer(status, content), expected)

    def test_what_is_sent(self):
        self.answer(200)
        request = self.sent.args[0]
        self.assertEqual(request.body, '{"name":"卓"}'.encode())
        self.assertEqual(request.headers["Idempotency-Key"], "k")
        timestamp = request.headers["X-Grid-Timestamp"]
        self.assertEqual(
            request.headers["X-Grid-Signature"],
            tools.sign("s", timestamp, "k", '{"name":"卓"}'),
        )
        self.assertFalse(self.sent.kwargs["allow_redirects"])

    def test_calls_that_fail(self):
        for error, expected in (
            (requests.exceptions.SSLError, "untrusted"),
            (requests.exceptions.ConnectTimeout, "timed_out"),
            (requests.exceptions.ReadTimeout, "timed_out"),
            (requests.exceptions.ConnectionError, "unreachable"),
        ):
            with patch.object(requests.Session, "send", side_effect=error):
                self.assertEqual(deliver(self.message()).failure, expected)
        with patch.object(requests.Session, "send") as send:
            outcome = deliver(self.message("http://a.invalid/"))
        self.assertEqual(outcome.failure, "not_allowed")
        self.assertFalse(send.called)
