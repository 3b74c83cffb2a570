"""Turns: what the program does by itself, once, whichever process is first."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "turns",
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("slot", sa.String(60), nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum("done", "failed", name="outcome", native_enum=False, create_constraint=False, length=40),
            nullable=True,
        ),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.CheckConstraint("outcome IN ('done', 'failed')", name=op.f("ck_turns_outcome")),
        sa.CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name=op.f("ck_turns_ended")),
        sa.PrimaryKeyConstraint("kind", "slot", name=op.f("pk_turns")),
    )
    op.create_index(op.f("ix_turns_kind_began_at"), "turns", ["kind", "began_at"])


def downgrade() -> None:
    """Carry them back; what was done by itself is forgotten, not undone."""
    op.drop_table("turns")
