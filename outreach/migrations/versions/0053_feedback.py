"""What people say of the program, and what is answered."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

KINDS = ("mistake", "unclear", "wish")
ANSWERED = "(answered_at IS NULL) = (answered_by_id IS NULL) AND (answered_at IS NULL) = (answer IS NULL)"


def upgrade() -> None:
    """Carry the tables forward."""
    kind = sa.Enum(*KINDS, name="kind", native_enum=False, create_constraint=True, length=40)
    op.create_table(
        "feedback_notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("page", sa.String(200), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(ANSWERED, name=op.f("ck_feedback_notes_answered")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_feedback_notes_by_id")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["people.id"], name=op.f("fk_feedback_notes_answered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_notes")),
    )
    op.create_index(op.f("ix_feedback_notes_by_id_at_id"), "feedback_notes", ["by_id", "at", "id"])
    op.create_index(op.f("ix_feedback_notes_answered_at_at_id"), "feedback_notes", ["answered_at", "at", "id"])
    op.create_index(op.f("ix_feedback_notes_answered_by_id"), "feedback_notes", ["answered_by_id"])


def downgrade() -> None:
    """Carry them back; what was said is lost."""
    op.drop_table("feedback_notes")
