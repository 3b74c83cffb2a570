"""Rows that hold what a rule of their table forbids: SQLite names only the table, and people ask which row."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import CheckConstraint, Column, ColumnElement, Table, literal_column, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

from outreach.db import Base, db
from outreach.db.soundness import Finding
from outreach.seals.plain import plain
from outreach.seals.telling import told

#: How SQLite's examination says that the file is whole and a cell is not.
OF_A_CELL = re.compile(r"(?:CHECK constraint failed in |NULL value in )(?P<table>\w+)(?:\.\w+)?")
_MOST = 20
_LONGEST = 40


def forbidden_cells(name: str) -> Iterator[Finding]:
    """Each row of the table of that name that breaks a rule: somebody wrote it past the program."""
    table = Base.metadata.tables.get(name)
    rows = {} if table is None else _breaking(table)
    for row, cells in rows.items():
        said = _(
            "%(row)s holds what the program never writes: %(cells)s. The file of the database itself is whole.",
            row=row,
            cells=", ".join(cells),
        )
        yield Finding("broken_rule", said)
    if not rows:
        said = _(
            "A row of the table %(table)s holds what the program never writes. The file of the database itself is "
            "whole.",
            table=name,
        )
        yield Finding("broken_rule", said)


def _breaking(table: Table) -> dict[str, Sequence[str]]:
    """Row, told in words -> its cells of which the first rule that it breaks speaks."""
    keys = list(table.primary_key.columns)
    found: dict[str, Sequence[str]] = {}
    try:
        for rule, columns in _rules(table):
            asked = [plain(each).label(f"plain_{at}") for at, each in enumerate((*keys, *columns))]
            rows = db.session.execute(select(*asked).select_from(table).where(rule).limit(_MOST)).all()
            for row in rows:
                cells = zip(columns, row[len(keys) :], strict=True)
                said = [f"{each.name}={str(cell)[:_LONGEST]}" for each, cell in cells]
                found.setdefault(told(table, row[: len(keys)]), said)
    except DBAPIError:
        return found  # a database of another version may lack a column: then the table alone is named
    return found


def _rules(table: Table) -> Iterator[tuple[ColumnElement[bool], list[Column[Any]]]]:
    """What breaks each rule of the table, as a condition, and the columns of which the rule speaks."""
    for rule in table.constraints:
        if isinstance(rule, CheckConstraint):
            said = str(rule.sqltext.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
            named = [each for each in table.columns if re.search(rf"\b{each.name}\b", said)]
            yield literal_column(f"NOT ({said})"), named
    for column in table.columns:
        if not column.nullable:
            yield column.is_(None), [column]
