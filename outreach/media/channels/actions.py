"""Writing the list of channels."""

import uuid
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NoReturn

from flask_babel import lazy_gettext as _

from outreach.audit.actions import Actor, record_act, record_change
from outreach.db import db
from outreach.errors import Forbidden, Invalid, Question
from outreach.media.channels import queries
from outreach.media.models import Channel
from outreach.media.rules import Level, Medium, Platform
from outreach.people.models import Person
from outreach.people.rules import EVERY_TEAM


@dataclass(frozen=True)
class ChannelFacts:
    """What is known of a channel; the terms are days, None where there is no such term."""

    name: str
    medium: Medium
    level: Level
    is_own: bool = False
    platform: Platform = Platform.OTHER
    body: str = ""
    settles_after: int | None = None
    reaches_back: int | None = None


def add_channel(*, by: Actor, now: datetime, **facts: Any) -> Channel:
    """A new channel; `facts` are those of ChannelFacts. Raises Invalid where the name is taken."""
    known = _columns(ChannelFacts(**facts))
    if known["is_own"]:
        _check_may_own(by)
    _check_name(known["name"], None)
    channel = Channel(code=uuid.uuid4().hex[:12], **known)
    db.session.add(channel)
    db.session.flush()
    record_act("channel.added", by=by, now=now, subject=channel, name=channel.name)
    return channel


def change_channel(
    channel: Channel,
    *,
    by: Actor,
    now: datetime,
    is_retired: bool,
    confirmed: Collection[str] = (),
    **facts: Any,
) -> Channel:
    """The channel with other facts; whose account it is decides whether its readings need a proof note.

    Raises Question `moves_views` where readings without one would begin or cease to count, in years past too.
    """
    wanted = _columns(ChannelFacts(**facts))
    _check_name(wanted["name"], channel)
    is_own = wanted["is_own"]
    if is_own != channel.is_own:
        _check_may_own(by)
    if is_own != channel.is_own and "moves_views" not in confirmed and queries.has_unproven_readings(channel):
        _ask_about_views(is_own)
    wanted["retired_at"] = (channel.retired_at or now) if is_retired else None
    for name, value in wanted.items():
        old = getattr(channel, name)
        if old != value:
            setattr(channel, name, value)
            moves = name == "is_own"
            record_change(channel, name, old=_plain(old), new=_plain(value), by=by, now=now, moves_figure=moves)
    db.session.flush()
    record_act("channel.changed", by=by, now=now, subject=channel, name=channel.name)
    return channel


def _columns(facts: ChannelFacts) -> dict[str, Any]:
    return asdict(facts) | {"body": None if facts.is_own else facts.body or None}


def _plain(value: Any) -> str | None:
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def _check_may_own(by: Actor) -> None:
    """Raise Forbidden for a lead: whose account it is moves the views of every team."""
    if isinstance(by, Person) and by.role not in EVERY_TEAM:
        raise Forbidden(_("Whose account a channel is moves the views of every team: the office says it."))


def _check_name(name: str, channel: Channel | None) -> None:
    taken = queries.channel_by_name(name)
    if taken is not None and taken is not channel:
        raise Invalid(_("There is a channel of this name already."), field="name")


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
