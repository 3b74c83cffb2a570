"""Drafts of a year's plan and their lines."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STATES = ("open", "wanted", "made", "left", "withdrawn", "kept")


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("from_year", sa.SmallInteger(), nullable=False),
        sa.Column("to_year", sa.SmallInteger(), nullable=False),
        sa.Column("percent", sa.SmallInteger(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("to_year > from_year", name=op.f("ck_drafts_years")),
        sa.CheckConstraint("percent BETWEEN 10 AND 500", name=op.f("ck_drafts_percent")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_drafts_team_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_drafts_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_made_at_id"), "drafts", ["made_at", "id"])
    add_lines()


def add_lines() -> None:
    """The events as they are proposed."""
    words = ", ".join(f"'{state}'" for state in STATES)
    op.create_table(
        "draft_lines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("source_day", sa.Date(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_shifted", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("clash", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("origin IN ('plan', 'neglected')", name=op.f("ck_draft_lines_origin")),
        sa.CheckConstraint(f"state IN ({words})", name=op.f("ck_draft_lines_state")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_draft_lines_ends_after_start")),
        sa.CheckConstraint("(origin = 'plan') = (source_id IS NOT NULL)", name=op.f("ck_draft_lines_source")),
        sa.CheckConstraint(
            "state NOT IN ('made', 'withdrawn', 'kept') OR event_id IS NOT NULL", name=op.f("ck_draft_lines_made")
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_draft_lines_draft_id")),
        sa.ForeignKeyConstraint(["source_id"], ["events.id"], name=op.f("fk_draft_lines_source_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_draft_lines_team_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_draft_lines_place_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_draft_lines_edition_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_draft_lines_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_lines")),
    )
    op.create_index(
        op.f("ix_draft_lines_draft_id_state_position_id"), "draft_lines", ["draft_id", "state", "position", "id"]
    )
    op.create_index(op.f("ix_draft_lines_source_id_draft_id"), "draft_lines", ["source_id", "draft_id"])
    op.create_index(op.f("ix_draft_lines_event_id"), "draft_lines", ["event_id"], unique=True)


def downgrade() -> None:
    """Carry the tables back."""
    op.drop_table("draft_lines")
    op.drop_table("drafts")
