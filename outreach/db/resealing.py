"""Sealing anew what an older key sealed, so that this key can be put away."""

from collections.abc import Iterator

from sqlalchemy import Column, String, select, type_coerce, update

from outreach.db.base import Base, db
from outreach.db.sealing import BEGINNING, Sealed, has_older_keys, sealed_anew


def sealed_columns() -> Iterator[Column[str]]:
    """Each column whose texts lie sealed."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Sealed):
                yield column


def seal_anew() -> int:
    """Seal with the first key what an older one sealed, and what lies in clear; gives how many texts that were.

    The version before leaves texts in clear while servers are changed one by one.
    """
    return sum(_seal_anew(column) for column in sealed_columns())


def _seal_anew(column: Column[str]) -> int:
    token, keys = type_coerce(column, String), list(column.table.primary_key.columns)
    statement = select(token, *keys).where(column.is_not(None))
    if not has_older_keys():
        statement = statement.where(~token.startswith(BEGINNING))
    count = 0
    for text, *values in db.session.execute(statement).all():
        if (new := sealed_anew(text)) is not None:
            this = [key == value for key, value in zip(keys, values, strict=True)]
            kept = update(column.table).where(*this, token == text)
            db.session.execute(kept.values({column: type_coerce(new, String)}))
            count += 1
    return count
