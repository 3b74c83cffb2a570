"""Reading what stands in a pack, and the packs that were made."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import lazyload, selectinload

from outreach.db import db
from outreach.errors import NotFound
from outreach.evidence.models import Evidence, StoredFile
from outreach.evidence.rules import PictureKind
from outreach.logbook.models import Tally
from outreach.logbook.rules import Basis
from outreach.materials.models import Item
from outreach.materials.rules import MAIN_UNIT as MAIN
from outreach.materials.rules import CountKind
from outreach.media.models import Article, Placement
from outreach.people.models import Person
from outreach.reports import queries
from outreach.reports.briefs.models import Brief
from outreach.reports.company_lines import companies_of_visits
from outreach.reports.figure import OF_ARTICLES
from outreach.reports.packs.asked import Asked
from outreach.reports.packs.models import Pack
from outreach.reports.packs.rules import Scope, State
from outreach.schedule.models import Event
from outreach.web.paging import Page, paged

BATCH = 200
_LARGEST = 400
"""Ids in one statement."""


@dataclass(frozen=True)
class Sum:
    """What of one item counts at one event; `unit` is the one under which it counts, `item_unit` its own.

    `standing` lines say something, `back` are reversals.
    """

    event_id: uuid.UUID
    kind: CountKind
    item: str | None
    item_unit: str | None
    unit: str
    quantity: int
    estimated: int
    standing: int
    back: int


@dataclass(frozen=True)
class LedgerLine:
    """One line of the ledger at an event of the pack, whether it counts or not."""

    id: uuid.UUID
    event_id: uuid.UUID
    day: date
    title: str
    kind: CountKind
    item: str | None
    unit: str
    counted_unit: str
    quantity: int
    basis: Basis
    received_at: datetime
    by: str
    reverses_id: uuid.UUID | None
    reason: str | None
    counts: bool


@dataclass(frozen=True)
class Amount:
    """How much a pack would hold."""

    events: int
    files: int
    bytes: int
    kept_out: int


def page_of_packs(year: int, number: int) -> Page[Pack]:
    """The packs of a year, the newest first."""
    statement = select(Pack).where(Pack.year == year).order_by(Pack.begun_at.desc(), Pack.id.desc())
    return paged(db.session(), statement, number)


def pack_of(pack_id: uuid.UUID, *, lock: bool = False) -> Pack:
    """The pack; raises NotFound."""
    found = db.session.get(Pack, pack_id, with_for_update={"of": Pack} if lock else None, populate_existing=lock)
    if found is None:
        raise NotFound(code="no_such_pack", id=pack_id)
    return found


def packs_in_making(by_id: uuid.UUID) -> Sequence[Pack]:
    """The packs of a person of which nobody has said that they are over."""
    return db.session.scalars(select(Pack).where(Pack.by_id == by_id, Pack.state == State.MAKING)).all()


def amount_of(asked: Asked, *, with_scans: bool) -> Amount:
    """How many events and files a pack would hold, how large these are, and how many are kept out of it."""
    ids = event_ids(asked)
    events = db.session.scalar(select(func.count()).select_from(ids.subquery())) or 0
    subjects = or_(
        and_(Evidence.subject_type == Event.__tablename__, Evidence.subject_id.in_(ids.order_by(None))),
        and_(Evidence.subject_type == Article.__tablename__, Evidence.subject_id.in_(article_ids(asked))),
    )
    row = db.session.execute(
        select(
            func.count(case((_may_go(with_scans), 1))),
            func.sum(case((_may_go(with_scans), StoredFile.size), else_=0)),
            func.count(),
        )
        .join(StoredFile, StoredFile.sha256 == Evidence.sha256)
        .where(subjects, *_STANDS)
    ).one()
    return Amount(events, row[0], int(row[1] or 0), row[2] - row[0])


def event_ids(asked: Asked) -> Select[Any]:
    """The ids of the events that stand in the ledger of the pack, by day and start."""
    if asked.event_id is not None:
        return select(Event.id).where(Event.id == asked.event_id)
    ordered = select(Event.id).where(*queries.held(asked.filters))
    return ordered.order_by(Event.day, Event.starts_at, Event.id)


def events_in_parts(asked: Asked) -> Iterator[Sequence[Event]]:
    """The events of the pack in order with all that hangs on them, BATCH of them in memory at a time."""
    ids = list(db.session.scalars(event_ids(asked)))
    for first in range(0, len(ids), BATCH):
        part = ids[first : first + BATCH]
        found = {event.id: event for event in db.session.scalars(select(Event).where(Event.id.in_(part))).unique()}
        yield [found[event_id] for event_id in part]
        for event in found.values():
            db.session.expunge(event)


def sums_of(asked: Asked) -> dict[uuid.UUID, list[Sum]]:
    """What counts at each event of the pack, by the very conditions of the figures (rule of the count 1)."""
    columns = (Tally.event_id, Tally.kind, Item.name, Item.unit, _unit())
    estimated = func.sum(case((Tally.basis == Basis.ESTIMATED, Tally.quantity), else_=0))
    standing = func.sum(case((Tally.takes_back, -1), else_=1))
    back = func.sum(case((Tally.reverses_id.is_not(None), 1), else_=0))
    statement = (
        select(*columns, func.sum(Tally.quantity), estimated, standing, back)
        .join(Event, Event.id == Tally.event_id)
        .outerjoin(Item, Item.id == Tally.item_id)
        .where(*_counted(asked))
        .group_by(*columns, Item.id, Item.position)
        .order_by(Tally.event_id, Tally.kind, Item.position, Item.name)
    )
    found: dict[uuid.UUID, list[Sum]] = defaultdict(list)
    for event_id, said_kind, item, item_unit, unit, *numbers in db.session.execute(statement):
        kind = CountKind(said_kind)
        found[event_id].append(Sum(event_id, kind, item, item_unit, unit or MAIN[kind], *(int(n) for n in numbers)))
    return found


def ledger_lines(asked: Asked) -> Iterator[LedgerLine]:
    """Every line of the pack's events, also those outside of the figures, by event and receipt; never all in memory."""
    counts = and_(*_counted(asked))
    statement = (
        select(Tally.id, Tally.event_id, Event.day, Event.title, Tally.kind, Item.name, Item.unit, _unit())
        .add_columns(Tally.quantity, Tally.basis, Tally.received_at, Person.name, Tally.reverses_id, Tally.reason)
        .add_columns(case((counts, 1), else_=0))
        .join(Event, Event.id == Tally.event_id)
        .join(Person, Person.id == Tally.by_id)
        .outerjoin(Item, Item.id == Tally.item_id)
        .where(Tally.event_id.in_(event_ids(asked).order_by(None)))
        .order_by(Event.day, Event.starts_at, Event.id, Tally.received_at, Tally.id)
    )
    result = db.session.execute(statement, execution_options={"yield_per": 500})
    for rows in result.partitions():
        yield from (_ledger_line(row) for row in rows)


