"""Writing the online ledger: articles, and where they stand."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Conflict, Invalid, Question
from outreach.laws.queries import check_known_laws
from outreach.media import queries
from outreach.media.articles.histories import as_read, record, record_differences
from outreach.media.articles.placing import (
    ask_about_twin,
    change_placement,
    checked_place,
    move_placement,
    place_article,
)
from outreach.media.articles.queries import mark_of, merged_into
from outreach.media.articles.rights import check_may_publish
from outreach.media.models import Article, ArticleLaw, ArticleTag, ArticleTeam
from outreach.media.rules import ArticleKind, check_came
from outreach.people.models import Person

__all__ = [
    "change_article",
    "change_facts",
    "change_placement",
    "check_may_publish",
    "place_article",
    "publish_article",
    "restore_article",
    "withdraw_article",
]


def publish_article(
    *,
    by: Person,
    now: datetime,
    kind: ArticleKind,
    title: str,
    day: date,
    team_id: uuid.UUID,
    channel_id: uuid.UUID,
    url: str = "",
    clock_time: time | None = None,
    platform_id: str = "",
    event_id: uuid.UUID | None = None,
    post_id: uuid.UUID | None = None,
    position: int = 0,
    edition_ids: Collection[uuid.UUID] = (),
    joint_team_ids: Collection[uuid.UUID] = (),
    law_ids: Collection[uuid.UUID] = (),
    authors: str = "",
    note: str = "",
    confirmed: Collection[str] = (),
) -> Article:
    """A new item with its first placement, on the local `day`.

    Raises Question `twice` where it seems to be there already (same link, same number of the platform, or same title
    on that channel and day), `own_readings` where a first piece would put its post's own readings out of the count,
    and `coming_day`; `confirmed` holds the codes that were answered with yes.
    """
    check_may_publish(by, team_id, now)
    post = queries.article(post_id, lock=True) if post_id else None
    _check_whole(kind, title, post)
    if post is not None and "own_readings" not in confirmed:
        _ask_about_own_readings(post)
    place = checked_place(channel_id, day, url, now=now, confirmed=confirmed)
    ask_about_twin(title, place, confirmed, clock_time=clock_time, platform_id=platform_id)
    item = Article(
        kind=kind,
        title=title,
        day=day,
        team_id=team_id,
        event_id=event_id,
        post_id=post_id,
        position=position,
        authors=authors or None,
        note=note or None,
        made_at=now,
        made_by_id=by.id,
    )
    _tie(item, edition_ids=edition_ids, joint_team_ids=joint_team_ids, law_ids=law_ids)
    db.session.add(item)
    db.session.flush()
    record_act("article.published", by=by, now=now, subject=item, title=title)
    facts = place | {"url": url, "clock_time": clock_time, "platform_id": platform_id}
    place_article(item, by=by, now=now, confirmed={*confirmed, "twice"}, **facts)
    return item


def change_article(
    item: Article,
    *,
    by: Person,
    now: datetime,
    kind: ArticleKind,
    title: str,
    day: date,
    team_id: uuid.UUID,
    event_id: uuid.UUID | None,
    edition_ids: Collection[uuid.UUID],
    joint_team_ids: Collection[uuid.UUID] | None = None,
    law_ids: Collection[uuid.UUID] | None = None,
    authors: str = "",
    note: str = "",
    seen: str | None = None,
    placement_along: bool = False,
    confirmed: Collection[str] = (),
) -> Article:
    """The item with other facts; every change is in its history. None leaves joint teams or laws as they are.

    With `placement_along` the item's only placement moves to the new day too. Raises Question `coming_day`.
    `seen` is `mark_of` the item as its editor saw it: Conflict (`changed_meanwhile`) where that has passed.
    """
    _check_unchanged(item, seen)
    if day != item.day:
        check_came(day, today=clock.local_day(now), confirmed="coming_day" in confirmed)
    alone = queries.placement_of_its_day(item)
    ties = {"edition_ids": edition_ids, "joint_team_ids": joint_team_ids, "law_ids": law_ids}
    facts = {"kind": kind, "title": title, "day": day, "team_id": team_id, "event_id": event_id}
    facts |= {"authors": authors or None, "note": note or None}
    facts |= {name: ids for name, ids in ties.items() if ids is not None}
    change_facts(item, facts, by=by, now=now)
    if placement_along and alone is not None and alone.day != day:
        move_placement(alone, {"day": day}, by=by, now=now)
    return item


def change_facts(item: Article, facts: Mapping[str, Any], *, by: Person, now: datetime, reason: str = "") -> bool:
    """Give the item these facts and leave the others; False where it says all of them already.

    `facts` are columns of the item and `edition_ids`, `joint_team_ids`, `law_ids`; raises Forbidden and Invalid.
    """
    for each in {item.team_id, facts.get("team_id", item.team_id)}:
        check_may_publish(by, each, now)
    kind, title = facts.get("kind", item.kind), facts.get("title", item.title)
    _check_whole(kind, title, item.post)
    _check_pieces_kept(item, kind)
    before = as_read(item)
    columns = {name: value for name, value in facts.items() if name not in _TIES}
    for name, value in columns.items():
        setattr(item, name, value)
    _tie(item, **{name: ids for name, ids in facts.items() if name in _TIES})
    db.session.flush()
    db.session.refresh(item)
    return record_differences(item, before, reason=reason or None, by=by, now=now)


def withdraw_article(item: Article, *, by: Person, now: datetime, reason: str) -> Article:
    """The item counts no longer, from its first day on; raises Invalid without a reason."""
    check_may_publish(by, item.team_id, now)
    if not reason:
        raise Invalid(_("Say why, so that nobody has to ask next year."), field="reason")
    if item.withdrawn_at is not None:
        raise Conflict(_("This item was withdrawn already."))
    item.withdrawn_at, item.withdraw_reason = now, reason
    record(item, "withdrawn", None, reason, by=by, now=now, reason=reason)
    record_act("article.withdrawn", by=by, now=now, subject=item, reason=reason)
    return item


def restore_article(item: Article, *, by: Person, now: datetime) -> Article:
    """The item counts again; raises Conflict (`merged`) where it became one with another, which has its readings."""
    check_may_publish(by, item.team_id, now)
    if item.withdrawn_at is None:
        raise Conflict(_("This item is not withdrawn."))
    if merged_into(item.id) is not None:
        raise Conflict(_("It is one with another item, which has its numbers. Make them two again."), code="merged")
    record(item, "withdrawn", item.withdraw_reason, None, by=by, now=now)
    item.withdrawn_at = item.withdraw_reason = None
    record_act("article.restored", by=by, now=now, subject=item)
    return item


def _tie(item: Article, **ids: Collection[uuid.UUID]) -> None:
    """Point the item to exactly these editions, teams or laws; a lead team is not joint as well."""
    for name, wanted in ids.items():
        relation, model, column = _TIES[name]
        if name == "law_ids":
            check_known_laws(wanted)
        there = {getattr(each, column): each for each in getattr(item, relation)}
        new = [each for each in dict.fromkeys(wanted) if name != "joint_team_ids" or each != item.team_id]
        setattr(item, relation, [there.get(each) or model(**{column: each}) for each in new])


#: What an item points to by ids: its relation, the model of the tie, and its column.
_TIES: dict[str, tuple[str, Any, str]] = {
    "edition_ids": ("tags", ArticleTag, "edition_id"),
    "joint_team_ids": ("joint_teams", ArticleTeam, "team_id"),
    "law_ids": ("laws", ArticleLaw, "law_id"),
}


def _check_unchanged(item: Article, seen: str | None) -> None:
    if seen and seen != mark_of(item):
        raise Conflict(_("Somebody changed this item meanwhile. Look at it before you save."), code="changed_meanwhile")


def _check_pieces_kept(item: Article, kind: ArticleKind) -> None:
    if item.pieces and kind is not ArticleKind.POST:
        raise Invalid(_("This post has pieces, so it stays a post."), field="kind", code="has_pieces")


def _check_whole(kind: ArticleKind, title: str, post: Article | None) -> None:
    if not title:
        raise Invalid(_("Type the title as it was published."), field="title")
    if (kind is ArticleKind.PIECE) != (post is not None) or (post is not None and post.kind is not ArticleKind.POST):
        raise Invalid(_("A piece belongs to a post; open the post and add it there."), field="kind")


def _ask_about_own_readings(post: Article) -> None:
    read = any(each.void is None for placement in post.placements for each in placement.readings)
    if read and not queries.counts_through_pieces(post):
        raise Question(
            _(
                "This post has readings of its own. With this piece its views become those of its pieces, and the "
                "post's own readings count no longer. Add the piece all the same?"
            ),
            code="own_readings",
        )
