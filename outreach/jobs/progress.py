"""How far a run is, in a small file of the data folder.

Any process can read it, and none has to write into the database for it: while a list is stored, SQLite's one writer is
taken. A run that is to stop finds another file beside it.
"""

import json
import os
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar, overload

from flask import current_app

from outreach.jobs.rules import KEPT_FOR, Phase

Row = TypeVar("Row")


class Stopped(Exception):
    """The run is to end here: somebody said so, or the server stops."""


@dataclass(frozen=True)
class Progress:
    """What a run said last: `done` of `total` rows in this phase (0 of 0 where nobody can tell), and when."""

    phase: Phase
    done: int
    total: int
    at: datetime


class Watch:
    """What the work of a run tells, and whether it is to stop."""

    def __init__(self) -> None:
        self.phase, self.done, self.total = Phase.WAITING, 0, 0
        self.is_stopping = False

    def begin(self, phase: Phase, total: int = 0) -> None:
        """A phase begins; raises Stopped."""
        self.phase, self.done, self.total = phase, 0, total
        self.step(0)

    def step(self, done: int) -> None:
        """So many rows are done; raises Stopped."""
        self.done = done
        if self.is_stopping:
            raise Stopped


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched(watch: Watch) -> Iterator[Watch]:
    """What is counted inside is told to `watch`."""
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)


def begin(phase: Phase) -> None:
    """Say what is done now, where somebody watches."""
    if watch := _watch.get():
        watch.begin(phase)


def counted(rows: Sequence[Row], phase: Phase) -> Sequence[Row]:
    """`rows` as they are; where somebody watches, going through them tells how far the work is, and may raise Stopped.

    Who goes through them several times begins anew each time.
    """
    watch = _watch.get()
    if watch is None:
        return rows
    watch.begin(phase, len(rows))
    return _Counted(rows, watch)


class _Counted(Sequence[Row]):
    def __init__(self, rows: Sequence[Row], watch: Watch) -> None:
        self._rows, self._watch = rows, watch

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        return self._rows[at]

    def __iter__(self) -> Iterator[Row]:
        step = self._watch.step
        for number, row in enumerate(self._rows):
            step(number)
            yield row
        step(len(self._rows))


def folder() -> Path:
    """Where runs and what they made lie."""
    data_dir: Path = current_app.config["SETTINGS"].data_dir
    return data_dir / "imports"


def write(job_id: uuid.UUID, token: str, watch: Watch) -> None:
    """Say how far the run `token` of a job is; where the disk does not take it, the next word will do."""
    place = _path(job_id, token, "progress")
    draft = place.with_suffix(".draft")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps([watch.phase.value, watch.done, watch.total]), encoding="ascii")
        os.replace(draft, place)  # never seen half-written


def read(job_id: uuid.UUID, token: str) -> Progress | None:
    """What the run said last; None where it has said nothing yet, or is over."""
    place = _path(job_id, token, "progress")
    try:
        phase, done, total = json.loads(place.read_text(encoding="ascii"))
        return Progress(Phase(phase), done, total, datetime.fromtimestamp(place.stat().st_mtime, UTC))
    except (OSError, ValueError):
        return None


def ask_to_stop(job_id: uuid.UUID, token: str) -> None:
    """Let the run end, in whichever process it is."""
    place = _path(job_id, token, "stop")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch()


def is_asked_to_stop(job_id: uuid.UUID, token: str) -> bool:
    """Whether somebody said that the run is to end."""
    return _path(job_id, token, "stop").exists()


def over(job_id: uuid.UUID, token: str) -> None:
    """Take away what the run said of itself."""
    for kind in ("progress", "draft", "stop"):
        _drop(_path(job_id, token, kind))


def forget(job_id: uuid.UUID) -> None:
    """Take away all that lies there of a job."""
    for file in folder().glob(f"{job_id}.*"):
        _drop(file)


def sweep(now: datetime) -> None:
    """Take away what was left by runs that nobody came back to."""
    oldest = (now - KEPT_FOR).timestamp()
    for file in folder().glob("*.*"):
        with suppress(OSError):
            if file.stat().st_mtime < oldest:
                file.unlink()


def _path(job_id: uuid.UUID, token: str, kind: str) -> Path:
    return folder() / f"{job_id}.{token}.{kind}"


def _drop(file: Path) -> None:
    with suppress(OSError):  # Windows: somebody reads it just now, and the next sweep takes it
        file.unlink(missing_ok=True)
