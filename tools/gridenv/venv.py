"""The virtual environment with everything from PyPI."""

import re
import sys

from gridenv.commands import CommandFailed, output_of, run_logged
from gridenv.files import fingerprint, need_space, remove_tree, write_whole
from gridenv.messages import GridError
from gridenv.steps import Step
from gridenv.system import server_programs

LISTS = ["requirements.txt", "requirements-test.txt"]
WITH_SERVER = "requirements-postgres.txt"


class VirtualEnvironment(Step):
    name = "venv"
    title = "Python packages"

    def __init__(self, settings, source):
        super().__init__(settings)
        self.source = source

    @property
    def lists(self):
        names = list(LISTS)
        if not self.settings["GRID_PG"] and not server_programs():
            names.append(WITH_SERVER)
        return [self.settings.root / name for name in names]

    def key(self):
        return fingerprint(*self.lists, extra=sys.version) + str(
            self.source.found().import_folder
        )

    def intact(self):
        return bool(output_of([self.settings.python, "-c", "import odoo; print(1)"]))

    def work(self, progress):
        need_space(self.settings.env, 1.5, "the Python packages")
        self.make(progress)
        log = self.settings.log / "pip.log"
        total = sum(map(count_pins, self.lists))
        seen = set()

        def watch(line):
            found = re.match(
                r"(?:Collecting|Requirement already satisfied:) (\S+)", line
            )
            if found:
                seen.add(found[1])
                progress.update(f"package {len(seen)} of {total}")
            elif line.startswith("Installing collected packages"):
                progress.update("unpacking them")

        pip = [self.settings.python, "-m", "pip", "install", "--no-input"]
        pip += ["--disable-pip-version-check", "--progress-bar", "off"]
        # All of it is pinned, so nothing is left for pip to work out.
        options = [part for file in self.lists for part in ("-r", file)]
        self.pip([*pip, "--no-deps", *options], log, watch)
        write_whole(self.path_file(), f"{self.source.found().import_folder}\n")

    def pip(self, command, log, watch=None):
        try:
            run_logged(command, log, watch)
        except CommandFailed as failure:
            raise GridError(f"pip failed:\n{failure}") from None

    def make(self, progress):
        """A new one, unless one that was cut off can still be used."""
        pip = [self.settings.python, "-c", "import sys, pip; print(sys.version)"]
        if output_of(pip).strip() == sys.version:
            return
        progress.update("making the virtual environment")
        remove_tree(self.settings.venv)
        run_logged(
            [sys.executable, "-m", "venv", self.settings.venv],
            self.settings.log / "venv.log",
        )

    def path_file(self):
        folder = output_of(
            [
                self.settings.python,
                "-c",
                "import sysconfig; print(sysconfig.get_path('purelib'))",
            ]
        ).strip()
        return f"{folder}/grid-odoo.pth"


def count_pins(file):
    return sum("==" in line for line in file.read_text().splitlines())
