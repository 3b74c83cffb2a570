"""Keeping the texts of events, so that a feed is put together and not written anew."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from outreach.db import db
from outreach.feeds.ics import event_text, shows_move
from outreach.feeds.models import EventText
from outreach.feeds.queries import marks_of, whole_events
from outreach.feeds.rules import MOVED_SHOWN_FOR
from outreach.schedule.models import Event
from outreach.schedule.rules import Status


def keep_texts(ids: Collection[uuid.UUID], *, writer: str, now: datetime) -> None:
    """Write the texts of those events anew.

    The marks are read before the events: a text may say more than at its mark, and is written once more then; it never
    says less.
    """
    marks = marks_of(ids)
    rows = [
        {
            "event_id": event.id,
            "mark": marks.get(event.id, ""),
            "writer": writer,
            "good_until": _good_until(event, now),
            "text": event_text(event, now),
        }
        for event in sorted(whole_events(ids), key=lambda event: event.id)
    ]
    if not rows:
        return
    table = cast(Table, EventText.__table__)
    is_sqlite = db.session.get_bind().dialect.name == "sqlite"
    new = sqlite.insert(table) if is_sqlite else postgresql.insert(table)
    others = {name: new.excluded[name] for name in ("mark", "writer", "good_until", "text")}
    db.session.execute(new.on_conflict_do_update(index_elements=["event_id"], set_=others), rows)


def _good_until(event: Event, now: datetime) -> datetime | None:
    if event.moved_at is None or event.status is Status.CANCELLED or not shows_move(event, now):
        return None
    return event.moved_at + MOVED_SHOWN_FOR
