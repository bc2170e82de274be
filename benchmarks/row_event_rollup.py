"""Row 5: state by month over the whole tree, beside read_group and one SQL roll-up."""

from collections import defaultdict

import harness

from odoo.tools import SQL

from odoo.addons.grid_base.tools.clock import city_zone

TIMES = 5
FACTOR = 1.3


def run(registry):
    with harness.environment(registry) as env:
        root = env["grid.grid"].search([("parent_id", "=", False)], limit=1).ids
        expected = raw(env)
    login = harness.login_for(registry, "bench_rollup", root, "city_officer")
    with harness.environment(registry, login) as env:
        found = sorted(rollup(env))
        right = found == sorted(expected) and found == sorted(by_python(env))
        events = env["grid.event"].search_count([("reported_at", "!=", False)])
    ours, peer, limit = harness.measure(
        registry,
        [
            harness.Work(rollup, login),
            harness.Work(by_python, login),
            harness.Work(raw),
        ],
        TIMES,
    )
    same = "the same rows" if right else "DIFFERENT ROWS"
    yield harness.Row(
        f"state x month over the tree ({events:,} events)",
        ours.wall,
        peer.wall,
        limit.wall,
        f"<= {FACTOR} x",
        right and ours.wall <= FACTOR * limit.wall,
        f"{len(found):,} rows, {same}; in SQL alone {ours.sql * 1000:,.0f} ms,"
        f" {ours.sql / limit.sql:.2f} x; peer: read_group and Python",
    )


def rollup(env):
    kpi = env["grid.event.kpi"]
    return kpi._state_by_month(kpi._reported(), env["grid.grid"].search([]))


def by_python(env):
    """What most would write: group by grid, then add up along the tree."""
    kpi = env["grid.event.kpi"]
    events = env["grid.event"].with_context(tz=city_zone(env).key)
    found = events._read_group(
        kpi._reported(), ["grid_id", "reported_at:month", "state"], ["__count"]
    )
    paths = {
        grid.id: [int(part) for part in grid.parent_path.split("/") if part]
        for grid in env["grid.grid"].search([])
    }
    sums = defaultdict(int)
    for grid, month, state, number in found:
        for above in paths[grid.id]:
            sums[above, month.date(), state] += number
    return [(*key, number) for key, number in sums.items()]


def raw(env):
    """One SQL that is told nothing but the tree."""
    env.cr.execute(
        SQL(
            """
            WITH leaf AS (
                SELECT grid_id, state, count(*) AS number,
                       date_trunc(
                           'month', reported_at AT TIME ZONE 'UTC' AT TIME ZONE %s
                       )::date AS month
                  FROM grid_event
                 WHERE reported_at IS NOT NULL AND state <> 'draft'
                 GROUP BY grid_id, state, month
            )
            SELECT up.id, leaf.month, leaf.state, sum(leaf.number)::int8
              FROM leaf
              JOIN grid_grid place ON place.id = leaf.grid_id
             CROSS JOIN LATERAL unnest(
                 string_to_array(rtrim(place.parent_path, '/'), '/')::int[]
             ) up(id)
             GROUP BY up.id, leaf.month, leaf.state
            """,
            city_zone(env).key,
        )
    )
    return env.cr.fetchall()
