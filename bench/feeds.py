"""A calendar feed built cold, after one change, and answered 304; beside icalendar alone and a writer by hand."""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

import icalendar
from sqlalchemy import delete, select, update

from bench.measuring import Line, peak_bytes, seconds, shown_bytes, shown_seconds
from bench.runs import Run
from bench.worlds import World
from outreach import clock
from outreach.db import db, transaction
from outreach.feeds.ics import PRODID, Ending, event_text
from outreach.feeds.models import EventText
from outreach.feeds.queries import whole_events
from outreach.schedule.models import Event

Values = dict[str, Any]


def measure(run: Run) -> Sequence[Line]:
    """The lines of the table for a feed of so many events."""
    new_world = run.databases["SQLite"]
    with new_world() as large, new_world() as small:
        for each, events in ((large, run.size), (small, max(1, run.size // 10))):
            first = clock.today().replace(month=1, day=1)
            each.plan([first + timedelta(days=number % 364) for number in range(events)])
        requests, plain = Requests(large), values_of(large)
        subjects: dict[str, Callable[[], object]] = {
            "icalendar alone": lambda: by_icalendar(plain),
            "written by hand": lambda: by_hand(plain),
            "cold": requests.cold,
            "after one change": requests.after_one_change,
            "nothing changed": requests.kept,
            "304": requests.unchanged,
            "cheapest page": requests.cheapest,
        }
        spent = seconds(
            {name: subjects[name] for name in ("icalendar alone", "written by hand", "cold")}, rounds=run.rounds(3)
        )
        quick = ("after one change", "nothing changed", "304", "cheapest page")
        spent |= seconds({name: subjects[name] for name in quick}, rounds=run.rounds(15))
        memory = {name: peak_bytes(work) for name, work in subjects.items()}
        few = Requests(small)
        tenth = {"cold": peak_bytes(few.cold), "after one change": peak_bytes(few.after_one_change)}
    return [*_times(spent), *_memories(memory, tenth)]


class Requests:
    """What a calendar asks of the server, and what the neighbour on the next line does."""

    def __init__(self, on: World) -> None:
        self.app, self.client = on.app, on.app.test_client()
        self.path = f"/feeds/{on.token}/all.ics"
        with self.app.app_context():
            self.event_id: uuid.UUID = db.session.scalars(select(Event.id).limit(1)).one()
        self.tag = self._read(self.path).headers["ETag"]
        self.changes = 0

    def cold(self) -> None:
        """The feed when no text is kept."""
        with self.app.app_context(), transaction() as session:
            session.execute(delete(EventText))
        self._read(self.path)

    def after_one_change(self) -> None:
        """The feed when one event was renamed."""
        self.changes += 1
        with self.app.app_context(), transaction() as session:
            values = {"title": f"改了{self.changes}次", "changed_at": clock.now()}
            session.execute(update(Event).where(Event.id == self.event_id).values(values))
        self.tag = self._read(self.path).headers["ETag"]

    def kept(self) -> None:
        """The whole feed, when nothing changed."""
        self._read(self.path)

    def unchanged(self) -> None:
        """The answer to a calendar that has the feed as it is."""
        assert self._read(self.path, tag=self.tag).status_code == 304

    def cheapest(self) -> None:
        """The cheapest page that the server gives: whether it reaches its database."""
        assert self._read("/healthz").status_code == 200

    def _read(self, path: str, tag: str | None = None) -> Any:
        answer = self.client.get(path, headers={"If-None-Match": tag} if tag else {})
        for _piece in answer.iter_encoded():  # let go at once, as a server does
            pass
        answer.close()
        return answer


def values_of(on: World) -> list[Values]:
    """What a feed says of each event, loaded beforehand: the other two builders only write."""
    with on.app.test_request_context():
        ids = db.session.scalars(select(Event.id).order_by(Event.day, Event.starts_at, Event.id)).all()
        found = []
        for at in range(0, len(ids), 500):
            for event in whole_events(ids[at : at + 500]):
                end = Ending(None).of(event.id, event.starts_at, is_cancelled=False)
                read = cast(icalendar.Event, icalendar.Event.from_ical(event_text(event, clock.now()) + end))
                told: Values = {name: read.decoded(name) for name in read if name != "CATEGORIES"}
                found.append(told | {"CATEGORIES": list(read.categories)})
            db.session.expunge_all()
    return found


def by_icalendar(values: Sequence[Values]) -> bytes:
    """A plain icalendar build of the events."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    for each in values:
        entry = icalendar.Event()
        for name, value in each.items():
            entry.add(name, value.decode() if isinstance(value, bytes) else value)
        calendar.add_component(entry)
    body: bytes = calendar.to_ical()
    return body


def by_hand(values: Sequence[Values]) -> bytes:
    """RFC 5545 text put together by hand: the limit of what can be reached in Python without keeping anything."""
    lines = ["BEGIN:VCALENDAR", f"PRODID:{PRODID}", "VERSION:2.0"]
    for each in values:
        lines.append("BEGIN:VEVENT")
        lines += [_folded(f"{name}{_written(value)}") for name, value in each.items()]
        lines.append("END:VEVENT")
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _written(value: Any) -> str:
    match value:
        case datetime() if str(value.tzinfo) == "Asia/Shanghai":
            return f";TZID=Asia/Shanghai:{value:%Y%m%dT%H%M%S}"
        case datetime():
            return f":{value:%Y%m%dT%H%M%SZ}"
        case list():
            return ":" + ",".join(_escaped(each) for each in value)
        case bytes():
            return ":" + _escaped(value.decode())
    return f":{_escaped(str(value))}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    raw, pieces = line.encode(), []
    while len(raw) > 74:
        end = 74
        while raw[end] & 0xC0 == 0x80:  # never inside of a character
            end -= 1
        pieces.append(raw[:end])
        raw = raw[end:]
    return b"\r\n ".join([*pieces, raw]).decode()


def _times(spent: dict[str, float]) -> list[Line]:
    plain, page = spent["icalendar alone"], spent["cheapest page"]
    reach = {"after one change": 0.1}
    lines = [
        Line(name, shown_seconds(spent[name]), "icalendar alone", spent[name] / plain, reach.get(name))
        for name in ("icalendar alone", "written by hand", "cold", "after one change", "nothing changed")
    ]
    lines.append(Line("304", shown_seconds(spent["304"]), "the cheapest page", spent["304"] / page, 2.0))
    return [*lines, Line("cheapest page", shown_seconds(page))]


def _memories(memory: dict[str, int], tenth: dict[str, int]) -> list[Line]:
    lines = [Line(f"memory, {name}", shown_bytes(held)) for name, held in memory.items() if name not in tenth]
    for name, held in tenth.items():
        ratio = memory[name] / held
        lines.append(Line(f"memory, {name}", shown_bytes(memory[name]), "a tenth of the events", ratio, 1.5))
    return lines
