"""`make lint`: every check runs, as many at a time as there are cores.

One look shows all there is to mend.
"""

import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from gridenv.configuration import addons_path
from gridenv.database import odoo_environment, suite_modules
from gridenv.messages import say

INSIDE = Path(__file__).parent / "inside"


def commands(settings, odoo):
    programs = settings.venv / "bin"
    addons = [settings.addons / name for name in suite_modules(settings.addons)]
    checks = {
        "ruff check": [programs / "ruff", "check", "."],
        "ruff format": [programs / "ruff", "format", "--check", "."],
        "pylint-odoo": [programs / "pylint", *addons],
        "Odoo's test_lint": [
            settings.python,
            INSIDE / "lint_odoo.py",
            addons_path(settings, odoo),
            settings.addons,
        ],
        "XML and PO files": [settings.python, INSIDE / "lint_files.py", *addons],
    }
    if shutil.which("node"):
        scripts = [p for a in addons for p in a.glob("static/src/**/*.js")]
        checks["JavaScript syntax"] = [settings.python, INSIDE / "lint_js.py", *scripts]
    return checks


def check(root, environ, command):
    """One check, with all that it says."""
    return subprocess.run(
        list(map(str, command)),
        cwd=root,
        env=environ,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run_all(settings, odoo):
    failed = []
    # Odoo's checks start pylint by name.
    environ = odoo_environment()
    environ["PATH"] = f"{settings.venv / 'bin'}:{environ['PATH']}"
    orders = commands(settings, odoo)
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        running = {
            name: pool.submit(check, settings.root, environ, command)
            for name, command in orders.items()
        }
        for name, future in running.items():
            say(f"--- {name}")
            done = future.result()
            if done.stdout:
                say(done.stdout.rstrip())
            if done.returncode:
                failed.append(name)
    say()
    if failed:
        say(f"To mend: {', '.join(failed)}.")
        return 1
    say("All checks pass.")
    return 0
