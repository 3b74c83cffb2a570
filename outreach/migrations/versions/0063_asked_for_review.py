"""A notice waits for its review from when somebody asked for it."""

import sqlalchemy as sa

from outreach.db.types import UTCDateTime
from outreach.migrations.columns import add_column, drop_columns

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward; nobody has asked for any yet."""
    only_drafts = "CONSTRAINT ck_notices_asked CHECK (asked_at IS NULL OR state = 'draft')"
    add_column("notices", sa.Column("asked_at", UTCDateTime()), only_drafts)


def downgrade() -> None:
    """Carry them back; who asked when stands in the history still."""
    drop_columns("notices", "asked_at")
