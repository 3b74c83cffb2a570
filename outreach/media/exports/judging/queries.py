"""What is there already of the items and numbers that a file names."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select

from outreach.db import db, in_parts
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
from outreach.media.queries import is_proven
from outreach.media.readings.rules import Shown
from outreach.media.rules import ArticleKind, DayMetric, Metric
from outreach.periods import Period


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


@dataclass(frozen=True)
class Seen(Shown):
    """What a counter showed at the close of a day: the reading recorded last that is not void."""

    is_proven: bool = field(kw_only=True)


History = dict[tuple[uuid.UUID, Metric], dict[date, Seen]]


def known_by_link(keys: Iterable[str]) -> Iterator[Known]:
    """The placements with one of these links (`rules.link_key`)."""
    for some in in_parts(keys):
        yield from _known(Placement.link_key.in_(some))


def known_by_number(channel_id: uuid.UUID, numbers: Iterable[str]) -> Iterator[Known]:
    """The placements on a channel that its platform calls so."""
    for some in in_parts(numbers):
        yield from _known(and_(Placement.channel_id == channel_id, Placement.platform_id.in_(some)))


def known_on(days: Mapping[uuid.UUID, Period]) -> Iterator[Known]:
    """The placements on these channels, each within the channel's days."""
    on_each = (
        and_(Placement.channel_id == channel_id, Placement.day.between(within.first, within.last))
        for channel_id, within in days.items()
    )
    return _known(or_(false(), *on_each))


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
    for some in in_parts(set(article_ids)):
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
    proven = is_proven(on.is_own, read.proof_note)
    statement = (
        select(read.placement_id, read.metric, read.day, read.value, read.approximation, proven)
        .join_from(Reading.__table__, Placement.__table__, placed.id == read.placement_id)
        .join(Channel.__table__, on.id == placed.channel_id)
        .where(~exists().where(VoidedReading.reading_id == read.id))
        .order_by(read.placement_id, read.recorded_at, read.id)
    )
    for some in in_parts(placement_ids):
        rows = db.session.execute(statement.where(read.placement_id.in_(some)))
        for placement_id, metric, day, value, approximation, proven_now in rows:
            found[placement_id, metric][day] = Seen(value, approximation, is_proven=bool(proven_now))
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
