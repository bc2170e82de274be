"""Programs and fonts that come from the system's packages."""

import ctypes.util
import os
import re
import shutil
import sys
from pathlib import Path

from gridenv.commands import CommandFailed, output_of, run_logged
from gridenv.messages import GridError, warn
from gridenv.steps import Step

SERVER_FOLDERS = "/usr/lib/postgresql"
OLDEST_SERVER = 13


def is_root():
    return os.geteuid() == 0


def server_programs(folder=SERVER_FOLDERS):
    """The folder with the newest PostgreSQL server's programs, if any."""
    found = []
    for initdb in Path(folder).glob("*/bin/initdb"):
        version = initdb.parent.parent.name
        if version.isdigit() and int(version) >= OLDEST_SERVER:
            found.append((int(version), initdb.parent))
    if found:
        return max(found)[1]
    for program in filter(None, [shutil.which("initdb")]):
        version = re.search(r"(\d+)", output_of([program, "--version"]))
        if version and int(version[1]) >= OLDEST_SERVER:
            return Path(program).resolve().parent
    return None


def has_chinese_font():
    return bool(output_of(["fc-list", ":lang=zh", "family"]).strip())


def has_venv():
    """Debian's python3 alone cannot make a virtual environment."""
    return bool(output_of([sys.executable, "-c", "import venv, ensurepip; print(1)"]))


def missing_packages(for_tests, own_server):
    """Debian packages that lack, in two lists: needed, and only useful."""
    needed, useful = [], []
    if not has_venv():
        needed.append("python3-venv")
    if own_server and not server_programs():
        # PyPI carries a server too; see postgres.py.
        (needed if is_root() else useful).append("postgresql")
    if for_tests and not browser():
        needed.append("chromium")
    printing = needed if for_tests else useful
    if not shutil.which("wkhtmltopdf"):
        printing.append("wkhtmltopdf")
    if not has_chinese_font():
        printing += ["fonts-wqy-microhei", "fontconfig"]
    if not ctypes.util.find_library("magic"):
        useful.append("libmagic1")
    return needed, useful


def browser():
    """Odoo's tests look for these names on the PATH."""
    return shutil.which("chromium") or shutil.which("google-chrome")


class SystemPackages(Step):
    name = "system"
    title = "System packages"

    def __init__(self, settings, for_tests):
        super().__init__(settings)
        self.for_tests = for_tests

    def missing(self):
        return missing_packages(self.for_tests, not self.settings["GRID_PG"])

    def is_done(self):
        needed, useful = self.missing()
        if is_root():
            return not needed + useful
        if needed:
            raise GridError(self.how_to_get(needed))
        if useful:
            self.mention(useful)
        return True

    def key(self):
        return "asked every time"

    def how_to_get(self, packages):
        return (
            f"These system packages are missing: {', '.join(packages)}.\n"
            "Installing them needs root. Ask for this, then run the same command "
            f"again:\n    apt-get update && apt-get install {' '.join(packages)}"
        )

    def mention(self, packages):
        words = {
            "postgresql": "the server of a PyPI package is used instead: no trigram "
            "index, slower search by name",
            "wkhtmltopdf": "no PDF can be printed",
            "fonts-wqy-microhei": "PDFs have no Chinese letters",
            "libmagic1": "types of uploaded files are guessed less well",
        }
        for package in packages:
            if package in words:
                warn(f"{package} is not installed: {words[package]}.")

    def work(self, progress):
        if not shutil.which("apt-get"):
            raise GridError(
                "This machine has no apt-get. Install the equivalents of: "
                + ", ".join(sum(self.missing(), []))
            )
        log = self.settings.log / "apt.log"
        environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        if output_of(["dpkg", "--audit"]).strip():
            progress.update("finishing an interrupted installation")
            run_logged(["dpkg", "--configure", "-a"], log, env=environ)
        run_logged(["apt-get", "update"], log, env=environ)
        needed, useful = self.missing()
        seen = set()

        def watch(line):
            found = re.match(r"(?:Unpacking|Setting up) ([^ :]+)", line)
            if found:
                seen.add(found[1])
                progress.update(f"{len(seen)} packages so far, now {found[1]}")

        command = ["apt-get", "install", "-y", "--no-install-recommends"]
        retries = ["-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=300"]
        try:
            run_logged([*command, *retries, *needed, *useful], log, watch, env=environ)
        except CommandFailed as failure:
            raise GridError(
                f"apt-get could not install {', '.join(needed + useful)}:\n{failure}"
            ) from None
