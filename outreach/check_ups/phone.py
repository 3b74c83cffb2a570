"""What a phone is told of check-ups for its days ahead (schema in docs/api.md)."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, select, true
from sqlalchemy.orm import aliased, lazyload

from outreach.check_ups import queries
from outreach.check_ups.keeping import befores_of
from outreach.check_ups.lists.models import CheckListVersion, CheckPoint
from outreach.check_ups.lists.planned import planned_at_each
from outreach.check_ups.lists.queries import current_versions
from outreach.check_ups.models import CheckUp
from outreach.check_ups.phone_answers import Given, answers_of
from outreach.check_ups.rights import goes_to, is_own, is_sent_to, seen_by, touched_by, visits_of
from outreach.check_ups.rules import Found
from outreach.db import db
from outreach.people.models import Person
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Event

MOST_COMPANIES = 500
#: Of those that were begun; the ones at the events' own companies come first, then the newest.
MOST_CHECK_UPS = 300


def phone_facts(person: Person, today: date, events: Collection[Event]) -> dict[str, Any]:
    """The lists as they are now, the check-ups of these events that are the person's to see, and companies at hand."""
    return {
        "check_lists": [_list(version) for version in current_versions()],
        "planned_check_lists": _planned({event.id for event in events}),
        "check_ups": _check_ups(person, today, events),
        "companies": _companies({event.place_id for event in events}),
    }


def _planned(event_ids: Collection[uuid.UUID]) -> list[dict[str, Any]]:
    planned = planned_at_each(event_ids)
    return [{"event": str(event_id), "lists": [str(each) for each in lists]} for event_id, lists in planned.items()]


def _list(version: CheckListVersion) -> dict[str, Any]:
    return {
        "id": str(version.list_id),
        "title": version.check_list.title,
        "subject": version.check_list.subject.value,
        "version": version.number,
        "points": [_point(point) for point in version.points],
    }


def _point(point: CheckPoint) -> dict[str, Any]:
    return {
        "id": str(point.id),
        "key": str(point.key),
        "title": point.title,
        "look_at": point.look_at,
        "law": point.law and (point.law.short_title or point.law.title),
        "law_from": point.law and _day(point.law.in_force_from),
        "law_to": point.law and _day(point.law.in_force_to),
        "article": point.article,
        "weight": point.weight,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _check_ups(person: Person, today: date, events: Collection[Event]) -> list[dict[str, Any]]:
    """Those that were begun, and one without answers for each event that goes to a company itself.

    Of one that the person answered and does not see, the own answers: the next one takes their place.
    """
    ids = {event.id for event in events}
    own = set(db.session.scalars(select(Event.id).where(Event.id.in_(ids), visits_of(person, today))))
    seen = seen_by(person, today)
    begun = _begun(ids, seen | touched_by(person))
    begun_ids = {each.id for each in begun}
    answers = answers_of(begun_ids, whole=queries.check_ups_among(begun_ids, seen), else_only=is_own(person))
    at, known = {event.id: event for event in events}, {(each.event_id, each.place_id) for each in begun}
    visits = [(at[each.event_id], each.place, answers[each.id]) for each in begun]
    visits += [
        (event, event.place, Given())
        for event in events
        if event.id in own and event.place.kind is PlaceKind.ENTERPRISE and (event.id, event.place_id) not in known
    ]
    voided = queries.voided_among(begun_ids)
    gone = {(each.event_id, each.place_id) for each in begun if each.id in voided}
    sent = set(db.session.scalars(select(Event.id).where(Event.id.in_(ids), is_sent_to(person, today))))
    free: list[tuple[uuid.UUID, Event]] = []
    others: list[tuple[uuid.UUID, Event]] = []
    for event, company, _given in visits:
        (free if event.id in sent and goes_to(event, company) else others).append((company.id, event))
    befores = befores_of(free, true()) | befores_of(others, seen)
    return [
        _check_up(event, company, given, befores[company.id, event.id]) | {"is_voided": (event.id, company.id) in gone}
        for event, company, given in visits
    ]


def _begun(event_ids: Collection[uuid.UUID], seen: ColumnElement[bool]) -> list[CheckUp]:
    statement = (
        select(CheckUp)
        .join(Event, Event.id == CheckUp.event_id)
        .where(CheckUp.event_id.in_(event_ids), queries.is_itself(), seen)
        .options(lazyload(CheckUp.event))
        .order_by(case((CheckUp.place_id == Event.place_id, 0), else_=1), CheckUp.made_at.desc(), CheckUp.id.desc())
        .limit(MOST_CHECK_UPS)
    )
    return sorted(db.session.scalars(statement), key=lambda each: (each.made_at, each.id))


def _check_up(event: Event, company: Place, given: Given, before: Mapping[uuid.UUID, Found]) -> dict[str, Any]:
    return {
        "event": str(event.id),
        "company": {"id": str(company.id), "name": company.name},
        "answers": given.answers,
        "is_cut": given.is_cut,
        "before": {str(key): found.value for key, found in sorted(before.items())},
    }


def _companies(places: Collection[uuid.UUID]) -> list[dict[str, Any]]:
    """Companies in use: those at the events' places first, then key ones, then by name; MOST_COMPANIES of them."""
    outer = aliased(Place)
    is_near = Place.id.in_(places) | Place.parent_id.in_(places)
    statement = (
        select(Place.id, Place.name, outer.name)
        .outerjoin(outer, Place.parent)
        .where(Place.kind == PlaceKind.ENTERPRISE, Place.retired_at.is_(None))
        .order_by(case((is_near, 0), else_=1), Place.is_key_enterprise.desc(), Place.name, Place.id)
        .limit(MOST_COMPANIES)
    )
    rows = db.session.execute(statement)
    return [{"id": str(place_id), "name": name, "in": around} for place_id, name, around in rows]
