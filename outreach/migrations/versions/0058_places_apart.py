"""Entries of the list of places of which somebody said that they are two."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "places_apart",
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("place_id < other_id", name=op.f("ck_places_apart_order")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_places_apart_by_id")),
        sa.ForeignKeyConstraint(["other_id"], ["places.id"], name=op.f("fk_places_apart_other_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_places_apart_place_id")),
        sa.PrimaryKeyConstraint("place_id", "other_id", name=op.f("pk_places_apart")),
    )
    op.create_index(op.f("ix_places_apart_other_id"), "places_apart", ["other_id"])


def downgrade() -> None:
    op.drop_table("places_apart")
