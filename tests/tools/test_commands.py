import sys
import threading
import time

import pytest

from gridenv import commands
from gridenv.messages import GridError


def python(code):
    return [sys.executable, "-c", code]


def test_output_goes_to_the_log_and_to_who_watches(tmp_path):
    log, seen = tmp_path / "log" / "x.log", []
    commands.run_logged(python("print('one'); print('two')"), log, seen.append)
    assert seen == ["one", "two"]
    assert log.read_text().endswith("one\ntwo\n")


def test_a_failure_shows_the_end_of_the_output_and_the_log(tmp_path):
    code = "import sys; print('the reason'); sys.exit(3)"
    with pytest.raises(commands.CommandFailed, match="the reason") as failure:
        commands.run_logged(python(code), tmp_path / "x.log")
    assert failure.value.code == 3
    assert "x.log" in str(failure.value)


def test_a_registry_out_of_reach_is_words(tmp_path):
    # Nobody listens on the discard port of this machine.
    pip = ["-m", "pip", "download", "--retries", "1", "--no-deps", "--no-cache-dir"]
    pip += ["--isolated", "--index-url", "http://127.0.0.1:9/simple", "nothing==1"]
    with pytest.raises(GridError, match="registry cannot be reached"):
        commands.run_logged([sys.executable, *pip], tmp_path / "pip.log", cwd=tmp_path)


def test_a_full_disk_in_another_program_is_words(tmp_path):
    with pytest.raises(GridError, match="disk is full"):
        commands.run_logged(["cp", "/bin/sh", "/dev/full"], tmp_path / "x.log")


def test_an_interruption_ends_the_program_and_all_it_started(tmp_path):
    log, pids = tmp_path / "x.log", []
    code = (
        "import subprocess, time\n"
        "print(subprocess.Popen(['sleep', '60']).pid, flush=True)\ntime.sleep(60)"
    )

    def interrupt(line):
        pids.append(int(line))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        commands.run_logged(python(code), log, interrupt)
    limit = time.monotonic() + 5
    while alive(pids[0]) and time.monotonic() < limit:
        threading.Event().wait(0.05)
    assert not alive(pids[0])


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_program_that_is_missing_prints_nothing():
    assert commands.output_of(["/nowhere/at/all"]) == ""
