"""However much was answered, a phone is told so much: what holds first, then the newest."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from outreach import clock
from outreach.check_ups import phone, phone_answers
from outreach.check_ups.actions import record_all_checks
from outreach.check_ups.judging import Wanted
from outreach.check_ups.lists.models import CheckPoint
from outreach.check_ups.rules import Found
from outreach.db import new_id, transaction
from outreach.people.models import Person
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Event
from tests.making import NOW, make_check_list, make_event, make_person, make_place

Told = list[dict[str, Any]]


@pytest.fixture
def person(app_context: Flask) -> Person:
    return make_person()


@pytest.fixture
def points(app_context: Flask) -> list[CheckPoint]:
    return make_check_list("合同", "名册").points


@pytest.fixture
def event(app_context: Flask) -> Event:
    return make_event(place=make_place(PlaceKind.PARK))


def answered(event: Event, point: CheckPoint, company: Place, by: Person, *, after: int, **facts: Any) -> Wanted:
    """A risk that was found so many minutes after the start."""
    wanted = Wanted(id=new_id(), event=event.id, point=point.id, found=Found.RISK, company=company.id, **facts)
    with transaction():
        record_all_checks([wanted], sender=by, now=NOW + timedelta(minutes=after))
    return wanted


def told(person: Person, event: Event) -> Told:
    check_ups: Told = phone.phone_facts(person, clock.local_day(NOW), [event])["check_ups"]
    return check_ups


def ids(check_up: dict[str, Any]) -> list[str]:
    return [each["id"] for each in check_up["answers"]]


def test_what_holds_is_told_before_what_was_replaced_and_the_newest_first(
    event: Event, points: list[CheckPoint], person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = make_place(PlaceKind.ENTERPRISE)
    holds = answered(event, points[1], company, person, after=0)
    first = answered(event, points[0], company, person, after=1)
    second = answered(event, points[0], company, person, after=2, replaces=frozenset({first.id}))
    third = answered(event, points[0], company, person, after=3, replaces=frozenset({first.id, second.id}))
    (whole,) = told(person, event)
    assert ids(whole) == [str(each.id) for each in (holds, first, second, third)]
    assert not whole["is_cut"]
    monkeypatch.setattr(phone_answers, "MOST_OF_ONE", 3)
    (cut,) = told(person, event)
    assert (ids(cut), cut["is_cut"]) == ([str(each.id) for each in (holds, second, third)], True)
    assert cut["answers"][-1]["replaces"] == sorted([str(first.id), str(second.id)])
    monkeypatch.setattr(phone_answers, "MOST_REPLACED", 2)
    assert ids(told(person, event)[0]) == [str(holds.id), str(third.id)]


def test_a_check_up_with_very_many_answers_leaves_the_others_theirs(
    event: Event, points: list[CheckPoint], person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    small, flooded = make_place(PlaceKind.ENTERPRISE), make_place(PlaceKind.ENTERPRISE)
    kept = answered(event, points[0], small, person, after=0)
    for minute in range(1, 6):
        last = answered(event, points[0], flooded, person, after=minute)
    monkeypatch.setattr(phone_answers, "MOST_ANSWERS", 3)
    one, other = told(person, event)
    assert (ids(one), one["is_cut"]) == ([str(kept.id)], False)
    assert (len(ids(other)), ids(other)[-1], other["is_cut"]) == (2, str(last.id), True)


def test_the_newest_check_ups_are_told_and_the_events_own_company_always(
    points: list[CheckPoint], person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, older, newer = (make_place(PlaceKind.ENTERPRISE) for _each in range(3))
    event = make_event(place=own)
    for minute, company in enumerate((own, older, newer)):
        answered(event, points[0], company, person, after=minute)
    monkeypatch.setattr(phone, "MOST_CHECK_UPS", 2)
    assert [each["company"]["id"] for each in told(person, event)] == [str(own.id), str(newer.id)]


def test_of_long_notes_the_newest_are_whole(
    event: Event, points: list[CheckPoint], person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    company, note = make_place(PlaceKind.ENTERPRISE), "无" * 300
    for minute in range(2):
        answered(event, points[minute], company, person, after=minute, note=note)
    monkeypatch.setattr(phone_answers, "MOST_OF_NOTES", 350)
    (check_up,) = told(person, event)
    older, newer = check_up["answers"]
    assert (newer["note"], newer["is_cut"]) == (note, False)
    assert (older["note"], older["is_cut"]) == ("无" * 100 + "…", True)
