"""What is there already of the items and numbers that a file names, and the files that came in."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, text

from outreach.audit.models import AuditEntry
from outreach.db import db
from outreach.errors import NotFound
from outreach.media.models import (
    AccountDay,
    Article,
    Channel,
    FileRow,
    OnlineFile,
    Placement,
    Reading,
    VoidedReading,
)
from outreach.media.rules import ArticleKind, DayMetric, Metric, Platform, title_key
from outreach.people.models import Person
from outreach.schedule.models import Event
from outreach.sheets import Approximation
from outreach.web.paging import Page, paged

Key = TypeVar("Key")
#: So many values go into one statement.
AT_ONCE = 500
#: So many files of one item are listed.
MOST_NAMED = 20
#: The number of the lock under which PostgreSQL lets one person after the other import.
_TURN = 5_120_260


@dataclass(frozen=True, slots=True)
class Known:
    """A placement that is there, with what of its item a verdict needs.

    `gone_with_file`: it was withdrawn because the file that had brought it was voided, so a file may bring it again.
    """

    placement_id: uuid.UUID
    article_id: uuid.UUID
    channel_id: uuid.UUID
    day: date
    clock_time: time | None
    url: str | None
    link_key: str | None
    platform_id: str | None
    title: str
    kind: ArticleKind
    article_day: date
    post_id: uuid.UUID | None
    is_withdrawn: bool
    gone_with_file: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What a counter showed at the close of a day: the reading recorded last that is not void."""

    value: int
    approximation: Approximation
    is_proven: bool


History = dict[tuple[uuid.UUID, Metric], dict[date, Seen]]


def every_channel() -> Sequence[Channel]:
    """The channels, those in use first."""
    return db.session.scalars(select(Channel).order_by(Channel.retired_at.is_not(None), Channel.id)).all()


def own_channels_of(platform: Platform) -> Sequence[Channel]:
    """The bureau's own channels in use on a platform, by name."""
    statement = select(Channel).where(Channel.platform == platform, Channel.is_own.is_(True))
    return db.session.scalars(statement.where(Channel.retired_at.is_(None)).order_by(Channel.name, Channel.id)).all()


def events_titled(keys: Collection[str]) -> dict[str, list[tuple[date, uuid.UUID]]]:
    """Events whose title is one of `keys` (`rules.title_key`): day and id."""
    found: dict[str, list[tuple[date, uuid.UUID]]] = defaultdict(list)
    for title, day, event_id in db.session.execute(select(Event.title, Event.day, Event.id)):
        if (key := title_key(title)) in keys:
            found[key].append((day, event_id))
    return found


def known_by_link(keys: Iterable[str]) -> Iterator[Known]:
    """The placements with one of these links (`rules.link_key`)."""
    for some in parts_of(keys):
        yield from _known(Placement.link_key.in_(some))


def known_by_number(channel_id: uuid.UUID, numbers: Iterable[str]) -> Iterator[Known]:
    """The placements on a channel that its platform calls so."""
    for some in parts_of(numbers):
        yield from _known(and_(Placement.channel_id == channel_id, Placement.platform_id.in_(some)))


def known_on(channel_id: uuid.UUID, first: date, last: date) -> Iterator[Known]:
    """The placements on a channel from the first to the last day."""
    return _known(and_(Placement.channel_id == channel_id, Placement.day.between(first, last)))


def known_elsewhere(kinds: Collection[ArticleKind], first: date, last: date) -> Iterator[Known]:
    """The placements of standing items of these kinds that first appeared within these days."""
    standing = and_(Article.kind.in_(kinds), Article.withdrawn_at.is_(None), Article.day.between(first, last))
    return _known(standing)


def _known(condition: ColumnElement[bool]) -> Iterator[Known]:
    statement = (
        select(
            Placement.id,
            Placement.article_id,
            Placement.channel_id,
            Placement.day,
            Placement.clock_time,
            Placement.url,
            Placement.link_key,
            Placement.platform_id,
            Article.title,
            Article.kind,
            Article.day,
            Article.post_id,
            Article.withdrawn_at.is_not(None),
        )
        .join(Article, Article.id == Placement.article_id)
        .where(condition)
        .order_by(Placement.id)
    )
    rows = [Known(*list[Any](row)) for row in db.session.execute(statement)]
    gone = _gone_with_file(row.article_id for row in rows if row.is_withdrawn)
    return (replace(row, gone_with_file=True) if row.article_id in gone else row for row in rows)


