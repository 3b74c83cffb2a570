"""Kept texts of the feeds, and triggers that mark what became different."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

OF_ROW = "SELECT {row}.event_id"
SHOWN = (
    *("title", "lead_team_id", "place_id", "starts_at", "ends_at", "day", "partners"),
    *("cancelled_at", "cancel_reason", "moved_at", "moved_from", "changed_at", "sequence"),
)
AT_PLACE = (
    "SELECT id FROM events WHERE place_id = {row}.id "
    "OR place_id IN (SELECT id FROM places WHERE parent_id = {row}.id)"
)
OF_TEAM = (
    "SELECT id FROM events WHERE lead_team_id = {row}.id "
    "UNION SELECT event_id FROM joining_teams WHERE team_id = {row}.id"
)
OF_CAMPAIGN = (
    "SELECT event_id FROM campaign_tags WHERE edition_id IN (SELECT id FROM editions WHERE campaign_id = {row}.id)"
)

#: Table, columns that a feed shows, the events that a row concerns, and whether new and removed rows matter too.
WATCHED = (
    ("events", SHOWN, "SELECT {row}.id", True),
    ("joining_teams", ("team_id",), OF_ROW, True),
    ("campaign_tags", ("edition_id",), OF_ROW, True),
    ("assignments", ("person_id",), OF_ROW, True),
    ("planned_items", ("item_id", "quantity"), OF_ROW, True),
    ("places", ("name", "address", "parent_id", "latitude", "longitude"), AT_PLACE, False),
    ("teams", ("code", "name"), OF_TEAM, False),
    ("people", ("name",), "SELECT event_id FROM assignments WHERE person_id = {row}.id", False),
    ("items", ("name", "unit", "position"), "SELECT event_id FROM planned_items WHERE item_id = {row}.id", False),
    ("campaigns", ("name",), OF_CAMPAIGN, False),
    ("editions", ("campaign_id", "first_day", "last_day", "is_proposed", "document"), None, True),
    ("deadlines", ("title", "day", "document", "addressees", "sent_on"), None, True),
)


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_index(op.f("ix_events_moved_at"), "events", ["moved_at"])
    op.create_table(
        "feed_marks",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.String(length=80), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_feed_marks_one_mark")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_marks")),
    )
    op.create_table("event_marks", *of_event("event_marks"))
    op.create_table(
        "event_texts",
        *of_event("event_texts"),
        sa.Column("writer", sa.String(length=80), nullable=False),
        sa.Column("good_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
    )
    write = on_sqlite if op.get_bind().dialect.name == "sqlite" else on_postgresql
    for table, columns, events, whole in WATCHED:
        changed = ("changed", f"UPDATE OF {', '.join(columns)}", "NEW")
        moments = [("added", "INSERT", "NEW"), changed, ("removed", "DELETE", "OLD")] if whole else [changed]
        for statement in write(table, events, moments):
            op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Carry them back."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, _columns, _events, whole in WATCHED:
        for name in ("added", "changed", "removed") if whole else ("changed",):
            op.execute(f"DROP TRIGGER {table}_feeds_{name}" + ("" if is_sqlite else f" ON {table}"))
        if not is_sqlite:
            op.execute(f"DROP FUNCTION {table}_feeds()")
    for table in ("event_texts", "event_marks", "feed_marks"):
        op.drop_table(table)
    op.drop_index(op.f("ix_events_moved_at"), "events")


def of_event(table: str) -> list:
    """The columns of a table with a row per event and a mark."""
    return [
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f(f"fk_{table}_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f(f"pk_{table}")),
    ]


def on_sqlite(table: str, events: str | None, moments: list) -> list[str]:
    """The triggers on `table` in SQLite."""
    mark = "lower(hex(randomblob(8)))"
    return [
        f"CREATE TRIGGER {table}_feeds_{name} AFTER {moment} ON {table} BEGIN "
        f"INSERT INTO feed_marks (id, mark) VALUES (1, {mark}) ON CONFLICT (id) DO UPDATE SET mark = excluded.mark; "
        f"{event_marks(events, mark, row)}END"
        for name, moment, row in moments
    ]


def on_postgresql(table: str, events: str | None, moments: list) -> list[str]:
    """The function and the triggers on `table` in PostgreSQL."""
    function = (
        f"CREATE OR REPLACE FUNCTION {table}_feeds() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "DECLARE seen record; this text := pg_current_xact_id()::text; "
        "BEGIN IF TG_OP = 'DELETE' THEN seen := OLD; ELSE seen := NEW; END IF; "
        "INSERT INTO feed_marks (id, mark) VALUES (1, this || '.' || gen_random_uuid()::text) "
        "ON CONFLICT (id) DO UPDATE SET mark = excluded.mark "
        "WHERE split_part(feed_marks.mark, '.', 1) <> this; "
        f"{event_marks(events, 'gen_random_uuid()::text', 'seen')}RETURN NULL; END $$"
    )
    return [function] + [
        f"CREATE CONSTRAINT TRIGGER {table}_feeds_{name} AFTER {moment} ON {table} "
        f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {table}_feeds()"
        for name, moment, _row in moments
    ]


def event_marks(events: str | None, mark: str, row: str) -> str:
    """The statement that marks the events."""
    if events is None:
        return ""
    return (
        f"INSERT INTO event_marks (event_id, mark) SELECT id, {mark} FROM events "
        f"WHERE id IN ({events.format(row=row)}) ON CONFLICT (event_id) DO UPDATE SET mark = excluded.mark; "
    )
