"""Published reports and the numbers in them, to be held against the ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "published_reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("year BETWEEN 1950 AND 2150", name=op.f("ck_published_reports_year")),
        sa.CheckConstraint("(sha256 IS NULL) = (file_name IS NULL)", name=op.f("ck_published_reports_file")),
        sa.ForeignKeyConstraint(["sha256"], ["stored_files.sha256"], name=op.f("fk_published_reports_sha256")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_published_reports_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_reports")),
    )
    op.create_index(op.f("ix_published_reports_year_day_id"), "published_reports", ["year", "day", "id"])
    op.create_index(op.f("ix_published_reports_sha256"), "published_reports", ["sha256"])
    op.create_table(
        "published_numbers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("word", sa.String(200), nullable=False),
        sa.Column("is_guess", sa.Boolean(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["published_reports.id"], name=op.f("fk_published_numbers_report_id")),
        sa.ForeignKeyConstraint(["changed_by_id"], ["people.id"], name=op.f("fk_published_numbers_changed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_numbers")),
    )
    op.create_index(
        op.f("ix_published_numbers_report_id_position_id"), "published_numbers", ["report_id", "position", "id"]
    )


def downgrade() -> None:
    """Carry them back; what was entered is lost."""
    op.drop_table("published_numbers")
    op.drop_table("published_reports")
