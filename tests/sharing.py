"""What takes seconds to make: made once for all the test processes of one run."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

_LONGEST = 300  # seconds in which another process makes it


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder that `make` fills, in common; of several processes that ask for `name`, the first one makes it."""
    base = factory.getbasetemp()
    root = base.parent if base.name.startswith("popen-") else base  # so are the processes of pytest-xdist called
    folder, done, failed = root / name, root / f"{name}.done", root / f"{name}.failed"
    try:
        folder.mkdir()
    except FileExistsError:
        _wait(done, failed)
        return folder
    try:
        make(folder)
    except BaseException:
        failed.touch()
        raise
    done.touch()
    return folder


def copied(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A copy of this process's own of the folder that is made once."""
    copy = factory.mktemp(f"{name}-copy") / name
    shutil.copytree(made_once(factory, name, make), copy)
    return copy


def _wait(done: Path, failed: Path) -> None:
    until = time.monotonic() + _LONGEST
    while not done.exists():
        if failed.exists() or time.monotonic() > until:
            pytest.fail(f"another test process has not made {done.stem}")
        time.sleep(0.1)
