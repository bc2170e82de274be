import sys

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.cli.command import Command
from odoo.modules.registry import Registry
from odoo.tools import config


class GridCheckLog(Command):
    """Check the hash chain of the access log of Grid Governance.

    Ends with code 0 if the chain is whole, 1 if rows or seals were changed, deleted
    or put in afterwards, 2 if there is nothing to check.
    """

    name = "grid_check_log"

    def run(self, cmdargs):
        self.parser.add_argument("-c", "--config", help="configuration file")
        self.parser.add_argument("-d", "--database", help="database to check")
        self.parser.add_argument(
            "--anchor", help="a hash noted earlier, that the chain has to contain"
        )
        args = self.parser.parse_args(cmdargs)
        options = ["--no-http"]
        if args.config:
            options += ["-c", args.config]
        if args.database:
            options += ["-d", args.database]
        config.parse_config(options, setup_logging=True)
        if len(config["db_name"]) != 1:
            self.parser.error("name one database with -d")
        sys.exit(self.check(config["db_name"][0], args.anchor))

    def check(self, database, anchor=None):
        """Print the verdict on one database. Return the exit code."""
        with Registry(database).cursor() as cr:
            env = Environment(cr, SUPERUSER_ID, {})
            if "grid.access.seal" not in env:
                self.say(f"{database}: grid_base is not installed")
                return 2
            problems, done = env["grid.access.seal"]._verify(anchor)
            cr.rollback()
        for problem in problems:
            self.say(f"{database}: {problem}")
        verdict = "TAMPERED" if problems else "intact"
        self.say(
            f"{database}: {verdict}. {done['seals']} seals, {done['rows']} sealed rows,"
            f" last hash {done['head']}"
        )
        return 1 if problems else 0

    def say(self, text):
        """The verdict is for a terminal or another program, not for the log."""
        sys.stdout.write(f"{text}\n")
