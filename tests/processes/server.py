"""Odoo in a process of its own, and sessions that call it."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import requests

from odoo.tools import config

from .database import PASSWORD

HOST = "127.0.0.1"
STALE = Path(__file__).with_name("stale.py")
PATIENCE = 180


class Refused(Exception):
    """The call was refused for want of a right."""


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Server:
    """A worker process on a database; ``stale`` without our key of the rule cache.

    A page of the web client asks much at once: several of them want more connections.
    """

    def __init__(self, database, log, stale=False, connections=8):
        self.database = database
        self.log = Path(log)
        self.stale = stale
        self.connections = connections
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def start(self):
        self.port = free_port()
        command = [sys.executable, STALE] if self.stale else [sys.executable, "-modoo"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*map(str, command), "server", *self.options()],
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def options(self):
        given = ["-c", config["config"]] if config["config"] else []
        return [
            *given,
            f"--database={self.database}",
            f"--db-filter=^{self.database}$",
            f"--http-interface={HOST}",
            f"--http-port={self.port}",
            "--load=base,rpc,web",
            "--workers=0",
            "--max-cron-threads=0",
            f"--db_maxconn={self.connections}",
            "--log-level=warn",
        ]

    def wait(self):
        """Until it answers; a port that was taken meanwhile is tried again."""
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            if self.process.poll() is not None:
                if "Address already in use" not in self.log.read_text():
                    break
                self.log.unlink()
                self.start()
            try:
                if requests.get(self.url("/web/health"), timeout=10).ok:
                    return self
            except requests.RequestException:
                time.sleep(0.2)
        raise RuntimeError(f"The server did not start:\n{self.log.read_text()}")

    def __exit__(self, *_error):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def url(self, path):
        return f"http://{HOST}:{self.port}{path}"


class Session:
    """Somebody logged in; the same session is known to every process."""

    def __init__(self, server, login, password=PASSWORD):
        self.session = requests.Session()
        params = {"db": server.database, "login": login, "password": password}
        self.post(server, "/web/session/authenticate", params)

    def call(self, server, model, method, *args, **kwargs):
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self.post(server, f"/web/dataset/call_kw/{model}/{method}", params)

    def post(self, server, path, params):
        order = {"jsonrpc": "2.0", "params": params}
        answer = self.session.post(server.url(path), json=order, timeout=60).json()
        error = answer.get("error")
        if error and error["data"]["name"] == "odoo.exceptions.AccessError":
            raise Refused(error["data"]["message"])
        if error:
            raise RuntimeError(error["data"]["debug"])
        return answer["result"]
