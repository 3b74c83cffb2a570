"""The index that coverage reads."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NAME = op.f("ix_events_place_id_lead_team_id_status_day_track")


def upgrade() -> None:
    op.create_index(NAME, "events", ["place_id", "lead_team_id", "status", "day", "track"])


def downgrade() -> None:
    op.drop_index(NAME, "events")
