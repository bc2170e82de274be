import time
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ..tools.push import (
    ACKNOWLEDGED,
    REFUSED,
    TIMED_OUT,
    WAITING,
    pause,
)
from ..tools.push_http import Message, Outcome, deliver
from ..tools.settings import (
    PUSH_LONGEST,
    PUSH_PAUSE,
    PUSH_PLAIN,
    PUSH_TRIES,
    get_flag,
    get_int,
)

ROOM = 16
"""Outside systems that are called at the same time."""
TICK = 0.5
"""Seconds after which it is looked whether something new waits."""
SPAN = 50
"""Seconds for which a run takes up new work: a worker's time for a job is limited."""
GRACE = 3
"""Seconds beyond the time-out of a call before it is taken for lost."""
RACES = 20
"""Races lost to people at work before a run gives up."""


@dataclass
class Flight:
    """A call under way, and when it is no longer waited for."""

    message: Message
    until: float


class GridCarePush(models.Model):
    """Sending: several outside systems at once, one message at a time to each.

    No transaction is open while a call is under way. A message is first taken (the
    attempt is counted and the next one set to when this call must be over), committed,
    sent, and then what came of it is committed by itself. A process that dies in
    between leaves a message that waits, with its key, and is sent again: with the same
    text, so that the other side knows it by the key.

    Calls run in threads that touch no database; one that does not come back in time is
    left to itself. A system that failed rests for the first pause, so that it takes no
    more than one call out of many for itself.
    """

    _inherit = "grid.care.push"

    @api.model
    def _cron_send(self):
        """Send what is due until nothing is, or time is up."""
        # sudo: the outbox is the system's, whoever the scheduler runs as
        self = self.sudo()
        answers, flights, resting = SimpleQueue(), {}, {}
        first = get_int(self.env, PUSH_PAUSE)
        end = time.monotonic() + SPAN
        while True:
            now = time.monotonic()
            if now < end:
                busy = {*flights, *(one for one, at in resting.items() if now < at)}
                take = partial(self._take, busy, ROOM - len(flights))
                for message in self._alone(take):
                    flights[message.organization_id] = self._start(message, answers)
            if not flights:
                break
            for message, outcome in self._landed(answers, flights):
                del flights[message.organization_id]
                self._alone(partial(self._settle, message.push_id, outcome))
                if outcome.failure and outcome.failure != REFUSED:
                    resting[message.organization_id] = time.monotonic() + first
        if now >= end:
            self._alone(self._wake)

    @api.model
    def _alone(self, work):
        """Do something in a transaction of its own; after a lost race, again."""
        cron = self.env["ir.cron"]
        left = RACES
        while True:
            try:
                # what was read before may have been changed by others since
                self.env.invalidate_all()
                result = work()
                self.env.flush_all()
                cron._commit_progress(1, remaining=0)
                return result
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                self.env.cr.rollback()
                left -= 1
                if not left:
                    raise

    @api.model
    def _start(self, message, answers):
        # a thread that hangs must not keep the process from ending
        call = Thread(
            target=lambda: answers.put((message, deliver(message))), daemon=True
        )
        call.start()
        return Flight(message, time.monotonic() + message.timeout + GRACE / 2)

    @api.model
    def _landed(self, answers, flights):
        """What came back by now; who is overdue has not answered."""
        landed, wait = [], TICK
        while True:
            try:
                landed.append(answers.get(timeout=wait))
            except Empty:
                break
            wait = 0
        now, known = time.monotonic(), {message.push_id for message, _o in landed}
        landed += [
            (flight.message, Outcome(failure=TIMED_OUT))
            for flight in flights.values()
            if flight.until < now and flight.message.push_id not in known
        ]
        # the late answer of a call that was taken for lost counts no more
        return [
            (message, outcome)
            for message, outcome in landed
            if message.organization_id in flights
            and flights[message.organization_id].message is message
        ]

    @api.model
    def _take(self, busy, room):
        """Take the next message that is due for each outside system that is free."""
        channels = self.env["grid.care.channel"].search(
            [("organization_id", "not in", list(busy))]
        )
        by_organization = channels.grouped("organization_id")
        plain = get_flag(self.env, PUSH_PLAIN)
        now = fields.Datetime.now()
        messages = []
        for push in self._due(channels.organization_id.ids, now, room):
            channel = by_organization[push.organization_id]
            lease = channel.timeout + GRACE
            push.write(
                {
                    "attempts": push.attempts + 1,
                    "sent_at": now,
                    "next_try_at": fields.Datetime.add(now, seconds=lease),
                }
            )
            messages.append(
                Message(
                    push_id=push.id,
                    organization_id=push.organization_id.id,
                    url=channel.url,
                    timeout=channel.timeout,
                    key=push.key,
                    plain=plain,
                    secret=channel.secret,
                    body=push.body,
                )
            )
        return messages

    @api.model
    def _due(self, organization_ids, now, room):
        """The first message that is due for each organization, locked."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT ON (organization_id) id FROM grid_care_push"
                " WHERE state = %s AND next_try_at <= %s AND organization_id = ANY(%s)"
                " ORDER BY organization_id, next_try_at, id LIMIT %s",
                WAITING,
                now,
                organization_ids,
                room,
            )
        )
        return self.browse(push_id for (push_id,) in rows).try_lock_for_update()

    @api.model
    def _settle(self, push_id, outcome):
        """Write down what came of a call.

        What was withdrawn meanwhile stays so: the recall goes out by itself.
        """
        push = self.browse(push_id)
        if push.state != WAITING:
            return
        if outcome.receipt:
            push.write(
                {
                    "state": ACKNOWLEDGED,
                    "receipt": outcome.receipt,
                    "acknowledged_at": fields.Datetime.now(),
                    "next_try_at": False,
                    "failure": False,
                    "status": False,
                    "body": False,
                }
            )
            return
        push.write({"failure": outcome.failure, "status": outcome.status})
        tries = get_int(self.env, PUSH_TRIES)
        if outcome.failure == REFUSED or push.attempts >= tries:
            push._give_up()
            return
        seconds = pause(
            push.attempts,
            get_int(self.env, PUSH_PAUSE),
            get_int(self.env, PUSH_LONGEST) * 3600,
        )
        at = fields.Datetime.add(fields.Datetime.now(), seconds=seconds)
        push.next_try_at = at
