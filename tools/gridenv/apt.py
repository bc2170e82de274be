"""A private apt: packages of another suite, without touching the machine's apt.

Its one source repeats the address and the keyring of the Debian source that the
machine has already, so mirrors, proxies and signatures stay as set up here.
"""

import os
import re
import shutil
from pathlib import Path

from gridenv.commands import output_of, run_logged
from gridenv.files import write_whole
from gridenv.messages import GridError

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"


def machine_source():
    """Address, suite and keyring of the machine's own main Debian source."""
    release = Path("/etc/os-release")
    text = release.read_text() if release.exists() else ""
    codename = re.search(r"^VERSION_CODENAME=(\w+)", text, re.M)
    listed = output_of(
        [
            "apt-get",
            "indextargets",
            "--format",
            "$(REPO_URI)|$(RELEASE)|$(COMPONENT)|$(SOURCESENTRY)",
            "Created-By: Packages",
        ]
    )
    for line in listed.splitlines():
        address, suite, component, entry = line.split("|")
        if component == "main" and codename and suite == codename[1]:
            return address, suite, keyring_of(entry)
    raise GridError(
        "Odoo 19 is fetched from Debian's archive, and this machine has no such "
        "source in apt. Name an Odoo 19 that is there already: "
        "GRID_ODOO=/path/to/odoo"
    )


def keyring_of(entry):
    """Signed-By of a source, from `file:number` as apt names it."""
    file, _colon, number = entry.rpartition(":")
    try:
        text = Path(file).read_text()
    except OSError:
        return KEYRING
    if file.endswith(".sources"):
        stanzas = [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
        part = stanzas[int(number) - 1] if int(number) <= len(stanzas) else text
        found = re.search(r"^Signed-By:\s*(/\S+)", part, re.M | re.I)
    else:
        lines = text.splitlines()
        part = lines[int(number) - 1] if int(number) <= len(lines) else ""
        found = re.search(r"signed-by=(/[^\s\]]+)", part, re.I)
    return found[1] if found else KEYRING


class PrivateApt:
    def __init__(self, folder, log):
        self.folder = Path(folder)
        self.log = log
        self.address, self.own_suite, self.keyring = machine_source()

    @property
    def options(self):
        here = self.folder
        values = {
            "Dir::Etc::sourcelist": "/dev/null",
            "Dir::Etc::sourceparts": here / "sources",
            "Dir::Etc::preferences": "/dev/null",
            "Dir::Etc::preferencesparts": "/dev/null",
            "Dir::State": here / "state",
            "Dir::State::status": here / "status",
            "Dir::Cache": here / "cache",
            "Dir::Log": here,
            "APT::Sandbox::User": "root",
            "APT::Get::List-Cleanup": "false",
            "Acquire::Languages": "none",
            "Acquire::Retries": "3",
            "Acquire::http::Timeout": "60",
            "Acquire::https::Timeout": "60",
        }
        return [part for name in values for part in ("-o", f"{name}={values[name]}")]

    def update(self, suites):
        for name in ("sources", "state/lists/partial", "cache/archives/partial"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        write_whole(self.folder / "status", "")
        write_whole(
            self.folder / "sources" / "grid.sources",
            f"Types: deb\nURIs: {self.address}\nSuites: {' '.join(suites)}\n"
            f"Components: main\nSigned-By: {self.keyring}\n",
        )
        # -eany: an index that could not be fetched is a failure, not a warning.
        run_logged(["apt-get", *self.options, "update", "-eany"], self.log)

    def download(self, package, suite, folder):
        """Fetch one package into `folder`; a cut-off file never gets its name."""
        part = Path(folder) / "part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        command = ["apt-get", *self.options, "download", f"{package}/{suite}"]
        run_logged(command, self.log, cwd=part)
        (fetched,) = part.glob("*.deb")
        target = Path(folder) / fetched.name
        os.replace(fetched, target)
        part.rmdir()
        return target
