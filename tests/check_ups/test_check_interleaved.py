"""However the answers of two phones come in, and however often: each that was acknowledged stands, and the heads are
those of a model that keeps nothing but the answers."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from outreach.check_ups.actions import record_checks
from outreach.check_ups.judging import Wanted
from outreach.check_ups.models import CheckAnswer, CheckResult
from outreach.check_ups.rules import Found
from outreach.check_ups.soundness import findings
from outreach.db import db, new_id
from outreach.places.rules import PlaceKind
from outreach.web.answers import Answer
from tests.long import examples
from tests.making import NOW, make_check_list, make_event, make_person, make_place

POINTS = 2


@dataclass
class Phone:
    """What a phone has tapped and not sent, what of others it has seen, and what it sent last."""

    waiting: list[Wanted] = field(default_factory=list)
    own: list[Wanted] = field(default_factory=list)
    seen: set[uuid.UUID] = field(default_factory=set)
    last: list[Wanted] = field(default_factory=list)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("tap"), st.integers(0, 1), st.integers(0, POINTS - 1), st.sampled_from(list(Found))),
        st.tuples(st.sampled_from(["send", "send again", "look"]), st.integers(0, 1), st.just(0), st.just(None)),
    ),
    max_size=14,
)


@pytest.fixture
def bureau(sqlite_app: Flask) -> Iterator[None]:
    with sqlite_app.app_context():
        yield


@given(steps=STEPS)
@settings(max_examples=examples(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_acknowledged_answer_stands_and_heads_are_those_of_the_model(bureau: None, steps: list[tuple]) -> None:  # type: ignore[type-arg]
    company = make_place(PlaceKind.ENTERPRISE)
    event, points = make_event(place=company), make_check_list(*"ab").points
    people, phones = [make_person(team=event.lead_team), make_person(team=event.lead_team)], [Phone(), Phone()]
    stored: dict[uuid.UUID, Wanted] = {}
    for number, (step, who, which, found) in enumerate(steps):
        phone = phones[who]
        if step == "tap":
            ids = {each.id for each in phone.own if each.point == points[which].id} | {
                each for each in phone.seen if stored[each].point == points[which].id
            }
            wanted = Wanted(new_id(), event.id, points[which].id, found, company.id, replaces=frozenset(ids))
            phone.waiting.append(wanted)
            phone.own.append(wanted)
        elif step == "look":
            phone.seen |= set(stored)
        else:
            batch = phone.last if step == "send again" else phone.waiting
            said = record_checks(batch, sender=people[who], now=NOW + timedelta(seconds=number))
            assert {each.answer for each in said} <= {Answer.RECORDED, Answer.ALREADY_THERE}
            stored |= {each.id: each for each in batch}
            phone.last, phone.waiting = batch, [] if step == "send" else phone.waiting
    db.session.commit()
    assert set(db.session.scalars(select(CheckAnswer.id).where(CheckAnswer.id.in_(list(stored))))) == set(stored)
    kept = {
        each.point_id: each.found
        for each in db.session.scalars(select(CheckResult).where(CheckResult.point_id.in_([p.id for p in points])))
    }
    assert kept == model(stored)
    assert list(findings()) == []


def model(stored: dict[uuid.UUID, Wanted]) -> dict[uuid.UUID, Found | None]:
    """By point what the answers come to that no other stored answer names."""
    taken = {old for each in stored.values() for old in each.replaces}
    heads: dict[uuid.UUID, set[Found]] = {}
    for each in stored.values():
        if each.id not in taken:
            heads.setdefault(each.point, set()).add(each.found)
    told = {point: (found - {Found.NOT_SEEN} or found) for point, found in heads.items()}
    return {point: next(iter(found)) if len(found) == 1 else None for point, found in told.items()}
