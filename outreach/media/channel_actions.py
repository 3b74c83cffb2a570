"""Writing the list of channels."""

import uuid
from datetime import datetime

from flask_babel import lazy_gettext as _

from outreach.audit.actions import Actor, record_act, record_change
from outreach.db import db
from outreach.errors import Invalid
from outreach.media import queries
from outreach.media.models import Channel
from outreach.media.rules import Level, Medium


def add_channel(*, by: Actor, now: datetime, name: str, medium: Medium, level: Level, is_own: bool) -> Channel:
    """A new channel; raises Invalid where the name is taken."""
    if queries.channel_by_name(name) is not None:
        raise Invalid(_("There is a channel of this name already."), field="name")
    channel = Channel(code=uuid.uuid4().hex[:12], name=name, medium=medium, level=level, is_own=is_own)
    db.session.add(channel)
    db.session.flush()
    record_act("channel.added", by=by, now=now, subject=channel, name=name)
    return channel


def change_channel(
    channel: Channel,
    *,
    by: Actor,
    now: datetime,
    name: str,
    medium: Medium,
    level: Level,
    is_own: bool,
    is_retired: bool,
) -> Channel:
    """The channel with other facts; whose account it is decides whether its readings need a proof note."""
    taken = queries.channel_by_name(name)
    if taken is not None and taken.id != channel.id:
        raise Invalid(_("There is a channel of this name already."), field="name")
    if is_own != channel.is_own:
        old, new = str(channel.is_own).lower(), str(is_own).lower()
        record_change(channel, "is_own", old=old, new=new, by=by, now=now, moves_figure=True)
    channel.name, channel.medium, channel.level, channel.is_own = name, medium, level, is_own
    channel.retired_at = (channel.retired_at or now) if is_retired else None
    db.session.flush()
    record_act("channel.changed", by=by, now=now, subject=channel, name=name)
    return channel
