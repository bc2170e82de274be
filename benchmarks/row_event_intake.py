"""Row 4: one event taken in, in a transaction of its own, beside a helpdesk ticket.

Ours is ``submit``: the event is created and reported, which finds grid, number, route,
time limit and deadline, opens the task to accept and keeps the step. The note says
what the same takes by steps, as a draft that is saved and then reported. The peer is
the OCA's helpdesk: a ticket with its number, stage and team, in a database of its own,
without a deadline. The limit is one bare insert. All commit.
"""

import statistics
import time

import harness

from odoo import api

TIMES = 60
WARM = 10
FACTOR = 2
UNIT = "350304101001001"
PEER = "helpdesk_mgmt"


def run(registry):
    with harness.environment(registry) as env:
        grid = env["grid.grid"].search([("code", "=", UNIT)])
        station = grid.parent_id
    login = harness.login_for(registry, "bench_intake", grid.ids, "grid_worker")
    harness.login_for(registry, "bench_station", station.ids, "station_head")
    helpdesk = peer_registry()
    reporter = user_of(registry, login)
    works = {
        "ours": (registry, reporter, intake(registry)),
        "steps": (registry, reporter, by_steps(registry)),
        "limit": (registry, 1, bare_insert),
    }
    if helpdesk:
        works["peer"] = (helpdesk, peer_user(helpdesk), ticket(helpdesk))
    taken = by_turns(works)
    ours, limit, peer = (taken.get(name) for name in ("ours", "limit", "peer"))
    steps = f"a draft, then reported: {taken['steps'] * 1000:.1f} ms"
    note = f"peer: OCA {PEER}, ticket with number, stage, team; no deadline"
    if not peer:
        note = f"{PEER} is not there: see requirements-bench.txt"
    note += f"; {steps}"
    yield harness.Row(
        "event intake, one transaction each",
        ours,
        peer,
        limit,
        f"<= peer / {FACTOR}",
        ours * FACTOR <= peer if peer else None,
        note + (f"; {peer / ours:.1f} x as fast" if peer else ""),
    )


def by_turns(works):
    """Median seconds of each, with its commit."""
    taken = {name: [] for name in works}
    for turn in range(WARM + TIMES):
        for name, (registry, uid, work) in works.items():
            begin = time.perf_counter()
            with registry.cursor() as cr:
                work(api.Environment(cr, uid, {"lang": "en_US"}), turn)
                cr.commit()
            if turn >= WARM:
                taken[name].append(time.perf_counter() - begin)
    return {name: statistics.median(times) for name, times in taken.items()}


def user_of(registry, login):
    with harness.environment(registry, login) as env:
        return env.uid


def intake(registry):
    category = plain_category(registry)

    def work(env, turn):
        env["grid.event"].submit([values(category, turn)])
        env.flush_all()

    return work


def by_steps(registry):
    category = plain_category(registry)

    def work(env, turn):
        event = env["grid.event"].create(values(category, turn))
        event.action_move("report")
        env.flush_all()

    return work


def plain_category(registry):
    with harness.environment(registry) as env:
        # what is asked of every category is known to the client already
        domain = [("parent_id", "!=", False), ("question_ids", "=", False)]
        return env["grid.event.category"].search(domain, limit=1).id


def values(category, turn):
    return {
        "category_id": category,
        "description": f"The street lamp is broken ({turn}).",
        "address": "In front of number 3",
    }


def bare_insert(env, turn):
    env.cr.execute(
        """
        INSERT INTO grid_event (
            number, state, title, description, address, grid_id, reporter_id,
            reported_at, deadline, happened_at, category_id, holder_id
        )
        SELECT 'B' || nextval('grid_event_number_seq'), 'reported', 'Street lamp',
               %s, 'In front of number 3', grid.id, 1, now() AT TIME ZONE 'UTC',
               now() AT TIME ZONE 'UTC' + interval '7 days',
               now() AT TIME ZONE 'UTC', category.id, grid.parent_id
          FROM grid_grid grid, (SELECT min(id) AS id FROM grid_event_category) category
         WHERE grid.code = %s
        """,
        [f"The street lamp is broken ({turn}).", UNIT],
    )


# the peer


def peer_registry():
    if not (harness.PEERS / PEER).is_dir():
        return None
    return harness.prepare(f"{harness.DATABASE}_helpdesk", (PEER,), demo=False)


def peer_user(registry):
    """An ordinary user of the helpdesk, in a team with a category to choose."""
    login = "bench_helpdesk"
    with harness.environment(registry, commit=True) as env:
        user = env["res.users"].search([("login", "=", login)])
        if not user:
            groups = "base.group_user", f"{PEER}.group_helpdesk_user_own"
            user = env["res.users"].create(
                {
                    "login": login,
                    "name": login,
                    "group_ids": [(6, 0, [env.ref(group).id for group in groups])],
                }
            )
            env["helpdesk.ticket.team"].create(
                {"name": "Benchmark", "user_ids": [(4, user.id)]}
            )
            env["helpdesk.ticket.category"].create({"name": "Street lamps"})
        return user.id


def ticket(registry):
    with harness.environment(registry) as env:
        team = env["helpdesk.ticket.team"].search([("name", "=", "Benchmark")]).id
        category = env["helpdesk.ticket.category"].search([], limit=1).id

    def work(env, turn):
        env["helpdesk.ticket"].create(
            {
                "name": "Street lamp",
                "description": f"The street lamp is broken ({turn}).",
                "team_id": team,
                "user_id": env.uid,
                "category_id": category,
            }
        )
        env.flush_all()

    return work
