"""Stock that is issued to an event, and what a team lost outside of the store."""

import sqlalchemy as sa
from alembic import op

from outreach.migrations.columns import add_column, drop_columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    add_column(
        "movements",
        sa.Column("is_outside", sa.Boolean(), nullable=False),
        "CONSTRAINT ck_movements_is_outside CHECK (NOT is_outside OR (kind = 'lost' AND team_id IS NOT NULL))",
        default="false",
    )
    op.create_table(
        "event_issues",
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_issues_event_id")),
        sa.ForeignKeyConstraint(["movement_id"], ["movements.id"], name=op.f("fk_event_issues_movement_id")),
        sa.PrimaryKeyConstraint("movement_id", name=op.f("pk_event_issues")),
    )
    op.create_index(op.f("ix_event_issues_event_id"), "event_issues", ["event_id"])


def downgrade() -> None:
    """Carry them back; a loss outside of the store can't be told from one inside without the column, so it must go."""
    op.drop_table("event_issues")
    drop_columns("movements", "is_outside")
