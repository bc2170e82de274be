"""What a person at the prompt is told. The tools run as a program here."""

import socket

import pytest

from gridenv import system
from gridenv.messages import GridError
from gridenv.settings import VARIABLES, Settings


def assert_words(result, *parts):
    assert result.returncode == 1, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    for part in parts:
        assert part in result.stderr


def test_help_names_every_command_and_variable(grid, root):
    result = grid("help")
    assert result.returncode == 0
    for word in ["run", "test", "stop", "lint", "bench", "shell", "clean", *VARIABLES]:
        assert word in result.stdout
    for readme in ("README.md", "README.zh-CN.md"):
        text = (root / readme).read_text()
        assert all(f"`{name}`" in text for name in VARIABLES), readme


def test_a_taken_port_is_named_before_anything_is_set_up(grid, tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = grid("run", GRID_PORT=str(port))
    assert_words(result, f"Port {port} is taken", "make run GRID_PORT=")
    assert not (tmp_path / "env" / "odoo").exists()


def test_a_wrong_variable_is_words(grid):
    assert_words(grid("run", GRID_PORT="web"), "GRID_PORT must be a number")


def test_an_unknown_command_is_words(grid):
    assert_words(grid("fly"), "There is no command fly")


def test_a_wrong_python_is_words(grid, tmp_path):
    old = tmp_path / "python3.9"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    result = grid("run", GRID_PYTHON=str(old))
    assert_words(result, "Python 3.11 is needed", str(old), "GRID_PYTHON=")


def test_stop_and_clean_have_nothing_to_do_on_a_fresh_clone(grid, tmp_path):
    assert "Nothing was being served" in grid("stop").stdout
    assert grid("clean").returncode == 0
    assert not (tmp_path / "env").exists()


@pytest.fixture
def someone(monkeypatch):
    """A user without root on a machine that has nothing."""
    monkeypatch.setattr(system, "is_root", lambda: False)
    monkeypatch.setattr(system, "server_programs", lambda: None)
    monkeypatch.setattr(system, "browser", lambda: None)
    monkeypatch.setattr(system.shutil, "which", lambda name: None)


def test_who_is_not_root_is_told_what_to_ask_for(someone, tmp_path):
    step = system.SystemPackages(Settings(tmp_path, {}), for_tests=True)
    with pytest.raises(GridError) as error:
        step.is_done()
    words = str(error.value)
    assert "Installing them needs root" in words
    assert "apt-get install chromium wkhtmltopdf" in words


def test_without_root_postgresql_is_not_needed_but_missed(someone, tmp_path, capsys):
    step = system.SystemPackages(Settings(tmp_path, {}), for_tests=False)
    assert step.is_done()
    assert "postgresql is not installed" in capsys.readouterr().err


def test_root_gets_postgresql_from_the_system(someone, monkeypatch, tmp_path):
    monkeypatch.setattr(system, "is_root", lambda: True)
    step = system.SystemPackages(Settings(tmp_path, {}), for_tests=False)
    assert "postgresql" in step.missing()[0]
    assert not step.is_done()


def test_an_old_postgresql_does_not_count(monkeypatch, tmp_path):
    monkeypatch.setattr(system.shutil, "which", lambda name: None)
    for version in ("9.6", "11", "13", "15"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    assert system.server_programs(tmp_path) == tmp_path / "15" / "bin"
    assert system.server_programs(tmp_path / "none") is None
