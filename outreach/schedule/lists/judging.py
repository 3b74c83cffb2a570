"""What would become of each row of an imported plan."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from flask_babel import gettext as _

from outreach import clock
from outreach.errors import Invalid, Refusal
from outreach.jobs.verdicts import Judged, Twins, Verdict
from outreach.materials.rules import CountKind
from outreach.periods import Period
from outreach.schedule.clashes.queries import find_clashes
from outreach.schedule.clashes.words import lines_of
from outreach.schedule.facts import Facts, facts_of
from outreach.schedule.labels import FIELDS
from outreach.schedule.lists.book import Book
from outreach.schedule.lists.words import (
    FORMS,
    STANDINGS,
    TRACKS,
    law_titles,
    name_and_duty,
    name_and_number,
    parts_of,
    times_of,
    word_of,
)
from outreach.schedule.models import Event
from outreach.schedule.rules import Status, Track, check_needed, check_quantity, check_text, check_times
from outreach.sheets.columns import Record
from outreach.sheets.counts import parse_exact_count
from outreach.sheets.days import parse_day
from outreach.sheets.typed import Value, is_blank, plain, shown

EXPECTED = ("expected_handouts", "expected_consultations", "expected_attendance")
#: How many events one import plans or changes: about two seconds' work, so that the phones' lines are not kept waiting.
MOST = 200

Given = Mapping[str, Value]


@dataclass(frozen=True)
class Entry:
    """What a row says: of an event that is there (`event_id`) or of a new one; facts as sorted, comparable pairs."""

    event_id: uuid.UUID | None
    facts: tuple[tuple[str, Any], ...]

    @property
    def said(self) -> Facts:
        """The facts as actions take them."""
        facts = {name: dict(value) if name in ("staff", "planned_items") else value for name, value in self.facts}
        return cast(Facts, facts)


def judge(records: Sequence[Record], *, today: date) -> list[Judged]:
    """Each row with its verdict. A blank cell leaves what is there as it is; an unknown name refuses the row."""
    days = [day for record in records if (day := _day_or_none(record.values.get("day"), today)) is not None]
    ids = [id for record in records if (id := _uuid_or_none(record.values.get("id"))) is not None]
    book, twins = Book(Period(min(days), max(days)) if days else None, ids), Twins()
    rows = []
    for record in records:
        row = _judged(record, book, today)
        rows.append(twins.checked(_key(row), row))
    return _first_of(rows)


def with_clashes(rows: Sequence[Judged]) -> list[Judged]:
    """The rows with what stands against each new event; they are imported all the same, and say so."""
    return [_noted(row, _clash_notes(row)) if row.verdict is Verdict.NEW else row for row in rows]


def frozen(facts: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Facts as sorted pairs: equal, and equal by `repr`, where they say the same."""
    return tuple(sorted((name, _frozen(value)) for name, value in facts.items()))


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return tuple(sorted(value.items()))
    return tuple(sorted(value)) if isinstance(value, list | set | frozenset | tuple) else value


def _judged(record: Record, book: Book, today: date) -> Judged:
    label = plain(record.values.get("title"))
    shown_values = {key: shown(value) for key, value in record.values.items() if not is_blank(value)}
    try:
        return _understood(record, label, shown_values, book, today)
    except Refusal as refusal:
        return Judged(record.number, label or "—", Verdict.REFUSED, shown_values, (refusal.message,))


def _understood(record: Record, label: str, seen: Mapping[str, str], book: Book, today: date) -> Judged:
    given = record.values
    day, place_id = parse_day(given.get("day"), today=today), book.place(given.get("place"))
    event = _meant(given, label, day, place_id, book)
    if event is not None:
        return _of_known(record, label, seen, event, _said(given, day, place_id, book, event))
    said = _said(given, day, place_id, book, None)
    hints = []
    if not times_of(given.get("begins"), given.get("ends"))[2]:
        hints.append(_("No time is given: taken as 9:00 to 11:00."))
    if is_blank(given.get("track")):
        hints.append(_("No track is given: taken as public outreach."))
    if day < today:
        hints.append(_("This day has passed already."))
    return Judged(record.number, label, Verdict.NEW, seen, tuple(hints), Entry(None, frozen(said)))


def _of_known(record: Record, label: str, seen: Mapping[str, str], event: Event, said: Mapping[str, Any]) -> Judged:
    before = dict(frozen(facts_of(event)))
    after = dict(frozen(said))
    changed = [name for name, value in after.items() if before.get(name) != value]
    if not changed:
        return Judged(record.number, label, Verdict.SAME, seen)
    if event.status is not Status.PLANNED:
        raise Invalid(
            _("This event was held or cancelled already, so a list does not change it. Change it on its page."),
            code="not_planned",
        )
    fields = "、".join(dict.fromkeys(str(FIELDS[_FIELD.get(name, name)]) for name in changed))
    facts = tuple((name, value) for name, value in after.items() if name in changed)
    note = _("Changes: %(fields)s", fields=fields)
    return Judged(record.number, label, Verdict.CHANGED, seen, (note,), Entry(event.id, facts))


#: what the history calls a fact, where that is another name
_FIELD = {
    "lead_team_id": "lead_team",
    "joining_team_ids": "joining",
    "edition_ids": "editions",
    "place_id": "place",
    "law_ids": "laws",
}


