"""Tables that are only added to: the database itself refuses UPDATE and DELETE (rule of the count 2).

The statements are also written out in the migrations, which never import the models; a guard compares both.
"""

from sqlalchemy import DDL, MetaData, Table, event

REFUSED = "is only added to"
#: Where a table keeps that it is only added to, and whether a seal of its own holds its rows.
_HAS_OWN_SEAL = "outreach.has_own_seal"

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""


def append_only(table: Table, *, has_own_seal: bool = False) -> None:
    """Let the database refuse UPDATE, DELETE and (on PostgreSQL) TRUNCATE of `table`, from its creation on.

    What is only added to is sealed every night (`outreach.seals`), unless the feature has a seal of its own over it.
    """
    table.info[_HAS_OWN_SEAL] = has_own_seal
    for statement in sqlite_statements(table.name):
        event.listen(table, "after_create", DDL(statement).execute_if(dialect="sqlite"))
    for statement in postgresql_statements(table.name):
        # DDL() fills in %(table)s, so a percent sign of the statement's own is doubled.
        event.listen(table, "after_create", DDL(statement.replace("%", "%%")).execute_if(dialect="postgresql"))


def is_only_added_to(table: Table) -> bool:
    """Whether the database refuses every change of the table's rows."""
    return _HAS_OWN_SEAL in table.info


def tables_to_seal(metadata: MetaData) -> list[Table]:
    """The tables that are only added to and have no seal of their own, by name."""
    return [table for _name, table in sorted(metadata.tables.items()) if table.info.get(_HAS_OWN_SEAL) is False]


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
