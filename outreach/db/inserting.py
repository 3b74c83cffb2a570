"""Inserting rows that somebody else may have written a moment ago, without an error."""

import uuid
from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from outreach.db.base import Base, db


def insert_new(model: type[Base], rows: Iterable[dict[str, Any]]) -> set[uuid.UUID]:
    """The ids of those rows that nobody else has written meanwhile; the others are left out.

    They are written in order of their ids, so that no two phones wait for each other in a ring.
    """
    ordered = sorted(rows, key=lambda row: str(row["id"]))
    if not ordered:
        return set()
    table = cast(Table, model.__table__)
    is_sqlite = db.session.get_bind().dialect.name == "sqlite"
    new = sqlite.insert(table) if is_sqlite else postgresql.insert(table)
    return set(db.session.scalars(new.on_conflict_do_nothing().returning(table.c.id), ordered))
