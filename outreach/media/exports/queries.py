"""The files that came into the online ledger, and what each of them brought."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select, text

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
from outreach.media.rules import ArticleKind, Metric
from outreach.people.models import Person
from outreach.web.paging import Page, paged

#: So many files of one item are listed.
MOST_NAMED = 20
#: The number of the lock under which PostgreSQL lets one person after the other import.
_TURN = 5_120_260


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
