"""What a phone is told for its days ahead: its events and the lists that its lines name (schema in docs/api.md)."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from outreach import clock
from outreach.logbook import queries
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.people.queries import teams
from outreach.periods import Period
from outreach.schedule.models import Event
from outreach.schedule.on_the_spot.queries import recent_places

DAYS_BACK, DAYS_AHEAD = 7, 14
MOST_EVENTS = 300
MOST_PLACES, PLACES_BACK = 200, timedelta(days=2 * 366)


def facts_for(person: Person, now: datetime) -> dict[str, Any]:
    """Everything as plain JSON values."""
    today = clock.local_day(now)
    days = days_around(today)
    events = queries.events_for_phone(person.id, person.team_ids_on(today), today, days, MOST_EVENTS)
    items = queries.countable_items()
    return {
        "server_time": _instant(now),
        "person": _person(person, today),
        "days": {"first": days.first.isoformat(), "today": today.isoformat(), "last": days.last.isoformat()},
        "events": [_event(event, person) for event in events],
        "materials": _items(items, CountKind.HANDOUT),
        "topics": _items(items, CountKind.CONSULTATION),
        "groups": _items(items, CountKind.ATTENDANCE),
        "displays": _items(items, CountKind.DISPLAY),
        "teams": [{"code": team.code, "name": team.name, "mark": team.mark} for team in teams(today)],
        "places": [{"id": str(place_id), "name": name} for place_id, name in _places(now)],
    }


def days_around(today: date) -> Period:
    """The days that a phone knows, both ends included."""
    return Period(today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD))


def _places(now: datetime) -> Sequence[tuple[uuid.UUID, str]]:
    """Where an event made on the spot most likely is; any other place is typed."""
    return recent_places(now - PLACES_BACK, most=MOST_PLACES)


def _person(person: Person, today: date) -> dict[str, Any]:
    teams = [each.team for each in person.memberships if each.covers(today)]
    return {"id": str(person.id), "name": person.name, "role": person.role, "teams": [team.code for team in teams]}


def _event(event: Event, person: Person) -> dict[str, Any]:
    return {
        "id": str(event.id),
        "title": event.title,
        "day": event.day.isoformat(),
        "starts_at": _instant(event.starts_at),
        "ends_at": _instant(event.ends_at),
        "place": event.place.name,
        "team": event.lead_team.code,
        "mark": event.lead_team.mark,
        "track": event.track,
        "status": event.status,
        "reviewed": event.reviewed_at is not None,
        "mine": any(each.person_id == person.id for each in event.staff),
        "items": [
            {"kind": each.item.kind, "code": each.item.code, "quantity": each.quantity}
            for each in sorted(
                event.planned_items, key=lambda each: (each.item.kind, each.item.position, each.item.code)
            )
        ],
        "expected": {
            "handouts": event.expected_handouts,
            "consultations": event.expected_consultations,
            "attendance": event.expected_attendance,
        },
    }


def _items(items: Iterable[Item], kind: CountKind) -> list[dict[str, Any]]:
    return [_item(item) for item in items if item.kind is kind]


def _item(item: Item) -> dict[str, Any]:
    facts: dict[str, Any] = {"code": item.code, "name": item.name, "name_en": item.name_en, "unit": item.unit}
    if item.kind is CountKind.HANDOUT:
        facts["bundle"] = item.bundle
    if item.kind is CountKind.CONSULTATION:
        facts |= {"team": item.team and item.team.code, "question": item.question}
    return facts


def _instant(at: datetime) -> str:
    """RFC 3339 on the bureau's wall clock."""
    return clock.local(at).isoformat(timespec="seconds")
