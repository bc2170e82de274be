"""Row 1: a list under the territory rule, beside ``child_of`` and plain SQL."""

from random import Random

import harness

from odoo.tools import SQL

COLUMNS = ("name", "population_type", "sex_id", "grid_id", "household_id")
PAGE = 80
TIMES = 5
FACTOR = 1.5
ROLES = {
    "unit": "grid_worker",
    "community": "station_officer",
    "town": "town_officer",
    "county": "county_officer",
    "city": "city_officer",
}


def scopes(env):
    """Name, role and roots of each scope to try."""
    grids = {grid.code: grid for grid in env["grid.grid"].search([])}
    units = sorted(code for code in grids if len(code) == 15)
    chance = Random(7)
    places = {
        "1 grid": ("unit", ["350304101001001"]),
        "community": ("community", ["350304101001"]),
        "town": ("town", ["350304001000"]),
        "county": ("county", ["350303000000"]),
        "city": ("city", ["350300000000"]),
        "20 grids": ("unit", chance.sample(units, 20)),
        "300 grids": ("unit", chance.sample(units, 300)),
    }
    return {
        name: (ROLES[level], [grids[code].id for code in codes])
        for name, (level, codes) in places.items()
    }


def run(registry):
    with harness.environment(registry) as env:
        found = scopes(env)
    for at, (name, (role, roots)) in enumerate(found.items()):
        login = harness.login_for(registry, f"bench_list_{at}", roots, role)
        ours, peer, limit = harness.measure(
            registry,
            [
                harness.Work(listing, login),
                harness.Work(listing, login, stock_rule(roots)),
                harness.Work(raw(roots)),
            ],
            TIMES,
        )
        with harness.environment(registry, login) as env:
            rows = env["grid.resident"].search_count([])
        # The verdict is on the whole work. What Odoo does in Python around the calls
        # is a few milliseconds with any rule or none, so the rule is told apart.
        yield harness.Row(
            f"list, {name} ({rows:,} residents)",
            ours.wall,
            peer.wall,
            limit.wall,
            f"<= {FACTOR} x",
            ours.wall <= FACTOR * limit.wall,
            f"in SQL alone {ours.sql * 1000:.1f} ms, {ours.sql / limit.sql:.2f} x;"
            f" peer {peer.sql * 1000:.1f} ms",
        )


def listing(env):
    """What opening a list asks for: how many, the first page, the groups."""
    residents = env["grid.resident"]
    residents.search_count([])
    page = residents.search_fetch([], COLUMNS, limit=PAGE)
    page.mapped("name")
    residents._read_group([], ["population_type"], ["__count"])


def stock_rule(roots):
    """Put the rule in place that most Odoo addons would write, for this transaction."""

    def setup(env):
        # sudo: rules are closed; this change is taken back with the transaction
        rule = env.ref("grid_base.grid_resident_rule_worker").sudo()
        rule.domain_force = str([("grid_id", "child_of", list(roots))])
        env.flush_all()
        # and warm: the caches that the change of the rule has emptied
        listing(env)

    return setup


def raw(roots):
    """Plain SQL that is told the ids of all grids in the scope."""

    def work(env):
        cr = env.cr
        ids = list(env["grid.grid"]._subtree_ids(tuple(sorted(roots))))
        where = SQL("grid_id = ANY(%s) AND active IS TRUE", ids)
        columns = SQL(", ").join(map(SQL.identifier, ("id", *COLUMNS)))
        cr.execute(SQL("SELECT count(*) FROM grid_resident WHERE %s", where))
        cr.fetchall()
        cr.execute(
            SQL(
                "SELECT %s FROM grid_resident WHERE %s"
                " ORDER BY grid_id, household_id, id LIMIT %s",
                columns,
                where,
                PAGE,
            )
        )
        cr.fetchall()
        cr.execute(
            SQL(
                "SELECT population_type, count(*) FROM grid_resident WHERE %s"
                " GROUP BY population_type ORDER BY population_type",
                where,
            )
        )
        cr.fetchall()

    return work
