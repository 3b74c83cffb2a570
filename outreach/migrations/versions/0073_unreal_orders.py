"""What is no real order is told, with the reason."""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "unreal_orders",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_unreal_orders_by_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_unreal_orders_order_id")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_unreal_orders")),
    )


def downgrade() -> None:
    """Carry them back; what was no real order is told by the audit alone, and counts as it did."""
    op.drop_table("unreal_orders")
