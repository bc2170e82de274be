"""Two people at the same instant, and a process that is killed: nothing is lost."""

import json
import threading
import time
from collections import Counter
from contextlib import ExitStack, closing

import pytest

from odoo import sql_db
from odoo.tests.common import get_db_name

from .processes.database import copied
from .processes.server import Server, Session
from .processes.shell import run, shell

PEOPLE = ("event_town", "event_town_head")
SLICE = 50


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Two processes on a copy of the test database, two dispatchers of one town."""
    logs = tmp_path_factory.mktemp("events")
    with ExitStack() as stack:
        copy = stack.enter_context(copied(get_db_name()))
        made = run(copy, "make_events.py")
        servers = [
            stack.enter_context(Server(copy, logs / name)) for name in ("one", "two")
        ]
        for server in servers:
            server.wait()
        yield Place(copy, servers, made)
        for name in ("one", "two"):
            assert "Traceback" not in (logs / name).read_text()


class Place:
    def __init__(self, copy, servers, made):
        self.copy, self.servers = copy, servers
        lists = {line.split()[0]: line.split()[1:] for line in made.splitlines()}
        self.races = [int(number) for number in lists["RACES"]]
        self.late = [int(number) for number in lists["LATE"]]
        self.sessions = [Session(servers[0], login, password=login) for login in PEOPLE]

    def rows(self, query, *args):
        with closing(sql_db.db_connect(self.copy).cursor()) as cr:
            cr.execute(query, args)
            return cr.fetchall()

    def names(self):
        return dict(
            self.rows(
                "SELECT login, partner.name FROM res_users"
                "  JOIN res_partner partner ON partner.id = partner_id"
                " WHERE login = ANY(%s)",
                list(PEOPLE),
            )
        )


class Caller(threading.Thread):
    """Somebody who presses the button when the others do."""

    def __init__(self, session, server, barrier, event_id):
        super().__init__()
        self.session, self.server, self.barrier = session, server, barrier
        params = {
            "model": "grid.event",
            "method": "action_move",
            "args": [[event_id], "accept"],
            "kwargs": {},
        }
        self.order = {"jsonrpc": "2.0", "params": params}

    def run(self):
        self.barrier.wait()
        self.began = time.monotonic()
        path = "/web/dataset/call_kw/grid.event/action_move"
        self.answer = self.session.session.post(
            self.server.url(path), json=self.order, timeout=60
        )
        self.ended = time.monotonic()


def both_accept(place, event_id, servers):
    """Whoever won, the one who did not with the answer, and whether they met."""
    barrier = threading.Barrier(2)
    callers = [
        Caller(session, server, barrier, event_id)
        for session, server in zip(place.sessions, servers, strict=True)
    ]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert all(caller.answer.status_code == 200 for caller in callers)
    answers = {
        login: caller.answer.json()
        for login, caller in zip(PEOPLE, callers, strict=True)
    }
    winners = [login for login, answer in answers.items() if "result" in answer]
    assert len(winners) == 1, answers
    (loser,) = set(PEOPLE) - set(winners)
    met = max(c.began for c in callers) < min(c.ended for c in callers)
    return winners[0], answers[loser]["error"], met


@pytest.mark.parametrize("processes", [1, 2])
def test_two_dispatchers_accept_the_same_event(place, processes):
    servers = [place.servers[0], place.servers[processes - 1]]
    half = len(place.races) // 2
    races = place.races[:half] if processes == 1 else place.races[half:]
    names, meetings = place.names(), 0
    for event_id in races:
        winner, error, met = both_accept(place, event_id, servers)
        meetings += met
        assert error["data"]["name"] == "odoo.exceptions.UserError"
        message = error["data"]["message"]
        assert names[winner] in message, message
        assert "Traceback" not in message and "\n" not in message
        steps = place.rows(
            "SELECT login FROM grid_workflow_step step"
            "  JOIN res_users users ON users.id = step.user_id"
            " WHERE res_model = 'grid.event' AND res_id = %s AND move = 'accept'",
            event_id,
        )
        assert steps == [(winner,)]
        tasks = place.rows(
            "SELECT kind FROM grid_event_task"
            " WHERE event_id = %s AND state IN ('sent', 'accepted')",
            event_id,
        )
        assert tasks == [("dispatch",)]
    assert meetings, "they never met: the test tries nothing"


def traces(place):
    """Of each late event: the level, the supervision and whom what was told."""
    levels = dict(
        place.rows(
            "SELECT event_id, max(escalation_level) FROM grid_event_task"
            " WHERE event_id = ANY(%s) GROUP BY event_id",
            place.late,
        )
    )
    cards = place.rows(
        "SELECT event_id, array_agg(card || state ORDER BY id)"
        "  FROM grid_event_supervision WHERE event_id = ANY(%s) GROUP BY event_id",
        place.late,
    )
    told = place.rows(
        "SELECT res_id, array_agg(partner.res_partner_id ORDER BY message.id, 1)"
        "  FROM mail_message message"
        "  JOIN mail_message_res_partner_rel partner"
        "    ON partner.mail_message_id = message.id"
        " WHERE model = 'grid.event' AND res_id = ANY(%s) GROUP BY res_id",
        place.late,
    )
    cards, told = dict(cards), dict(told)
    return {
        event_id: json.dumps([level, cards.get(event_id), told.get(event_id)])
        for event_id, level in levels.items()
    }


def kill_after(place, number):
    """SIGKILL when so many were worked on, committed or not."""
    done = 0
    with shell(place.copy, "escalate.py") as process:
        for line in process.stdout:
            done += line.startswith("ESCALATED")
            if done == number:
                process.kill()
                break
        assert process.wait(60) == -9
    assert done == number, "it was through before it could be killed"


def test_a_killed_escalation_leaves_nothing_half_done(place):
    untouched = Counter(traces(place).values())
    ((nothing, number),) = untouched.items()
    assert number == len(place.late)
    kill_after(place, 10)
    assert Counter(traces(place).values()) == untouched, "rolled back, the told too"
    kill_after(place, SLICE + 10)
    (done,) = set(traces(place).values()) - {nothing}
    assert Counter(traces(place).values()) == {
        done: SLICE,
        nothing: len(place.late) - SLICE,
    }
    level, cards, told = json.loads(done)
    assert level == len(cards) == 2
    assert len(told) > 2, "the late desk at each step, and the next level"
    assert "DONE" in run(place.copy, "escalate.py")
    assert Counter(traces(place).values()) == {done: len(place.late)}
    assert "ESCALATED" not in run(place.copy, "escalate.py")
    assert Counter(traces(place).values()) == {done: len(place.late)}
