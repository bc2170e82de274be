import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import date

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase
from odoo.tools import config

# A Thursday of a year that nothing else in the tests asks for.
DAY = "2004-03-11"

# Another worker: asks at each line whether that day is worked, as a request would.
WORKER = """
import sys
from datetime import date
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config

config.parse_config(sys.argv[2:])
registry = Registry(sys.argv[1])
for line in sys.stdin:
    registry = registry.check_signaling()
    with registry.cursor() as cr:
        days = api.Environment(cr, SUPERUSER_ID, {})["grid.workday"]
        print(days._is_working_day(date.fromisoformat(line.strip())), flush=True)
"""


class TestOtherProcess(TransactionCase):
    """What one process commits, another one goes by in its next request."""

    @contextmanager
    def worker(self):
        options = ("db_host", "db_port", "db_user")
        arguments = [f"--{name}={config[name]}" for name in options if config[name]]
        arguments.append(f"--data-dir={config['data_dir']}")
        paths = config["addons_path"]
        paths = paths if isinstance(paths, str) else ",".join(paths)
        arguments += [f"--addons-path={paths}", "--log-level=error"]
        environment = dict(os.environ)
        if config["db_password"]:
            environment["PGPASSWORD"] = config["db_password"]
        with subprocess.Popen(
            [sys.executable, "-c", WORKER, self.env.cr.dbname, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        ) as process:
            try:
                yield process
            finally:
                process.stdin.close()
                process.wait(60)

    def ask(self, process):
        process.stdin.write(f"{DAY}\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    def commit(self, change):
        """Make a change for good, as a request of this process does."""
        with db_connect(self.env.cr.dbname).cursor() as cr:
            change(api.Environment(cr, SUPERUSER_ID, {})["grid.workday"])
        # on the class: tests put a simulation in its place on the registry
        Registry.signal_changes(self.registry)

    def works(self):
        """What a request in another thread of this process finds."""
        with db_connect(self.env.cr.dbname).cursor() as cr:
            days = api.Environment(cr, SUPERUSER_ID, {})["grid.workday"]
            return days._is_working_day(date.fromisoformat(DAY))

    def remove(self):
        self.commit(lambda days: days.search([("date", "=", DAY)]).unlink())

    def test_signal(self):
        with self.worker() as process:
            self.assertEqual(self.ask(process), "True")
            self.addCleanup(self.remove)
            self.commit(lambda days: days.create({"date": DAY, "kind": "holiday"}))
            self.assertEqual(self.ask(process), "False")
            self.remove()
            self.assertEqual(self.ask(process), "True")

    def test_old_calendar_read_before_the_commit(self):
        def change(days):
            days.create({"date": DAY, "kind": "holiday"})
            # fills the cache of this process from the rows before the change
            self.assertTrue(self.works())

        self.addCleanup(self.remove)
        self.commit(change)
        self.assertFalse(self.works())
