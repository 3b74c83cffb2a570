"""When a person last opened the page of an event."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "events_seen",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_events_seen_event_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_events_seen_person_id")),
        sa.PrimaryKeyConstraint("event_id", "person_id", name=op.f("pk_events_seen")),
    )
    op.create_index(op.f("ix_events_seen_person_id_event_id"), "events_seen", ["person_id", "event_id"])


def downgrade() -> None:
    """Carry them back."""
    op.drop_table("events_seen")
