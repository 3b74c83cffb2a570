"""The history of an event: what its fields said before and after, in the bureau's own language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from flask_babel import gettext

from outreach.audit.actions import Actor, record_change
from outreach.audit.models import Change
from outreach.schedule.labels import FIELDS, said
from outreach.schedule.models import Event
from outreach.schedule.rules import MOVES_FIGURE, Status
from outreach.web import filters
from outreach.web.language import in_bureau_language

Told = dict[str, str | None]
Line = tuple[str, str | None, str | None]
_ORDER = {field: place for place, field in enumerate(FIELDS)}


@dataclass(frozen=True)
class Entry:
    """What one person changed at one instant; `lines` are (label, old, new)."""

    at: datetime
    by_name: str
    reason: str | None
    lines: Sequence[Line]


def entries(changes: Iterable[Change]) -> list[Entry]:
    """The history as it is shown: what was changed together stands together, in the order given."""
    return [
        Entry(at, by_name, reason, _lines(sorted(group, key=lambda each: _ORDER.get(each.field, 0))))
        for (at, by_name, reason), group in groupby(changes, key=lambda each: (each.at, each.by_name, each.reason))
    ]


def told(event: Event) -> Told:
    """Each field of the history as a person reads it; None where the event says nothing.

    A history is kept once for every reader, so it is written in the bureau's language, whoever acts.
    """
    with in_bureau_language():
        return {**_words(event), **_numbers(event), **_lists(event)}


def record_differences(
    event: Event, before: Told, *, by: Actor, now: datetime, reason: str | None = None
) -> frozenset[str]:
    """Add a line of history for each field that differs from `before`; gives the fields."""
    after = told(event)
    changed = [field for field in after if before.get(field) != after[field]]
    for field in changed:
        record_change(
            event,
            field,
            old=before.get(field),
            new=after[field],
            by=by,
            now=now,
            reason=reason,
            moves_figure=field in MOVES_FIGURE,
        )
    return frozenset(changed)


def record_status(event: Event, old: Status, *, by: Actor, now: datetime) -> None:
    """Add the line of history that says that the event's status was `old`."""
    with in_bureau_language():
        words = said(old), said(event.status)
    record_change(event, "status", old=words[0], new=words[1], by=by, now=now, moves_figure=True)


def _lines(changes: Sequence[Change]) -> list[Line]:
    """The lines of changes made together: a move says both of its times at once, and its day by them."""
    ends = next((each for each in changes if each.field == "ends_at"), None)
    moved = ends is not None and any(each.field == "starts_at" for each in changes)
    lines: list[Line] = []
    for each in changes:
        if moved and ends and each.field == "starts_at":
            lines.append((gettext("Time"), _span(each.old, ends.old), _span(each.new, ends.new)))
        elif each.field != "day" and not (moved and each is ends):
            lines.append((str(FIELDS.get(each.field, each.field)), each.old, each.new))
    return lines


def _span(start: str | None, end: str | None) -> str:
    return str(gettext("%(start)s to %(end)s", start=start, end=end))


def _words(event: Event) -> Told:
    return {
        "status": said(event.status),
        "reviewed": None if event.reviewed_at is None else filters.moment(event.reviewed_at),
        "title": event.title,
        "track": said(event.track),
        "standing": said(event.standing),
        "lead_team": event.lead_team.name,
        "place": event.place.name,
        "starts_at": filters.moment(event.starts_at),
        "ends_at": filters.moment(event.ends_at),
        "day": filters.day(event.day),
        "partners": event.partners,
        "note": event.note,
        "things": event.things,
        "counts_separately": "✓" if event.counts_separately else None,
    }


def _numbers(event: Event) -> Told:
    fields = ("expected_handouts", "expected_consultations", "expected_attendance")
    numbers = {field: getattr(event, field) for field in fields}
    return {field: None if number is None else filters.number(number) for field, number in numbers.items()}


def _lists(event: Event) -> Told:
    return {
        "joining": _joined(each.team.name for each in event.joining),
        "editions": _joined(f"{each.edition.campaign.name} {each.edition.year}" for each in event.tags),
        "forms": _joined(_said_all(each.form for each in event.forms)),
        "staff": _joined(f"{each.person.name} ({said(each.duty)})" for each in event.staff),
        "planned_items": _joined(
            each.item.name if each.quantity is None else f"{each.item.name} {each.quantity} {each.item.unit}"
            for each in event.planned_items
        ),
        "laws": _joined(each.law.title for each in event.laws),
    }


def _said_all(words: Iterable[StrEnum]) -> Iterable[str]:
    return (said(word) for word in words)


def _joined(parts: Iterable[str]) -> str | None:
    return "、".join(sorted(parts)) or None
