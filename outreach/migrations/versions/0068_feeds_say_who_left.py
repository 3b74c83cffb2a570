"""The feeds say whose account is disabled, so their triggers watch it."""

from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None

MARK = "lower(hex(randomblob(8)))"


def upgrade() -> None:
    """Let the texts of somebody's events be written anew when the account is disabled, or opened again."""
    watch("name, disabled_at")


def downgrade() -> None:
    """Watch the names alone, as before."""
    watch("name")


def watch(columns: str) -> None:
    """Put the trigger on those columns of people in the place of the one that is there."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER people_feeds_changed")
        statement = (
            f"CREATE TRIGGER people_feeds_changed AFTER UPDATE OF {columns} ON people BEGIN "
            f"INSERT INTO feed_marks (id, mark) VALUES (1, {MARK}) ON CONFLICT (id) DO UPDATE SET mark = excluded.mark; "
            f"INSERT INTO event_marks (event_id, mark) SELECT id, {MARK} FROM events "
            "WHERE id IN (SELECT event_id FROM assignments WHERE person_id = NEW.id) "
            "ON CONFLICT (event_id) DO UPDATE SET mark = excluded.mark; END"
        )
    else:
        op.execute("DROP TRIGGER people_feeds_changed ON people")
        statement = (
            f"CREATE CONSTRAINT TRIGGER people_feeds_changed AFTER UPDATE OF {columns} ON people "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION people_feeds()"
        )
    op.get_bind().exec_driver_sql(statement)
