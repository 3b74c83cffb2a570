"""Many items changed at once, and taken back: each change is in the history of its item, the batch knows them all."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Conflict, Invalid, NotFound
from outreach.media.articles.actions import change_facts
from outreach.media.models import Article, ArticleBatch
from outreach.people.models import Person
from outreach.web.language import in_bureau_language

#: So many rows at most are changed in one act: a page of ticks, not the whole ledger by a slip.
MOST = 200


def locked_articles(ids: Collection[uuid.UUID]) -> Sequence[Article]:
    """The items, kept from others until the transaction ends; raises Invalid for none or too many of them."""
    if not ids:
        raise Invalid(_l("Tick the rows first."), code="none_ticked")
    if len(ids) > MOST:
        raise Invalid(_l("At most %(most)s rows at once.", most=MOST), code="too_many")
    statement = select(Article).where(Article.id.in_(ids)).order_by(Article.day, Article.id)
    statement = statement.with_for_update(of=Article).execution_options(populate_existing=True)
    return db.session.scalars(statement).unique().all()


def change_many(
    ids: Collection[uuid.UUID],
    facts: Mapping[str, Any],
    *,
    add_ids: Collection[uuid.UUID] = (),
    drop_ids: Collection[uuid.UUID] = (),
    by: Person,
    now: datetime,
) -> ArticleBatch:
    """The items with another team or event (`team_id`, `event_id` in `facts`), tagged to more or fewer editions.

    Raises Forbidden where one of them is not the person's to change, and Invalid where nothing would change.
    """
    changed = []
    for item in locked_articles(ids):
        before = _plain(item)
        editions = ({tag.edition_id for tag in item.tags} | set(add_ids)) - set(drop_ids)
        wanted = {**facts, "edition_ids": sorted(editions)} if add_ids or drop_ids else facts
        if change_facts(item, wanted, by=by, now=now):
            changed.append(_differing(item, before))
    if not changed:
        raise Invalid(_l("These items say all of it already: nothing would change."), code="nothing_changes")
    batch = ArticleBatch(facts={"items": changed}, made_at=now, made_by_id=by.id)
    db.session.add(batch)
    db.session.flush()
    record_act("articles.changed", by=by, now=now, subject=batch, count=len(changed))
    return batch


def undo_batch(batch_id: uuid.UUID, *, by: Person, now: datetime) -> tuple[int, list[str]]:
    """Give the items back what they said before; the titles of those that somebody changed since, which stay.

    Raises Conflict where it was undone already.
    """
    batch = db.session.get(ArticleBatch, batch_id, with_for_update=True, populate_existing=True)
    if batch is None:
        raise NotFound(code="no_such_batch", id=batch_id)
    if batch.undone_at is not None:
        raise Conflict(_l("This was undone already."))
    told = {uuid.UUID(each["id"]): each for each in batch.facts["items"]}
    kept = []
    with in_bureau_language():
        reason = _("Undone: changed together with others")
    for item in locked_articles(list(told)):
        before, after = told[item.id]["before"], told[item.id]["after"]
        if {name: value for name, value in _plain(item).items() if name in after} != after:
            kept.append(item.title)
        else:
            change_facts(item, _as_facts(before), by=by, now=now, reason=reason)
    batch.undone_at, batch.undone_by_id = now, by.id
    record_act("articles.unchanged", by=by, now=now, subject=batch, count=len(told) - len(kept))
    return len(told) - len(kept), kept


def _differing(item: Article, before: Mapping[str, Any]) -> dict[str, Any]:
    after = {name: value for name, value in _plain(item).items() if before[name] != value}
    return {"id": str(item.id), "before": {name: before[name] for name in after}, "after": after}


def _plain(item: Article) -> dict[str, Any]:
    event = str(item.event_id) if item.event_id else None
    return {
        "team_id": str(item.team_id),
        "event_id": event,
        "edition_ids": sorted(str(tag.edition_id) for tag in item.tags),
    }


def _as_facts(plain: Mapping[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name, value in plain.items():
        if name == "edition_ids":
            facts[name] = [uuid.UUID(each) for each in value]
        else:
            facts[name] = uuid.UUID(value) if value else None
    return facts
