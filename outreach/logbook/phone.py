"""What a phone is told for its days ahead: its events and the lists that its lines name (schema in docs/api.md)."""

import hashlib
import json
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask, current_app

from outreach import clock
from outreach.logbook import queries
from outreach.logbook.follow_ups.queries import colleagues_of
from outreach.logbook.shell.queries import NetOfCode, nets_among, places_at_hand
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.people.models import Person, Team
from outreach.people.queries import teams
from outreach.periods import Period
from outreach.places.models import Place
from outreach.schedule.models import Event
from outreach.schedule.rules import Answer, has_left

DAYS_BACK, DAYS_AHEAD = 7, 14
MOST_EVENTS = 300
MOST_PLACES = 300
#: name in `app.extensions` of the functions by which upper features tell a phone more
_MORE = "outreach.phone_facts"
#: The person, the local day, the phone's events -> facts as plain JSON values, under names of their own.
Tell = Callable[[Person, date, Collection[Event]], dict[str, Any]]
#: Places where a team has not been for longer come after the others.
DAYS_VISITED = 400


def also_tell(app: Flask, tell: Tell) -> None:
    """Let phones be told what `tell` says too; its schema goes to `described.also_on_phones`."""
    app.extensions.setdefault(_MORE, []).append(tell)


def facts_for(person: Person, now: datetime) -> dict[str, Any]:
    """Everything as plain JSON values."""
    today = clock.local_day(now)
    days = days_around(today)
    own_teams = person.team_ids_on(today)
    events = queries.events_for_phone(person.id, own_teams, today, days, MOST_EVENTS)
    ids = {event.id for event in events}
    nets, logged = nets_among(ids), queries.logged_among(ids)
    names = queries.names_of({each.person_id for event in events for each in event.staff})
    items = queries.countable_items()
    visited_since = today - timedelta(days=DAYS_VISITED)
    more = [tell(person, today, events) for tell in current_app.extensions.get(_MORE, ())]
    facts = {
        "server_time": _instant(now),
        "person": _person(person, today),
        "days": {"first": days.first.isoformat(), "today": today.isoformat(), "last": days.last.isoformat()},
        "events": [
            _event(event, person, nets[event.id]) | {"logged": event.id in logged, "staff": _staff(event, names)}
            for event in events
        ],
        "teams": [_team(team) for team in teams()],
        "colleagues": [{"id": str(person_id), "name": name} for person_id, name in colleagues_of(own_teams, today)],
        "places": [_place(place) for place in places_at_hand(own_teams, visited_since, MOST_PLACES)],
        "materials": _items(items, CountKind.HANDOUT),
        "topics": _items(items, CountKind.CONSULTATION),
        "groups": _items(items, CountKind.ATTENDANCE),
        "displays": _items(items, CountKind.DISPLAY),
    }
    for each in more:
        facts |= each
    return facts


def tag_of(facts: Mapping[str, Any]) -> str:
    """The same for facts that say the same, whenever they were told."""
    told = {name: value for name, value in facts.items() if name != "server_time"}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def days_around(today: date) -> Period:
    """The days that a phone knows, both ends included."""
    return Period(today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD))


def _person(person: Person, today: date) -> dict[str, Any]:
    teams = [each.team for each in person.memberships if each.covers(today)]
    return {"id": str(person.id), "name": person.name, "role": person.role, "teams": [team.code for team in teams]}


def _team(team: Team) -> dict[str, Any]:
    facts = {"code": team.code, "name": team.name, "name_en": team.name_en}
    return facts | {"mark": team.mark, "palette": team.palette}


def _place(place: Place) -> dict[str, Any]:
    return {"id": str(place.id), "name": place.name, "kind": place.kind, "in": place.parent and place.parent.name}


def _event(event: Event, person: Person, nets: Iterable[NetOfCode]) -> dict[str, Any]:
    return {
        "id": str(event.id),
        "title": event.title,
        "day": event.day.isoformat(),
        "starts_at": _instant(event.starts_at),
        "ends_at": _instant(event.ends_at),
        "place": event.place.name,
        "place_id": str(event.place_id),
        "team": event.lead_team.code,
        "mark": event.lead_team.mark,
        "track": event.track,
        "forms": sorted(each.form for each in event.forms),
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
        "nets": [{"kind": kind, "code": code, "quantity": quantity} for kind, code, quantity in nets],
    }


def _staff(event: Event, names: Mapping[uuid.UUID, queries.Named]) -> list[dict[str, str]]:
    """Who is planned and has neither declined nor left: whom the phone proposes as having been there."""
    staff = [(names[each.person_id], each) for each in event.staff if each.answer is not Answer.DECLINED]
    return [
        {"id": str(each.person_id), "name": named.name}
        for named, each in staff
        if not has_left(named.disabled_at, event.ends_at)
    ]


def _items(items: Iterable[Item], kind: CountKind) -> list[dict[str, Any]]:
    return [_item(item) for item in items if item.kind is kind]


def _item(item: Item) -> dict[str, Any]:
    facts: dict[str, Any] = {"code": item.code, "name": item.name, "name_en": item.name_en, "unit": item.unit}
    if item.kind is CountKind.HANDOUT:
        facts |= {"bundle": item.bundle, "counted_as": item.counted_as}
    if item.kind is CountKind.CONSULTATION:
        facts |= {"team": item.team and item.team.code, "question": item.question}
    return facts


def _instant(at: datetime) -> str:
    """RFC 3339 on the bureau's wall clock."""
    return clock.local(at).isoformat(timespec="seconds")
