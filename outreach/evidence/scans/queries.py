"""Reading sheets with names by the day until which they are kept."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from outreach.db import db
from outreach.evidence.models import Evidence, StoredFile
from outreach.web.paging import Page, paged

_SHEETS = select(Evidence).where(Evidence.keep_until.is_not(None), Evidence.erased_at.is_(None))


def page_of_sheets(number: int) -> Page[Evidence]:
    """Every sheet with names that is still there, also one that was taken away; what ends first stands first."""
    return paged(db.session(), _SHEETS.order_by(Evidence.keep_until, Evidence.id), number)


def sheets_past(today: date, *, most: int = 500) -> Sequence[Evidence]:
    """Those whose last day is over; the longest past first."""
    past = _SHEETS.where(Evidence.keep_until < today)
    return db.session.scalars(past.order_by(Evidence.keep_until, Evidence.id).limit(most)).all()


def count_past(today: date) -> int:
    """How many are past their last day."""
    past = _SHEETS.where(Evidence.keep_until < today)
    return db.session.scalar(select(func.count()).select_from(past.subquery())) or 0


def is_shown_elsewhere(sha256: str) -> bool:
    """Whether something that stays has the same file; the file's row is held until the end of the transaction."""
    db.session.get(StoredFile, sha256, with_for_update=True)
    other = select(Evidence.id).where(Evidence.sha256 == sha256, Evidence.erased_at.is_(None)).limit(1)
    return db.session.scalar(other) is not None
