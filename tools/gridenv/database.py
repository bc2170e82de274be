"""Odoo databases: built whole or not at all, then kept in step with the code."""

import dataclasses
import json
import os
import re
import subprocess
from pathlib import Path

from gridenv.commands import CommandFailed, run_logged
from gridenv.configuration import write_configuration
from gridenv.files import fingerprint, need_space, read_json, remove_tree, write_json
from gridenv.messages import GridError, Progress, say

INSIDE = Path(__file__).parent / "inside"
TROUBLE = re.compile(r" (ERROR|CRITICAL) | demo data failed to install")
LOADING = re.compile(r"Loading module (\S+) \((\d+)/(\d+)\)")
# A change there needs no update of the database.
WITHOUT_UPDATE = {"tests", "static", "readme"}


def suite_modules(addons):
    """The addons of this repository that can be installed."""
    found = []
    for manifest in sorted(Path(addons).glob("*/__manifest__.py")):
        if not re.search(r"""["']installable["']\s*:\s*False""", manifest.read_text()):
            found.append(manifest.parent.name)
    return found


def module_print(folder):
    parts = [
        path for path in sorted(folder.iterdir()) if path.name not in WITHOUT_UPDATE
    ]
    return fingerprint(*parts)


class Database:
    def __init__(self, settings, odoo, server, name, demo, for_tests=False):
        self.settings = settings
        self.odoo = odoo
        self.server = server
        self.name = name
        self.demo = demo
        # Odoo's own test classes log in as admin with the password admin.
        self.for_tests = for_tests

    @property
    def state(self):
        return self.settings.state / f"database-{self.name}.json"

    @property
    def log(self):
        return self.settings.log / f"install-{self.name}.log"

    def prints(self):
        modules = suite_modules(self.settings.addons)
        return {name: module_print(self.settings.addons / name) for name in modules}

    def admin(self, action, name=None, **more):
        order = {
            "server": dataclasses.asdict(self.server),
            "action": action,
            "name": name or self.name,
            **more,
        }
        done = subprocess.run(
            [self.settings.python, INSIDE / "dbadmin.py"],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise GridError(f"The database cannot be managed:\n{done.stderr.strip()}")
        answer = json.loads(done.stdout)
        if "error" in answer:
            raise GridError(f"PostgreSQL says: {answer['error']}")
        return answer["result"]

    # Building

    def ready(self, number=5, total=5):
        """Build it, or bring an earlier one up to date. True where it was built."""
        stored = read_json(self.state)
        there = self.admin("exists")
        if there and not stored:
            raise GridError(
                f"A database {self.name} exists already, and this checkout did not "
                "make it. Choose another name (GRID_DB, GRID_TEST_DB) or drop it."
            )
        if there and stored["demo"] == self.demo:
            self.update(stored, number, total)
            return False
        if there:
            say(f"GRID_DEMO has changed: the database {self.name} is made anew.")
        self.build(number, total)
        return True

    def build(self, number=5, total=5):
        need_space(self.settings.env, 1, "a database")
        stored = read_json(self.state)
        if self.admin("exists") and not stored:
            raise GridError(
                f"A database {self.name} exists already, and this checkout did not "
                "make it. Choose another name (GRID_DB, GRID_TEST_DB) or drop it."
            )
        building = f"{self.name}__building"
        what = "with the demo city" if self.demo else "without demo data"
        with Progress(number, total, f"Database {self.name}, {what}") as progress:
            self.admin("drop", building)
            remove_tree(self.filestore(building))
            self.admin("create", building)
            self.admin("extend", building)
            prints = self.prints()
            self.install(building, progress, ["-i", ",".join(prints)])
            result = {"logins": [], "password": ""}
            if not self.for_tests:
                progress.update("logins and language")
                result = self.prepare(building, first=True)
            self.admin("drop")
            remove_tree(self.filestore(self.name))
            self.admin("rename", building, new_name=self.name)
            if self.filestore(building).exists():
                self.filestore(building).rename(self.filestore(self.name))
            stored = {"modules": prints, "demo": self.demo, "logins": result["logins"]}
            write_json(self.state, {**stored, "odoo": str(self.odoo.package)})
        if result["password"]:
            say(f"\nThe administrator's password, shown only now: {result['password']}")

    def update(self, stored, number, total):
        prints = self.prints()
        changed = [
            n for n in prints if stored["modules"].get(n) not in (None, prints[n])
        ]
        new = [name for name in prints if name not in stored["modules"]]
        if stored["odoo"] != str(self.odoo.package):
            changed = ["base"]
        if not changed + new:
            return
        title = f"Updating {', '.join(changed + new)} in {self.name}"
        with Progress(number, total, title) as progress:
            arguments = ["-u", ",".join(changed)] if changed else []
            arguments += ["-i", ",".join(new)] if new else []
            self.install(self.name, progress, arguments)
            stored.update(modules=prints, odoo=str(self.odoo.package))
            if self.demo and not self.for_tests:
                stored["logins"] = self.prepare(self.name, first=False)["logins"]
            write_json(self.state, stored)

    @property
    def languages(self):
        """Odoo makes the first one everybody's, and leaves out English if unnamed."""
        wanted = [self.settings.lang, "en_US"]
        return ",".join(dict.fromkeys(reversed(wanted) if self.for_tests else wanted))

    def filestore(self, name):
        return self.settings.data / "filestore" / name

    def install(self, name, progress, arguments):
        """Run Odoo once; an error in its log is a failure too."""
        troubles = []

        def watch(line):
            found = LOADING.search(line)
            if found:
                progress.update(f"module {found[1]}, {found[2]} of {found[3]}")
            if TROUBLE.search(line):
                troubles.append(line)

        self.log.unlink(missing_ok=True)
        try:
            run_logged(
                [
                    *self.command("server", name),
                    *arguments,
                    "--stop-after-init",
                    "--no-http",
                    "--skip-auto-install",
                    f"--load-language={self.languages}",
                    *(["--with-demo"] if self.demo else []),
                ],
                self.log,
                watch,
                env=odoo_environment(),
            )
        except CommandFailed as failure:
            raise GridError(f"Odoo cannot install the suite:\n{failure}") from None
        if troubles:
            raise GridError(
                "Odoo reported errors while installing the suite:\n"
                + "\n".join(troubles[:8])
                + f"\n(All of it: {self.log})"
            )

    def prepare(self, name, first):
        result = self.settings.state / "prepared.json"
        result.unlink(missing_ok=True)
        order = {"lang": self.settings.lang, "demo": self.demo, "first": first}
        script = (INSIDE / "prepare.py").read_text()
        environ = {
            **odoo_environment(),
            "GRID_ORDER": json.dumps(order),
            "GRID_RESULT": str(result),
        }
        done = subprocess.run(
            [*self.command("shell", name), "--no-http"],
            input=script,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        found = read_json(result)
        if found is None:
            tail = "\n".join((done.stdout + done.stderr).splitlines()[-12:])
            raise GridError(f"The new database cannot be prepared:\n{tail}")
        result.unlink()
        return found

    # Using

    def configuration(self, name=None, **more):
        return write_configuration(
            self.settings, self.odoo, self.server, name or self.name, **more
        )

    def command(self, action, name=None):
        """The start of an Odoo command line for this database."""
        start = [self.settings.python, self.odoo.script or "-modoo", action]
        return [*map(str, start), "-c", str(self.configuration(name))]

    @property
    def logins(self):
        return (read_json(self.state) or {}).get("logins", [])


def odoo_environment():
    """Ours, less what would make Odoo read another configuration."""
    dropped = ("ODOO_", "OPENERP_", "PG", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
    return {k: v for k, v in os.environ.items() if not k.startswith(dropped)}
