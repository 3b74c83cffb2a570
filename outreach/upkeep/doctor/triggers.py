"""Whether every trigger that guards or watches a table is there, as it was made, and switched on."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Connection, create_mock_engine, text

from outreach.db import Base
from outreach.db.soundness import Finding

_TRIGGER = re.compile(
    r"CREATE (?:CONSTRAINT )?TRIGGER (?P<name>\w+) (?P<moment>BEFORE|AFTER) (?P<acts>.+?) ON (?P<table>\w+)"
    r"(?:.*FOR EACH (?P<each>ROW|STATEMENT) EXECUTE FUNCTION (?P<function>\w+))?",
    re.DOTALL,
)
_FUNCTION = re.compile(r"CREATE OR REPLACE FUNCTION (?P<name>\w+)\(\).*?\$\$(?P<body>.*)\$\$", re.DOTALL)
#: How PostgreSQL keeps the acts of a trigger: a bit each (catalog/pg_trigger.h).
_BITS = {"ROW": 1, "BEFORE": 2, "INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}
_OWN = """
SELECT tgname, relname, proname, tgtype::int, tgenabled FROM pg_trigger
JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace
"""


def findings(connection: Connection) -> Iterator[Finding]:
    """Each trigger and function that is not what the models make."""
    expected, found = made(connection.dialect.name), standing(connection)
    for (table, name), text_of_it in expected.items():
        if (table, name) not in found:
            said = _("The trigger %(name)s of the table %(table)s is missing.", name=name, table=table)
            yield Finding("missing_trigger", said)
        elif found[table, name] != text_of_it:
            said = _("The trigger %(name)s of the table %(table)s was changed or switched off.", name=name, table=table)
            yield Finding("changed_trigger", said)


@cache
def made(dialect: str) -> dict[tuple[str, str], str]:
    """What the models make: (table, trigger) -> what it does; of a function the table is "()"."""
    statements: list[str] = []
    address = "sqlite://" if dialect == "sqlite" else "postgresql+psycopg://"
    engine = create_mock_engine(address, lambda statement, *_more: statements.append(str(statement)))
    Base.metadata.create_all(engine, checkfirst=False)
    expected = {}
    for statement in statements:
        if dialect == "sqlite" and (trigger := _TRIGGER.match(statement)):
            expected[trigger["table"], trigger["name"]] = _plain(statement)
        elif trigger := _TRIGGER.match(statement):
            expected[trigger["table"], trigger["name"]] = f"{trigger['function']} {_bits(trigger)} O"
        elif function := _FUNCTION.search(statement):
            expected["()", function["name"]] = _plain(function["body"].replace("%%", "%"))
    return expected


def standing(connection: Connection) -> dict[tuple[str, str], str]:
    """The same of what stands in the database."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'"))
        return {(table, name): _plain(sql) for table, name, sql in rows}
    found = {
        (table, name): f"{function} {bits} {enabled}"
        for name, table, function, bits, enabled in connection.execute(text(_OWN))
    }
    functions = connection.execute(
        text("SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace")
    )
    return found | {("()", name): _plain(body) for name, body in functions}


def _bits(trigger: re.Match[str]) -> int:
    acts = [act.strip().split()[0] for act in trigger["acts"].split(" OR ")]
    return sum({_BITS.get(word, 0) for word in (*acts, trigger["moment"], trigger["each"])})


def _plain(sql: Any) -> str:
    return re.sub(r"\s+", "", str(sql))
