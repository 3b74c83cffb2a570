"""Which check-up lists are to be filled at an event can be said beforehand."""

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "planned_check_lists",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_planned_check_lists_event_id")),
        sa.ForeignKeyConstraint(["list_id"], ["check_lists.id"], name=op.f("fk_planned_check_lists_list_id")),
        sa.PrimaryKeyConstraint("event_id", "list_id", name=op.f("pk_planned_check_lists")),
    )
    op.create_index(op.f("ix_planned_check_lists_list_id"), "planned_check_lists", ["list_id"])


def downgrade() -> None:
    """Carry them back."""
    op.drop_table("planned_check_lists")
