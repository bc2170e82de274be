"""What a person sees: steps, progress, and errors in words."""

import sys
import time


class GridError(Exception):
    """Something a person can act on. Shown as words, never as a traceback."""


def say(text=""):
    print(text, flush=True)


def warn(text):
    print(f"Note: {text}", file=sys.stderr, flush=True)


def duration(seconds):
    seconds = round(seconds)
    if seconds < 60:
        return f"{seconds} s"
    return f"{seconds // 60} min {seconds % 60:02d} s"


class Progress:
    """One long step: says what it does, how far it is and how long it took.

    On a terminal the line is rewritten in place; in a log a new line appears at
    most every ten seconds, so that a log of CI stays readable.
    """

    quiet_seconds = 10

    def __init__(self, number, total, title, stream=None):
        self.label = f"[{number}/{total}] {title}"
        self.stream = stream or sys.stdout
        self.on_terminal = self.stream.isatty()
        self.started = time.monotonic()
        self.last_shown = self.started

    def __enter__(self):
        self._write(f"{self.label} ...")
        return self

    def __exit__(self, kind, error, trace):
        took = duration(time.monotonic() - self.started)
        self._write(f"{self.label}: {'done' if kind is None else 'stopped'}, {took}")
        if self.on_terminal:
            self.stream.write("\n")
        return False

    def update(self, text):
        now = time.monotonic()
        wait = 0.2 if self.on_terminal else self.quiet_seconds
        if now - self.last_shown >= wait:
            self.last_shown = now
            self._write(f"{self.label}: {text}, {duration(now - self.started)}")

    def _write(self, line):
        if self.on_terminal:
            self.stream.write("\r\x1b[K" + line[:110])
        else:
            self.stream.write(line + "\n")
        self.stream.flush()