def _gone_with_file(article_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those that were withdrawn at the instant at which a file that had brought them was voided."""
    gone: set[uuid.UUID] = set()
    for some in parts_of(set(article_ids)):
        statement = (
            select(Article.id)
            .join(Placement, Placement.article_id == Article.id)
            .join(FileRow, and_(FileRow.placement_id == Placement.id, FileRow.is_new.is_(True)))
            .join(OnlineFile, OnlineFile.id == FileRow.file_id)
            .where(Article.id.in_(some), OnlineFile.voided_at == Article.withdrawn_at)
        )
        gone |= set(db.session.scalars(statement))
    return gone


def histories(placement_ids: Iterable[uuid.UUID]) -> History:
    """What the counters of the placements showed, voided readings left out."""
    found: History = defaultdict(dict)
    # the tables themselves: a hundred thousand rows take half as long as with their classes
    read, placed, on = (each.__table__.c for each in (Reading, Placement, Channel))
    proven = or_(on.is_own.is_(True), func.coalesce(read.proof_note, "") != "")
    statement = (
        select(read.placement_id, read.metric, read.day, read.value, read.approximation, proven)
        .join_from(Reading.__table__, Placement.__table__, placed.id == read.placement_id)
        .join(Channel.__table__, on.id == placed.channel_id)
        .where(~exists().where(VoidedReading.reading_id == read.id))
        .order_by(read.placement_id, read.recorded_at, read.id)
    )
    for some in parts_of(placement_ids):
        rows = db.session.execute(statement.where(read.placement_id.in_(some)))
        for placement_id, metric, day, value, approximation, is_proven in rows:
            found[placement_id, metric][day] = Seen(value, approximation, bool(is_proven))
    return found


def account_days(channel_id: uuid.UUID, first: date, last: date) -> dict[tuple[date, DayMetric], int]:
    """What the account did on each day, the last recorded, files that were voided left out."""
    statement = (
        select(AccountDay.day, AccountDay.metric, AccountDay.value)
        .outerjoin(OnlineFile, OnlineFile.id == AccountDay.file_id)
        .where(AccountDay.channel_id == channel_id, AccountDay.day.between(first, last), OnlineFile.voided_at.is_(None))
        .order_by(AccountDay.recorded_at, AccountDay.id)
    )
    return {(day, metric): value for day, metric, value in db.session.execute(statement)}


def standing(*, lock: bool) -> tuple[Any, ...]:
    """A name for the state of the online ledger, by the audit log and the files that came in.

    With `lock` it is read when nobody else imports any more, and nobody does until the end of the transaction.
    """
    if lock and db.session.get_bind().dialect.name == "postgresql":  # SQLite has one writer anyhow
        db.session.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
    last = db.session.scalar(select(AuditEntry.id).order_by(AuditEntry.id.desc()).limit(1))
    files = select(func.count(), func.count(OnlineFile.voided_at)).select_from(OnlineFile)
    return (str(last), *db.session.execute(files).one())


def file_of(file_id: uuid.UUID, *, lock: bool = False) -> OnlineFile:
    """The file, with `lock` kept from others until the transaction ends; raises NotFound."""
    statement = select(OnlineFile).where(OnlineFile.id == file_id)
    if lock:
        statement = statement.with_for_update(of=OnlineFile).execution_options(populate_existing=True)
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound(code="no_such_file", id=file_id)
    return found


def last_with(sha256: str) -> OnlineFile | None:
    """The last file of the very same bytes that was not voided."""
    statement = select(OnlineFile).where(OnlineFile.sha256 == sha256, OnlineFile.voided_at.is_(None))
    return db.session.scalar(statement.order_by(OnlineFile.brought_at.desc(), OnlineFile.id.desc()).limit(1))


def last_of_shape(shape: str) -> OnlineFile | None:
    """The last file of that shape that was not voided: what was said of it is offered again."""
    statement = select(OnlineFile).where(OnlineFile.shape == shape, OnlineFile.voided_at.is_(None))
    return db.session.scalar(statement.order_by(OnlineFile.brought_at.desc(), OnlineFile.id.desc()).limit(1))


def page_of_files(number: int) -> Page[OnlineFile]:
    """The files, the newest first."""
    statement = select(OnlineFile).order_by(OnlineFile.brought_at.desc(), OnlineFile.id.desc())
    return paged(db.session(), statement, number)


def parts_of(values: Iterable[Key]) -> Iterator[list[Key]]:
    """`values` in parts that a statement can take."""
    left = iter(values)
    while part := list(islice(left, AT_ONCE)):
        yield part


def names_of_people(ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The people's names by their ids."""
    wanted = {each for each in ids if each}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted))) if wanted else ()
    return {row.id: row.name for row in rows}


