"""What an assessor looks for: plan, ledger, evidence and report of a year, each a way to what is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, exists, func, select

from outreach import periods
from outreach.db import db
from outreach.evidence.models import Evidence
from outreach.periods import Period
from outreach.reports import queries
from outreach.reports.closings.queries import closings_in_force
from outreach.reports.drawings.models import Drawing
from outreach.reports.figures import BESIDE
from outreach.reports.filters import Filters
from outreach.reports.report import states_table
from outreach.reports.tables import Table, figure_href
from outreach.reports.values import draw
from outreach.schedule.campaigns.queries import editions_covering
from outreach.schedule.models import Edition, Event
from outreach.schedule.queries import events_among
from outreach.schedule.rules import Status, Track
from outreach.schedule.targets.queries import targets_of
from outreach.web.paging import Page, paged


@dataclass(frozen=True)
class Assessment:
    """A year as an assessor reads it; `overdue` and `unlogged` are what is not in order yet."""

    year: int
    is_empty: bool
    states: Table
    held: int
    reviewed: int
    editions: Sequence[Edition]
    with_notice: int
    targets: int
    unlogged: int
    unlogged_href: str
    overdue: int
    overdue_href: str
    with_evidence: int
    drawings: int
    closed: int


@dataclass(frozen=True)
class EvidencePage:
    """A page of held events, and how many pictures each has."""

    page: Page[Event]
    pictures: Mapping[object, int]


def assessment(year: int, today: date) -> Assessment:
    """The year as it stands on the local day `today`. To be called inside `snapshot()`."""
    filters = Filters.of_year(year)
    counts = queries.status_counts(filters)
    editions = editions_covering(filters.period)
    past = _past(filters, today)
    overdue = draw(BESIDE["events_planned"], past).value if past else 0
    return Assessment(
        year=year,
        is_empty=not counts,
        states=states_table(counts, filters),
        held=sum(each.get("held", 0) for track, each in counts.items() if track is not Track.INTERNAL),
        reviewed=sum(each.get("reviewed", 0) for track, each in counts.items() if track is not Track.INTERNAL),
        editions=editions,
        with_notice=sum(bool(edition.document) for edition in editions),
        targets=sum(bool(target.quantity) for target in targets_of(year)),
        unlogged=draw(BESIDE["events_unlogged"], filters).value or 0,
        unlogged_href=figure_href("events_unlogged", filters),
        overdue=overdue or 0,
        overdue_href=figure_href("events_planned", past or filters),
        with_evidence=_with_evidence(filters.period),
        drawings=_drawings(year),
        closed=len(closings_in_force(year)),
    )


def page_of_evidence(year: int, *, has: bool, number: int) -> EvidencePage:
    """The held events of the counted tracks that have a picture or scan (`has`), or have none, by day."""
    shown = _has_picture() if has else ~_has_picture()
    statement = select(Event.id).where(*_held(periods.year(year)), shown)
    page = paged(db.session(), statement.order_by(Event.day, Event.starts_at, Event.id), number)
    events = events_among(page.rows) if page.rows else ()
    return EvidencePage(page.showing(list(events)), _pictures(page.rows))


def _past(filters: Filters, today: date) -> Filters | None:
    last = min(filters.period.last, today - timedelta(days=1))
    return None if last < filters.period.first else Filters(filters.year, Period(filters.period.first, last))


def _held(days: Period) -> list[ColumnElement[bool]]:
    of_days = Event.day.between(days.first, days.last)
    return [Event.status == Status.HELD, of_days, Event.track.in_(queries.COUNTED_TRACKS)]


def _has_picture() -> ColumnElement[bool]:
    of_event = Evidence.subject_type == Event.__tablename__, Evidence.subject_id == Event.id
    return exists().where(*of_event, Evidence.removed_at.is_(None)).correlate(Event)


def _with_evidence(days: Period) -> int:
    counted = select(func.count()).select_from(Event).where(*_held(days), _has_picture())
    return db.session.scalar(counted) or 0


def _pictures(ids: Sequence[object]) -> dict[object, int]:
    statement = select(Evidence.subject_id, func.count()).where(
        Evidence.subject_type == Event.__tablename__, Evidence.subject_id.in_(ids), Evidence.removed_at.is_(None)
    )
    return dict(db.session.execute(statement.group_by(Evidence.subject_id)).all()) if ids else {}


def _drawings(year: int) -> int:
    """How many drawings of the year are kept."""
    return db.session.scalar(select(func.count()).select_from(Drawing).where(Drawing.year == year)) or 0
