"""Who was there is found by who said it and when it came: so many statements of one sender are taken within a day."""

from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_presences_by_id_received_at", "presences", ["by_id", "received_at"])


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_presences_by_id_received_at", "presences")
