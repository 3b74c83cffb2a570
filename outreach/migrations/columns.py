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
