"""What a phone is told of check-ups for its days ahead (schema in docs/api.md)."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased, lazyload

from outreach import clock
from outreach.check_ups import queries
from outreach.check_ups.keeping import befores_of
from outreach.check_ups.lists.models import CheckListVersion, CheckPoint
from outreach.check_ups.lists.queries import current_versions
from outreach.check_ups.models import CheckAnswer, CheckAnswerReplaced, CheckNote, CheckUp, CheckUpMerge
from outreach.check_ups.rules import Found
from outreach.db import db
from outreach.people.models import Person
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Event

MOST_COMPANIES = 500


def phone_facts(_person: Person, _today: date, events: Collection[Event]) -> dict[str, Any]:
    """The lists as they are now, the check-ups of these events with all their answers, and the companies at hand."""
    return {
        "check_lists": [_list(version) for version in current_versions()],
        "check_ups": _check_ups(events),
        "companies": _companies({event.place_id for event in events}),
    }


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
        "article": point.article,
        "weight": point.weight,
    }


def _check_ups(events: Collection[Event]) -> list[dict[str, Any]]:
    """Those that were begun, and one without answers for each event that goes to a company itself."""
    begun = db.session.scalars(
        select(CheckUp)
        .where(CheckUp.event_id.in_({event.id for event in events}), queries.stands())
        .options(lazyload(CheckUp.event))
        .order_by(CheckUp.made_at, CheckUp.id)
    ).all()
    answers = _answers({each.id for each in begun})
    at, known = {event.id: event for event in events}, {(each.event_id, each.place_id) for each in begun}
    visits = [(at[each.event_id], each.place, answers[each.id]) for each in begun]
    visits += [
        (event, event.place, [])
        for event in events
        if event.place.kind is PlaceKind.ENTERPRISE and (event.id, event.place_id) not in known
    ]
    befores = befores_of([(company.id, event) for event, company, _given in visits])
    return [_check_up(event, company, given, befores[company.id, event.id]) for event, company, given in visits]


def _check_up(
    event: Event, company: Place, given: list[dict[str, Any]], before: Mapping[uuid.UUID, Found]
) -> dict[str, Any]:
    return {
        "event": str(event.id),
        "company": {"id": str(company.id), "name": company.name},
        "answers": given,
        "before": {str(key): found.value for key, found in sorted(before.items())},
    }


def _answers(check_ups: Collection[uuid.UUID]) -> Mapping[uuid.UUID, list[dict[str, Any]]]:
    answers: dict[uuid.UUID, list[dict[str, Any]]] = defaultdict(list)
    if not check_ups:
        return answers
    into = func.coalesce(CheckUpMerge.into_id, CheckAnswer.check_up_id)
    statement = (
        select(
            into,
            CheckAnswer.id,
            CheckAnswer.point_id,
            CheckPoint.key,
            CheckAnswer.found,
            CheckNote.text,
            Person.name,
            CheckAnswer.at,
        )
        .outerjoin(CheckUpMerge, CheckUpMerge.check_up_id == CheckAnswer.check_up_id)
        .join(CheckPoint, CheckPoint.id == CheckAnswer.point_id)
        .join(Person, Person.id == CheckAnswer.by_id)
        .outerjoin(CheckNote, CheckNote.answer_id == CheckAnswer.id)
        .where(into.in_(check_ups))
        .order_by(CheckAnswer.received_at, CheckAnswer.id)
    )
    rows = db.session.execute(statement).all()
    replaced = _replaced(row[1] for row in rows)
    for check_up_id, answer_id, point_id, key, found, note, by, at in rows:
        answers[check_up_id].append(
            {
                "id": str(answer_id),
                "point": str(point_id),
                "key": str(key),
                "found": found.value,
                "note": note,
                "by": by,
                "at": clock.local(at).isoformat(timespec="seconds"),
                "replaces": sorted(replaced[answer_id]),
            }
        )
    return answers


def _replaced(answers: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, list[str]]:
    statement = select(CheckAnswerReplaced).where(CheckAnswerReplaced.answer_id.in_(list(answers)))
    replaced: dict[uuid.UUID, list[str]] = defaultdict(list)
    for each in db.session.scalars(statement):
        replaced[each.answer_id].append(str(each.replaced_id))
    return replaced


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
