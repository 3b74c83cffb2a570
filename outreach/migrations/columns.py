"""Columns that come to tables later, without making the table anew.

Alembic's batch mode would copy a table of SQLite and drop the old one: that loses its triggers, and foreign keys of
other tables forbid it. Both databases can add a column together with its own named constraints, and drop it again.
"""

import sqlalchemy as sa
from alembic import op


def add_column(table: str, column: sa.Column, *constraints: str, default: str | None = None) -> None:
    """Add `column`, with constraints such as "CONSTRAINT ck_places_latitude CHECK (latitude >= -90)".

    `default` is the SQL that rows which are there already get; one that may not be NULL needs it.
    """
    dialect = op.get_bind().dialect
    words = [column.name, column.type.compile(dialect=dialect)]
    if default is not None:
        words.append(f"DEFAULT {default}")
    if not column.nullable:
        words.append("NOT NULL")
    op.execute(sa.text(f"ALTER TABLE {table} ADD COLUMN {' '.join([*words, *constraints])}"))


def drop_columns(table: str, *names: str) -> None:
    """Drop the columns, with the constraints that came with them; name those that a check looks back at last."""
    for name in names:
        op.execute(sa.text(f"ALTER TABLE {table} DROP COLUMN {name}"))


def reword(table: str, column: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Let `column`, whose check allows the words `before`, allow the words `after` instead.

    SQLite can't change a check; its own papers say how the text of the table is changed instead where no stored row
    has to become another ("Making Other Kinds Of Table Schema Changes", in its page on ALTER TABLE).
    """
    connection = op.get_bind()
    old, new = (", ".join(f"'{word}'" for word in words) for words in (before, after))
    if connection.dialect.name != "sqlite":
        op.drop_constraint(op.f(f"ck_{table}_{column}"), table)
        op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, f"{column} IN ({new})")
        return
    _retell(table, f"{column} IN ({old})", f"{column} IN ({new})")


def widen(table: str, column: str, before: int | None, after: int | None) -> None:
    """Let the text `column` hold `after` characters instead of `before`; a column that is as wide already stays.

    None: as many as there are.
    """
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.alter_column(table, column, type_=_text(after))
        return
    name = connection.dialect.identifier_preparer.quote(column)
    old, new = (f"{name} {_text(most).compile(dialect=connection.dialect)}" for most in (before, after))
    if new not in _told(table):
        _retell(table, old, new)


def _text(most: int | None) -> sa.types.TypeEngine[str]:
    return sa.Text() if most is None else sa.String(most)


def _told(table: str) -> str:
    """The statement that SQLite remembers as the table's."""
    asked = sa.text("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = :name")
    return str(op.get_bind().execute(asked, {"name": table}).scalar_one())


def _retell(table: str, old: str, new: str) -> None:
    """Change words of that statement, which must hold them once; for changes alone that no stored row can notice."""
    connection = op.get_bind()
    made = _told(table)
    if made.count(old) != 1:
        raise LookupError(f"{table} does not say {old}")
    version = connection.execute(sa.text("PRAGMA schema_version")).scalar_one()
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    connection.execute(
        sa.text("UPDATE sqlite_schema SET sql = :made WHERE type = 'table' AND name = :name"),
        {"made": made.replace(old, new), "name": table},
    )
    connection.execute(sa.text(f"PRAGMA schema_version = {version + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = OFF"))
