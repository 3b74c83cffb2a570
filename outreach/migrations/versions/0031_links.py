"""What links were found to be, and the runs in which they were looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

OUTCOMES = (
    "'ok', 'moved', 'gone', 'deleted', 'fault', 'unreachable', 'timeout', 'certificate', 'refused', 'unsure', 'blocked'"
)
ENDS = "'done', 'stopped', 'no_network', 'no_answer', 'failed'"


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "link_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("left_over", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stop_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended", sa.String(length=40), nullable=True),
        sa.CheckConstraint("done >= 0 AND done <= total", name=op.f("ck_link_runs_progress")),
        sa.CheckConstraint("(ended_at IS NULL) = (ended IS NULL)", name=op.f("ck_link_runs_ended_at")),
        sa.CheckConstraint(f"ended IN ({ENDS})", name=op.f("ck_link_runs_ended")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_link_runs_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_runs")),
    )
    op.create_index(op.f("ix_link_runs_started_at_id"), "link_runs", ["started_at", "id"])
    op.create_table(
        "link_checks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("final_url", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(f"outcome IN ({OUTCOMES})", name=op.f("ck_link_checks_outcome")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_link_checks_by_id")),
        sa.ForeignKeyConstraint(["placement_id"], ["placements.id"], name=op.f("fk_link_checks_placement_id")),
        sa.ForeignKeyConstraint(["run_id"], ["link_runs.id"], name=op.f("fk_link_checks_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_checks")),
    )
    op.create_index(
        op.f("ix_link_checks_placement_id_checked_at_id"), "link_checks", ["placement_id", "checked_at", "id"]
    )
    op.create_index(op.f("ix_link_checks_run_id_outcome"), "link_checks", ["run_id", "outcome"])


def downgrade() -> None:
    """Carry them back."""
    op.drop_table("link_checks")
    op.drop_table("link_runs")
