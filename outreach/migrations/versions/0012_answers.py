"""What people say to their duties at events."""

import sqlalchemy as sa

from outreach.migrations.columns import add_column, drop_columns

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    add_column(
        "assignments",
        sa.Column("answer", sa.String(length=40), nullable=False),
        "CONSTRAINT ck_assignments_answer CHECK (answer IN ('none', 'accepted', 'declined'))",
        default="'none'",
    )
    add_column(
        "assignments",
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        "CONSTRAINT ck_assignments_answered CHECK ((answer = 'none') = (answered_at IS NULL))",
    )
    add_column(
        "assignments",
        sa.Column("answer_reason", sa.String(length=100)),
        "CONSTRAINT ck_assignments_answer_reason CHECK (answer <> 'declined' OR answer_reason IS NOT NULL)",
    )


def downgrade() -> None:
    """Carry them back."""
    drop_columns("assignments", "answer_reason", "answered_at", "answer")
