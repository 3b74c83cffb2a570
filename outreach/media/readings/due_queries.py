"""Reading where each placement stands: since when, and when a counter of it was last read."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import joinedload

from outreach.db import db, in_parts
from outreach.media import queries
from outreach.media.models import Article, Channel, Placement, Reading
from outreach.media.readings.due import Stand
from outreach.media.rules import WITHOUT_COUNTERS, ArticleKind, Platform


@dataclass(frozen=True)
class Standing:
    """A placement of a channel with counters, and where it stands."""

    placement_id: uuid.UUID
    channel_id: uuid.UUID
    team_id: uuid.UUID
    stand: Stand


def counted_channels() -> Sequence[Channel]:
    """The channels whose counters can be read: of a known platform, or some counter of theirs was read; by name."""
    was_read = exists().where(Placement.channel_id == Channel.id, Reading.placement_id == Placement.id)
    statement = select(Channel).where(Channel.medium.not_in(WITHOUT_COUNTERS))
    statement = statement.where(or_(Channel.platform != Platform.OTHER, was_read))
    return db.session.scalars(statement.order_by(Channel.is_own.desc(), Channel.name, Channel.id)).all()


def standings_of(
    channels: Collection[Channel],
    first: date,
    last: date,
    *,
    team_ids: Collection[uuid.UUID] | None = None,
    but: ColumnElement[bool] | None = None,
) -> list[Standing]:
    """Where the placements of these local days stand whose counters count, the latest first; of some teams only.

    `but` is a condition on the placements that are left out.
    """
    by_id = {each.id: each for each in channels}
    last_read = (
        select(func.max(Reading.day))
        .where(Reading.placement_id == Placement.id, queries.not_voided())
        .correlate(Placement)
        .scalar_subquery()
    )
    statement = (
        select(Placement.id, Placement.channel_id, Placement.day, Article.team_id, last_read.label("last"))
        .join(Article, Article.id == Placement.article_id)
        .where(Placement.channel_id.in_(by_id), Placement.day.between(first, last), *_counting())
        .order_by(Placement.day.desc(), Placement.id.desc())
    )
    if team_ids is not None:
        statement = statement.where(Article.team_id.in_(team_ids))
    if but is not None:
        statement = statement.where(~but)
    return [_standing(row, by_id[row.channel_id]) for row in db.session.execute(statement)]


def placements_by_id(placement_ids: Sequence[uuid.UUID]) -> list[Placement]:
    """These placements with their items, in this order."""
    found: dict[uuid.UUID, Placement] = {}
    for some in in_parts(placement_ids):
        statement = select(Placement).where(Placement.id.in_(some)).options(joinedload(Placement.article))
        rows = db.session.scalars(statement).unique()
        found |= {each.id: each for each in rows}
    return [found[each] for each in placement_ids if each in found]


def _counting() -> list[ColumnElement[bool]]:
    """An item whose own counters count: not withdrawn, no screen, no push that counts through its pieces."""
    own = or_(Article.kind != ArticleKind.POST, ~queries.has_pieces())
    return [queries.stands(), Article.kind != ArticleKind.SCREEN, own]


def _standing(row: Any, channel: Channel) -> Standing:
    stand = Stand(row.day, row.last, channel.settles_after, channel.reaches_back)
    return Standing(row.id, row.channel_id, row.team_id, stand)
