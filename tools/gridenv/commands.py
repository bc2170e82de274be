"""Running other programs: their output in a log, their failures in words."""

import collections
import os
import re
import signal
import subprocess
from pathlib import Path

from gridenv.messages import GridError

# What package clients print when nothing answers. Their exit codes do not tell.
OUT_OF_REACH = re.compile(
    r"Temporary failure in name resolution|Name or service not known"
    r"|Could not resolve|NameResolutionError|NewConnectionError|Max retries exceeded"
    r"|Connection refused|Connection timed out|ConnectTimeout|ReadTimeout"
    r"|Network is unreachable|No route to host|Unable to connect|Could not connect"
    r"|ProxyError|Failed to fetch"
)
DISK_FULL = re.compile(r"No space left on device|Disk quota exceeded")


class CommandFailed(GridError):
    def __init__(self, code, tail, log):
        self.code, self.tail, self.log = code, tail, log
        super().__init__("\n".join([*tail, f"(All of it: {log})"]))

    def says(self, pattern):
        return any(re.search(pattern, line) for line in self.tail)


def run_logged(command, log, on_line=None, **options):
    """Run with the output in `log`; `on_line` sees every line for the progress.

    The child gets a session of its own: Ctrl-C reaches only us, and we end it.
    """
    log = Path(log)
    log.parent.mkdir(parents=True, exist_ok=True)
    tail = collections.deque(maxlen=25)
    with open(log, "a") as output:
        output.write(f"$ {' '.join(map(str, command))}\n")
        child = subprocess.Popen(
            list(map(str, command)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            **options,
        )
        try:
            for line in child.stdout:
                output.write(line)
                tail.append(line.rstrip())
                if on_line:
                    on_line(line.rstrip())
            code = child.wait()
        except BaseException:
            end(child)
            raise
    if code:
        raise explained(CommandFailed(code, list(tail), log))


def explained(failure):
    """The same failure in plainer words, where we know what it means."""
    if failure.says(DISK_FULL):
        return GridError(
            "The disk is full. Free some space and run the same command again; it "
            f"goes on where it stopped. (Log: {failure.log})"
        )
    if failure.says(OUT_OF_REACH):
        return GridError(
            "A package registry cannot be reached. Check the network (and the proxy "
            "in pip's or apt's own configuration) and run the same command again; it "
            f"goes on where it stopped. (Log: {failure.log})"
        )
    return failure


def output_of(command, **options):
    """What a short command prints, or nothing where it fails."""
    try:
        done = subprocess.run(
            list(map(str, command)),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            **options,
        )
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def end(child, first=signal.SIGTERM, patience=20):
    """Ask a child and all it started to stop, then insist."""
    for sign, wait in ((first, patience), (signal.SIGTERM, 5), (signal.SIGKILL, 5)):
        if child.poll() is not None:
            return
        try:
            os.killpg(child.pid, sign)
            child.wait(wait)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue
