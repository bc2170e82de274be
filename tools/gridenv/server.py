"""Serving: the port, the process, its end."""

import contextlib
import os
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

from gridenv.commands import end
from gridenv.database import odoo_environment
from gridenv.files import read_json, write_json
from gridenv.messages import GridError, say
from gridenv.postgres import wait_until


def is_free(host, port):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise GridError(
                f"Port {port} may only be used by root. Choose one above 1023: "
                "make run GRID_PORT=8069"
            ) from None
        except OSError:
            return False
    return True


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def need_port(settings):
    if is_free(settings.host, settings.port):
        return
    if running(settings) or running(settings, "odoo"):
        raise GridError(
            f"The suite is being served already, at {address(settings)}. "
            "Stop it with: make stop"
        )
    other = next(
        (p for p in range(settings.port + 1, 65536) if is_free(settings.host, p)), 8070
    )
    raise GridError(
        f"Port {settings.port} is taken by another program. Choose another one:\n"
        f"    make run GRID_PORT={other}"
    )


def address(settings):
    host = settings.host
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host
    return f"http://{shown}:{settings.port}"


# The processes that serve, known to other commands of this checkout: `make run`
# itself, and its Odoo, which outlives it when it is killed


def state_file(settings):
    return settings.state / "serving.json"


def start_time(pid):
    """Tells a process from a later one with the same number."""
    stat = Path(f"/proc/{pid}/stat").read_text()
    return stat.rsplit(")", 1)[1].split()[19]


def running(settings, which="run"):
    """The id of that process while it is alive, or nothing."""
    stored = (read_json(state_file(settings)) or {}).get(which)
    if stored:
        with contextlib.suppress(OSError):
            if start_time(stored["pid"]) == stored["started"]:
                return stored["pid"]
    return None


def note_process(settings, which, pid):
    stored = read_json(state_file(settings)) or {}
    stored[which] = {"pid": pid, "started": start_time(pid)}
    write_json(state_file(settings), stored)


@contextlib.contextmanager
def announced(settings):
    state_file(settings).unlink(missing_ok=True)
    note_process(settings, "run", os.getpid())
    try:
        yield
    finally:
        state_file(settings).unlink(missing_ok=True)


def ask_to_stop(settings):
    """True where something was running. An orphaned Odoo is stopped too."""
    for which, sign in (("run", signal.SIGTERM), ("odoo", signal.SIGINT)):
        pid = running(settings, which)
        if pid:
            os.kill(pid, sign)
            if not wait_until(lambda w=which: not running(settings, w), 60):
                raise GridError(f"Process {pid} does not stop.")
            return True
    return False


class Serving:
    """One Odoo server process."""

    def __init__(self, settings, database):
        self.settings = settings
        self.database = database
        self.log = settings.log / "odoo.log"
        self.child = None

    def start(self):
        workers = self.settings.workers
        more = {
            "workers": workers,
            "max_cron_threads": 1,
            "gevent_port": free_port() if workers else 8072,
            "server_wide_modules": "base,rpc,web,queue_job",
        }
        command = self.database.command("server")
        self.database.configuration(**more)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with open(self.log, "a") as output:
            self.child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=odoo_environment(),
                start_new_session=True,
            )
        note_process(self.settings, "odoo", self.child.pid)
        wait_until(lambda: self.child.poll() is not None or self.answers(), 180)
        if self.child.poll() is not None or not self.answers():
            tail = self.log.read_text(errors="replace").splitlines()[-15:]
            raise GridError("Odoo does not start:\n" + "\n".join(tail))

    def answers(self):
        host = self.settings.host
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)
        url = f"http://{host}:{self.settings.port}/web/login"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(url, timeout=60) as page:
                return page.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def wait(self):
        code = self.child.wait()
        if code:
            raise GridError(f"Odoo ended by itself (code {code}). Its log: {self.log}")

    def stop(self):
        if self.child and self.child.poll() is None:
            say("Stopping Odoo ...")
            # To Odoo itself; its workers and job runner are ended by it.
            self.child.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.child.wait(20)
            end(self.child)
