"""Keeping the texts of events, so that a feed is put together and not written anew."""

import threading
import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.db import db, dialect_insert, transaction
from outreach.errors import Refusal
from outreach.feeds.ics import event_text, shows_move
from outreach.feeds.models import EventText
from outreach.feeds.queries import Scope, marks_of, untold_events, whole_events
from outreach.feeds.rules import MOVED_SHOWN_FOR
from outreach.schedule.models import Event
from outreach.schedule.rules import Status

#: Whoever writes many texts does it alone in this process. After an update all are to be written anew, and every
#: calendar asks for them: if each wrote them for itself, nobody else would be answered for minutes.
_one_writes_many = threading.Lock()
_MANY = 200
_PATIENCE_SECONDS = 3.0
_AGAIN_SECONDS = 60


class BeingWritten(Refusal):
    """The feed is just being written for another calendar; a calendar keeps what it has and asks again."""

    code = "being_written"
    status = 503


def keep_texts(scope: Scope, *, writer: str, now: datetime) -> None:
    """Write the texts of the events in that feed anew that changed since they were written, a batch at a time.

    Raises BeingWritten where there are many of them, and who is writing such does not end soon.
    """
    few = untold_events(scope, now, writer=writer, at_most=_MANY)
    if not few:
        return
    if len(few) < _MANY:
        _keep(_rows(few, writer=writer, now=now))
        return
    with _alone():
        last = None
        while ids := untold_events(scope, now, writer=writer, at_most=_MANY, after=last):
            _keep(_rows(ids, writer=writer, now=now))
            last = ids[-1]


@contextmanager
def _alone() -> Iterator[None]:
    db.session.rollback()  # nobody waits with a connection in hand
    if not _one_writes_many.acquire(timeout=_PATIENCE_SECONDS):
        raise BeingWritten(
            _("This calendar is being written just now. Ask again in a minute."), retry_after=_AGAIN_SECONDS
        )
    try:
        yield
    finally:
        _one_writes_many.release()


def _rows(ids: Collection[uuid.UUID], *, writer: str, now: datetime) -> Sequence[dict[str, Any]]:
    """What is kept of those events.

    The marks are read before the events: a text may say more than at its mark, and is written once more then; it never
    says less. Nobody else waits to write meanwhile.
    """
    marks = marks_of(ids)
    return [
        {
            "event_id": event.id,
            "mark": marks.get(event.id, ""),
            "writer": writer,
            "good_until": _good_until(event, now),
            "text": event_text(event, now),
        }
        for event in sorted(whole_events(ids), key=lambda event: event.id)
    ]


def _keep(rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    new = dialect_insert(EventText.__table__)
    with transaction() as session:
        others = {name: new.excluded[name] for name in ("mark", "writer", "good_until", "text")}
        session.execute(new.on_conflict_do_update(index_elements=["event_id"], set_=others), rows)


def _good_until(event: Event, now: datetime) -> datetime | None:
    if event.moved_at is None or event.status is Status.CANCELLED or not shows_move(event, now):
        return None
    return event.moved_at + MOVED_SHOWN_FOR
