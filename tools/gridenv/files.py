"""Files that are either whole or not there, and disks that are full."""

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import shutil
from pathlib import Path

from gridenv.messages import GridError, say

GIB = 1024**3


def free_bytes(folder):
    """Space that is left where `folder` is or will be."""
    folder = Path(folder)
    while not folder.exists():
        folder = folder.parent
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


def need_space(folder, gib, what):
    left = free_bytes(folder)
    if left < gib * GIB:
        raise GridError(
            f"The disk is too full: {what} needs about {gib:g} GiB in {folder}, "
            f"and {left / GIB:.1f} GiB are free. Free some space, or name a folder "
            "on another disk with GRID_ENV=/path."
        )


@contextlib.contextmanager
def disk_full_in_words(folder):
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise GridError(
            f"The disk is full: nothing more can be written to {folder}. Free some "
            "space and run the same command again; it goes on where it stopped."
        ) from None


def write_whole(path, text, mode=0o644):
    """Write so that an interruption leaves the old file or the new one."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with disk_full_in_words(path.parent):
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w") as f:
            f.write(text)
        part.replace(path)


def write_json(path, value, mode=0o644):
    write_whole(path, json.dumps(value, indent=1, sort_keys=True) + "\n", mode)


def read_json(path):
    """The stored value, or nothing where the file is missing or cut off."""
    try:
        return json.loads(Path(path).read_text())
    except (FileNotFoundError, ValueError):
        return None


def fingerprint(*paths, extra=""):
    """A hash over names and contents of files and of whole folders."""
    digest = hashlib.sha256(extra.encode())
    for path in map(Path, paths):
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(path.parent)).encode() + b"\0")
                digest.update(file.read_bytes())
    return digest.hexdigest()[:24]


def remove_tree(path):
    path = Path(path)
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


@contextlib.contextmanager
def locked(path, waiting):
    """Only one process at a time; says so when it has to wait."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(waiting)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