def _ledger_line(row: Any) -> LedgerLine:
    said_kind, item, item_unit, counted_unit, *said, counts = row[4:]
    kind = CountKind(said_kind)
    facts: tuple[Any, ...] = (kind, item, item_unit or MAIN[kind], counted_unit or MAIN[kind], *said, bool(counts))
    return LedgerLine(*row[:4], *facts)


def loggers_of(asked: Asked) -> dict[uuid.UUID, list[str]]:
    """Who logged at each event, by name."""
    statement = (
        select(Tally.event_id, Person.name)
        .join(Person, Person.id == Tally.by_id)
        .where(Tally.event_id.in_(event_ids(asked).order_by(None)))
        .distinct()
        .order_by(Tally.event_id, Person.name)
    )
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    for event_id, name in db.session.execute(statement):
        found[event_id].append(name)
    return found


def companies_of(asked: Asked) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Of each event the companies that were visited at it."""
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for event_id, company_id, _kind in db.session.execute(companies_of_visits(asked.filters)):
        found[event_id].append(company_id)
    return found


def names_among(ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The names of those people."""
    wanted = sorted({each for each in ids if each is not None})
    return {
        row.id: row.name
        for part in _parts(wanted)
        for row in db.session.execute(select(Person.id, Person.name).where(Person.id.in_(part)))
    }


