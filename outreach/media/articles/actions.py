"""Writing the online ledger: articles, and where they stand."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.audit.actions import record_act, record_change
from outreach.db import db
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.media import queries
from outreach.media.articles.queries import mark_of
from outreach.media.channels.queries import channel
from outreach.media.models import Article, ArticleTag, Placement
from outreach.media.rules import ArticleKind, check_came, check_link
from outreach.people.access import may_plan_for
from outreach.people.models import Person, Team
from outreach.schedule.models import Edition, Event

#: These fields of an article move a figure: which key, which day, whose row.
_MOVING = frozenset({"kind", "day", "team", "editions", "withdrawn"})


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
    event_id: uuid.UUID | None = None,
    post_id: uuid.UUID | None = None,
    edition_ids: Collection[uuid.UUID] = (),
    authors: str = "",
    note: str = "",
    confirmed: Collection[str] = (),
) -> Article:
    """A new item with its first placement, on the local `day`.

    Raises Question `twice` where the same link, or the same title on that channel and day, is there already,
    `own_readings` where a first piece would put its post's own readings out of the count, and `coming_day`;
    `confirmed` holds the codes that were answered with yes.
    """
    check_may_publish(by, team_id, now)
    post = queries.article(post_id, lock=True) if post_id else None
    _check_whole(kind, title, post)
    if post is not None and "own_readings" not in confirmed:
        _ask_about_own_readings(post)
    place = _checked_place(channel_id, day, url, now=now, confirmed=confirmed)
    _ask_about_twin(title, place, confirmed)
    item = Article(
        kind=kind,
        title=title,
        day=day,
        team_id=team_id,
        event_id=event_id,
        post_id=post_id,
        authors=authors or None,
        note=note or None,
        made_at=now,
        made_by_id=by.id,
        tags=[ArticleTag(edition_id=each) for each in edition_ids],
    )
    db.session.add(item)
    db.session.flush()
    record_act("article.published", by=by, now=now, subject=item, title=title)
    place_article(item, by=by, now=now, channel_id=channel_id, day=day, url=url, confirmed=confirmed)
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
    authors: str = "",
    note: str = "",
    seen: str | None = None,
    placement_along: bool = False,
    confirmed: Collection[str] = (),
) -> Article:
    """The item with other facts; every change is in its history.

    With `placement_along` the item's only placement moves to the new day too. Raises Question `coming_day`.
    `seen` is `mark_of` the item as its editor saw it: Conflict (`changed_meanwhile`) where that has passed.
    """
    _check_unchanged(item, seen)
    for each in (item.team_id, team_id):
        check_may_publish(by, each, now)
    _check_whole(kind, title, item.post)
    _check_pieces_kept(item, kind)
    if day != item.day:
        check_came(day, today=clock.local_day(now), confirmed="coming_day" in confirmed)
    before, alone = _as_read(item), queries.placement_of_its_day(item)
    item.kind, item.title, item.day, item.team_id, item.event_id = kind, title, day, team_id, event_id
    item.authors, item.note = authors or None, note or None
    item.tags = [ArticleTag(edition_id=each) for each in edition_ids]
    db.session.flush()
    db.session.refresh(item)
    _record_differences(item, before, _as_read(item), by=by, now=now)
    if placement_along and alone is not None and alone.day != day:
        _replace(alone, alone.channel_id, day, alone.url, by=by, now=now)
    return item


def withdraw_article(item: Article, *, by: Person, now: datetime, reason: str) -> Article:
    """The item counts no longer, from its first day on; raises Invalid without a reason."""
    check_may_publish(by, item.team_id, now)
    if not reason:
        raise Invalid(_("Say why, so that nobody has to ask next year."), field="reason")
    if item.withdrawn_at is not None:
        raise Conflict(_("This item was withdrawn already."))
    item.withdrawn_at, item.withdraw_reason = now, reason
    _record(item, "withdrawn", None, reason, by=by, now=now, reason=reason)
    record_act("article.withdrawn", by=by, now=now, subject=item, reason=reason)
    return item


def restore_article(item: Article, *, by: Person, now: datetime) -> Article:
    """The item counts again."""
    check_may_publish(by, item.team_id, now)
    if item.withdrawn_at is None:
        raise Conflict(_("This item is not withdrawn."))
    _record(item, "withdrawn", item.withdraw_reason, None, by=by, now=now)
    item.withdrawn_at = item.withdraw_reason = None
    record_act("article.restored", by=by, now=now, subject=item)
    return item


def place_article(
    item: Article,
    *,
    by: Person,
    now: datetime,
    channel_id: uuid.UUID,
    day: date,
    url: str = "",
    confirmed: Collection[str] = (),
) -> Placement:
    """The item on one more channel, from the local `day` on; raises Question `coming_day`."""
    check_may_publish(by, item.team_id, now)
    place = _checked_place(channel_id, day, url, now=now, confirmed=confirmed)
    placement = Placement(article_id=item.id, **place)
    db.session.add(placement)
    db.session.flush()
    _record(item, "placement", None, _place_as_read(placement), by=by, now=now)
    return placement


def change_placement(
    placement: Placement,
    *,
    by: Person,
    now: datetime,
    channel_id: uuid.UUID,
    day: date,
    url: str = "",
    confirmed: Collection[str] = (),
) -> Placement:
    """The placement on another channel or day, or with another link; the item's history tells it.

    Raises Invalid (`read_before`) where its counter was read before the new day; asks like `publish_article`.
    """
    check_may_publish(by, placement.article.team_id, now)
    place = _checked_place(channel_id, day, url, now=now, confirmed=confirmed)
    _ask_about_twin(placement.article.title, place, confirmed, but=placement.article_id)
    _replace(placement, channel_id, day, url or None, by=by, now=now)
    return placement


def check_may_publish(by: Person, team_id: uuid.UUID, now: datetime) -> None:
    """Raise Forbidden for a team whose articles `by` does not log."""
    if not may_plan_for(by, team_id, clock.local_day(now)):
        raise Forbidden(_("You can log articles for your own team only."))


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
    own = any(each.void is None for placement in post.placements for each in placement.readings)
    if own and not queries.counts_through_pieces(post):
        raise Question(
            _(
                "This post has readings of its own. With this piece its views become those of its pieces, and the "
                "post's own readings count no longer. Add the piece all the same?"
            ),
            code="own_readings",
        )


def _checked_place(
    channel_id: uuid.UUID, day: date, url: str, *, now: datetime, confirmed: Collection[str]
) -> dict[str, Any]:
    if url:
        check_link(url)
    check_came(day, today=clock.local_day(now), confirmed="coming_day" in confirmed)
    return {"channel_id": channel(channel_id).id, "day": day, "url": url or None}


def _ask_about_twin(
    title: str, place: Mapping[str, Any], confirmed: Collection[str], but: uuid.UUID | None = None
) -> None:
    twin = None if "twice" in confirmed else queries.same_item(title=title, but=but, **place)
    if twin is not None:
        raise Question(
            _("“%(title)s” of %(day)s looks like the same item.", title=twin.title, day=twin.day.isoformat()),
            code="twice",
            twin=twin.id,
        )


def _replace(placement: Placement, channel_id: uuid.UUID, day: date, url: str | None, **who: Any) -> None:
    read = [each.day for each in placement.readings if each.day < day and each.void is None]
    if read:
        raise Invalid(
            _("Its counter was read on %(day)s, so it stood there by then.", day=min(read).isoformat()),
            field="day",
            code="read_before",
        )
    where, link = _place_as_read(placement), placement.url
    placement.channel_id, placement.day, placement.url = channel_id, day, url
    db.session.flush()
    db.session.refresh(placement)
    item, new = placement.article, _place_as_read(placement)
    if where != new:
        record_change(item, "placement", old=where, new=new, moves_figure=True, **who)
    if link != url:
        _record(item, "link", link, url, **who)
    if where != new or link != url:
        record_act("placement.changed", subject=item, title=item.title, name=placement.channel.name, **who)


def _place_as_read(placement: Placement) -> str:
    return f"{placement.channel.name} {placement.day.isoformat()}"


def _as_read(item: Article) -> dict[str, str | None]:
    event = db.session.get(Event, item.event_id) if item.event_id else None
    editions = [db.session.get_one(Edition, tag.edition_id) for tag in item.tags]
    return {
        "kind": item.kind.value,
        "title": item.title,
        "day": item.day.isoformat(),
        "team": db.session.get_one(Team, item.team_id).name,
        "event": event.title if event else None,
        "editions": "、".join(sorted(f"{each.campaign.name} {each.year}" for each in editions)) or None,
        "authors": item.authors,
        "note": item.note,
    }


def _record_differences(item: Article, before: Mapping[str, Any], after: Mapping[str, Any], **who: Any) -> None:
    changed = [field for field, new in after.items() if before[field] != new]
    for field in changed:
        _record(item, field, before[field], after[field], **who)
    if changed:
        record_act("article.changed", subject=item, title=item.title, **who)


def _record(item: Article, field: str, old: str | None, new: str | None, **who: Any) -> None:
    record_change(item, field, old=old, new=new, moves_figure=field in _MOVING, **who)
