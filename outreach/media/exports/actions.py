"""Storing what a file brings, whole, and voiding a file that was wrong."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from sqlalchemy import func, insert, select, update

from outreach.audit.actions import Actor, Machine, record_act, record_change
from outreach.db import db, in_parts, new_id
from outreach.errors import Forbidden
from outreach.evidence.originals import name_original
from outreach.jobs.imports import Source
from outreach.jobs.reading import Reading as Table
from outreach.jobs.verdicts import Judged
from outreach.media.articles.rights import check_may_publish, may_publish
from outreach.media.exports.inserts import Inserts, first_days
from outreach.media.exports.judging.entries import AccountEntry, Entry
from outreach.media.exports.tables.rows import SHAPE
from outreach.media.models import (
    AccountDay,
    Article,
    ArticleLaw,
    ArticleTag,
    ArticleTeam,
    FileRow,
    OnlineFile,
    Placement,
    Reading,
)
from outreach.media.rules import link_key
from outreach.sheets.columns import titles_of

#: The shape of a table made by hand.
BY_HAND = "table"


@dataclass(frozen=True)
class _Item:
    """An article as the history names it, where the article itself need not be loaded."""

    id: uuid.UUID
    __tablename__: ClassVar[str] = Article.__tablename__


def store(rows: Sequence[Judged], *, by: Any, now: datetime, source: Source) -> None:
    """Store what the rows bring, with the file as its proof; `by` None is the program's own command.

    Raises Forbidden where an item is of a team whose articles `by` does not log: a new one, and in a table made by
    hand any. An account's own export speaks of every team's items, whoever fetched it.
    """
    whole: Table = source.reading
    if by is not None:
        for team_id in {row.entry.item.facts.team_id for row in rows if _is_new(row)} - {None}:
            check_may_publish(by, team_id, now)
        if SHAPE not in whole.matched.same:
            _check_own_items(rows, by=by, now=now)
    actor: Actor = by or Machine()
    inserts = Inserts(new_id(), actor.id, now)
    days = first_days(rows)
    for row in rows:
        inserts.add(row, days)
    for row in whole.rows:
        inserts.mention(row)
    _write(_file(inserts, whole, source), inserts)
    _change_known([row.entry for row in rows if isinstance(row.entry, Entry)], by=actor, now=now)
    record_act(
        "online_file.imported",
        by=actor,
        now=now,
        subject=db.session.get_one(OnlineFile, inserts.file_id),
        file=source.name,
        sha256=source.sha256,
        new=len(inserts.articles),
        readings=len(inserts.readings) + len(inserts.account_days),
    )
    db.session.flush()


def _check_own_items(rows: Sequence[Judged], *, by: Any, now: datetime) -> None:
    """Raise Forbidden, naming it, where a row is of an item that `by` could not change on its own page either."""
    ids = {row.entry.article_id for row in rows if isinstance(row.entry, Entry) and row.entry.article_id}
    for some in in_parts(sorted(ids, key=str)):
        titles = select(Article.team_id, func.min(Article.title)).where(Article.id.in_(some))
        for team_id, title in db.session.execute(titles.group_by(Article.team_id)):
            if not may_publish(by, team_id, now):
                message = _("“%(title)s” is another team's item: leave its row out, or ask the clerk.", title=title)
                raise Forbidden(message, code="other_team")


def _is_new(row: Judged) -> bool:
    return isinstance(row.entry, Entry) and row.entry.item is not None


def _file(inserts: Inserts, whole: Table, source: Source) -> OnlineFile:
    entries = [row.entry for row in whole.rows if isinstance(row.entry, Entry | AccountEntry)]
    days = [entry.day for entry in entries]
    channels = {entry.channel_id for entry in entries}
    read_on = {entry.reading_day for entry in entries if isinstance(entry, Entry) and entry.reading_day}
    return OnlineFile(
        id=inserts.file_id,
        sha256=name_original(source.content, now=inserts.now),
        name=source.name,
        shape=whole.matched.same.get(SHAPE, BY_HAND),
        channel_id=channels.pop() if len(channels) == 1 else None,
        day=read_on.pop() if len(read_on) == 1 else None,
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        rows=len(whole.rows),
        new_items=len(inserts.articles),
        new_readings=len(inserts.readings) + len(inserts.account_days),
        brought_at=inserts.now,
        brought_by_id=inserts.by_id,
        said=_said(whole),
    )


def _said(whole: Table) -> dict[str, Any]:
    """What is needed to read the file the same way again, and what was said of all of its rows."""
    matched = whole.matched
    same = {key: value for key, value in matched.same.items() if key != SHAPE}
    if SHAPE in matched.same:
        return {"same": same}
    titles = titles_of(matched.table)
    headings = {key: titles[place] for key, place in matched.places.items()}
    return {"same": same, "headings": headings, "sheet": matched.table.sheet or None}


def _write(file: OnlineFile, inserts: Inserts) -> None:
    db.session.add(file)
    db.session.flush()
    tables: Iterable[tuple[Any, Sequence[Mapping[str, Any]]]] = (
        (Article, inserts.posts),
        (Article, inserts.articles),
        (ArticleTag, inserts.tags),
        (ArticleTeam, inserts.teams),
        (ArticleLaw, inserts.laws),
        (Placement, inserts.placements),
        (FileRow, list(inserts.file_rows.values())),
        (Reading, inserts.readings),
        (AccountDay, inserts.account_days),
    )
    for table, values in tables:
        if values:
            db.session.execute(insert(table.__table__), values)


def _change_known(entries: Sequence[Entry], *, by: Actor, now: datetime) -> None:
    """Fill in what known placements lacked, bring items back, and move an item's day to its earliest placement."""
    who: dict[str, Any] = {"by": by, "now": now}
    for entry in entries:
        for name, value in entry.fills:
            values = {name: value} | ({"link_key": link_key(value)} if name == "url" else {})
            db.session.execute(update(Placement).where(Placement.id == entry.placement_id).values(**values))
            if name == "url" and entry.article_id is not None:
                record_change(_Item(entry.article_id), "link", old=None, new=value, **who)
    _restore({each for entry in entries for each in entry.restored}, **who)
    for entry in entries:
        if entry.earlier and entry.article_id is not None:
            _move(entry, **who)


def _restore(ids: set[uuid.UUID], *, by: Actor, now: datetime) -> None:
    for some in in_parts(sorted(ids, key=str)):
        gone = select(Article.id, Article.withdraw_reason).where(
            Article.id.in_(some), Article.withdrawn_at.is_not(None)
        )
        for item_id, reason in db.session.execute(gone).all():
            record_change(_Item(item_id), "withdrawn", old=reason, new=None, by=by, now=now, moves_figure=True)
        back = update(Article).where(Article.id.in_(some)).values(withdrawn_at=None, withdraw_reason=None)
        db.session.execute(back)


def _move(entry: Entry, *, by: Actor, now: datetime) -> None:
    item = db.session.get_one(Article, entry.article_id, populate_existing=True)
    if item.day > entry.day:
        old, item.day = item.day, entry.day
        record_change(item, "day", old=old.isoformat(), new=entry.day.isoformat(), by=by, now=now, moves_figure=True)
