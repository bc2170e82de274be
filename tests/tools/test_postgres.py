"""Real clusters, started and stopped."""

import shutil
import tempfile
from pathlib import Path

import psycopg2
import pytest

from gridenv import postgres
from gridenv.messages import GridError
from gridenv.settings import Settings


@pytest.fixture
def checkout():
    """Makes checkouts in /tmp, where the server's user can enter."""
    made = []

    def make(depth=""):
        folder = Path(tempfile.mkdtemp(prefix="grid-test-"))
        folder.chmod(0o755)
        settings = Settings(folder / depth, {})
        settings.venv.parent.mkdir(parents=True)
        cluster = postgres.Cluster(settings)
        made.append((folder, cluster))
        return cluster

    yield make
    for folder, cluster in made:
        cluster.remove()
        shutil.rmtree(folder)


def ask(server, statement):
    connection = psycopg2.connect(
        host=server.host, port=server.port, user=server.user, dbname="postgres"
    )
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0]
    finally:
        connection.close()


def test_two_checkouts_side_by_side_have_a_server_each(checkout):
    one, two = checkout(), checkout()
    with one.in_use() as first, two.in_use() as second:
        which = "SELECT system_identifier FROM pg_control_system()"
        assert ask(first, which) != ask(second, which)
        assert ask(first, "SHOW listen_addresses") == ""
        assert ask(first, "SELECT rolsuper FROM pg_roles WHERE rolname = user") is False
    assert not one.is_running(one.data)
    assert not two.is_running(two.data)


def test_the_last_command_stops_the_server(checkout):
    one = checkout()
    same = postgres.Cluster(one.settings)
    with one.in_use() as server:
        with same.in_use():
            pass
        assert ask(server, "SELECT 1") == 1
    assert not one.is_running(one.data)


def test_a_server_that_stops_by_itself_meanwhile_is_stopped(checkout, monkeypatch):
    one = checkout()
    with one.in_use():
        answers = iter([True, False])
        monkeypatch.setattr(one, "is_running", lambda data: next(answers))
        monkeypatch.setattr(one, "run", refuse)
        one.stop()
        monkeypatch.setattr(one, "is_running", lambda data: True)
        with pytest.raises(GridError, match="PID file"):
            one.stop()
        monkeypatch.undo()


def refuse(*arguments):
    raise GridError("PID file does not exist")


def test_a_path_too_long_for_a_socket_moves_the_cluster(checkout):
    deep = checkout("a-rather-long-name/" * 5)
    with deep.in_use() as server:
        assert server.host.startswith("/var/tmp/")
        assert ask(server, "SELECT 1") == 1
    deep.remove()
    assert not Path(server.host).parent.exists()


def test_an_interrupted_creation_is_begun_anew(checkout):
    one = checkout()
    one.choose_home()
    (one.home / "data.part").mkdir()
    (one.home / "data.part" / "PG_VERSION").write_text("cut off")
    with one.in_use() as server:
        assert ask(server, "SELECT 1") == 1


def test_somebody_else_s_folder_is_not_taken(checkout, tmp_path):
    one = checkout()
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "letter").write_text("keep")
    with pytest.raises(GridError, match="in the way"):
        one.take_over(foreign)
    assert (foreign / "letter").read_text() == "keep"
