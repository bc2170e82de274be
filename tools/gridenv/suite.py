"""Handing over to pytest and to other programs of the environment."""

import os
import shutil
import signal
import subprocess
import time

from gridenv.database import odoo_environment
from gridenv.postgres import server_programs

BROWSERS = ("test_*_tour.py", "test_tours.py", "test_click_everywhere.py")
"""Names of the files whose tests open a browser."""

INTERRUPTED = 130
NOTHING_CHOSEN = 5
"""What pytest returns if no test is left by the options given."""


def environment(settings, database):
    """What tests and benchmarks may need to reach Odoo and PostgreSQL."""
    server = database.server
    values = {
        "GRID_ROOT": settings.root,
        "GRID_ENV": settings.env,
        "GRID_PYTHON": settings.python,
        "GRID_ODOO_SCRIPT": database.odoo.script or "",
        "GRID_ODOO_CONF": database.configuration(),
        "GRID_DATABASE": database.name,
        "PGHOST": server.host,
        "PGPORT": server.port,
        "PGUSER": server.user,
        "PGPASSWORD": server.password,
    }
    known = {name: str(value) for name, value in values.items() if value != ""}
    return {**odoo_environment(), **known}


def hand_over(command, environ):
    """Run in the foreground with our terminal; returns its exit code.

    A Ctrl-C on the terminal reaches the program too: it is given time to end by
    itself, so that pytest can print what it has.
    """
    child = subprocess.Popen(list(map(str, command)), env=environ)
    try:
        return child.wait()
    except KeyboardInterrupt:
        limit = time.monotonic() + 5
        while child.poll() is None and time.monotonic() < limit:
            time.sleep(0.1)
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            if child.poll() is None:
                child.send_signal(sign)
                try:
                    child.wait(10)
                except subprocess.TimeoutExpired:
                    continue
        return INTERRUPTED


def run_pytest(settings, database, chosen):
    configuration = database.configuration(db_maxconn=32)
    options = [
        f"--odoo-database={database.name}",
        f"--odoo-config={configuration}",
        "--odoo-http",
    ]
    paths = [part for part in chosen if not part.startswith("-")]
    named = any((settings.root / p.split("::")[0]).exists() for p in paths)
    environ = environment(settings, database)
    environ["GRID_ODOO_CONF"] = str(configuration)
    environ["PATH"] = path_with_programs(environ.get("PATH", os.defpath))
    command = ["env", "-C", settings.root, settings.python, "-m", "pytest", *options]
    parts = [[]] if named else whole_suite(settings.root, environ["PATH"])
    worst = 0
    for part in parts:
        code = hand_over([*command, *part, *chosen], environ)
        if code == INTERRUPTED:
            return code
        worst = max(worst, code if code != NOTHING_CHOSEN else 0)
    return worst


def whole_suite(root, path):
    """What is called for every test: side by side where that goes, browsers alone.

    A browser, its server and the database want more than one core; beside other
    tests they wait longer than they may.
    """
    places = [place for place in ("addons", "tests") if (root / place).exists()]
    spread = side_by_side(path)
    if not spread:
        return [places]
    found = [file for place in places for file in (root / place).rglob("test_*.py")]
    browsers = sorted(
        str(file.relative_to(root))
        for file in found
        if any(file.match(pattern) for pattern in BROWSERS)
    )
    left_out = [f"--ignore-glob=*/{pattern}" for pattern in BROWSERS]
    return [[*spread, *left_out, *places], *([browsers] if browsers else [])]


def path_with_programs(path):
    """The search path, ending where PostgreSQL's own programs lie."""
    folder = server_programs()
    return os.pathsep.join([path, str(folder)] if folder else [path])


def side_by_side(path, cores=None):
    """Options that share the whole suite out to the cores of this machine.

    Each gets a copy of the test database, made by PostgreSQL's own `createdb`; where
    that is missing, the tests go one by one. A class stays together: what it prepares
    is prepared once.
    """
    cores = cores or len(os.sched_getaffinity(0))
    if cores < 2 or not shutil.which("createdb", path=path):
        return []
    return ["-n", str(cores), "--dist", "loadscope"]
