"""Events as iCalendar text: what a client sees, and what never changes."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from flask import Flask

from outreach import clock
from outreach.feeds.ics import Ending, calendar_text, last_visible_change, summary
from outreach.feeds.rules import Alarm
from outreach.feeds.themes import themes_pieces
from outreach.schedule.models import Deadline
from outreach.schedule.rules import Status
from tests.making import NOW, make_edition, make_event, make_place, make_team, stored

MOVED = NOW - timedelta(days=3)


def parsed(body: bytes) -> icalendar.Event:
    """The only event of a calendar."""
    (event,) = icalendar.Calendar.from_ical(body).walk("VEVENT")
    return event


def test_a_calendar_client_reads_what_was_planned(app_context: Flask) -> None:
    with app_context.test_request_context():
        town = make_place(name="三江镇", address="解放路1号")
        event = make_event(
            title="春风行动; 招聘会, 第一场", place=town, editions=(make_edition(),), partners="县司法局"
        )
        body = calendar_text(event, ending=Ending("https://example.test"), now=NOW)
    read = parsed(body)
    assert str(read["summary"]) == "春风行动; 招聘会, 第一场"
    assert str(read["location"]) == "三江镇 解放路1号"
    assert str(read["uid"]) == f"{event.id}@outreach"
    assert read.decoded("dtstart") == event.starts_at and read.decoded("dtend") == event.ends_at
    assert read["dtstart"].params["tzid"] == "Asia/Shanghai"
    assert read.decoded("dtstamp") == event.changed_at
    assert str(read["status"]) == "CONFIRMED"
    assert str(read["url"]) == f"https://example.test/events/{event.id}"
    assert "县司法局" in str(read["description"])
    assert b"BEGIN:VTIMEZONE" in body and b"METHOD" not in body and b"RRULE" not in body.split(b"END:VTIMEZONE")[1]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("C:\\New folder", "C:\uff3cNew folder"), ("a\x07b\x1bc", "abc"), ("一\r\nBEGIN:VEVENT", "一\nBEGIN:VEVENT")],
)
def test_a_title_cannot_break_out_of_its_line(app_context: Flask, typed: str, shown: str) -> None:
    with app_context.test_request_context():
        body = calendar_text(make_event(title=typed), ending=Ending(None), now=NOW)
    assert str(parsed(body)["summary"]) == shown
    assert str(icalendar.Calendar.from_ical(body)["name"]) == shown.replace("\n", " ")


def test_a_cancelled_event_says_so_in_status_and_title(app_context: Flask) -> None:
    with app_context.test_request_context():
        event = make_event(title="咨询日", status=Status.CANCELLED, sequence=3)
        read = parsed(calendar_text(event, ending=Ending(None), now=NOW))
    assert (str(read["status"]), str(read["summary"]), read["sequence"]) == ("CANCELLED", "【已取消】咨询日", 3)


@pytest.mark.parametrize(
    ("now", "title", "stamp"),
    [
        (MOVED + timedelta(days=7, seconds=-1), "【改期】咨询日", MOVED),
        (MOVED + timedelta(days=7), "咨询日", MOVED + timedelta(days=7)),
        (MOVED + timedelta(days=90), "咨询日", MOVED + timedelta(days=7)),
    ],
)
def test_a_move_is_news_for_seven_days(app_context: Flask, now: datetime, title: str, stamp: datetime) -> None:
    event = make_event(title="咨询日", moved_at=MOVED, moved_from=NOW - timedelta(days=9), changed_at=MOVED, sequence=1)
    assert (summary(event, now), last_visible_change(event, now), event.sequence) == (title, stamp, 1)


def test_the_same_plan_gives_the_same_bytes(app_context: Flask) -> None:
    with app_context.test_request_context():
        event = make_event(team=make_team())
        first = calendar_text(event, ending=Ending(None), now=NOW)
        later = calendar_text(event, ending=Ending(None), now=NOW + timedelta(hours=5))
    assert first == later


def test_a_wall_clock_time_is_the_bureaus(app_context: Flask) -> None:
    at = datetime(2025, 7, 1, 23, 30, tzinfo=UTC)
    with app_context.test_request_context():
        body = calendar_text(make_event(starts_at=at), ending=Ending(None), now=NOW)
    assert f"DTSTART;TZID=Asia/Shanghai:{clock.local(at):%Y%m%dT%H%M%S}".encode() in body


def test_a_place_that_is_known_lies_on_the_map(app_context: Flask) -> None:
    place = make_place(latitude=28.803, longitude=113.083)
    with app_context.test_request_context():
        read = parsed(calendar_text(make_event(place=place), ending=Ending(None), now=NOW))
    assert read["geo"].to_ical() == "28.803;113.083"


def test_the_reminder_that_was_chosen_rings_for_what_takes_place(app_context: Flask) -> None:
    ending = Ending("https://example.test", Alarm.EVE, is_busy=True)
    with app_context.test_request_context():
        events = make_event(), make_event(status=Status.CANCELLED)
        on, cancelled = (parsed(calendar_text(event, ending=ending, now=NOW)) for event in events)
    (alarm,) = on.walk("VALARM")
    assert (str(alarm["action"]), alarm.decoded("trigger")) == ("DISPLAY", -timedelta(hours=15))
    assert (str(on["transp"]), str(cancelled["transp"])) == ("OPAQUE", "TRANSPARENT")
    assert cancelled.walk("VALARM") == []


def test_no_line_is_longer_than_a_client_must_read(app_context: Flask) -> None:
    with app_context.test_request_context():
        event = make_event(title="春风行动🎉" * 20, partners="县司法局、" * 40)
        base = "https://a-rather-long-name-of-a-county-bureau.gov.example"
        body = calendar_text(event, ending=Ending(base, Alarm.HOUR), now=NOW)
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    read = parsed(body)
    assert str(read["summary"]) == event.title and str(read["url"]) == f"{base}/events/{event.id}"


def test_campaigns_and_deadlines_are_whole_days(app_context: Flask) -> None:
    edition = make_edition(is_proposed=True, first_day=date(2025, 3, 1), last_day=date(2025, 3, 7))
    deadline = stored(Deadline(title="年度报告", day=date(2025, 3, 1), addressees="县委", made_at=NOW))
    with app_context.test_request_context():
        body = b"".join(themes_pieces([edition], [deadline], base_url="https://example.test"))
    theme, due = icalendar.Calendar.from_ical(body).walk("VEVENT")
    assert (theme.decoded("dtstart"), theme.decoded("dtend")) == (date(2025, 3, 1), date(2025, 3, 8))
    assert theme["dtstart"].params["value"] == "DATE"
    assert (str(theme["status"]), str(theme["transp"])) == ("TENTATIVE", "TRANSPARENT")
    assert (due.decoded("dtstart"), due.decoded("dtend")) == (date(2025, 3, 1), date(2025, 3, 2))
    assert "县委" in str(due["description"])
