"""Whom to ask for, the telephone and the note of an order are sealed with the installation's key."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from outreach.db.sealing import is_sealed, opened, sealed
from outreach.migrations.columns import widen

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None

#: Name -> how many characters it held.
WIDTHS = {"contact": 40, "phone": 20}
NAMES = ("note", *WIDTHS)
ORDERS = sa.table("orders", sa.column("id", sa.Uuid()), *(sa.column(name, sa.Text()) for name in NAMES))


def upgrade() -> None:
    """Carry the tables forward; what is sealed takes more room."""
    for name, most in WIDTHS.items():
        widen("orders", name, most, None)
    _write(sealed)


def downgrade() -> None:
    """Carry them back; what no key opens is deleted."""
    _write(lambda text: opened(text) if is_sealed(text) else text)
    for name, most in WIDTHS.items():
        widen("orders", name, None, most)


def _write(made_of: Callable[[str], str | None]) -> None:
    texts = [ORDERS.c[name] for name in NAMES]
    kept = sa.select(ORDERS).where(sa.or_(*(text.is_not(None) for text in texts)))
    for row in op.get_bind().execute(kept).mappings().all():
        values = {name: made_of(row[name]) for name in NAMES if row[name] is not None}
        op.execute(sa.update(ORDERS).where(ORDERS.c.id == row["id"]).values(values))
