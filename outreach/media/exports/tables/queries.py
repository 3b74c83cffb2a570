"""What the rows of a table can name, read once for all of them."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select

from outreach.db import db
from outreach.media.models import (
    Channel,
)
from outreach.media.rules import title_key
from outreach.schedule.models import Event


def every_channel() -> Sequence[Channel]:
    """The channels, those in use first."""
    return db.session.scalars(select(Channel).order_by(Channel.retired_at.is_not(None), Channel.id)).all()


def events_titled(keys: Collection[str]) -> dict[str, list[tuple[date, uuid.UUID]]]:
    """Events whose title is one of `keys` (`rules.title_key`): day and id."""
    found: dict[str, list[tuple[date, uuid.UUID]]] = defaultdict(list)
    for title, day, event_id in db.session.execute(select(Event.title, Event.day, Event.id)):
        if (key := title_key(title)) in keys:
            found[key].append((day, event_id))
    return found
