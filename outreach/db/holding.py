"""One at a time among all processes on all machines: a lock that PostgreSQL gives back when its holder dies."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import func, select

from outreach.db.base import db


@contextmanager
def held_in_database(name: str, *, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock called `name`, on a connection of its own; calls `waiting` once if another holds it.

    For PostgreSQL; beside SQLite all processes are on one machine, and a lock on a file does.
    """
    key = number_of(name)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(select(func.pg_try_advisory_lock(key))):
            waiting()
            connection.execute(select(func.pg_advisory_lock(key)))
        try:
            yield
        finally:
            connection.execute(select(func.pg_advisory_unlock(key)))


def number_of(name: str) -> int:
    """What PostgreSQL knows the lock by."""
    return int.from_bytes(hashlib.sha256(b"outreach " + name.encode()).digest()[:8], "big", signed=True)
