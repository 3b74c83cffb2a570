"""What stood against an event when it was planned anyway, and why it was."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KINDS = (
    "person_busy",
    "person_on_leave",
    "travel",
    "place_busy",
    "team_busy",
    "team_short",
    "holiday",
    "materials_short",
)


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "accepted_clashes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("other_id", sa.Uuid(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("there", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_accepted_clashes_by_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_accepted_clashes_event_id")),
        sa.ForeignKeyConstraint(["other_id"], ["events.id"], name=op.f("fk_accepted_clashes_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accepted_clashes")),
    )
    op.create_index(op.f("ix_accepted_clashes_event_id_at_id"), "accepted_clashes", ["event_id", "at", "id"])


def downgrade() -> None:
    """Carry them back."""
    op.drop_table("accepted_clashes")
