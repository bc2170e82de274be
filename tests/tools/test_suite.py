import pytest

from gridenv import suite


@pytest.fixture
def programs(tmp_path):
    """A search path with PostgreSQL's createdb."""
    program = tmp_path / "createdb"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return str(tmp_path)


def test_the_whole_suite_is_shared_out_to_the_cores(programs):
    assert suite.side_by_side(programs, cores=4) == ["-n", "4", "--dist", "loadscope"]


def test_one_core_does_it_alone(programs):
    assert suite.side_by_side(programs, cores=1) == []


def test_without_a_way_to_copy_databases_it_is_done_alone(tmp_path):
    assert suite.side_by_side(str(tmp_path), cores=4) == []


def test_the_programs_of_the_server_are_found_last():
    path = suite.path_with_programs("/first")
    assert path.split(":")[0] == "/first"


def test_browsers_come_after_the_others_and_alone(tmp_path, programs, monkeypatch):
    for name in ("addons/a/tests/test_tours.py", "addons/a/tests/test_b_tour.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "addons/a/tests/test_plain.py").touch()
    monkeypatch.setattr(suite.os, "sched_getaffinity", lambda pid: {0, 1})
    first, second = suite.whole_suite(tmp_path, programs)
    assert first[:2] == ["-n", "2"]
    assert "--ignore-glob=*/test_tours.py" in first
    assert first[-1] == "addons"
    assert second == [
        "addons/a/tests/test_b_tour.py",
        "addons/a/tests/test_tours.py",
    ]


def test_on_one_core_all_go_together(tmp_path, programs, monkeypatch):
    (tmp_path / "tests").mkdir()
    monkeypatch.setattr(suite.os, "sched_getaffinity", lambda pid: {0})
    assert suite.whole_suite(tmp_path, programs) == [["tests"]]
