"""A feed piece by piece: kept texts with their ends, never the whole of it in memory."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

from outreach import clock
from outreach.feeds.ics import END, Ending, calendar_head, event_text
from outreach.feeds.queries import Scope, told_events, whole_events

_FEEDS = Path(__file__).parent
_WRITERS = (
    *(_FEEDS / name for name in ("ics.py", "rules.py", "themes.py", "streaming.py")),
    _FEEDS.parent / "translations" / "zh" / "LC_MESSAGES" / "messages.po",
)


def feed_pieces(scope: Scope, *, name: str, ending: Ending, writer: str, now: datetime) -> Iterator[bytes]:
    """The calendar called `name`; an event without a good text is written on the way."""
    yield calendar_head(name).encode()
    for events in told_events(scope, writer=writer, now=now):
        missing = [each.event_id for each in events if each.text is None]
        written = {event.id: event_text(event, now) for event in whole_events(missing)} if missing else {}
        yield "".join(
            (each.text or written[each.event_id])
            + ending.of(each.event_id, each.starts_at, is_cancelled=each.is_cancelled)
            for each in events
        ).encode()
    yield END.encode()


def writer_in(locale: str) -> str:
    """The name of this version of the program as a writer of feeds: another version or language has another one."""
    return f"{_version()} {locale} {clock.zone()}"


@cache
def _version() -> str:
    told = b"".join(file.read_bytes() for file in _WRITERS) + version("icalendar").encode()
    return hashlib.sha256(told).hexdigest()[:16]
