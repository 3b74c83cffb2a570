"""Reading the list of channels."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select

from outreach.db import db
from outreach.errors import NotFound
from outreach.media.models import Channel, Placement, Reading
from outreach.media.queries import not_voided


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


def channel_by_name(name: str) -> Channel | None:
    """The channel of that name."""
    return db.session.scalar(select(Channel).where(Channel.name == name).limit(1))


def has_unproven_readings(channel: Channel) -> bool:
    """Whether a counter on the channel was read without a note that says where the number is from."""
    statement = select(Reading.id).join(Reading.placement).where(Placement.channel_id == channel.id, not_voided())
    return bool(db.session.scalar(select(statement.where(func.coalesce(Reading.proof_note, "") == "").exists())))
