"""Phones that log without signing in, and the links that pair them."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "paired_phones",
        sa.Column("token_id", sa.Uuid(), nullable=False),
        sa.Column("paired_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["paired_by_id"], ["people.id"], name=op.f("fk_paired_phones_paired_by_id")),
        sa.ForeignKeyConstraint(["token_id"], ["bearer_tokens.id"], name=op.f("fk_paired_phones_token_id")),
        sa.PrimaryKeyConstraint("token_id", name=op.f("pk_paired_phones")),
    )
    op.create_index(op.f("ix_paired_phones_paired_by_id"), "paired_phones", ["paired_by_id"])
    op.create_table(
        "pairing_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_pairing_links_made_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_pairing_links_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_pairing_links_token_hash")),
    )
    op.create_index(op.f("ix_pairing_links_made_by_id_made_at"), "pairing_links", ["made_by_id", "made_at"])
    op.create_index(op.f("ix_pairing_links_person_id_expires_at"), "pairing_links", ["person_id", "expires_at"])


def downgrade() -> None:
    """Carry the tables back."""
    op.drop_table("pairing_links")
    op.drop_table("paired_phones")
