"""Whether somebody else could write while slow work was done: in SQLite there is one writer at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask

from outreach.db import db


@contextmanager
def watched(app: Flask, slow: Any, name: str) -> Iterator[list[bool]]:
    """For each call of the library's function `slow.name`: whether another connection could begin to write then."""
    with app.app_context():
        file = str(db.engine.url.database)
    could_write: list[bool] = []
    work = getattr(slow, name)

    def noted(*args: Any, **kwargs: Any) -> Any:
        could_write.append(_can_write(file))
        return work(*args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slow, name, noted)
        yield could_write


def _can_write(file: str) -> bool:
    other = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    finally:
        other.close()
    return True
