"""Where items stand: a channel more, or the right one."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.audit.actions import record_act, record_change
from outreach.db import db
from outreach.errors import Invalid, Question
from outreach.media import queries
from outreach.media.articles.histories import record
from outreach.media.articles.rights import check_may_publish
from outreach.media.channels.queries import channel
from outreach.media.models import Article, Placement
from outreach.media.rules import check_came, check_link
from outreach.people.models import Person
from outreach.web import filters


def place_article(
    item: Article,
    *,
    by: Person,
    now: datetime,
    channel_id: uuid.UUID,
    day: date,
    url: str = "",
    clock_time: time | None = None,
    platform_id: str = "",
    confirmed: Collection[str] = (),
) -> Placement:
    """The item on one more channel, from the local `day` on; asks like `publish_article`.

    Where it stands there already, its views would count twice.
    """
    check_may_publish(by, item.team_id, now)
    place = checked_place(channel_id, day, url, now=now, confirmed=confirmed)
    ask_about_twin(item.title, place, confirmed, clock_time=clock_time, platform_id=platform_id)
    placement = Placement(article_id=item.id, clock_time=clock_time, platform_id=platform_id or None, **place)
    db.session.add(placement)
    db.session.flush()
    record(item, "placement", None, place_as_read(placement), by=by, now=now)
    return placement


def change_placement(
    placement: Placement,
    *,
    by: Person,
    now: datetime,
    channel_id: uuid.UUID,
    day: date,
    url: str = "",
    clock_time: time | None = None,
    platform_id: str = "",
    confirmed: Collection[str] = (),
) -> Placement:
    """The placement on another channel or day, or with another link; the item's history tells it.

    Raises Invalid (`read_before`) where its counter was read before the new day; asks like `publish_article`.
    """
    check_may_publish(by, placement.article.team_id, now)
    place = checked_place(channel_id, day, url, now=now, confirmed=confirmed)
    more: dict[str, Any] = {"clock_time": clock_time, "platform_id": platform_id}
    ask_about_twin(placement.article.title, place, confirmed, but=placement.id, **more)
    move_placement(placement, place | more | {"platform_id": platform_id or None}, by=by, now=now)
    return placement


def checked_place(
    channel_id: uuid.UUID, day: date, url: str, *, now: datetime, confirmed: Collection[str]
) -> dict[str, Any]:
    """The facts of a placement; raises Invalid, NotFound, and Question `coming_day`."""
    if url:
        check_link(url)
    check_came(day, today=clock.local_day(now), confirmed="coming_day" in confirmed)
    return {"channel_id": channel(channel_id).id, "day": day, "url": url or None}


def ask_about_twin(
    title: str,
    place: Mapping[str, Any],
    confirmed: Collection[str],
    *,
    but: uuid.UUID | None = None,
    clock_time: time | None = None,
    platform_id: str = "",
) -> None:
    """Raise Question `twice` where the item seems to be there already; `confirmed` may hold its answer."""
    if "twice" in confirmed:
        return
    more: dict[str, Any] = {"clock_time": clock_time, "platform_id": platform_id or None}
    twin = queries.same_item(title=title, but=but, **more, **place)
    if twin is not None:
        raise Question(
            _("“%(title)s” of %(day)s looks like the same item.", title=twin.title, day=filters.day(twin.day)),
            code="twice",
            twin=twin.id,
        )


def move_placement(placement: Placement, facts: Mapping[str, Any], **who: Any) -> None:
    """Give the placement other facts; raises Invalid (`read_before`) where its counter was read before the new day."""
    _check_not_read_before(placement, facts["day"])
    where, link = place_as_read(placement), placement.url
    for name, value in facts.items():
        setattr(placement, name, value)
    db.session.flush()
    db.session.refresh(placement)
    item, new = placement.article, place_as_read(placement)
    if where != new:
        record_change(item, "placement", old=where, new=new, moves_figure=True, **who)
    if link != placement.url:
        record(item, "link", link, placement.url, **who)
    if where != new or link != placement.url:
        record_act("placement.changed", subject=item, title=item.title, name=placement.channel.name, **who)


def place_as_read(placement: Placement) -> str:
    """Where and since when, as the history says it."""
    parts = [placement.channel.name, placement.day.isoformat()]
    if placement.clock_time is not None:
        parts.append(f"{placement.clock_time:%H:%M}")
    if placement.platform_id:
        parts.append(placement.platform_id)
    return " ".join(parts)


def _check_not_read_before(placement: Placement, day: date) -> None:
    read = [each.day for each in placement.readings if each.day < day and each.void is None]
    if read:
        raise Invalid(
            _("Its counter was read on %(day)s, so it stood there by then.", day=filters.day(min(read))),
            field="day",
            code="read_before",
        )
