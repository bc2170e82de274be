"""Odoo 19 itself: one that is there already, or Debian's package unpacked."""

import re
from pathlib import Path

from gridenv.apt import PrivateApt, machine_source
from gridenv.commands import CommandFailed, run_logged
from gridenv.files import need_space, remove_tree, write_whole
from gridenv.messages import GridError
from gridenv.steps import Step

SUITE = "sid"
# Odoo's package links into these; unpacked into the same root no link dangles.
PACKAGES = [
    "odoo-19",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-ocr-b",
]
# The 4.7 of the machine's own suite: later ones name their files otherwise, and
# the icons vanish.
OWN_PACKAGES = ["fonts-font-awesome", "fonts-inconsolata"]
# Dropped by Debian for its licence; without it every page logs an error. It only
# serves background blur in video calls.
DROPPED = "addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"


class Odoo:
    """Where the parts of an Odoo lie."""

    def __init__(self, package, script):
        self.package = package
        self.script = script

    @property
    def import_folder(self):
        return self.package.parent

    @property
    def addons(self):
        """A checkout keeps its addons beside the package, Debian inside it."""
        beside = self.import_folder / "addons"
        folders = [self.package / "addons"]
        if (beside / "web").is_dir():
            folders.insert(0, beside)
        return folders

    @property
    def version(self):
        release = (self.package / "release.py").read_text()
        found = re.search(r"^version_info = \((\d+), (\d+)", release, re.M)
        return f"{found[1]}.{found[2]}" if found else "unknown"


def look_into(folder):
    """The Odoo in a checkout, a package's root or a folder of packages."""
    folder = Path(folder).expanduser()
    debian = "usr/lib/python3/dist-packages/odoo"
    for package in (folder / "odoo", folder / debian, folder):
        if (package / "release.py").is_file():
            scripts = (
                package.parent / "odoo-bin",
                folder / "usr/bin/odoo",
                package.parents[3] / "bin/odoo" if len(package.parents) > 3 else None,
            )
            script = next((s for s in scripts if s and s.is_file()), None)
            return Odoo(package.resolve(), script and script.resolve())
    return None


def named(folder):
    found = look_into(folder)
    if not found:
        raise GridError(
            f"GRID_ODOO={folder} holds no Odoo: name a checkout (with odoo-bin) or "
            "the root of an unpacked package."
        )
    if found.version != "19.0":
        raise GridError(f"GRID_ODOO={folder} is Odoo {found.version}; 19.0 is needed.")
    return found


class OdooSource(Step):
    name = "odoo"
    title = "Odoo 19"

    @property
    def folder(self):
        return self.settings.env / "odoo"

    @property
    def letter(self):
        """Translations of other languages, 800 MB of them, are not unpacked."""
        return self.settings.lang[0]

    def found(self):
        if self.settings["GRID_ODOO"]:
            return named(self.settings["GRID_ODOO"])
        return look_into(self.folder)

    def is_done(self):
        if self.settings["GRID_ODOO"]:
            return bool(self.found())
        return super().is_done()

    def key(self):
        return " ".join([SUITE, self.letter, *PACKAGES, *OWN_PACKAGES])

    def intact(self):
        return look_into(self.folder) is not None

    def note(self):
        return {"packages": sorted(p.name for p in self.downloads.glob("*.deb"))}

    @property
    def downloads(self):
        return self.settings.env / "download"

    def work(self, progress):
        need_space(self.settings.env, 2, "Odoo with its packages")
        log = self.settings.log / "odoo-source.log"
        _address, own_suite, _keyring = machine_source()
        wanted = [(name, SUITE) for name in PACKAGES]
        wanted += [(name, own_suite) for name in OWN_PACKAGES]
        apt = None
        part = self.settings.env / "odoo.part"
        remove_tree(part)
        part.mkdir(parents=True)
        for number, (name, suite) in enumerate(wanted, 1):
            file = next(self.downloads.glob(f"{name}_*.deb"), None)
            if not file:
                if not apt:
                    progress.update("reading the list of packages")
                    apt = PrivateApt(self.settings.env / "apt", log)
                    self.refresh(apt, own_suite)
                progress.update(f"fetching {name}, {number} of {len(wanted)}")
                file = self.fetch(apt, name, suite)
            progress.update(f"unpacking {name}, {number} of {len(wanted)}")
            self.unpack(file, part, log)
        self.fill_in_dropped(part)
        remove_tree(self.folder)
        part.rename(self.folder)

    def refresh(self, apt, own_suite):
        try:
            apt.update([SUITE, own_suite])
        except CommandFailed as failure:
            raise GridError(
                f"The list of packages cannot be read:\n{failure}"
            ) from None

    def fetch(self, apt, name, suite):
        try:
            return apt.download(name, suite, self.downloads)
        except CommandFailed as failure:
            raise GridError(
                f"{name} cannot be fetched from Debian's archive:\n{failure}\n"
                "An Odoo 19 that is there already can be named instead: "
                "GRID_ODOO=/path/to/odoo"
            ) from None

    def unpack(self, file, target, log):
        command = (
            'set -o pipefail; dpkg-deb --fsys-tarfile "$1" | '
            'tar -x -C "$2" --no-same-owner --wildcards '
            f"--exclude='*/i18n*/[!{self.letter}]*.po'"
        )
        try:
            run_logged(["bash", "-c", command, "unpack", file, target], log)
        except CommandFailed:
            file.unlink()
            raise

    def fill_in_dropped(self, root):
        found = look_into(root)
        if not found:
            raise GridError("The package odoo-19 does not hold what it used to.")
        dropped = found.package / DROPPED
        if not dropped.exists():
            write_whole(dropped, "")
