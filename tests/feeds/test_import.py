"""A calendar file from Outlook or a phone: what comes in, what is known already, and what is explained."""

import io
import re
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db
from outreach.errors import Invalid
from outreach.feeds.guessing import guessed_place
from outreach.feeds.incoming import MOST_BYTES, read_entries
from outreach.people.rules import Role
from outreach.schedule.models import Event
from tests.making import NOW, make_event, make_person, make_place, make_team
from tests.signing_in import sign_in

OUTLOOK = """BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
BEGIN:VTIMEZONE
TZID:China Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
END:STANDARD
END:VTIMEZONE
{events}END:VCALENDAR
"""


def calendar(*events: str, encoding: str = "utf-8") -> bytes:
    """A file of Outlook's with the `events`, each given as its lines."""
    told = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return OUTLOOK.format(events=told).replace("\n", "\r\n").encode(encoding)


DESK = (
    "UID:040000008200E\nSUMMARY:社保咨询\nLOCATION:三江镇广场\n"
    'DTSTART;TZID="China Standard Time":20250310T090000\nDTEND;TZID="China Standard Time":20250310T110000'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_file_of_outlook_is_read_in_any_encoding(app_context: Flask, encoding: str) -> None:
    (entry,) = read_entries(calendar(DESK, encoding=encoding), "a.ics")
    assert (entry.title, entry.location, entry.problem) == ("社保咨询", "三江镇广场", None)
    assert entry.times == tuple(clock.instant(datetime(2025, 3, 10, hour)) for hour in (9, 11))


@pytest.mark.parametrize(
    ("lines", "first", "last"),
    [
        ("DTSTART:20250310T010000Z\nDTEND:20250310T020000Z", (10, 9), (10, 10)),
        ("DTSTART:20250310T010000Z\nDTEND:20250310T100000", (10, 9), (10, 10)),
        ("DTSTART:20250310T090000\nDURATION:PT90M", (10, 9), (10, 10, 30)),
        ("DTSTART:20250310T090000", (10, 9), (10, 10)),
        ("DTSTART;VALUE=DATE:20250310", (10, 9), (10, 17)),
        ("DTSTART;VALUE=DATE:20250310\nDTEND;VALUE=DATE:20250312", (10, 9), (11, 17)),
    ],
)
def test_every_way_to_say_a_time_is_understood(
    app_context: Flask, lines: str, first: tuple[int, ...], last: tuple[int, ...]
) -> None:
    (entry,) = read_entries(calendar(f"UID:1\nSUMMARY:x\n{lines}"), "a.ics")
    assert entry.times == tuple(clock.instant(datetime(2025, 3, *parts)) for parts in (first, last))


@pytest.mark.parametrize(
    "lines",
    [
        "UID:1\nDTSTART:20250310T010000Z\nRRULE:FREQ=WEEKLY",
        "UID:1\nDTSTART:20250310T010000Z\nRECURRENCE-ID:20250310T010000Z",
        "UID:1\nDTSTART:20250310T010000Z\nSTATUS:CANCELLED",
        "DTSTART:20250310T010000Z",
        "UID:1\nSUMMARY:x",
        "UID:1\nDTSTART:20250310T010000Z\nDTEND:20250309T010000Z",
        "UID:1\nDTSTART;VALUE=DATE:20250310\nDTEND;VALUE=DATE:20250309",
        "UID:1\nDTSTART:00010101T000000",
        "UID:1\nDTSTART:99991231T235959Z",
        "UID:1\nDTSTART;VALUE=DATE:99991231",
        "UID:1\nDTSTART:20250310T010000Z\nDURATION:P9999999999D",
    ],
)
def test_what_cannot_come_in_says_why(app_context: Flask, lines: str) -> None:
    with app_context.test_request_context():
        (entry,) = read_entries(calendar(lines), "a.ics")
    assert entry.problem


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" " * 10 + b"\n", "empty"),
        (b"x" * (MOST_BYTES + 1), "too_large"),
        (b"PK\x03\x04", "wrong_kind"),
        (b"\x89PNG\r\n\x1a\n", "wrong_kind"),
        (b"\xff\xd8\xff\xe0", "wrong_kind"),
        (b"<!doctype html><p>sign in", "wrong_kind"),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", "wrong_kind"),
        ("日程表".encode(), "no_calendar"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "no_events"),
        (b"BEGIN:VCALENDAR\r\nnothing\r\nEND:VCALENDAR\r\n", "damaged"),
        (calendar(*("UID:1\nDTSTART:20250310T010000Z" for _each in range(201))), "too_many"),
        (calendar("UID:1\nX-A" + ";A=1" * 400_000 + ":1"), "damaged"),
        (calendar("UID:1" + "\nCOMMENT:a" * 100_000), "damaged"),
    ],
)
def test_a_wrong_file_is_explained(app_context: Flask, content: bytes, code: str) -> None:
    with app_context.test_request_context(), pytest.raises(Invalid) as refused:
        read_entries(content, "a.ics")
    assert refused.value.code == code


