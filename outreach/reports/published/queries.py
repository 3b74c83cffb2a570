"""Reading published reports, and what of the ledger came after one."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from outreach import periods
from outreach.db import db
from outreach.errors import NotFound, Refusal
from outreach.logbook.models import Tally
from outreach.media.models import Article
from outreach.people.models import Person
from outreach.periods import Period
from outreach.reports.figures import figure
from outreach.reports.filters import Filters
from outreach.reports.parts import read_part
from outreach.reports.published.models import PublishedNumber, PublishedReport
from outreach.reports.rules import path_of
from outreach.schedule.models import Event

MOST_LATE = 50


@dataclass(frozen=True)
class LateLine:
    """A line of the ledger that counts today and was received after the day on which the report was published."""

    day: date
    at: datetime
    quantity: int
    title: str
    by: str | None
    reason: str | None
    path: str


@dataclass(frozen=True)
class Late:
    """Those lines: how many, what they add up to, and the newest of them."""

    count: int
    total: int
    lines: tuple[LateLine, ...]


def reports_of(year: int) -> Sequence[PublishedReport]:
    """The published reports of a year, newest first; those that were removed last."""
    asked = select(PublishedReport).where(PublishedReport.year == year)
    order = PublishedReport.removed_at.is_not(None), PublishedReport.day.desc(), PublishedReport.id.desc()
    return db.session.scalars(asked.order_by(*order)).all()


def report_of(year: int, report_id: uuid.UUID) -> PublishedReport:
    """The report, which must be one of the year; raises NotFound."""
    found = db.session.get(PublishedReport, report_id)
    if found is None or found.year != year:
        raise NotFound(code="no_such_report", id=report_id)
    return found


def numbers_of(report_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, list[PublishedNumber]]:
    """The numbers of each report in their order, without those that were removed."""
    asked = select(PublishedNumber).where(
        PublishedNumber.report_id.in_(report_ids), PublishedNumber.removed_at.is_(None)
    )
    found: dict[uuid.UUID, list[PublishedNumber]] = {report_id: [] for report_id in report_ids}
    for number in db.session.scalars(asked.order_by(PublishedNumber.position, PublishedNumber.id)).unique():
        found[number.report_id].append(number)
    return found


def number_of(report: PublishedReport, number_id: uuid.UUID) -> PublishedNumber:
    """A number of the report, also one that was removed; raises NotFound."""
    found = db.session.get(PublishedNumber, number_id)
    if found is None or found.report_id != report.id:
        raise NotFound(code="no_such_number", id=number_id)
    return found


def last_position(report_id: uuid.UUID) -> int:
    """The position of the report's last number, 0 where it has none."""
    asked = select(func.max(PublishedNumber.position)).where(PublishedNumber.report_id == report_id)
    return db.session.scalar(asked) or 0


def late_lines(word: str, around: Filters, published: date) -> Late | None:
    """The lines behind a figure that were received, or entered, after the day `published`.

    None for a word that can't be asked for here, and for figures whose lines have no such instant, or are internal.
    """
    try:
        part = read_part(word)
        filters, counted = part.filters(around), figure(part.key)
    except Refusal:
        return None
    if counted.of not in ("tally", "article", "reading") or counted.reason(filters) is not None:
        return None
    line = counted.lines(filters).subquery("line")
    after = line.c.at >= periods.instants(Period(published, published))[1]
    count, total = db.session.execute(select(func.count(), func.sum(line.c.quantity)).where(after)).one()
    if not count:
        return Late(0, 0, ())
    asked = (
        select(line.c.id, line.c.day, line.c.at, line.c.quantity, line.c.event_id, line.c.article_id)
        .add_columns(func.coalesce(Event.title, Article.title).label("title"), Person.name, Tally.reason)
        .outerjoin(Event, Event.id == line.c.event_id)
        .outerjoin(Article, Article.id == line.c.article_id)
        .outerjoin(Tally, Tally.id == line.c.id)
        .outerjoin(Person, Person.id == Tally.by_id)
        .where(after)
        .order_by(line.c.at.desc(), line.c.id)
        .limit(MOST_LATE)
    )
    return Late(count, int(total), tuple(_late(counted.of, row) for row in db.session.execute(asked)))


def _late(of: str, row: Any) -> LateLine:
    path = path_of(of, row.id, event_id=row.event_id, article_id=row.article_id)
    return LateLine(row.day, row.at, int(row.quantity), row.title, row.name, row.reason, path)
