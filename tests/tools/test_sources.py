import pytest

from gridenv import apt, odoo_source
from gridenv.commands import CommandFailed
from gridenv.messages import GridError
from gridenv.odoo_source import OdooSource, look_into, named
from gridenv.settings import Settings


def make(package, version="19, 0"):
    (package / "addons").mkdir(parents=True)
    (package / "release.py").write_text(f"version_info = ({version}, 0, FINAL, 0, '')")


def test_a_checkout_is_recognised(tmp_path):
    make(tmp_path / "odoo")
    (tmp_path / "addons" / "web").mkdir(parents=True)
    (tmp_path / "odoo-bin").touch()
    found = look_into(tmp_path)
    assert found.version == "19.0"
    assert found.script == tmp_path / "odoo-bin"
    assert found.addons == [tmp_path / "addons", tmp_path / "odoo" / "addons"]


def test_an_unpacked_package_is_recognised_by_its_root_and_by_its_folder(tmp_path):
    packages = tmp_path / "usr/lib/python3/dist-packages"
    make(packages / "odoo")
    (tmp_path / "usr/bin").mkdir()
    (tmp_path / "usr/bin/odoo").touch()
    for folder in (tmp_path, packages, packages / "odoo"):
        found = look_into(folder)
        assert found.package == packages / "odoo"
        assert found.import_folder == packages
    assert look_into(tmp_path).script == tmp_path / "usr/bin/odoo"


def test_another_version_and_no_odoo_at_all_are_said(tmp_path):
    make(tmp_path / "old" / "odoo", "18, 0")
    with pytest.raises(GridError, match="is Odoo 18.0; 19.0 is needed"):
        named(tmp_path / "old")
    with pytest.raises(GridError, match="holds no Odoo"):
        named(tmp_path / "nothing")


def test_the_keyring_is_the_one_the_machine_uses(tmp_path):
    new = tmp_path / "debian.sources"
    new.write_text("Types: deb\nSigned-By: /a.gpg\n\nTypes: deb\nSigned-By: /b.gpg\n")
    old = tmp_path / "debian.list"
    old.write_text("# first\ndeb [arch=amd64 signed-by=/c.gpg] somewhere stable main\n")
    assert apt.keyring_of(f"{new}:2") == "/b.gpg"
    assert apt.keyring_of(f"{old}:2") == "/c.gpg"
    assert apt.keyring_of(f"{tmp_path}/gone.list:1") == apt.KEYRING


def test_a_machine_without_debian_s_archive_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(apt, "output_of", lambda command: "")
    with pytest.raises(GridError, match="GRID_ODOO=/path/to/odoo"):
        apt.machine_source()


class FakeApt:
    """Serves packages until the line breaks."""

    fetched = []
    breaks_at = None

    def __init__(self, folder, log):
        pass

    def update(self, suites):
        pass

    def download(self, package, suite, folder):
        if package == self.breaks_at:
            raise CommandFailed(100, ["gone"], "log")
        folder.mkdir(parents=True, exist_ok=True)
        self.fetched.append(package)
        (folder / f"{package}_1_all.deb").touch()
        return folder / f"{package}_1_all.deb"


def test_a_broken_download_resumes_without_fetching_again(tmp_path, monkeypatch):
    fake = type("Fake", (FakeApt,), {"fetched": []})
    monkeypatch.setattr(odoo_source, "PrivateApt", fake)
    monkeypatch.setattr(odoo_source, "machine_source", lambda: ("", "own", ""))
    monkeypatch.setattr(OdooSource, "unpack", lambda self, file, target, log: None)
    monkeypatch.setattr(
        OdooSource,
        "fill_in_dropped",
        lambda self, part: make(part / "odoo"),
    )
    step = OdooSource(Settings(tmp_path, {}))
    silent = type("Silent", (), {"update": lambda self, text: None})()
    fake.breaks_at = "fonts-ocr-b"
    with pytest.raises(GridError, match="fonts-ocr-b cannot be fetched.*GRID_ODOO"):
        try:
            step.work(silent)
        except GridError as error:
            raise GridError(str(error).replace("\n", " ")) from None
    assert not step.intact()
    before = len(fake.fetched)
    fake.breaks_at = None
    step.work(silent)
    assert step.intact()
    assert len(fake.fetched) == len(set(fake.fetched))
    assert fake.fetched[before] == "fonts-ocr-b"