@pytest.fixture
def lead(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The lead of the employment team, signed in, on 4 March 2025; there is a place that the file names."""
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=2))
    client = sqlite_app.test_client()
    with sqlite_app.app_context():
        make_place(name="三江镇")
        make_place(name="三江镇广场")
        sign_in(client, make_person(Role.LEAD, team=make_team()))
    return client


def previewed(client: FlaskClient, content: bytes) -> tuple[str, str]:
    """The address and the page of the preview of a file."""
    answer = client.post("/calendar/import", data={"file": (io.BytesIO(content), "a.ics")}, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return answer.request.path, answer.text


def taken(client: FlaskClient, path: str, page: str, **more: str) -> str:
    """The page after bringing in all that the preview offers."""
    data = {"track": "public", "seen": re.search(r'name="seen"[^>]*value="(\w+)"', page)[1], **more}  # type: ignore[index]
    data["team"] = re.search(r'<option[^>]* value="([0-9a-f-]{36})"', page)[1]  # type: ignore[index]
    data |= dict(re.findall(r'name="(place-\d+)" value="([^"]*)"', page)) | more
    data["take"] = re.findall(r'name="take" value="(\d+)"', page)  # type: ignore[assignment]
    return client.post(path, data=data, follow_redirects=True).text


def events(app: Flask) -> list[tuple[str, str, date]]:
    """Title, place and day of every event."""
    with app.app_context():
        return [(each.title, each.place.name, each.day) for each in db.session.scalars(db.select(Event))]


def test_an_entry_comes_in_at_the_place_that_it_names_and_only_once(lead: FlaskClient, sqlite_app: Flask) -> None:
    path, page = previewed(lead, calendar(DESK))
    assert events(sqlite_app) == []
    taken(lead, path, page)
    assert events(sqlite_app) == [("社保咨询", "三江镇广场", date(2025, 3, 10))]
    _path, again = previewed(lead, calendar(DESK))
    assert 'name="take"' not in again
    assert lead.get(path).status_code == 302


def test_what_was_moved_there_is_moved_here(lead: FlaskClient, sqlite_app: Flask) -> None:
    taken(lead, *previewed(lead, calendar(DESK)))
    taken(lead, *previewed(lead, calendar(DESK.replace("20250310", "20250312"))))
    assert events(sqlite_app) == [("社保咨询", "三江镇广场", date(2025, 3, 12))]


def test_our_own_event_is_known_when_it_comes_back(lead: FlaskClient, sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        own = make_event(title="本局的")
    _path, page = previewed(lead, lead.get(f"/events/{own.id}.ics").data)
    assert 'name="take"' not in page and f"/events/{own.id}" in page


def test_nothing_comes_in_by_halves(lead: FlaskClient, sqlite_app: Flask) -> None:
    other = DESK.replace("UID:0400", "UID:0500").replace("三江镇广场", "不知道哪里").replace("0310T", "0311T")
    path, page = previewed(lead, calendar(DESK, other))
    taken(lead, path, page)
    assert events(sqlite_app) == []
    taken(lead, path, page, **{"place-2": "三江镇"})
    assert len(events(sqlite_app)) == 2


def test_an_entry_that_meets_another_event_asks_why(lead: FlaskClient, sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_event(title="已有的", starts_at=clock.instant(datetime(2025, 3, 10, 10)))
    path, page = previewed(lead, calendar(DESK))
    taken(lead, path, page)
    assert len(events(sqlite_app)) == 1
    taken(lead, path, page, anyway_reason="两组人")
    assert len(events(sqlite_app)) == 2


@pytest.mark.parametrize(
    ("said", "guess"),
    [
        ("三江镇广场", "三江镇 · 广场"),
        ("城关镇人民广场东侧", "城关镇 · 人民广场"),
        ("城关镇", "城关镇"),
        ("广场", ""),
        ("电话里说", ""),
    ],
)
def test_a_place_is_guessed_with_the_place_it_lies_in(said: str, guess: str) -> None:
    labels = ["三江镇", "城关镇", "三江镇 · 人民广场", "三江镇 · 广场", "城关镇 · 人民广场", "城关镇 · 广场"]
    assert guessed_place(said, "活动", labels) == guess
    assert guessed_place("", said, labels) == guess
