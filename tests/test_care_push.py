"""Notices on their way to five outside systems, and a sender that is killed.

Real processes and real calls: one system is always well, one fails at first, one loses
its answers, one hangs and one never works. Whatever happens, each notice arrives once.
"""

import json
import time
from contextlib import ExitStack, closing, contextmanager
from itertools import pairwise

import pytest

from odoo import sql_db
from odoo.tests.common import get_db_name

from .processes import receivers
from .processes.database import copied
from .processes.shell import run, shell

SECRET = "a secret of the tests"
KINDS = {
    "well": receivers.Slow,
    "recovering": receivers.Recovering,
    "hanging": receivers.Hanging,
    "losing": receivers.Losing,
    "failing": receivers.Failing,
}
GOOD = ("well", "recovering", "losing")
HANG = 12
"""Seconds that are waited for the one that hangs, as ``make_pushes.py`` says."""
PATIENCE = 60


class Place:
    def __init__(self, copy, systems, made):
        self.copy, self.systems = copy, systems
        self.organizations, self.notices = made["names"], made["notices"]

    def pushes(self, name):
        """Rows of the outbox of a system, in the order of the notices."""
        with closing(sql_db.db_connect(self.copy).cursor()) as cr:
            cr.execute(
                "SELECT notice_id, key, state, attempts, failure, status, receipt,"
                "       body IS NULL AS empty, acknowledged_at"
                "  FROM grid_care_push WHERE organization_id = %s ORDER BY id",
                [self.organizations[name]],
            )
            return cr.dictfetchall()

    def states(self, name):
        return [push["state"] for push in self.pushes(name)]

    def wait(self, what):
        limit = time.monotonic() + PATIENCE
        while not what():
            assert time.monotonic() < limit, {
                name: self.pushes(name) for name in self.systems
            }
            time.sleep(0.1)

    @contextmanager
    def sender(self):
        with shell(self.copy, "push.py") as process:
            for line in process.stdout:
                if "SENDING" in line:
                    break
            yield process


@pytest.fixture(scope="module")
def place():
    with ExitStack() as stack:
        systems = {
            name: stack.enter_context(kind(SECRET)) for name, kind in KINDS.items()
        }
        ports = {name: system.port for name, system in systems.items()}
        copy = stack.enter_context(copied(get_db_name()))
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("PORTS", json.dumps(ports))
        (line,) = (
            line
            for line in run(copy, "make_pushes.py").splitlines()
            if line.startswith("MADE")
        )
        yield Place(copy, systems, json.loads(line.removeprefix("MADE")))


@pytest.fixture(scope="module")
def story(place):
    """The sender is killed while a call is under way, then started again."""
    with place.sender() as process:
        assert place.systems["well"].kept.wait(PATIENCE)
        process.kill()
        assert process.wait(20) == -9
    broken = place.pushes("well")
    with place.sender():
        began = time.time()
        place.wait(
            lambda: all(set(place.states(name)) == {"acknowledged"} for name in GOOD)
        )
        took = time.time() - began
        place.wait(lambda: set(place.states("failing")) == {"given_up"})
        place.wait(lambda: place.pushes("hanging")[0]["failure"])
    return broken, took


def test_the_one_under_way_waits_with_its_key(place, story):
    broken, _took = story
    key = place.systems["well"].requests[1].key
    (push,) = (push for push in broken if push["key"] == key)
    assert (push["state"], push["attempts"]) == ("waiting", 1)
    assert len(place.systems["well"].tries()[key]) == 2, "sent again, same key"


@pytest.mark.parametrize("name", GOOD)
def test_each_notice_arrives_once(place, story, name):
    system, pushes = place.systems[name], place.pushes(name)
    assert [push["notice_id"] for push in pushes] == place.notices[name]
    assert set(system.records) == {push["key"] for push in pushes}
    numbers = [json.loads(body)["number"] for body in system.records.values()]
    assert len(set(numbers)) == len(numbers) == len(place.notices[name])
    for push in pushes:
        assert push["receipt"] == f"R-{push['key'][:8]}"
        assert push["empty"]
        assert not push["failure"]


def test_no_key_is_seen_with_two_texts(place, story):
    texts = {}
    for system in place.systems.values():
        for request in system.requests:
            assert request.signed
            texts.setdefault(request.key, set()).add(request.body)
    keys = {push["key"] for name in place.systems for push in place.pushes(name)}
    late = {push["key"] for push in place.pushes("hanging")}
    assert keys - late <= set(texts) <= keys
    assert {len(found) for found in texts.values()} == {1}


def test_lost_answers_are_asked_for_again(place, story):
    system = place.systems["losing"]
    assert len(system.requests) == len(system.records) + 3


def test_pauses_grow(place, story):
    for times in place.systems["failing"].tries().values():
        pauses = [b - a for a, b in pairwise(times)]
        for pause, least in zip(pauses, (2, 4, 8), strict=True):
            assert pause > least - 1, "times are kept in whole seconds"


def test_one_that_hangs_delays_nobody(place, story):
    """Its three calls would hang for 36 seconds in all."""
    _broken, took = story
    assert len(place.systems["hanging"].requests) >= 1
    assert took < 2 * HANG


def test_what_fails_is_listed_with_its_reason(place, story):
    for push in place.pushes("failing"):
        assert (push["failure"], push["status"]) == ("failed", 500)
        assert push["attempts"] == 4
        assert not push["empty"]
    assert place.pushes("hanging")[0]["failure"] == "timed_out"
    assert set(place.states("hanging")) == {"waiting"}
