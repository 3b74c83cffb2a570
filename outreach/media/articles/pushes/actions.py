"""Pushes of an account: one post with its pieces, entered together."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Conflict, Invalid, Question
from outreach.media import queries
from outreach.media.articles.actions import change_facts, publish_article, withdraw_article
from outreach.media.articles.placing import move_placement
from outreach.media.articles.rights import check_may_publish
from outreach.media.models import Article, Placement
from outreach.media.rules import ArticleKind, check_link, link_key
from outreach.people.models import Person
from outreach.web import filters


@dataclass(frozen=True)
class PieceFacts:
    """What is said of a piece; `id` where it is there already."""

    title: str
    url: str = ""
    authors: str = ""
    id: uuid.UUID | None = None


def publish_push(
    pieces: Sequence[PieceFacts],
    *,
    by: Person,
    now: datetime,
    channel_id: uuid.UUID,
    day: date,
    clock_time: time | None = None,
    title: str = "",
    confirmed: Collection[str] = (),
    **facts: Any,
) -> Article:
    """One post of the account with these pieces, in their order; without a title it has that of its first piece.

    `facts` are those of `publish_article`, for the post and each piece. Raises as that does; what is there already is
    asked about once for all of them (`twice`).
    """
    if not pieces:
        raise Invalid(_("Type the title of at least one piece."), field="title", code="no_pieces")
    _check_links(pieces)
    place: dict[str, Any] = {"channel_id": channel_id, "day": day, "clock_time": clock_time}
    name = title or pieces[0].title
    if "twice" not in confirmed:
        _ask_about_twins(name, pieces, place)
    yes = {*confirmed, "twice", "own_readings"}
    who: dict[str, Any] = {"by": by, "now": now}
    post = publish_article(kind=ArticleKind.POST, title=name, confirmed=yes, **place, **facts, **who)
    for position, piece in enumerate(pieces, start=1):
        _publish_piece(post, piece, position, confirmed=yes, **place, **facts, **who)
    db.session.expire(post, ["pieces"])
    return post


def change_pieces(
    post: Article,
    pieces: Sequence[PieceFacts],
    *,
    by: Person,
    now: datetime,
    reason: str = "",
    confirmed: Collection[str] = (),
) -> Article:
    """The post with these pieces in this order: new ones are published, those left out withdrawn for the `reason`.

    Raises Invalid (`no_reason`) where one is left out without a reason, and as `publish_article` does.
    """
    check_may_publish(by, post.team_id, now)
    _check_links(pieces)
    there = {piece.id: piece for piece in post.pieces if piece.withdrawn_at is None}
    kept = {piece.id for piece in pieces if piece.id is not None}
    if not kept <= there.keys():
        raise Conflict(_("Somebody changed this item meanwhile. Look at it before you save."), code="changed_meanwhile")
    _withdraw([piece for key, piece in there.items() if key not in kept], reason, by=by, now=now)
    for position, facts in enumerate(pieces, start=1):
        if facts.id is None:
            like = _facts_of(post)
            _publish_piece(post, facts, position, by=by, now=now, confirmed=confirmed, **like)
        else:
            _change_piece(there[facts.id], facts, position, by=by, now=now)
    db.session.flush()
    db.session.expire(post, ["pieces"])
    record_act("article.changed", by=by, now=now, subject=post, title=post.title)
    return post


def _withdraw(pieces: Sequence[Article], reason: str, **who: Any) -> None:
    if pieces and not reason:
        message = _("Say why “%(title)s” is taken out: it counts no longer then.", title=pieces[0].title)
        raise Invalid(message, field="reason", code="no_reason")
    for piece in pieces:
        withdraw_article(piece, reason=reason, **who)


def _publish_piece(post: Article, piece: PieceFacts, position: int, **facts: Any) -> None:
    own = {"title": piece.title, "url": piece.url, "position": position, "post_id": post.id}
    authors = piece.authors or facts.pop("authors", "")
    publish_article(kind=ArticleKind.PIECE, **{**facts, **own, "authors": authors, "note": ""})


def _change_piece(piece: Article, facts: PieceFacts, position: int, **who: Any) -> None:
    piece.position = position
    change_facts(piece, {"title": facts.title, "authors": facts.authors or None}, **who)
    placed = _placement_of(piece)
    if placed is not None and (placed.url or "") != facts.url:
        move_placement(placed, {"day": placed.day, "url": facts.url or None}, **who)


def _placement_of(item: Article) -> Placement | None:
    return item.placements[0] if item.placements else None


def _facts_of(post: Article) -> dict[str, Any]:
    placed = _placement_of(post)
    if placed is None:
        raise Invalid(_("Say first on which channel the post stands."), code="not_placed")
    return {
        "channel_id": placed.channel_id,
        "day": placed.day,
        "clock_time": placed.clock_time,
        "team_id": post.team_id,
        "event_id": post.event_id,
        "edition_ids": [tag.edition_id for tag in post.tags],
        "joint_team_ids": [each.team_id for each in post.joint_teams],
        "authors": post.authors or "",
    }


def _check_links(pieces: Sequence[PieceFacts]) -> None:
    seen: set[str] = set()
    for piece in pieces:
        if not piece.url:
            continue
        check_link(piece.url)
        key = link_key(piece.url)
        if key in seen:
            raise Invalid(_("Two pieces have the same link: %(url)s", url=piece.url), code="link_twice")
        seen.add(key)


def _ask_about_twins(name: str, pieces: Sequence[PieceFacts], place: dict[str, Any]) -> None:
    asked = [(name, None), *((piece.title, piece.url or None) for piece in pieces)]
    found = [queries.same_item(title=title, url=url, **place) for title, url in asked]
    twins = list({twin.id: twin for twin in found if twin is not None}.values())
    if twins:
        said = "、".join(f"“{twin.title}” {filters.day(twin.day)}" for twin in twins)
        message = _("These look like what is there already: %(items)s", items=said)
        raise Question(message, code="twice", twin=twins[0].id)
