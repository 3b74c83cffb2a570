"""Things that are taken along: an event's own, and what the bureau usually takes."""

import sqlalchemy as sa

from outreach.migrations.columns import add_column, drop_columns

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    add_column("bureau", sa.Column("usual_things", sa.Text(), nullable=True))
    add_column("events", sa.Column("things", sa.Text(), nullable=True))


def downgrade() -> None:
    """Carry them back."""
    drop_columns("events", "things")
    drop_columns("bureau", "usual_things")
