"""Which lines of a figure are no longer what a drawing kept: the database compares, only these come out of it."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select

from outreach.db import db
from outreach.db.statements import made_of_it
from outreach.reports.behind import BATCH, Line, lines_among
from outreach.reports.drawings.causes import subject_of
from outreach.reports.drawings.models import DrawnLine
from outreach.reports.filters import Filters
from outreach.reports.lines import Lines
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
    kept = {"drawing_id": drawing_id, "key": key}
    if filters is None:
        return (), (), _all(_EVERY, kept)
    lines = now.figure.lines(filters)
    then = {
        row[0]: None if row.label is None else _kept(row[1:]) for row in db.session.execute(_differing(lines), kept)
    }
    named = [(then[line.id], _today(line)) for line in lines_among(now.figure, filters, list(then))]
    added = tuple(line for old, line in named if old is None)
    changed = tuple((old, line) for old, line in named if old is not None)
    if db.session.scalar(_COUNTED, kept) == (now.lines or 0) - len(added):
        return added, changed, ()
    return added, changed, _all(_gone(lines), kept)


_OF_KEY = DrawnLine.drawing_id == bindparam("drawing_id"), DrawnLine.key == bindparam("key")
_IN_ORDER = DrawnLine.day, DrawnLine.line_id
_COUNTED = select(func.count()).select_from(DrawnLine).where(*_OF_KEY)


@made_of_it
def _differing(lines: Lines) -> Select[Any]:
    """Today's lines that the drawing has not, or with another day or quantity, each with what it has."""
    today = lines.subquery("today")
    differs = or_(DrawnLine.line_id.is_(None), DrawnLine.day != today.c.day, DrawnLine.quantity != today.c.quantity)
    same = and_(*_OF_KEY, DrawnLine.line_id == today.c.id)
    return _kept_lines(today.c.id).select_from(today).outerjoin(DrawnLine, same).where(differs)


@made_of_it
def _gone(lines: Lines) -> Select[Any]:
    """The drawing's lines that are none of today's, by day."""
    today = lines.subquery("today")
    return _kept_lines().where(*_OF_KEY, DrawnLine.line_id.not_in(select(today.c.id))).order_by(*_IN_ORDER)


def _kept_lines(*before: Any) -> Select[Any]:
    return select(*before, DrawnLine.day, DrawnLine.quantity, DrawnLine.label, DrawnLine.url)


_EVERY = _kept_lines().where(*_OF_KEY).order_by(*_IN_ORDER)


def _all(statement: Select[Any], kept: dict[str, Any]) -> tuple[KeptLine, ...]:
    result = db.session.execute(statement, kept, execution_options={"yield_per": BATCH})
    return tuple(_kept(row) for rows in result.partitions() for row in rows)


def _kept(row: Any) -> KeptLine:
    return KeptLine(*row)


def _today(line: Line) -> KeptLine:
    return KeptLine(line.day, line.quantity, line.label, line.path, line.by, line.reason)
