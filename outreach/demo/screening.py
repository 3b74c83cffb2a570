"""What the example's clerk logged by hand lately: slogans for screens alone, and an item that was logged twice."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from outreach.demo.bringing import Desk
from outreach.demo.happenings import instant, not_after
from outreach.media.articles.actions import publish_article
from outreach.media.rules import ArticleKind

#: Kind, channel, team, days before today, title: the last two are one item, logged by two people.
_LOGGED: tuple[tuple[ArticleKind, str, str, int, str], ...] = (
    (ArticleKind.SCREEN, "county_screen", "labor_relations", 26, "标语：按时足额支付工资是法定义务"),
    (ArticleKind.SCREEN, "county_screen", "pension", 12, "海报：社保卡线上申领三步走"),
    (ArticleKind.ARTICLE, "city_site", "employment", 9, "送岗位送政策送法律，三送进园区"),
    (ArticleKind.ARTICLE, "county_app", "employment", 7, "送岗位送政策送法律，三送进园区"),
)


def log_by_hand(desk: Desk, teams: Mapping[str, UUID], *, first: date, today: date, now: datetime) -> None:
    """Log those of them whose day is not before `first`, so that the year that was printed stays as it was."""
    for kind, channel, team, before, title in _LOGGED:
        day = today - timedelta(days=before)
        if day < first:
            continue
        facts: dict[str, Any] = {"kind": kind, "title": title, "day": day, "team_id": teams[team]}
        place: dict[str, Any] = {"channel_id": desk.channels[channel].id, "clock_time": time(9, 0)}
        publish_article(by=desk.clerk, now=not_after(instant(day, "17:20"), now), **facts, **place)
