"""Reading the list of channels."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Integer, cast, extract, func, select

from outreach.db import db
from outreach.errors import NotFound
from outreach.media.models import Article, Channel, Placement, Reading
from outreach.media.queries import not_voided, says_source
from outreach.media.rules import ArticleKind
from outreach.periods import Period


def channels(*, with_retired: bool = False) -> Sequence[Channel]:
    """The channels by name."""
    statement = select(Channel).order_by(Channel.is_own.desc(), Channel.name, Channel.id)
    return db.session.scalars(statement if with_retired else statement.where(Channel.retired_at.is_(None))).all()


def channel(channel_id: uuid.UUID) -> Channel:
    """The channel; raises NotFound."""
    found = db.session.get(Channel, channel_id)
    if found is None:
        raise NotFound(code="no_such_channel", id=channel_id)
    return found


def items_on() -> dict[uuid.UUID, tuple[int, date]]:
    """How many items that were not withdrawn stand on each channel that has any, and since which day the latest."""
    withdrawn = select(Article.id).where(Article.withdrawn_at.is_not(None))
    counted = select(Placement.channel_id, func.count(), func.max(Placement.day))
    rows = db.session.execute(counted.where(Placement.article_id.not_in(withdrawn)).group_by(Placement.channel_id))
    return {channel_id: (count, latest) for channel_id, count, latest in rows}


def counts_by_month(channel: Channel, year: Period) -> dict[int, dict[ArticleKind, int]]:
    """How many items of each kind came to the channel in each month of the year that has any."""
    month = cast(extract("month", Placement.day), Integer)
    counted = (
        select(month, Article.kind, func.count(Article.id.distinct()))
        .join(Placement.article)
        .where(Placement.channel_id == channel.id, Placement.day.between(year.first, year.last))
        .where(Article.withdrawn_at.is_(None))
        .group_by(month, Article.kind)
    )
    counts: dict[int, dict[ArticleKind, int]] = {}
    for number, kind, count in db.session.execute(counted):
        counts.setdefault(number, {})[kind] = count
    return counts


def channel_by_name(name: str) -> Channel | None:
    """The channel of that name."""
    return db.session.scalar(select(Channel).where(Channel.name == name).limit(1))


def has_unproven_readings(channel: Channel) -> bool:
    """Whether a counter on the channel was read without a note that says where the number is from."""
    statement = select(Reading.id).join(Reading.placement).where(Placement.channel_id == channel.id, not_voided())
    return bool(db.session.scalar(select(statement.where(~says_source(Reading.proof_note)).exists())))
