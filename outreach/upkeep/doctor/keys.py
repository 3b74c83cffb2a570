"""Whether what the database holds sealed can still be opened: a data key that was lost opens nothing again."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import Column, String, select, type_coerce

from outreach.db import db
from outreach.db.resealing import sealed_columns
from outreach.db.sealing import is_of_older_key, is_ours, is_sealed
from outreach.db.soundness import Finding

_AT_ONCE = 500


def findings() -> Iterator[Finding]:
    """Each column with texts that no key of this installation opens, and each that still needs an older one."""
    for column in sealed_columns():
        lost = older = 0
        for token in _tokens(column):
            lost += not is_ours(token)
            older += is_of_older_key(token)
        if lost:
            yield Finding("lost_key", _said(column.table.name, lost))
        if older:
            said = _(
                "%(count)d sealed texts of the table %(table)s still need an older key: leave it in OUTREACH_DATA_KEY "
                "until the program has run for an hour, which seals them anew.",
                count=older,
                table=column.table.name,
            )
            yield Finding("older_key", said, is_warning=True)


def _tokens(column: Column[str]) -> Iterator[str]:
    statement = select(type_coerce(column, String)).where(column.is_not(None))
    tokens = db.session.scalars(statement, execution_options={"yield_per": _AT_ONCE})
    return (token for token in tokens if is_sealed(token))


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
