"""The templates on which a bureau prints its texts."""

import sqlalchemy as sa
from alembic import op

from outreach.db.triggers import postgresql_statements, sqlite_statements

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward; a bureau has the program's own template until it brings one."""
    op.create_table(
        "word_templates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(64)),
        sa.Column("name", sa.Text()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(sha256 IS NULL) = (name IS NULL)", name=op.f("ck_word_templates_file")),
        sa.ForeignKeyConstraint(["sha256"], ["stored_files.sha256"], name=op.f("fk_word_templates_sha256")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_word_templates_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_templates")),
    )
    op.create_index(op.f("ix_word_templates_at_id"), "word_templates", ["at", "id"])
    op.create_index(op.f("ix_word_templates_sha256"), "word_templates", ["sha256"])
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in (postgresql_statements if is_postgresql else sqlite_statements)("word_templates"):
        op.execute(statement)


def downgrade() -> None:
    """Carry them back; the files stay on the disk."""
    op.drop_table("word_templates")
