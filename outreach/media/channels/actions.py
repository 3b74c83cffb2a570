"""Writing the list of channels."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import NoReturn

from flask_babel import lazy_gettext as _

from outreach.audit.actions import Actor, record_act, record_change
from outreach.db import db
from outreach.errors import Invalid, Question
from outreach.media.channels import queries
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
    confirmed: Collection[str] = (),
) -> Channel:
    """The channel with other facts; whose account it is decides whether its readings need a proof note.

    Raises Question `moves_views` where readings without one would begin or cease to count, in years past too.
    """
    taken = queries.channel_by_name(name)
    if taken is not None and taken.id != channel.id:
        raise Invalid(_("There is a channel of this name already."), field="name")
    if is_own != channel.is_own:
        if "moves_views" not in confirmed and queries.has_unproven_readings(channel):
            _ask_about_views(is_own)
        old, new = str(channel.is_own).lower(), str(is_own).lower()
        record_change(channel, "is_own", old=old, new=new, by=by, now=now, moves_figure=True)
    channel.name, channel.medium, channel.level, channel.is_own = name, medium, level, is_own
    channel.retired_at = (channel.retired_at or now) if is_retired else None
    db.session.flush()
    record_act("channel.changed", by=by, now=now, subject=channel, name=name)
    return channel


def _ask_about_views(is_own: bool) -> NoReturn:
    question = (
        _(
            "There are readings here without a note that says where they are from. As our own account's they count at "
            "once, in years past too. Save it all the same?"
        )
        if is_own
        else _(
            "There are readings here without a note that says where they are from. As another body's account's they "
            "count no longer, in years past too. Save it all the same?"
        )
    )
    raise Question(question, code="moves_views")
