"""Questions that need an answer, and the one contact that some of them have for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("tally_id", sa.Uuid(), nullable=True),
        sa.Column("topic_id", sa.Uuid(), nullable=True),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("owed_by_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("referral", sa.String(length=40), nullable=True),
        sa.Column("referral_to", sa.Text(), nullable=True),
        sa.Column("order_number", sa.String(length=40), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("sent_by_id", sa.Uuid(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("state IN ('open', 'noted', 'done', 'dropped')", name=op.f("ck_follow_ups_state")),
        sa.CheckConstraint(
            "referral IN ('arbitration', 'inspection', 'window', 'bureau')", name=op.f("ck_follow_ups_referral")
        ),
        sa.CheckConstraint("(state = 'noted') = (owed_by_id IS NULL)", name=op.f("ck_follow_ups_owed_by")),
        sa.CheckConstraint("(state = 'noted') = (due_on IS NULL)", name=op.f("ck_follow_ups_due_on")),
        sa.CheckConstraint(
            "(state IN ('done', 'dropped')) = (settled_at IS NOT NULL)", name=op.f("ck_follow_ups_settled")
        ),
        sa.CheckConstraint("referral <> 'bureau' OR referral_to IS NOT NULL", name=op.f("ck_follow_ups_referral_to")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_follow_ups_event_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["items.id"], name=op.f("fk_follow_ups_topic_id")),
        sa.ForeignKeyConstraint(["owed_by_id"], ["people.id"], name=op.f("fk_follow_ups_owed_by_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["people.id"], name=op.f("fk_follow_ups_settled_by_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_follow_ups_made_by_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["people.id"], name=op.f("fk_follow_ups_sent_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
    )
    for columns in (
        ("event_id", "received_at", "id"),
        ("state", "due_on", "id"),
        ("owed_by_id", "state", "due_on", "id"),
        ("topic_id", "state", "due_on"),
        ("received_at", "id"),
    ):
        op.create_index(op.f(f"ix_follow_ups_{'_'.join(columns)}"), "follow_ups", list(columns))
    op.create_table(
        "follow_up_contacts",
        sa.Column("follow_up_id", sa.Uuid(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["follow_up_id"], ["follow_ups.id"], name=op.f("fk_follow_up_contacts_follow_up_id")
        ),
        sa.PrimaryKeyConstraint("follow_up_id", name=op.f("pk_follow_up_contacts")),
    )
    op.create_index(op.f("ix_follow_up_contacts_erase_at"), "follow_up_contacts", ["erase_at"])


def downgrade() -> None:
    """Carry them back."""
    op.drop_table("follow_up_contacts")
    op.drop_table("follow_ups")
