"""What is asked of the database, and what while everybody else who writes has to wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from sqlalchemy import event

from outreach.db import db


@contextmanager
def heard_while_writing() -> Iterator[list[str]]:
    """The statements of SQLite's writers from BEGIN IMMEDIATE to their end; to be opened within an app's context."""
    said: list[str] = []
    is_writing = False

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        nonlocal is_writing
        is_writing = is_writing or statement.startswith("BEGIN IMMEDIATE")
        if is_writing:
            said.append(statement)

    def end(_connection: Any) -> None:
        nonlocal is_writing
        is_writing = False

    hooks = (("before_cursor_execute", hear), ("commit", end), ("rollback", end))
    for name, hook in hooks:
        event.listen(db.engine, name, hook)
    try:
        yield said
    finally:
        for name, hook in hooks:
            event.remove(db.engine, name, hook)


@contextmanager
def heard_statements() -> Iterator[list[str]]:
    """Every statement."""
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)


def reads_the_ledger(statement: str) -> bool:
    """Whether it reads lines, or what was kept of them."""
    words = statement.replace('"', "").split()
    tables = {after for word, after in pairwise(words) if word in ("FROM", "JOIN")}
    return not tables.isdisjoint(("tallies", "drawn_lines", "readings"))
