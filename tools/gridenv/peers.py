"""Addons of others that the benchmarks measure ours beside."""

from gridenv.commands import CommandFailed, run_logged
from gridenv.files import fingerprint, remove_tree
from gridenv.messages import GridError
from gridenv.steps import Step


class Peers(Step):
    """In a folder of their own: the suite must run without them."""

    name = "peers"
    title = "Peers to measure beside"

    @property
    def folder(self):
        return self.settings.env / "peers"

    @property
    def list(self):
        return self.settings.root / "requirements-bench.txt"

    def key(self):
        return fingerprint(self.list)

    def intact(self):
        return (self.folder / "odoo" / "addons").is_dir()

    def work(self, progress):
        remove_tree(self.folder)
        pip = [self.settings.python, "-m", "pip", "install", "--no-input"]
        pip += ["--disable-pip-version-check", "--progress-bar", "off", "--no-deps"]
        command = [*pip, "--target", self.folder, "-r", self.list]
        try:
            run_logged(command, self.settings.log / "pip.log")
        except CommandFailed as failure:
            raise GridError(f"pip failed:\n{failure}") from None
