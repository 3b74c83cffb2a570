"""The index that coverage reads, where 0005 made it before its columns changed places."""

from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None

COLUMNS = ["place_id", "lead_team_id", "status", "day", "track"]


def upgrade() -> None:
    """Put it in the place of the older one; a database that has it stays as it is."""
    op.drop_index(op.f("ix_events_place_id_lead_team_id_status_track_day"), "events", if_exists=True)
    op.create_index(op.f(f"ix_events_{'_'.join(COLUMNS)}"), "events", COLUMNS, if_not_exists=True)


def downgrade() -> None:
    """The version before has the same index."""
