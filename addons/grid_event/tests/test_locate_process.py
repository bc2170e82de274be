import json
import os
import subprocess
import sys
from contextlib import contextmanager

from shapely.geometry import box, mapping

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase
from odoo.tools import config

CODE = "980000000000"
# in the southern ocean, where no city is
PLACE = (-60.5, 60.5)

# Another worker: says at each line in which grid the place lies.
WORKER = """
import sys
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config

config.parse_config(sys.argv[4:])
registry = Registry(sys.argv[1])
place = float(sys.argv[2]), float(sys.argv[3])
for line in sys.stdin:
    registry = registry.check_signaling()
    with registry.cursor() as cr:
        grids = api.Environment(cr, SUPERUSER_ID, {})["grid.grid"]
        print(grids._grid_at(*place)[0].code, flush=True)
"""


class TestLocateInOtherProcess(TransactionCase):
    """A boundary that one process draws, another one goes by in its next request."""

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
        place = [str(degrees) for degrees in PLACE]
        with subprocess.Popen(
            [sys.executable, "-c", WORKER, self.env.cr.dbname, *place, *arguments],
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
        process.stdin.write("?\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    def commit(self, change):
        """Make a change for good, as a request of this process does."""
        with db_connect(self.env.cr.dbname).cursor() as cr:
            change(api.Environment(cr, SUPERUSER_ID, {})["grid.grid"])
        # on the class: tests put a simulation in its place on the registry
        Registry.signal_changes(self.registry)

    def here(self):
        """What a request in another thread of this process finds."""
        with db_connect(self.env.cr.dbname).cursor() as cr:
            grids = api.Environment(cr, SUPERUSER_ID, {})["grid.grid"]
            return grids._grid_at(*PLACE)[0].code

    def draw(self, grids):
        grids.create(
            {
                "name": "Far away",
                "code": CODE,
                "level_id": grids.env.ref("grid_base.grid_level_city").id,
                "boundary": json.dumps(mapping(box(60, -61, 61, -60))),
            }
        )
        # fills the cache of this process from the rows before the change
        self.assertFalse(self.here())

    def remove(self):
        self.commit(lambda grids: grids.search([("code", "=", CODE)]).unlink())

    def test_signal(self):
        with self.worker() as process:
            self.assertEqual(self.ask(process), "False")
            self.addCleanup(self.remove)
            self.commit(self.draw)
            self.assertEqual(self.ask(process), CODE)
            self.assertEqual(self.here(), CODE)
            self.remove()
            self.assertEqual(self.ask(process), "False")
