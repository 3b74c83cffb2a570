"""Contacts of follow-ups are sealed with the installation's key."""

import sqlalchemy as sa
from alembic import op

from outreach.db.sealing import opened, sealed

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

CONTACTS = sa.table("follow_up_contacts", sa.column("follow_up_id", sa.Uuid()), sa.column("contact", sa.Text()))


def upgrade() -> None:
    """Carry the tables forward."""
    for row in op.get_bind().execute(sa.select(CONTACTS)).all():
        _write(row.follow_up_id, sealed(row.contact))


def downgrade() -> None:
    """Carry them back; a contact that no key opens is deleted."""
    for row in op.get_bind().execute(sa.select(CONTACTS)).all():
        text = opened(row.contact)
        if text is None:
            op.execute(sa.delete(CONTACTS).where(CONTACTS.c.follow_up_id == row.follow_up_id))
        else:
            _write(row.follow_up_id, text)


def _write(follow_up_id: object, contact: str) -> None:
    op.execute(sa.update(CONTACTS).where(CONTACTS.c.follow_up_id == follow_up_id).values(contact=contact))
