"""Handing over to pytest and to other programs of the environment."""

import os
import shutil
import signal
import subprocess
import time

from gridenv.database import odoo_environment
from gridenv.postgres import server_programs


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
        return 130


def run_pytest(settings, database, chosen):
    configuration = database.configuration(db_maxconn=32)
    options = [
        f"--odoo-database={database.name}",
        f"--odoo-config={configuration}",
        "--odoo-http",
    ]
    paths = [part for part in chosen if not part.startswith("-")]
    named = any((settings.root / p.split("::")[0]).exists() for p in paths)
    places = [] if named else ["addons", "tests"]
    existing = [p for p in places if (settings.root / p).exists()]
    environ = environment(settings, database)
    environ["GRID_ODOO_CONF"] = str(configuration)
    environ["PATH"] = path_with_programs(environ.get("PATH", os.defpath))
    spread = [] if named else side_by_side(environ["PATH"])
    command = [settings.python, "-m", "pytest", *options, *spread, *existing, *chosen]
    return hand_over(["env", "-C", settings.root, *command], environ)


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
