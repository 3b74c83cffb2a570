"""What a reviewed notice promises stays beside the plan: the day it says, why the plan is another one, its paper's hash."""

import re
from datetime import date

import sqlalchemy as sa
from alembic import op

from outreach.migrations.columns import add_column, drop_columns

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward; what was reviewed says the day on its kept paper, and without one the planned day."""
    add_column("notices", sa.Column("promised_on", sa.Date()), _only_reviewed("promised_on"))
    add_column("notices", sa.Column("moved_because", sa.Text()), _only_reviewed("moved_because"))
    add_column("notices", sa.Column("paper_sha256", sa.String(64)), _only_reviewed("paper_sha256"))
    newest = "SELECT sha256 FROM notice_copies WHERE notice_id = notices.id ORDER BY at DESC, id DESC LIMIT 1"
    op.execute("UPDATE notices SET promised_on = revisit_on WHERE reviewed_at IS NOT NULL")
    op.execute(f"UPDATE notices SET paper_sha256 = ({newest}) WHERE reviewed_at IS NOT NULL")
    _take_from_papers(op.get_bind())


def downgrade() -> None:
    """Carry them back; why a revisit was moved stands in the history still."""
    drop_columns("notices", "promised_on", "moved_because", "paper_sha256")


def _only_reviewed(column: str) -> str:
    return f"CONSTRAINT ck_notices_{column} CHECK ({column} IS NULL OR reviewed_at IS NOT NULL)"


def _take_from_papers(connection: sa.Connection) -> None:
    notices = sa.table("notices", sa.column("id", sa.Uuid()), sa.column("promised_on", sa.Date()))
    notices.append_column(sa.column("paper_sha256"))
    copies = sa.table("notice_copies", sa.column("notice_id", sa.Uuid()), sa.column("paper", sa.JSON()))
    copies.append_column(sa.column("sha256"))
    kept = sa.select(copies.c.notice_id, copies.c.paper).join(
        notices, (notices.c.id == copies.c.notice_id) & (notices.c.paper_sha256 == copies.c.sha256)
    )
    for notice_id, paper in connection.execute(kept).all():
        day = _day(paper.get("said", {}).get("回访日期", ""))
        connection.execute(sa.update(notices).where(notices.c.id == notice_id).values(promised_on=day))


def _day(said: str) -> date | None:
    """2025年3月4日 as a day, None where none is said."""
    found = re.fullmatch(r"(\d+)年(\d+)月(\d+)日", said)
    return None if found is None else date(*map(int, found.groups()))
