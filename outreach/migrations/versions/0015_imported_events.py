"""The names by which other calendars know the events that came from there."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "imported_events",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_imported_events_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_imported_events")),
    )
    op.create_index(op.f("ix_imported_events_event_id"), "imported_events", ["event_id"])


def downgrade() -> None:
    """Carry them back."""
    op.drop_table("imported_events")
