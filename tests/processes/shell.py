"""Code run by an Odoo in a process of its own, which may be killed."""

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from odoo.tools import config

SCRIPTS = Path(__file__).parent


@contextmanager
def shell(database, script):
    """A running process; what it prints is read from its ``stdout``."""
    given = ["-c", config["config"]] if config["config"] else []
    command = [sys.executable, "-modoo", "shell", *given, f"--database={database}"]
    with (SCRIPTS / script).open() as source:
        process = subprocess.Popen(
            [*command, "--no-http", "--log-level=warn"],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def run(database, script):
    """All that a script printed, when it is through."""
    with shell(database, script) as process:
        printed = process.stdout.read()
        if process.wait(300):
            raise RuntimeError(printed)
    return printed
