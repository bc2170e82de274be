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
