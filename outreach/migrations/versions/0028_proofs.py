"""Letters are evidence, too; what a screenshot or a letter proves of an article."""

import sqlalchemy as sa
from alembic import op

from outreach.migrations.columns import reword

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

KINDS = ("photo", "scan", "screenshot")


def upgrade() -> None:
    """Carry the tables forward."""
    for table in ("evidence", "uploads"):
        reword(table, "kind", KINDS, (*KINDS, "letter"))
    op.create_table(
        "proofs",
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=True),
        sa.Column("proves", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.CheckConstraint("proves IN ('appeared', 'counter')", name=op.f("ck_proofs_proves")),
        sa.CheckConstraint(
            "proves <> 'counter' OR (day IS NOT NULL AND placement_id IS NOT NULL)", name=op.f("ck_proofs_counter")
        ),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_proofs_article_id")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_proofs_evidence_id")),
        sa.ForeignKeyConstraint(["placement_id"], ["placements.id"], name=op.f("fk_proofs_placement_id")),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_proofs")),
    )
    op.create_index(op.f("ix_proofs_article_id"), "proofs", ["article_id"])
    op.create_index(op.f("ix_proofs_placement_id_day"), "proofs", ["placement_id", "day"])


def downgrade() -> None:
    """Carry them back; a letter becomes a photo of one, and what each of them proves is lost."""
    op.drop_table("proofs")
    for table in ("evidence", "uploads"):
        op.execute(f"UPDATE {table} SET kind = 'photo' WHERE kind = 'letter'")  # noqa: S608 (names of ours)
        reword(table, "kind", (*KINDS, "letter"), KINDS)
