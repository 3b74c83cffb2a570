"""That notes of log lines were erased, when and by whom."""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "tally_notes_erased",
        sa.Column("tally_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_tally_notes_erased_by_id")),
        sa.ForeignKeyConstraint(["tally_id"], ["tallies.id"], name=op.f("fk_tally_notes_erased_tally_id")),
        sa.PrimaryKeyConstraint("tally_id", name=op.f("pk_tally_notes_erased")),
    )


def downgrade() -> None:
    """Carry them back; who erased which note is told by the audit alone."""
    op.drop_table("tally_notes_erased")
