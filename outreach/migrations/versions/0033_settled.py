"""What was said of counters: that a total truly fell, and that what can't be read any more stays as it is."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    for table, column, other in (
        ("accepted_gaps", "placement_id", "placements"),
        ("settled_falls", "reading_id", "readings"),
    ):
        op.create_table(
            table,
            sa.Column(column, sa.Uuid(), nullable=False),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("by_id", sa.Uuid(), nullable=True),
            sa.Column("reason", sa.Text(), nullable=False),
            sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f(f"fk_{table}_by_id")),
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}")),
            sa.PrimaryKeyConstraint(column, name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_at_{column}"), table, ["at", column])


def downgrade() -> None:
    """Carry them back; what was said of counters is lost."""
    op.drop_table("settled_falls")
    op.drop_table("accepted_gaps")
