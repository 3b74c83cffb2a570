"""What was checked about an event's numbers and found right."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

WHAT = (
    "'rate', 'many_handed_out', 'few_handed_out', 'many_asked', 'more_than_issued', 'at_night', 'far_off', "
    "'same_twice', 'like_a_year', 'like_a_number'"
)


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "checked_oddities",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("print", sa.String(length=64), nullable=False),
        sa.Column("word", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(f"what IN ({WHAT})", name=op.f("ck_checked_oddities_what")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_checked_oddities_event_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_checked_oddities_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checked_oddities")),
    )
    op.create_index(op.f("ix_checked_oddities_event_id_print"), "checked_oddities", ["event_id", "print"])
    guard()


def guard() -> None:
    """Let the database refuse to change what was said."""
    table = "checked_oddities"
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    """Carry them back."""
    op.drop_table("checked_oddities")
