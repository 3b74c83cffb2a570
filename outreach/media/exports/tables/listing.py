"""The items of this year with what their counters showed last, in the columns of a table made by hand."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from outreach import clock
from outreach.db import db, in_parts
from outreach.media.exports.judging.queries import histories
from outreach.media.exports.tables.columns import BY_HAND
from outreach.media.exports.tables.words import KIND_WORDS
from outreach.media.models import Article, Placement
from outreach.media.rules import Metric


def standing_rows() -> Iterator[tuple[Any, ...]]:
    """Each placement of this year whose item stands, by day, and the counters that were read on its last read day."""
    year = clock.today().year
    statement = (
        select(Placement)
        .join(Placement.article)
        .where(Placement.day.between(date(year, 1, 1), date(year, 12, 31)), Article.withdrawn_at.is_(None))
        .options(joinedload(Placement.article).selectinload(Article.laws), joinedload(Placement.channel))
        .options(joinedload(Placement.article).selectinload(Article.joint_teams))
        .options(joinedload(Placement.article).joinedload(Article.event))
        .order_by(Placement.day, Placement.id)
    )
    placements = db.session.scalars(statement).unique().all()
    for some in in_parts(placements):
        last = _last_read(some)
        for placement in some:
            said = _facts(placement) | last.get(placement.id, {})
            yield tuple(said.get(column.key) for column in BY_HAND)


def _facts(placement: Placement) -> dict[str, Any]:
    item, channel = placement.article, placement.channel
    at = f"{placement.day.isoformat()} {placement.clock_time:%H:%M}" if placement.clock_time else placement.day
    return {
        "title": item.title,
        "published": at,
        "channel": channel.name,
        "kind": KIND_WORDS[item.kind][0],
        "team": item.team.name,
        "campaign": "、".join(f"{tag.edition.campaign.name} {tag.edition.year}" for tag in item.tags) or None,
        "url": placement.url,
        "body": channel.body,
        "joint_teams": "、".join(each.team.name for each in item.joint_teams) or None,
        "authors": item.authors,
        "laws": "".join(f"《{each.law.title}》" for each in item.laws) or None,
        "event": item.event.title if item.event else None,
        "note": item.note,
        "platform_id": placement.platform_id,
    }


def _last_read(placements: Sequence[Placement]) -> Mapping[Any, dict[str, Any]]:
    found: dict[Any, dict[date, dict[Metric, int]]] = {}
    for (placement_id, metric), days in histories([each.id for each in placements]).items():
        for day, seen in days.items():
            found.setdefault(placement_id, {}).setdefault(day, {})[metric] = seen.value
    return {
        placement_id: {"reading_day": max(days)} | {metric.value: value for metric, value in days[max(days)].items()}
        for placement_id, days in found.items()
    }
