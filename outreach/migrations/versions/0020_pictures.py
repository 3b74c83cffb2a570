"""What kind of picture evidence is, how long a sheet with names is kept, and pictures on their way from a phone."""

import sqlalchemy as sa
from alembic import op

from outreach.migrations.columns import add_column, drop_columns

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

KINDS = "'photo', 'scan', 'screenshot'"


def upgrade() -> None:
    """Carry the tables forward."""
    add_column("evidence", sa.Column("keep_until", sa.Date()))
    add_column("evidence", sa.Column("erased_at", sa.DateTime(timezone=True)))
    add_column(
        "evidence",
        sa.Column("kind", sa.String(length=40), nullable=False),
        f"CONSTRAINT ck_evidence_kind CHECK (kind IN ({KINDS}))",
        "CONSTRAINT ck_evidence_keep_until CHECK (kind <> 'scan' OR NOT shows_people OR keep_until IS NOT NULL)",
        default="'photo'",
    )
    op.create_index(op.f("ix_evidence_keep_until_id"), "evidence", ["keep_until", "id"])
    op.create_index(op.f("ix_evidence_sha256"), "evidence", ["sha256"])
    add_uploads()


def add_uploads() -> None:
    """The table of pictures on their way."""
    op.create_table(
        "uploads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("caption", sa.Text(), nullable=True),
        sa.Column("shows_people", sa.Boolean(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("refused", sa.String(length=20), nullable=True),
        sa.CheckConstraint("size > 0", name=op.f("ck_uploads_size")),
        sa.CheckConstraint("evidence_id IS NULL OR refused IS NULL", name=op.f("ck_uploads_answer")),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_uploads_kind")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_uploads_evidence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    op.create_index(op.f("ix_uploads_person_id_declared_at"), "uploads", ["person_id", "declared_at"])
    op.create_index(
        op.f("ix_uploads_subject_type_subject_id_sha256"), "uploads", ["subject_type", "subject_id", "sha256"]
    )
    op.create_index(op.f("ix_uploads_declared_at"), "uploads", ["declared_at"])
    op.create_index(op.f("ix_uploads_evidence_id"), "uploads", ["evidence_id"])


def downgrade() -> None:
    """Carry them back."""
    op.drop_table("uploads")
    op.drop_index(op.f("ix_evidence_sha256"), "evidence")
    op.drop_index(op.f("ix_evidence_keep_until_id"), "evidence")
    drop_columns("evidence", "kind", "erased_at", "keep_until")
