"""The targets that a draft of a year's plan set."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "draft_targets",
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_draft_targets_quantity")),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_draft_targets_draft_id")),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name=op.f("fk_draft_targets_target_id")),
        sa.PrimaryKeyConstraint("draft_id", "target_id", name=op.f("pk_draft_targets")),
    )
    op.create_index(op.f("ix_draft_targets_target_id"), "draft_targets", ["target_id"])


def downgrade() -> None:
    """Carry the tables back."""
    op.drop_table("draft_targets")
