"""That notes of check-ups were erased, when and by whom."""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "check_notes_erased",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["check_answers.id"], name=op.f("fk_check_notes_erased_answer_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_check_notes_erased_by_id")),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_check_notes_erased")),
    )


def downgrade() -> None:
    """Carry them back; who erased which note is told by the audit alone."""
    op.drop_table("check_notes_erased")