def _meant(given: Given, title: str, day: date, place_id: uuid.UUID, book: Book) -> Event | None:
    """The event that a row speaks of: by our own id, else one of the same day, title and place."""
    if is_blank(given.get("id")):
        return book.same.get((day, title, place_id))
    event = book.events.get(_uuid_or_none(given.get("id")) or uuid.UUID(int=0))
    if event is None:
        raise Invalid(_("There is no event with this id. Leave the cell empty for a new one."), code="no_such_event")
    return event


def _said(given: Given, day: date, place_id: uuid.UUID, book: Book, event: Event | None) -> dict[str, Any]:
    """What the row says of the event; what it leaves blank is left out, where there is an event."""
    said: dict[str, Any] = {
        "title": check_needed(str(given.get("title") or ""), "title"),
        "place_id": place_id,
        "lead_team_id": book.team(given.get("team")),
    }
    said |= _times(given, day, event)
    if not is_blank(given.get("track")) or event is None:
        said["track"] = Track.PUBLIC if is_blank(given.get("track")) else word_of(TRACKS, given.get("track"))
    if not is_blank(given.get("standing")):
        said["standing"] = word_of(STANDINGS, given.get("standing"))
    for name in ("partners", "note"):
        if not is_blank(given.get(name)):
            said[name] = check_text(str(given.get(name)), name)
    for name in EXPECTED:
        if not is_blank(given.get(name)):
            said[name] = check_quantity(parse_exact_count(given.get(name)), name)
    return said | _lists(given, day, book, event, said["lead_team_id"])


def _times(given: Given, day: date, event: Event | None) -> dict[str, datetime]:
    start, end, is_said = times_of(given.get("begins"), given.get("ends"))
    if event is not None and not is_said:
        start, end = clock.local(event.starts_at).time(), clock.local(event.ends_at).time()
    starts_at, ends_at = (clock.instant(datetime.combine(day, wall)) for wall in (start, end))
    if (
        event is not None
        and clock.local_day(event.ends_at) != event.day
        and (starts_at, day) == (event.starts_at, event.day)
    ):
        ends_at = event.ends_at  # of several days, which the list has no column for
    check_times(starts_at, ends_at)
    return {"starts_at": starts_at, "ends_at": ends_at}


def _lists(given: Given, day: date, book: Book, event: Event | None, lead_team_id: uuid.UUID) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if parts := parts_of(given.get("joining")):
        said["joining_team_ids"] = {book.team(part) for part in parts} - {lead_team_id}
    if parts := parts_of(given.get("campaign")):
        said["edition_ids"] = {book.edition(part, day) for part in parts}
    if parts := parts_of(given.get("forms")):
        said["forms"] = {word_of(FORMS, part) for part in parts}
    if parts := parts_of(given.get("staff")):
        said["staff"] = {book.person(name): duty for name, duty in map(name_and_duty, parts)}
    if titles := law_titles(given.get("laws")):
        said["law_ids"] = {book.law(title) for title in titles}
    if parts := parts_of(given.get("materials")):
        others = {} if event is None else _others(event)
        said["planned_items"] = others | dict(_material(part, book) for part in parts)
    return said


def _others(event: Event) -> dict[uuid.UUID, int | None]:
    """The topics, groups and displays of the event: the list has no column for them, so they stay."""
    return {each.item_id: each.quantity for each in event.planned_items if each.item.kind is not CountKind.HANDOUT}


def _material(part: str, book: Book) -> tuple[uuid.UUID, int | None]:
    name, number = part, None
    item_id = book.item(part)  # a title may end in a number of its own
    if item_id is None:
        name, number = name_and_number(part)
        item_id = book.item(name)
    if item_id is None:
        message = _("“%(name)s” is not in the list of materials. Bring that in first.", name=name)
        raise Invalid(message, code="no_such_material")
    return item_id, check_quantity(number, "planned_items")


def _first_of(rows: Sequence[Judged]) -> list[Judged]:
    """The rows, of which those after the `MOST` that are written wait for the next time."""
    writing = [row.number for row in rows if row.writes]
    waiting = frozenset(writing[MOST:])
    message = _(
        "One import takes %(most)s events. Import the first ones, leaving this row out, then bring the same list "
        "again: it goes on here.",
        most=MOST,
    )
    return [_waiting(row, message) if row.number in waiting else row for row in rows]


def _waiting(row: Judged, message: str) -> Judged:
    return Judged(row.number, row.label, Verdict.REFUSED, row.shown, (message,))


def _clash_notes(row: Judged) -> tuple[Any, ...]:
    findings = find_clashes(uuid.UUID(int=0), row.entry.said, clock.now())
    return tuple(line.said for line in lines_of(findings, findings.clashes))


def _noted(row: Judged, notes: tuple[Any, ...]) -> Judged:
    facts = (row.number, row.label, row.verdict, row.shown)
    return Judged(*facts, (*row.notes, *notes), row.entry) if notes else row


def _key(row: Judged) -> Any:
    if row.entry is None:
        return ("row", row.number)
    said = dict(row.entry.facts)
    return row.entry.event_id or (said["starts_at"], plain(said["title"]), said["place_id"])


def _day_or_none(value: Value, today: date) -> date | None:
    try:
        return parse_day(value, today=today)
    except Refusal:
        return None


def _uuid_or_none(value: Value) -> uuid.UUID | None:
    try:
        return uuid.UUID(plain(value))
    except ValueError:
        return None
