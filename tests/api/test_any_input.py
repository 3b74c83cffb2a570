"""Whatever a phone, an address, a field or a file says, it is read or refused in words; nothing breaks, nothing hangs.

The readers of tables, days, times, counts, pasted chat lines, notices and readings have properties of their own beside
their other tests (tests/sheets, tests/logbook/pasted, tests/workdays, tests/media).
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach import clock
from outreach.check_ups.batch import parse_check
from outreach.errors import NotFound, Refusal
from outreach.evidence.uploads.rules import parse_declared, parse_offset
from outreach.feeds.incoming import read_entries
from outreach.logbook.attendance.batch import parse_statement
from outreach.logbook.carried.rules import FORMAT, VERSION, parse_file
from outreach.logbook.follow_ups.batch import parse_follow_up
from outreach.logbook.phones.rules import parse_holding
from outreach.logbook.reading import parse_line
from outreach.media.links.addresses import NotAllowed, place_of
from outreach.orders.rules import plain_code
from outreach.places.markets import parse_market
from outreach.places.positions import parse_position
from outreach.reports.blanks.packages import read_parts
from outreach.reports.closings.rules import read_stretch
from outreach.reports.parts import read_part
from outreach.reports.scores.rules import parse_points
from outreach.reports.typed.words import read_typed
from outreach.schedule.on_the_spot.batch import parse_event
from outreach.sheets.moments import parse_moment
from outreach.web.batches import clock_offset, parse_batch
from outreach.web.origin import parse_json
from tests.long import examples
from tests.making import NOW

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
SOUND = {
    "id": "01956a3c-7a10-7c3e-9d2f-3b8a5c6d7e8f",
    "event": "01956a3c-7a10-7c3e-9d2f-3b8a5c6d7e8e",
    "at": "2025-03-04T09:30:00+08:00",
    "kind": "handout",
    "point": "01956a3c-7a10-7c3e-9d2f-3b8a5c6d7e8d",
    "found": "risk",
    "company_name": "宏达机械有限公司",
    "replaces": [],
    "quantity": 5,
    "item": "m1",
    "starts_at": "2025-03-04T09:30:00+08:00",
    "place_name": "东门",
    "asked": "工龄怎么认定",
    "of": "01956a3c-7a10-7c3e-9d2f-3b8a5c6d7e8d",
    "there": True,
    "phone": "01956a3c-7a10-7c3e-9d2f-3b8a5c6d7e8c",
    "holding": [{"person": "01956a3c-7a10-7c3e-9d2f-3b8a5c6d7e8c", "waiting": 1, "aside": 0, "oldest": "2025-03-04"}],
    "sha256": "0" * 64,
    "size": 9,
}
#: A sound thing with some of its fields spoilt, or something else altogether.
THINGS = JUNK | st.dictionaries(
    st.sampled_from([*SOUND, "by", "note", "reverses", "due_on", "name", "team"]), JUNK, max_size=3
).map(lambda spoilt: SOUND | spoilt)
TEXTS = st.text(max_size=60) | st.text(alphabet="0123456789０²一二三十逢集日:：./,，;=-+ 年月分NEWS°′'\"", max_size=30)
LINES = st.sampled_from(
    [
        *(
            "BEGIN:VEVENT",
            "END:VEVENT",
            "UID:1",
            "SUMMARY:会",
            "DTSTART:20250304T093000",
            "DTSTART;VALUE=DATE:20250304",
        ),
        *("DTEND:20250304T093000Z", "DURATION:PT1H", "DURATION:-P", "RRULE:FREQ=DAILY", "DTSTART;TZID=Nowhere:1"),
        *("DTSTART:99999999T999999", 'SUMMARY;X=":', " folded", "LOCATION:\\n\\,", "RECURRENCE-ID:1", "METHOD:CANCEL"),
    ]
)


def calendar_of(lines: list[str]) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]).encode("utf-8", "replace")


def file_of(items: Any) -> bytes:
    return json.dumps({"format": FORMAT, "version": VERSION, "person": {"name": "x"}, "items": items}).encode()


def moment(text: str) -> Any:
    return parse_moment(text, now=clock.local(NOW))


READERS: Mapping[str, tuple[Callable[[Any], Any], st.SearchStrategy[Any]]] = {
    "line": (parse_line, THINGS),
    "event": (parse_event, THINGS),
    "follow-up": (parse_follow_up, THINGS),
    "check": (parse_check, THINGS),
    "statement": (parse_statement, THINGS),
    "holding": (parse_holding, THINGS),
    "declared": (parse_declared, THINGS.filter(lambda thing: isinstance(thing, dict))),
    "batch": (lambda text: parse_batch(text, "tallies", parse_line), TEXTS | JUNK.map(json.dumps)),
    "json": (parse_json, TEXTS | st.integers(1, 9000).map(lambda depth: "[" * depth)),
    "clock": (lambda text: clock_offset(text, NOW), TEXTS),
    "offset": (parse_offset, TEXTS),
    "carried": (parse_file, st.binary(max_size=60) | st.lists(THINGS, max_size=3).map(file_of)),
    "calendar": (lambda content: read_entries(content, "x.ics"), st.lists(LINES, max_size=12).map(calendar_of)),
    "package": (
        lambda content: read_parts(content, "x.docx"),
        st.binary(max_size=90).map(lambda rest: b"PK\3\4" + rest),
    ),
    "moment": (moment, TEXTS),
    "market": (parse_market, TEXTS),
    "position": (parse_position, TEXTS),
    "points": (parse_points, TEXTS),
    "part": (read_part, TEXTS | TEXTS.map(lambda text: f"handouts;{text}")),
    "typed": (read_typed, TEXTS | TEXTS.map(lambda text: f"typed:{text}")),
    "stretch": (read_stretch, TEXTS),
    "code": (plain_code, TEXTS),
    "link": (place_of, TEXTS | TEXTS.map(lambda text: f"https://{text}")),
}


@pytest.mark.parametrize("reader", READERS)
def test_whatever_comes_is_read_or_refused_in_words(reader: str, sqlite_app: Flask) -> None:
    read, inputs = READERS[reader]

    @settings(max_examples=examples(40), derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(inputs)
    def is_read(said: Any) -> None:
        words = what_is_said_of(read, said)
        assert words is None or words.strip()

    with sqlite_app.test_request_context():  # refusals are said in its language
        is_read()


def what_is_said_of(read: Callable[[Any], Any], said: Any) -> str | None:
    """The words of the refusal; None where it is read, or names nothing that is there."""
    try:
        read(said)
    except NotFound:
        return None
    except NotAllowed:
        return "a link that is never asked"
    except Refusal as refusal:
        return str(refusal.message)
    return None
