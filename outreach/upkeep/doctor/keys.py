"""Whether what the database holds sealed can still be opened: a data key that was lost opens nothing again."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import Column, String, select, type_coerce

from outreach.db import Base, db
from outreach.db.sealing import Sealed, is_ours, is_sealed
from outreach.db.soundness import Finding

_AT_ONCE = 500


def findings() -> Iterator[Finding]:
    """Each column with texts that no key of this installation opens."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Sealed) and (count := _count_of_lost(column)):
                yield Finding("lost_key", _said(table.name, count))


def _count_of_lost(column: Column[str]) -> int:
    tokens = select(type_coerce(column, String)).where(column.is_not(None))
    rows = db.session.scalars(tokens, execution_options={"yield_per": _AT_ONCE})
    return sum(is_sealed(token) and not is_ours(token) for token in rows)


def _said(table: str, count: int) -> str:
    said: str = _(
        "%(count)d sealed texts of the table %(table)s open with no key of this installation. Put the file "
        "data-key that you keep apart into the data folder, or its text behind the key in OUTREACH_DATA_KEY, "
        "after a comma, and start again. If it is lost, these contacts and second factors are, too: contacts "
        "go by themselves when they are due; an administrator takes second factors off and people set up new "
        "ones. No number is touched by it.",
        count=count,
        table=table,
    )
    return said
