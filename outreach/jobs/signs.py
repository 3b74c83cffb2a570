"""Where runs say how far they are, and hear that they are to stop: any process reads it, on any machine.

With PostgreSQL it is a table, written beside the transactions of the work. With SQLite it is small files in the data
folder, for there is one machine, and while a list is stored its one writer is taken.
"""

import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from flask import current_app
from sqlalchemy import Connection, delete, func, select
from sqlalchemy.exc import SQLAlchemyError

from outreach import clock
from outreach.db import db, dialect_insert
from outreach.jobs.models import RunSign
from outreach.jobs.rules import Phase

Said = tuple[Phase, int, int]


@dataclass(frozen=True)
class Progress:
    """What a run said last: `done` of `total` rows in this phase (0 of 0 where nobody can tell), and when."""

    phase: Phase
    done: int
    total: int
    at: datetime


class Place(Protocol):
    """Where signs lie; `progress` says what each of these is for."""

    def write(self, run_id: uuid.UUID, token: str, said: Said) -> None: ...
    def read(self, run_id: uuid.UUID, token: str) -> Progress | None: ...
    def ask_to_stop(self, run_id: uuid.UUID, token: str) -> None: ...
    def is_asked_to_stop(self, run_id: uuid.UUID, token: str) -> bool: ...
    def over(self, run_id: uuid.UUID, token: str) -> None: ...
    def forget(self, run_id: uuid.UUID) -> None: ...
    def sweep(self, oldest: datetime) -> None: ...


def place() -> Place:
    """Where this program's signs lie."""
    return _Table() if db.engine.dialect.name == "postgresql" else _Folder()


def folder() -> Path:
    """Where runs and what they made lie on this machine."""
    data_dir: Path = current_app.config["SETTINGS"].data_dir
    return data_dir / "imports"


class _Folder:
    """A small file for each run, and another one beside it where it is to stop."""

    def write(self, run_id: uuid.UUID, token: str, said: Said) -> None:
        place = self._path(run_id, token, "progress")
        draft = place.with_suffix(".draft")
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(said), encoding="ascii")
            os.replace(draft, place)  # never seen half-written

    def read(self, run_id: uuid.UUID, token: str) -> Progress | None:
        place = self._path(run_id, token, "progress")
        try:
            phase, done, total = json.loads(place.read_text(encoding="ascii"))
            return Progress(Phase(phase), done, total, datetime.fromtimestamp(place.stat().st_mtime, UTC))
        except (OSError, ValueError):
            return None

    def ask_to_stop(self, run_id: uuid.UUID, token: str) -> None:
        place = self._path(run_id, token, "stop")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()

    def is_asked_to_stop(self, run_id: uuid.UUID, token: str) -> bool:
        return self._path(run_id, token, "stop").exists()

    def over(self, run_id: uuid.UUID, token: str) -> None:
        for kind in ("progress", "draft", "stop"):
            self._drop(self._path(run_id, token, kind))

    def forget(self, run_id: uuid.UUID) -> None:
        for file in folder().glob(f"{run_id}.*"):
            self._drop(file)

    def sweep(self, oldest: datetime) -> None:
        for file in folder().glob("*.*"):
            with suppress(OSError):
                if file.stat().st_mtime < oldest.timestamp():
                    file.unlink()

    @staticmethod
    def _path(run_id: uuid.UUID, token: str, kind: str) -> Path:
        return folder() / f"{run_id}.{token}.{kind}"

    @staticmethod
    def _drop(file: Path) -> None:
        with suppress(OSError):  # Windows: somebody reads it just now, and the next sweep takes it
            file.unlink(missing_ok=True)


class _Table(_Folder):
    """Rows, written on a connection of their own: each is seen at once, also when the work is undone.

    The database's clock says when: a machine whose clock is wrong gives no false alarm.
    """

    def write(self, run_id: uuid.UUID, token: str, said: Said) -> None:
        phase, done, total = said
        self._put(run_id, token, phase=phase.value, done=done, total=total, said_at=func.clock_timestamp())

    def read(self, run_id: uuid.UUID, token: str) -> Progress | None:
        ago = func.extract("epoch", func.clock_timestamp() - RunSign.said_at)
        columns = select(RunSign.phase, RunSign.done, RunSign.total, ago).where(*self._of(run_id, token))
        found: Any = None
        with _beside() as connection:
            found = connection.execute(columns).one_or_none()
        if found is None or found.phase is None:
            return None
        return Progress(Phase(found.phase), found.done, found.total, clock.now() - timedelta(seconds=float(found[3])))

    def ask_to_stop(self, run_id: uuid.UUID, token: str) -> None:
        self._put(run_id, token, is_to_stop=True)

    def is_asked_to_stop(self, run_id: uuid.UUID, token: str) -> bool:
        said: bool | None = None
        with _beside() as connection:
            said = connection.scalar(select(RunSign.is_to_stop).where(*self._of(run_id, token)))
        return bool(said)

    def over(self, run_id: uuid.UUID, token: str) -> None:
        with _beside() as connection:
            connection.execute(delete(RunSign).where(*self._of(run_id, token)))

    def forget(self, run_id: uuid.UUID) -> None:
        super().forget(run_id)
        with _beside() as connection:
            connection.execute(delete(RunSign).where(RunSign.run_id == run_id))

    def sweep(self, oldest: datetime) -> None:
        super().sweep(oldest)
        with _beside() as connection:
            connection.execute(delete(RunSign).where(RunSign.said_at < oldest))

    def _put(self, run_id: uuid.UUID, token: str, **said: Any) -> None:
        row = {"run_id": run_id, "token": token, "done": 0, "total": 0, "is_to_stop": False}
        new = dialect_insert(RunSign).values(row | {"said_at": func.clock_timestamp()} | said)
        with _beside() as connection:
            connection.execute(new.on_conflict_do_update(index_elements=["run_id", "token"], set_=said))

    @staticmethod
    def _of(run_id: uuid.UUID, token: str) -> tuple[Any, ...]:
        return RunSign.run_id == run_id, RunSign.token == token


@contextmanager
def _beside() -> Iterator[Connection]:
    """A connection beside the request's or the run's own; without a database nothing is said, and the work goes on."""
    try:
        with db.engine.begin() as connection:
            yield connection
    except SQLAlchemyError:
        current_app.logger.warning("a run could not say how far it is: the database is out of reach", exc_info=True)
