import os
import subprocess
import sys
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase
from odoo.tools import config

# Another worker: at each line it replies as a request would.
WORKER = """
import sys
from odoo import SUPERUSER_ID, api, fields
from odoo.modules.registry import Registry
from odoo.tools import config

config.parse_config(sys.argv[3:])
registry = Registry(sys.argv[1])
for line in sys.stdin:
    registry = registry.check_signaling()
    with registry.cursor() as cr:
        records = api.Environment(cr, SUPERUSER_ID, {})[sys.argv[2]]
        print(%s, flush=True)
"""


class OtherProcessCase(TransactionCase):
    """What one process commits, another one goes by in its next request.

    The heir names the ``model`` that both are asked about, and what they answer:
    ``reply``, the source of an expression of its ``records``, for the other process,
    and ``answer`` for this one.
    """

    model = None
    reply = None

    def answer(self, records):
        raise NotImplementedError

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
        source = WORKER % self.reply
        names = [self.env.cr.dbname, self.model]
        with subprocess.Popen(
            [sys.executable, "-c", source, *names, *arguments],
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
            change(api.Environment(cr, SUPERUSER_ID, {})[self.model])
        # on the class: tests put a simulation in its place on the registry
        Registry.signal_changes(self.registry)

    def here(self):
        """What a request in another thread of this process finds."""
        with db_connect(self.env.cr.dbname).cursor() as cr:
            return self.answer(api.Environment(cr, SUPERUSER_ID, {})[self.model])
