"""The page of a risk notice that a company signed is evidence of a kind of its own."""

from alembic import op

from outreach.migrations.columns import reword

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None

KINDS = ("photo", "scan", "screenshot", "letter")


def upgrade() -> None:
    """Carry the tables forward; what was called a sign-in sheet stays one, with the day on which it is deleted."""
    for table in ("evidence", "uploads"):
        reword(table, "kind", KINDS, (*KINDS, "signed_page"))


def downgrade() -> None:
    """Carry them back; a signed page becomes a photo of one, kept out of exports as it was."""
    for table in ("evidence", "uploads"):
        op.execute(f"UPDATE {table} SET kind = 'photo' WHERE kind = 'signed_page'")  # noqa: S608 (names of ours)
        reword(table, "kind", (*KINDS, "signed_page"), KINDS)
