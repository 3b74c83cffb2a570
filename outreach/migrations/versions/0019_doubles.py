"""Two tallies of one desk: questions, who is in doubt, decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

KINDS = "'handout', 'consultation', 'attendance', 'display'"
ADDED_TO = ("double_decisions", "double_lines")


def upgrade() -> None:
    """Carry the tables forward; desks that were logged before are looked at when their next line comes."""
    op.create_table(
        "doubles",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_doubles_kind")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_doubles_event_id")),
        sa.ForeignKeyConstraint(["item_id", "kind"], ["items.id", "items.kind"], name=op.f("fk_doubles_item_id_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doubles")),
    )
    op.create_index(op.f("ix_doubles_event_id"), "doubles", ["event_id"])
    op.create_index(op.f("ix_doubles_item_id"), "doubles", ["item_id"])
    op.create_index(op.f("ix_doubles_closed_at_event_id"), "doubles", ["closed_at", "event_id"])
    op.create_table(
        "double_sides",
        sa.Column("double_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["double_id"], ["doubles.id"], name=op.f("fk_double_sides_double_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_double_sides_person_id")),
        sa.PrimaryKeyConstraint("double_id", "person_id", name=op.f("pk_double_sides")),
    )
    op.create_index(op.f("ix_double_sides_person_id"), "double_sides", ["person_id"])
    add_decisions()
    guard()


def add_decisions() -> None:
    """What leads decide, and the lines that it makes."""
    op.create_table(
        "double_decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("double_id", sa.Uuid(), nullable=False),
        sa.Column("choice", sa.String(length=40), nullable=False),
        sa.Column("counted", sa.JSON(), nullable=False),
        sa.Column("shares", sa.JSON(), nullable=False),
        sa.Column("for_later", sa.Boolean(), nullable=False),
        sa.Column("word", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("choice IN ('add', 'keep', 'split', 'reopened')", name=op.f("ck_double_decisions_choice")),
        sa.CheckConstraint("for_later = false OR choice = 'add'", name=op.f("ck_double_decisions_for_later")),
        sa.ForeignKeyConstraint(["double_id"], ["doubles.id"], name=op.f("fk_double_decisions_double_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_double_decisions_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_double_decisions")),
    )
    op.create_index(op.f("ix_double_decisions_double_id_at_id"), "double_decisions", ["double_id", "at", "id"])
    op.create_table(
        "double_lines",
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("tally_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["double_decisions.id"], name=op.f("fk_double_lines_decision_id")),
        sa.ForeignKeyConstraint(["tally_id"], ["tallies.id"], name=op.f("fk_double_lines_tally_id")),
        sa.PrimaryKeyConstraint("decision_id", "tally_id", name=op.f("pk_double_lines")),
    )
    op.create_index(op.f("ix_double_lines_tally_id"), "double_lines", ["tally_id"])


def guard() -> None:
    """Let the database refuse to change what was decided."""
    for table in ADDED_TO:
        if op.get_bind().dialect.name == "sqlite":
            for verb in ("update", "delete"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
                )
        else:
            op.execute(
                f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
            op.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )


def downgrade() -> None:
    """Carry the tables back; the lines that decisions made stay in the ledger."""
    for table in ("double_lines", "double_decisions", "double_sides", "doubles"):
        op.drop_table(table)
