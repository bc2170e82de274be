import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from gridenv import files
from gridenv.messages import GridError


def test_too_little_space_is_said_before_work_begins(tmp_path, monkeypatch):
    full = SimpleNamespace(f_bavail=10, f_frsize=4096)
    monkeypatch.setattr(files.os, "statvfs", lambda folder: full)
    with pytest.raises(GridError, match=r"too full: Odoo needs about 2 GiB.*GRID_ENV"):
        files.need_space(tmp_path, 2, "Odoo")


def test_free_space_is_asked_of_the_nearest_folder_that_exists(tmp_path):
    assert files.free_bytes(tmp_path / "not" / "yet") > 0


def test_a_disk_that_fills_up_meanwhile_is_words():
    with (
        pytest.raises(GridError, match="The disk is full.*goes on where it stopped"),
        files.disk_full_in_words("/dev"),
        open("/dev/full", "w") as device,
    ):
        device.write("x")
        device.flush()


def test_other_errors_of_files_stay_what_they_are():
    with pytest.raises(PermissionError), files.disk_full_in_words("/"):
        raise PermissionError


def test_an_interrupted_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "state.json"
    files.write_json(path, {"step": 1})

    def cut_off(self, target):
        raise KeyboardInterrupt

    monkeypatch.setattr(type(path), "replace", cut_off)
    with pytest.raises(KeyboardInterrupt):
        files.write_json(path, {"step": 2})
    assert files.read_json(path) == {"step": 1}


def test_a_cut_off_state_counts_as_none(tmp_path):
    path = tmp_path / "state.json"
    path.write_text('{"key": "ab')
    assert files.read_json(path) is None


def test_secrets_are_for_the_owner_only(tmp_path):
    path = tmp_path / "secret.json"
    files.write_json(path, {}, mode=0o600)
    assert os.stat(path).st_mode & 0o077 == 0


def test_the_fingerprint_sees_contents_and_names(tmp_path):
    folder = tmp_path / "module"
    folder.mkdir()
    (folder / "a.py").write_text("1")
    first = files.fingerprint(folder)
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "a.pyc").write_text("compiled")
    assert files.fingerprint(folder) == first
    (folder / "a.py").rename(folder / "b.py")
    renamed = files.fingerprint(folder)
    (folder / "b.py").write_text("2")
    assert len({first, renamed, files.fingerprint(folder)}) == 3


def test_a_second_process_waits_for_the_lock_and_says_so(tmp_path, root):
    path = tmp_path / "setup.lock"
    code = (
        "import sys; from gridenv.files import locked\n"
        "with locked(sys.argv[1], 'waiting'): print('mine', flush=True)"
    )
    with files.locked(path, "not shown"):
        other = subprocess.Popen(
            [sys.executable, "-c", code, str(path)],
            env={**os.environ, "PYTHONPATH": str(root / "tools")},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert other.stdout.readline() == "waiting\n"
    assert other.communicate(timeout=20)[0] == "mine\n"
