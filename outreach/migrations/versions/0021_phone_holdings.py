"""What phones said they still hold."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "phone_holdings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("phone_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("aside", sa.Integer(), nullable=False),
        sa.Column("oldest_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "waiting >= 0 AND aside >= 0 AND waiting + aside > 0", name=op.f("ck_phone_holdings_counts")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_phone_holdings_event_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_phone_holdings_person_id")),
        sa.ForeignKeyConstraint(["seen_by_id"], ["people.id"], name=op.f("fk_phone_holdings_seen_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_holdings")),
    )
    for columns in (["phone_id"], ["event_id", "seen_at"], ["person_id"], ["seen_by_id"], ["seen_at", "heard_at"]):
        op.create_index(op.f(f"ix_phone_holdings_{'_'.join(columns)}"), "phone_holdings", columns)


def downgrade() -> None:
    """Carry the tables back."""
    op.drop_table("phone_holdings")
