"""The variables a person may set, and the folders that follow from them."""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from gridenv.messages import GridError

VARIABLES = {
    "GRID_PORT": ("8069", "port of the web server"),
    "GRID_HOST": ("127.0.0.1", "address it listens on"),
    "GRID_DB": ("grid", "database of make run"),
    "GRID_TEST_DB": ("grid_test", "database of make test"),
    "GRID_DEMO": ("1", "0: no demo city, and a random administrator password"),
    "GRID_LANG": ("zh_CN", "language that is loaded and set"),
    "GRID_WORKERS": ("0", "Odoo worker processes (0: threads)"),
    "GRID_ODOO": ("", "an Odoo 19 that is there already: checkout or package root"),
    "GRID_PG": ("", "a PostgreSQL that is there already: URI, or host:port/user"),
    "GRID_PYTHON": ("", "the Python 3.11 to use"),
    "GRID_ENV": (".env", "folder for everything the set-up fetches or makes"),
    "T": ("", "make test: paths and options for pytest"),
    "KEEP": ("", "make test: 1 uses the database of the last test run again"),
    "B": ("", "make bench: options for benchmarks/run.py"),
}


@dataclass(frozen=True)
class Server:
    """Where an existing PostgreSQL answers."""

    host: str
    port: int = 5432
    user: str = ""
    password: str = ""


class Settings:
    def __init__(self, root, environ=None):
        environ = os.environ if environ is None else environ
        self.root = Path(root).resolve()
        self.values = {
            name: environ.get(name) or default
            for name, (default, _help) in VARIABLES.items()
        }
        self.env = self.root / self["GRID_ENV"]
        self.port = self._port()
        self.host = self["GRID_HOST"]
        self.lang = self["GRID_LANG"]
        self.database = self._database("GRID_DB")
        self.test_database = self._database("GRID_TEST_DB")
        self.demo = self["GRID_DEMO"] != "0"
        self.workers = self._number("GRID_WORKERS")

    def __getitem__(self, name):
        return self.values[name]

    @property
    def addons(self):
        return self.root / "addons"

    @property
    def state(self):
        return self.env / "state"

    @property
    def log(self):
        return self.env / "log"

    @property
    def data(self):
        return self.env / "data"

    @property
    def venv(self):
        return self.env / "venv"

    @property
    def python(self):
        return self.venv / "bin" / "python"

    @property
    def key(self):
        """Tells this checkout from another one on the same machine."""
        return hashlib.sha256(str(self.env).encode()).hexdigest()[:12]

    @property
    def postgres(self):
        return parse_server(self["GRID_PG"]) if self["GRID_PG"] else None

    def _number(self, name):
        try:
            return int(self[name])
        except ValueError:
            raise GridError(f"{name} must be a number, not {self[name]!r}.") from None

    def _port(self):
        port = self._number("GRID_PORT")
        if not 0 < port < 65536:
            raise GridError(f"GRID_PORT must lie between 1 and 65535, not {port}.")
        return port

    def _database(self, name):
        value = self[name]
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,40}", value):
            raise GridError(
                f"{name} must be small letters, digits and underscores, not {value!r}."
            )
        return value


def parse_server(text):
    pattern = (
        r"(?:postgres(?:ql)?://)?"
        r"(?:(?P<user>[^:@/]+)(?::(?P<password>[^@]*))?@)?"
        r"(?P<host>[^:@]*?)(?::(?P<port>\d+))?(?:/(?P<name>[^/]*))?"
    )
    found = re.fullmatch(pattern, text)
    if not found:
        raise GridError(
            f"GRID_PG={text} is understood neither as postgresql://user:password"
            "@host:port nor as host:port/user."
        )
    is_uri = text.startswith("postgres")
    user = found["user"] or ("" if is_uri else found["name"]) or ""
    if user == "postgres":
        raise GridError("Odoo refuses the database user postgres: name another one.")
    return Server(
        host=found["host"],
        port=int(found["port"] or 5432),
        user=user,
        password=found["password"] or "",
    )
