import os
import subprocess
import sys

import pytest

from gridenv import server
from gridenv.messages import GridError
from gridenv.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path, {"GRID_PORT": str(server.free_port())})


@pytest.fixture
def sleeper():
    code = "import time; print(1, flush=True); time.sleep(60)"
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    child.stdout.readline()
    yield child
    child.kill()
    child.wait()


def test_a_free_port_is_free(settings):
    server.need_port(settings)


def test_our_own_server_on_the_port_is_told_apart(settings, sleeper):
    server.note_process(settings, "run", sleeper.pid)
    with server.socket.socket() as other:
        other.bind((settings.host, settings.port))
        other.listen()
        with pytest.raises(GridError, match="served already.*make stop"):
            try:
                server.need_port(settings)
            except GridError as error:
                raise GridError(str(error).replace("\n", " ")) from None


def test_a_number_used_again_by_another_process_is_not_ours(settings):
    server.note_process(settings, "run", os.getpid())
    stored = server.read_json(server.state_file(settings))
    stored["run"]["started"] = "1"
    server.write_json(server.state_file(settings), stored)
    assert server.running(settings) is None
    assert not server.ask_to_stop(settings)


def test_an_odoo_whose_run_was_killed_is_stopped(settings, sleeper):
    server.note_process(settings, "odoo", sleeper.pid)
    # Reaped as init would reap it, so that it leaves the list of processes.
    reaper = server.wait_until

    def wait_until(condition, seconds):
        sleeper.wait(10)
        return reaper(condition, seconds)

    server.wait_until = wait_until
    try:
        assert server.ask_to_stop(settings)
    finally:
        server.wait_until = reaper
    assert server.running(settings, "odoo") is None


def test_the_state_goes_with_the_run(settings):
    with server.announced(settings):
        assert server.running(settings) == os.getpid()
    assert server.running(settings) is None
