"""One at a time, also across processes: a lock on a file, given back by the system when its holder dies."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PAUSE_SECONDS = 0.2


@contextmanager
def held(path: Path, *, waiting: Callable[[], None]) -> Iterator[int]:
    """Hold the lock on `path`, made if missing; calls `waiting` once if another holds it.

    Yields the open file: a child that inherits it keeps the lock beyond the death of this process.
    """
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _taken(file):
            waiting()
            while not _taken(file):
                time.sleep(PAUSE_SECONDS)
        yield file
    finally:
        os.close(file)


@contextmanager
def held_if_free(path: Path) -> Iterator[None]:
    """Hold the lock on `path` where nobody else does; goes on either way."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _taken(file)
        yield
    finally:
        os.close(file)


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock on `path`."""
    if not path.exists():
        return False
    file = os.open(path, os.O_RDWR)
    try:
        return not _taken(file)
    finally:
        os.close(file)


def _taken(file: int) -> bool:
    """Whether the lock is now ours; a folder that knows no locks (some network shares) is taken as ours."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return sys.platform != "win32"
    return True