def last_account_day(channel_id: uuid.UUID) -> date | None:
    """The last local day of which a file that stands tells what the account did."""
    statement = (
        select(func.max(AccountDay.day))
        .outerjoin(OnlineFile, OnlineFile.id == AccountDay.file_id)
        .where(AccountDay.channel_id == channel_id, OnlineFile.voided_at.is_(None))
    )
    return db.session.scalar(statement)


def files_naming(article_id: uuid.UUID) -> list[tuple[OnlineFile, int, bool]]:
    """The files that speak of an item: with the row, and whether the item came with it; the newest first."""
    statement = (
        select(OnlineFile, FileRow.row, FileRow.is_new)
        .join(FileRow, FileRow.file_id == OnlineFile.id)
        .join(Placement, Placement.id == FileRow.placement_id)
        .where(Placement.article_id == article_id)
        .order_by(OnlineFile.brought_at.desc(), OnlineFile.id.desc(), FileRow.row)
        .limit(MOST_NAMED)
    )
    return [(file, row, is_new) for file, row, is_new in db.session.execute(statement)]


@dataclass(frozen=True)
class Named:
    """An item that a row of a file speaks of, with the numbers that came with it."""

    article_id: uuid.UUID
    title: str
    kind: ArticleKind
    channel: str
    is_new: bool
    is_withdrawn: bool
    readings: tuple[tuple[Metric, int, bool], ...]
    """Metric, value, and whether it was voided."""


def named_by(file_id: uuid.UUID, rows: Collection[int]) -> dict[int, list[Named]]:
    """The items that these rows of a file speak of; a push before its pieces."""
    statement = (
        select(FileRow.row, FileRow.is_new, Placement.id, Article, Channel.name)
        .join(Placement, Placement.id == FileRow.placement_id)
        .join(Article, Article.id == Placement.article_id)
        .join(Channel, Channel.id == Placement.channel_id)
        .where(FileRow.file_id == file_id, FileRow.row.in_(rows))
        .order_by(FileRow.row, Article.post_id.is_not(None), Placement.id)
    )
    found = db.session.execute(statement).unique().all()
    readings = _readings_in(file_id, [placement_id for _row, _new, placement_id, _item, _name in found])
    named: dict[int, list[Named]] = defaultdict(list)
    for row, is_new, placement_id, item, channel in found:
        gone = item.withdrawn_at is not None
        came = tuple(readings.get(placement_id, ()))
        named[row].append(Named(item.id, item.title, item.kind, channel, is_new, gone, came))
    return named


def _readings_in(
    file_id: uuid.UUID, placement_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[tuple[Metric, int, bool]]]:
    found: dict[uuid.UUID, list[tuple[Metric, int, bool]]] = defaultdict(list)
    statement = (
        select(Reading.placement_id, Reading.metric, Reading.value, VoidedReading.reading_id.is_not(None))
        .outerjoin(VoidedReading, VoidedReading.reading_id == Reading.id)
        .where(Reading.file_id == file_id, Reading.placement_id.in_(placement_ids))
        .order_by(Reading.placement_id, Reading.id)
    )
    for placement_id, metric, value, is_voided in db.session.execute(statement):
        found[placement_id].append((metric, value, bool(is_voided)))
    order = list(Metric)
    for came in found.values():
        came.sort(key=lambda each: order.index(each[0]))
    return found
