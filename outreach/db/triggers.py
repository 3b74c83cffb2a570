"""Tables that are only added to: the database itself refuses UPDATE and DELETE (rule of the count 2).

The statements are also written out in the migrations, which never import the models; a guard compares both.
"""

from sqlalchemy import DDL, Table, event

REFUSED = "is only added to"

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""


def append_only(table: Table) -> None:
    """Let the database refuse UPDATE, DELETE and (on PostgreSQL) TRUNCATE of `table`, from its creation on."""
    for statement in sqlite_statements(table.name):
        event.listen(table, "after_create", DDL(statement).execute_if(dialect="sqlite"))
    for statement in postgresql_statements(table.name):
        # DDL() fills in %(table)s, so a percent sign of the statement's own is doubled.
        event.listen(table, "after_create", DDL(statement.replace("%", "%%")).execute_if(dialect="postgresql"))


def sqlite_statements(table: str) -> list[str]:
    """The CREATE TRIGGER statements that guard `table` in SQLite."""
    return [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} {REFUSED}'); END"
        for verb in ("update", "delete")
    ]


def postgresql_statements(table: str) -> list[str]:
    """The statements that guard `table` in PostgreSQL: one shared function and two triggers."""
    return [
        _POSTGRESQL_FUNCTION,
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ]
