"""Lists of events and My Work under the territory rule, beside plain SQL.

For scopes from one grid to the city. Beside the times stands how many queries a page
takes: the same for four hundred events as for a million.
"""

import threading

import harness
from row_list import PAGE, TIMES, scopes

from odoo.tools import SQL

COLUMNS = ("number", "title", "state", "grid_id", "reported_at", "deadline")
TASK_COLUMNS = ("kind", "state", "event_id", "node_id", "organization_id", "deadline")
SCOPES = ("1 grid", "community", "town", "county", "city", "20 grids", "300 grids")
FACTOR = 1.5


def run(registry):
    with harness.environment(registry) as env:
        found = scopes(env)
    queries = set()
    for name in SCOPES:
        role, roots = found[name]
        at = list(found).index(name)
        login = harness.login_for(registry, f"bench_list_{at}", roots, role)
        ours, limit = harness.measure(
            registry,
            [harness.Work(listing, login), harness.Work(raw(roots))],
            TIMES,
        )
        with harness.environment(registry, login) as env:
            rows = env["grid.event"].search_count([])
        number = count_queries(registry, login, listing)
        queries.add(number)
        yield harness.Row(
            f"events, {name} ({rows:,} events)",
            ours.wall,
            None,
            limit.wall,
            f"<= {FACTOR} x",
            ours.wall <= FACTOR * limit.wall,
            f"in SQL alone {ours.sql * 1000:.1f} ms, {ours.sql / limit.sql:.2f} x;"
            f" {number} queries",
        )
        if role != "grid_worker":
            yield my_work(registry, login, name)
    yield harness.Row(
        "queries of a page of events, any scope",
        max(queries),
        None,
        None,
        "one number",
        len(queries) == 1,
        unit="queries",
    )


def my_work(registry, login, name):
    (ours,) = harness.measure(registry, [harness.Work(waiting, login)], TIMES)
    with harness.environment(registry, login) as env:
        mine = env["grid.event.task"].search_count([("waits_for_me", "=", True)])
    number = count_queries(registry, login, waiting)
    return harness.Row(
        f"My Work, {name} ({mine:,} tasks)",
        ours.wall,
        None,
        None,
        "-",
        None,
        f"in SQL alone {ours.sql * 1000:.1f} ms; {number} queries",
    )


def listing(env):
    """What opening the list asks for: how many, the first page, the groups."""
    events = env["grid.event"]
    events.search_count([])
    events.search_fetch([], COLUMNS, limit=PAGE).mapped("title")
    events._read_group([], ["state"], ["__count"])


def waiting(env):
    tasks = env["grid.event.task"]
    domain = [("waits_for_me", "=", True)]
    tasks.search_count(domain)
    tasks.search_fetch(domain, TASK_COLUMNS, limit=PAGE).mapped("event_id.title")


def raw(roots):
    """Plain SQL that is told the ids of all grids in the scope."""

    def work(env):
        ids = list(env["grid.grid"]._subtree_ids(tuple(sorted(roots))))
        where = SQL("grid_id = ANY(%s) AND reported_at IS NOT NULL", ids)
        columns = SQL(", ").join(map(SQL.identifier, ("id", *COLUMNS)))
        for query in (
            SQL("SELECT count(*) FROM grid_event WHERE %s", where),
            SQL(
                "SELECT %s FROM grid_event WHERE %s"
                " ORDER BY reported_at DESC, id DESC LIMIT %s",
                columns,
                where,
                PAGE,
            ),
            SQL(
                "SELECT state, count(*) FROM grid_event WHERE %s GROUP BY state",
                where,
            ),
        ):
            env.cr.execute(query)
            env.cr.fetchall()

    return work


def count_queries(registry, login, work):
    with harness.environment(registry, login) as env:
        work(env)
    with harness.environment(registry, login) as env:
        thread = threading.current_thread()
        thread.query_count = 0
        work(env)
        return thread.query_count
