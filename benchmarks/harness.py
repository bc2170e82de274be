"""What all benchmarks share: the database, the clock, users with a scope, the table."""

import gc
import os
import statistics
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from odoo import api, sql_db
from odoo.modules.module import initialize_sys_path
from odoo.modules.registry import Registry
from odoo.service import db
from odoo.tools import config
from odoo.tools.sql import table_exists

CONFIG = os.environ.get("GRID_ODOO_CONF") or os.environ.get("ODOO_RC")
DATABASE = os.environ.get("GRID_DATABASE", "grid_bench")
PEERS = Path(os.environ.get("GRID_PEERS", "/nowhere")) / "odoo" / "addons"
"""Where the addons lie that ours are measured beside; see requirements-bench.txt."""
MODULES = ("grid_base", "grid_event")


def say(text):
    print(text, flush=True)


def arguments():
    return ["-c", CONFIG] if CONFIG else []


# before anything of odoo.addons can be imported
config.parse_config([*arguments(), "--log-level=warn"], setup_logging=True)
if PEERS.is_dir():
    config["addons_path"] = [*config["addons_path"], str(PEERS)]
initialize_sys_path()


def prepare(database, modules=MODULES, demo=True):
    """A database with the suite and the demo city; made where there is none."""
    missing = set(modules)
    if db.exp_db_exist(database):
        missing -= installed(database)
    if missing:
        say(f"Installing {', '.join(sorted(missing))} in {database} ...")
        command = [sys.executable, "-m", "odoo", *arguments(), "-d", database]
        options = ["-i", ",".join(sorted(missing)), "--stop-after-init", "--no-http"]
        options += ["--with-demo"] if demo else []
        options += ["--addons-path", ",".join(config["addons_path"])]
        subprocess.run([*command, *options, "--log-level=warn"], check=True)
    return Registry(database)


def installed(database):
    """Names of the modules of a database."""
    with sql_db.db_connect(database).cursor() as cr:
        if not table_exists(cr, "ir_module_module"):
            return set()
        cr.execute("SELECT name FROM ir_module_module WHERE state = 'installed'")
        return {name for (name,) in cr.fetchall()}


@contextmanager
def environment(registry, login=None, commit=False):
    """A transaction as a user (default: the superuser), taken back at the end."""
    with registry.cursor() as cr:
        env = api.Environment(cr, api.SUPERUSER_ID, {})
        if login:
            user = env["res.users"].search([("login", "=", login)])
            env = api.Environment(cr, user.id, {"lang": "en_US"})
        yield env
        if commit:
            cr.commit()
            # tell other processes which caches to forget, as every request does
            registry.signal_changes()
        else:
            cr.rollback()


@dataclass
class Time:
    """Seconds that a piece of work took, and those of them spent in the database."""

    wall: float
    sql: float


def once(work):
    thread = threading.current_thread()
    thread.query_count, thread.query_time = 0, 0
    gc.collect()
    begin = time.perf_counter()
    work()
    return Time(time.perf_counter() - begin, thread.query_time)


def generate_once(registry, mark, name, count, generate):
    """Generate rows; a database that has them already is left as it is.

    :param mark: the parameter in which ``generate(registry, count)`` leaves the count
    :param name: what they are called
    """
    with environment(registry) as env:
        there = env["ir.config_parameter"].get_param(mark)
    if there and int(there) == count:
        return
    if there:
        raise SystemExit(
            f"The database has {there} generated {name}: name another database."
        )
    say(f"Generating {count:,} {name} ...")
    taken = once(lambda: generate(registry, count))
    say(f"Generated in {taken.wall:.0f} s.")


def vacuum(registry, tables):
    """What the database does by itself some time after so many new rows."""
    with registry.cursor() as cr:
        cr._cnx.autocommit = True
        for table in tables:
            cr.execute(f"VACUUM ANALYZE {table}")


@dataclass
class Work:
    """One way to do a piece of work: as whom, after which preparation."""

    do: object
    login: str | None = None
    setup: object = None


def measure(registry, works, times, most=25, seconds=6, warm=True):
    """Median times of several ways to do the same, measured by turns.

    Each time in a transaction of its own, after one that warms the caches up. By
    turns, so that what else the machine does falls on all of them alike. Short work
    is done more often than ``times``, up to ``most``, while it takes few ``seconds``.
    """
    found = [[] for _work in works]
    begin = time.monotonic()
    for turn in range(most):
        if turn >= times and time.monotonic() - begin > seconds:
            break
        for work, taken in zip(works, found, strict=True):
            if warm and not work.setup:
                with environment(registry, work.login) as env:
                    work.do(env)
            with environment(registry, work.login) as env:
                if work.setup:
                    work.setup(env)
                    env.invalidate_all()
                taken.append(once(lambda env=env, work=work: work.do(env)))
            if work.setup:
                # what was cached under the preparation must not serve the others
                registry.clear_all_caches()
    return [
        Time(
            statistics.median(one.wall for one in taken),
            statistics.median(one.sql for one in taken),
        )
        for taken in found
    ]


def login_for(registry, login, grids, role):
    """A user posted with a role in some grids; made once, kept in the database."""
    with environment(registry, commit=True) as env:
        if env["res.users"].search_count([("login", "=", login)]):
            return login
        user = env["res.users"].create({"login": login, "name": login})
        staff = env["grid.staff"].create(
            {"name": login, "grid_id": grids[0], "user_id": user.id}
        )
        env["grid.posting"].create(
            [
                {
                    "staff_id": staff.id,
                    "grid_id": grid,
                    "role_id": env.ref(f"grid_base.grid_role_{role}").id,
                    "is_main": at == 0,
                }
                for at, grid in enumerate(grids)
            ]
        )
    return login


@dataclass
class Row:
    """A line of the table. Times are in seconds unless ``unit`` says otherwise."""

    work: str
    ours: float
    peer: float | None
    limit: float | None
    target: str
    holds: bool | None
    note: str = ""
    unit: str = "ms"

    def cells(self):
        ratio = "-"
        if self.limit and self.unit != "MB":
            ratio = f"{self.ours / self.limit:.2f} x"
        verdict = {True: "yes", False: "NO", None: "-"}[self.holds]
        return [
            self.work,
            *map(self._text, (self.ours, self.peer, self.limit)),
            ratio,
            self.target,
            verdict,
            self.note,
        ]

    def _text(self, value):
        if value is None:
            return "-"
        if self.unit == "ms":
            return f"{value * 1000:,.1f} ms"
        if self.unit == "s":
            return f"{value:,.2f} s"
        return f"{value:,.0f} {self.unit}"


HEADING = ["work", "ours", "peer", "limit", "ours/limit", "target", "holds", "note"]


def table(rows):
    lines = [HEADING, *(row.cells() for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(HEADING))]
    texts = []
    for line in lines:
        cells = [
            cell.ljust(width) if at in (0, 5, 6, 7) else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        texts.append(" | ".join(cells).rstrip())
    rule = "-+-".join("-" * width for width in widths)
    return "\n".join([texts[0], rule, *texts[1:]])
