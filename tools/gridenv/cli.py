"""The commands behind `make`."""

import contextlib
import os
import shlex
import signal
import sys
import time
from pathlib import Path

from gridenv import checks, suite
from gridenv.database import Database
from gridenv.files import disk_full_in_words, locked, remove_tree
from gridenv.messages import GridError, duration, say, warn
from gridenv.odoo_source import OdooSource
from gridenv.peers import Peers
from gridenv.postgres import cluster
from gridenv.server import Serving, address, announced, ask_to_stop, need_port
from gridenv.settings import VARIABLES, Settings
from gridenv.steps import carry_out
from gridenv.system import SystemPackages
from gridenv.venv import VirtualEnvironment

ROOT = Path(__file__).resolve().parents[2]

COMMANDS = {
    "run": "set up what is missing, serve the demo city, print address and logins",
    "test": "set up what is missing, run every test on a fresh database",
    "stop": "stop what another terminal started here",
    "lint": "ruff, pylint-odoo, Odoo's own checks, XML",
    "bench": "measure against peers and limits, at a million residents and events",
    "shell": "a Python prompt inside the database of make run",
    "clean": "stop everything and remove all that the set-up made",
    "help": "this text",
}


def set_up(settings, for_tests=False, total=5):
    """All but steps 4 and 5, cluster and database. Returns the Odoo to use."""
    source = OdooSource(settings)
    with locked(
        settings.state / "setup.lock", "Another set-up is at work here; waiting for it."
    ):
        carry_out(
            [
                SystemPackages(settings, for_tests),
                source,
                VirtualEnvironment(settings, source),
            ],
            total,
        )
    return source.found()


def run(settings):
    started = time.monotonic()
    need_port(settings)
    odoo = set_up(settings)
    with cluster(settings).in_use() as server, announced(settings):
        database = Database(settings, odoo, server, settings.database, settings.demo)
        database.ready()
        need_port_again(settings)
        serving = Serving(settings, database)
        try:
            serving.start()
            introduce(settings, database, time.monotonic() - started)
            with contextlib.suppress(KeyboardInterrupt):
                serving.wait()
        finally:
            serving.stop()
    say("Stopped.")
    return 0


def need_port_again(settings):
    """The set-up was long; somebody may have come in between."""
    from gridenv.server import is_free

    if not is_free(settings.host, settings.port):
        raise GridError(
            f"Port {settings.port} was taken meanwhile. Choose another one: "
            f"make run GRID_PORT={settings.port + 1}"
        )


def introduce(settings, database, seconds):
    say(f"\nReady after {duration(seconds)}: {address(settings)}\n")
    if database.logins:
        width = max(len(role) for role, _login, _password in database.logins)
        for role, login, password in database.logins:
            say(f"    {role:{width}}  login {login}  password {password}")
        say()
    if database.demo and settings.host not in ("127.0.0.1", "localhost", "::1"):
        warn("these passwords are public, and the server listens beyond this machine.")
    say(f"Log: {settings.log / 'odoo.log'}. Ctrl-C stops it.")


def test(settings):
    odoo = set_up(settings, for_tests=True)
    with cluster(settings).in_use() as server:
        database = Database(settings, odoo, server, settings.test_database, False, True)
        if settings["KEEP"]:
            database.ready()
        else:
            database.build()
        return suite.run_pytest(settings, database, shlex.split(settings["T"]))


def stop(settings):
    stopped = ask_to_stop(settings)
    cluster(settings).stop()
    say("Stopped." if stopped else "Nothing was being served here.")
    return 0


def lint(settings):
    return checks.run_all(settings, set_up(settings, total=3))


def bench(settings):
    program = settings.root / "benchmarks" / "run.py"
    if not program.exists():
        raise GridError("There is no benchmarks/run.py in this checkout.")
    odoo = set_up(settings)
    peers = Peers(settings)
    carry_out([peers])
    with cluster(settings).in_use() as server:
        database = Database(settings, odoo, server, "grid_bench", demo=False)
        environ = suite.environment(settings, database)
        environ["GRID_PEERS"] = str(peers.folder)
        command = [settings.python, program, *shlex.split(settings["B"])]
        return suite.hand_over(command, environ)


def shell(settings):
    odoo = set_up(settings)
    with cluster(settings).in_use() as server:
        database = Database(settings, odoo, server, settings.database, settings.demo)
        database.ready()
        command = [*database.command("shell"), "--no-http"]
        return suite.hand_over(command, suite.environment(settings, database))


def clean(settings):
    ask_to_stop(settings)
    cluster(settings).remove()
    if settings.env.exists():
        say(f"Removing {settings.env} ...")
        remove_tree(settings.env)
    return 0


def show_help(settings):
    say("Commands:\n")
    for name, words in COMMANDS.items():
        say(f"    make {name:6}  {words}")
    say("\nVariables, as in `make run GRID_PORT=8080`:\n")
    for name, (default, words) in VARIABLES.items():
        say(f"    {name:13} {words}" + (f" (default {default})" if default else ""))
    say("\nOne test:  make test T='addons/grid_base/tests/test_x.py -k word' KEEP=1")
    return 0


def main(arguments):
    actions = {
        "run": run,
        "test": test,
        "stop": stop,
        "lint": lint,
        "bench": bench,
        "shell": shell,
        "clean": clean,
        "help": show_help,
    }
    name = arguments[0] if arguments else "help"
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, interrupted)
    try:
        if name not in actions:
            raise GridError(f"There is no command {name}. See: make help")
        settings = Settings(ROOT)
        with disk_full_in_words(settings.env):
            return actions[name](settings)
    except GridError as error:
        sys.stdout.flush()
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("\nInterrupted. The same command goes on where it stopped.")
        return 130


def interrupted(_sign, _frame):
    """The first Ctrl-C ends us in good order; more of them change nothing."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)
    # A closed terminal must not turn our last words into an error.
    with contextlib.suppress(OSError):
        if not sys.stdout.isatty() and os.getppid() == 1:
            sys.stdout = open(os.devnull, "w")
    raise KeyboardInterrupt