def article_ids(asked: Asked) -> Select[Any]:
    """The ids of the articles of the pack: those of its events, and where the filters know articles all of its days."""
    of_events = and_(Article.event_id.in_(event_ids(asked).order_by(None)), Article.withdrawn_at.is_(None))
    of_days = _of_days(asked)
    return select(Article.id).where(of_events if of_days is None else or_(of_events, of_days))


def counted_article_ids(asked: Asked) -> frozenset[uuid.UUID]:
    """Those of them that the figures of articles count."""
    of_days = _of_days(asked)
    return frozenset() if of_days is None else frozenset(db.session.scalars(select(Article.id).where(of_days)))


def _of_days(asked: Asked) -> ColumnElement[bool] | None:
    """The articles of the days under the filters; None where these ask for what articles do not have."""
    if asked.scope is Scope.EVENT or not OF_ARTICLES.issuperset(asked.filters.used):
        return None
    period = asked.filters.period
    return and_(Article.day.between(period.first, period.last), *queries.article_conditions(asked.filters))


def articles_of(asked: Asked) -> Iterator[Article]:
    """The articles of the pack with their placements, by day, BATCH of them in memory at a time."""
    ids = list(db.session.scalars(article_ids(asked).order_by(Article.day, Article.id)))
    whole = (selectinload(Article.placements).joinedload(Placement.channel), lazyload(Article.event))
    for first in range(0, len(ids), BATCH):
        part = ids[first : first + BATCH]
        statement = select(Article).where(Article.id.in_(part)).order_by(Article.day, Article.id).options(*whole)
        yield from db.session.scalars(statement).unique()


def evidence_among(table: str, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Evidence]]:
    """The evidence of those rows that was not taken away, oldest first; what was erased is there without its file."""
    found: dict[uuid.UUID, list[Evidence]] = defaultdict(list)
    for part in _parts(ids):
        of_rows = and_(Evidence.subject_type == table, Evidence.subject_id.in_(part), Evidence.removed_at.is_(None))
        for item in db.session.scalars(select(Evidence).where(of_rows).order_by(Evidence.added_at, Evidence.id)):
            found[item.subject_id].append(item)
    return found


def briefs_among(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Brief]:
    """The briefs of those events."""
    return {
        brief.event_id: brief
        for part in _parts(ids)
        for brief in db.session.scalars(select(Brief).where(Brief.event_id.in_(part)))
    }


def _parts(ids: Sequence[uuid.UUID]) -> Iterator[Sequence[uuid.UUID]]:
    for first in range(0, len(ids), _LARGEST):
        yield ids[first : first + _LARGEST]


def _counted(asked: Asked) -> list[ColumnElement[bool]]:
    """The conditions of the figures, at one event where the pack is of one."""
    only = [] if asked.event_id is None else [Event.id == asked.event_id]
    return [*queries.counted_lines(asked.filters), *only]


def _unit() -> Any:
    """The unit under which a line counts; None is the main unit of its kind."""
    return func.coalesce(Item.counted_as, Item.unit)


def _may_go(with_scans: bool) -> ColumnElement[bool]:
    """What may leave the house: nothing that shows faces or names, but the sheets that somebody asked for."""
    open_to_all: ColumnElement[bool] = Evidence.shows_people.is_(False)
    return or_(open_to_all, Evidence.kind == PictureKind.SCAN) if with_scans else open_to_all


_STANDS = (Evidence.removed_at.is_(None), Evidence.erased_at.is_(None))
