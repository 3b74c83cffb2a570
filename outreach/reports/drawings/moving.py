"""Which lines of a figure are no longer what a drawing kept: the database compares, only these come out of it."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from outreach.db import db
from outreach.reports.behind import BATCH, Line, lines_among
from outreach.reports.drawings.causes import subject_of
from outreach.reports.drawings.models import DrawnLine
from outreach.reports.filters import Filters
from outreach.reports.values import Drawn


@dataclass(frozen=True)
class KeptLine:
    """A line of one of the two sets that are compared; `by` and `reason` where a tally of today says them."""

    day: date
    quantity: int
    label: str
    url: str
    by: str | None = None
    reason: str | None = None

    @property
    def subject_id(self) -> uuid.UUID | None:
        """The event or article that the line is of."""
        return subject_of(self.url)


Moved = tuple[tuple[KeptLine, ...], tuple[tuple[KeptLine, KeptLine], ...], tuple[KeptLine, ...]]


def moved_since(drawing_id: uuid.UUID, key: str, now: Drawn, filters: Filters | None) -> Moved:
    """The lines that only today has, those with another day or quantity (then and now), and those that are gone.

    `now` is the figure as today's rows give it under `filters`, None where it has no value; to be called in the same
    snapshot.
    """
    of_key = DrawnLine.drawing_id == drawing_id, DrawnLine.key == key
    if filters is None:
        return (), (), _all(_kept_lines().where(*of_key))
    today = now.figure.lines(filters).subquery("today")
    differs = or_(DrawnLine.line_id.is_(None), DrawnLine.day != today.c.day, DrawnLine.quantity != today.c.quantity)
    same = and_(*of_key, DrawnLine.line_id == today.c.id)
    statement = _kept_lines(today.c.id).select_from(today).outerjoin(DrawnLine, same).where(differs)
    then = {row[0]: None if row.label is None else _kept(row[1:]) for row in db.session.execute(statement)}
    named = [(then[line.id], _today(line)) for line in lines_among(now.figure, filters, list(then))]
    added = tuple(line for old, line in named if old is None)
    changed = tuple((old, line) for old, line in named if old is not None)
    kept = db.session.scalar(select(func.count()).select_from(DrawnLine).where(*of_key)) or 0
    if kept == (now.lines or 0) - len(added):
        return added, changed, ()
    return added, changed, _all(_kept_lines().where(*of_key, DrawnLine.line_id.not_in(select(today.c.id))))


def _kept_lines(*before: Any) -> Select[Any]:
    return select(*before, DrawnLine.day, DrawnLine.quantity, DrawnLine.label, DrawnLine.url)


def _all(statement: Select[Any]) -> tuple[KeptLine, ...]:
    in_order = statement.order_by(DrawnLine.day, DrawnLine.line_id)
    result = db.session.execute(in_order, execution_options={"yield_per": BATCH})
    return tuple(_kept(row) for rows in result.partitions() for row in rows)


def _kept(row: Any) -> KeptLine:
    return KeptLine(*row)


def _today(line: Line) -> KeptLine:
    return KeptLine(line.day, line.quantity, line.label, line.path, line.by, line.reason)
