"""How far a run is: counted while it works, said where every process can read it (`signs`)."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TypeVar, overload

from outreach.jobs import signs
from outreach.jobs.rules import KEPT_FOR, Phase
from outreach.jobs.signs import Progress, folder

__all__ = ["Progress", "Stopped", "Watch", "ask_to_stop", "begin", "counted", "folder", "forget", "is_asked_to_stop"]
__all__ += ["over", "read", "sweep", "watched", "write"]

Row = TypeVar("Row")


class Stopped(Exception):
    """The run is to end here: somebody said so, or the server stops."""


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


def write(job_id: uuid.UUID, token: str, watch: Watch) -> None:
    """Say how far the run `token` of a job is; where that can't be written, the next word will do."""
    signs.place().write(job_id, token, (watch.phase, watch.done, watch.total))


def read(job_id: uuid.UUID, token: str) -> Progress | None:
    """What the run said last; None where it has said nothing yet, or is over."""
    return signs.place().read(job_id, token)


def ask_to_stop(job_id: uuid.UUID, token: str) -> None:
    """Let the run end, in whichever process it is."""
    signs.place().ask_to_stop(job_id, token)


def is_asked_to_stop(job_id: uuid.UUID, token: str) -> bool:
    """Whether somebody said that the run is to end."""
    return signs.place().is_asked_to_stop(job_id, token)


def over(job_id: uuid.UUID, token: str) -> None:
    """Take away what the run said of itself."""
    signs.place().over(job_id, token)


def forget(job_id: uuid.UUID) -> None:
    """Take away all that lies there of a job."""
    signs.place().forget(job_id)


def sweep(now: datetime) -> None:
    """Take away what was left by runs that nobody came back to."""
    signs.place().sweep(now - KEPT_FOR)
