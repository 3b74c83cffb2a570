"""Whether the database still has every table, column, condition, index and trigger that the program relies on.

What must be there is read from a database in memory, made from the models a moment before.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.pool import StaticPool

from outreach.db import Base, db
from outreach.db.soundness import Finding
from outreach.upkeep.doctor import triggers

#: What a table is made of -> how the inspector gives it of all tables at once.
_PARTS = {
    "column": "get_multi_columns",
    "foreign key": "get_multi_foreign_keys",
    "unique rule": "get_multi_unique_constraints",
    "condition": "get_multi_check_constraints",
    "index": "get_multi_indexes",
}
#: The same in words.
_KINDS = {
    "table": lazy_gettext("table"),
    "column": lazy_gettext("column"),
    "foreign key": lazy_gettext("foreign key"),
    "unique rule": lazy_gettext("unique rule"),
    "condition": lazy_gettext("condition"),
    "index": lazy_gettext("index"),
}


def findings() -> Iterator[Finding]:
    """What is missing, and triggers that are missing, changed or switched off."""
    connection = db.session.connection()
    expected, found = expected_parts(), described(connection)
    tables = {name for kind, name in found if kind == "table"}
    for kind, name in sorted(expected - found):
        if kind == "table" or name.split(".")[0] in tables:
            said = _("The %(kind)s %(name)s is missing in the database.", kind=_KINDS[kind], name=name)
            yield Finding("missing_part", said)
    yield from triggers.findings(connection)


def described(connection: Connection) -> set[tuple[str, str]]:
    """Every part of the database with a name: ("table", "tallies"), ("column", "tallies.quantity") ..."""
    seen = inspect(connection)
    parts = {("table", name) for name in seen.get_table_names()}
    for kind, question in _PARTS.items():
        for (_schema, table), rows in getattr(seen, question)().items():
            parts |= {(kind, f"{table}.{_named(kind, row)}") for row in rows if row["name"]}
    return parts


def _named(kind: str, row: Any) -> str:
    """The name of a part; of a column, whether it may be empty as well."""
    if kind == "column":
        return f"{row['name']}" if row["nullable"] else f"{row['name']} NOT NULL"
    return re.sub(r"\s", "", str(row["name"]))


@cache
def expected_parts() -> set[tuple[str, str]]:
    """What the models make of an empty database."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        return described(connection)
