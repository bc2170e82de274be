"""Row 3: import of 100,000 residents, beside Odoo's own import and COPY.

All three insert the same people into the same table, with its million rows and its
indexes, and are taken back.
"""

from random import Random

import harness
from generate import BIG_TOWN, Copy

from odoo.models import BaseModel

from odoo.addons.grid_base.demo.city import DemoCity
from odoo.addons.grid_base.demo.families import Families

ROWS = 100_000
PEER_ROWS = 4_000
"""Odoo's own import takes as long for each row, however many there are."""
TWICE = 200
"""One in so many rows is somebody from the row before, without identity number."""
TIMES = 3
FACTOR = 5
REGION = "350397"
FIELDS = [
    "grid_id",
    "name",
    "id_number",
    "sex_id",
    "birth_date",
    "phone",
    "population_type",
    "ethnicity_id",
    "education_id",
    "marital_id",
    "native_place",
    "occupation",
]


def spreadsheet(env):
    """What an office would send: codes, texts, empty cells; village by village."""
    city = DemoCity(env)
    families = Families(Random(3), city.words, REGION)
    for sex, names in families.pairs.items():
        families.pairs[sex] = names[::25]
    codes = sorted(
        env["grid.grid"]
        .search([("code", "=like", BIG_TOWN + "%"), ("level_id.kind", "=", "unit")])
        .mapped("code")
    )
    rows = []
    while len(rows) < ROWS:
        code = codes[len(rows) * len(codes) // ROWS]
        for member in families.family(0.1, 0):
            rows.append(_row(code, member))
            if len(rows) % TWICE == 0:
                rows.append(_row(code, dict(member, id_number="")))
    return rows[:ROWS]


def _row(code, member):
    birth = "" if member["id_number"] else member["birth_date"].isoformat()
    return [
        code,
        member["name"],
        member["id_number"],
        "" if member["id_number"] else member["sex"],
        birth,
        member["phone"] or "",
        member["population_type"],
        member["ethnicity"],
        member["education"] or "",
        member["marital"],
        member["native_place"],
        member["occupation"] or "",
    ]


def checked(result, rows):
    if result["ids"] is False or len(result["ids"]) != rows:
        raise SystemExit(f"The import failed: {result['messages'][:3]}")
    return result


def run(registry):
    with harness.environment(registry) as env:
        data = spreadsheet(env)
        town = env["grid.grid"].search([("code", "=", BIG_TOWN + "000")])
        roots = town.ids
    login = harness.login_for(registry, "bench_import", roots, "town_officer")
    candidates = sum(1 for row in data if not row[2])

    def ours(env):
        result = checked(env["grid.resident"].load(FIELDS, data), ROWS)
        warned = len(result["messages"])
        if warned < candidates:
            raise SystemExit(f"{candidates} planted duplicates, {warned} found")

    def peer(env):
        records = env["grid.resident"]
        checked(BaseModel.load(records, FIELDS, data[:PEER_ROWS]), PEER_ROWS)

    limit, columns = copied(registry, login, data)
    fast, slow, bare = harness.measure(
        registry,
        [
            harness.Work(ours, login),
            harness.Work(peer, login),
            harness.Work(limit),
        ],
        TIMES,
        seconds=0,
        warm=False,
    )
    slow_wall = slow.wall * ROWS / PEER_ROWS
    yield harness.Row(
        f"import of {ROWS:,} residents, {len(columns)} columns",
        fast.wall,
        slow_wall,
        bare.wall,
        f">= {FACTOR} x peer",
        slow_wall >= FACTOR * fast.wall,
        f"{slow_wall / fast.wall:.1f} x as fast as Odoo's own import (timed on"
        f" {PEER_ROWS:,} rows); {ROWS / fast.wall:,.0f} rows/s",
        unit="s",
    )


def copied(registry, login, data):
    """COPY of the very rows that our import makes of the data."""
    with harness.environment(registry, login) as env:
        ids = checked(env["grid.resident"].load(FIELDS, data), ROWS)["ids"]
        env.cr.execute("SELECT * FROM grid_resident WHERE id = ANY(%s)", [ids])
        names = [column.name for column in env.cr.description]
        rows = env.cr.fetchall()

    def work(env):
        copy = Copy(env.cr, "grid_resident", names)
        for row in rows:
            copy.add(row)
        copy.flush()

    return work, names
