"""What comes after the event's review stands beside what counts, and who sent and replaced what can be read."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from outreach.check_ups.actions import record_all_checks
from outreach.check_ups.judging import Wanted
from outreach.check_ups.lists.models import CheckPoint
from outreach.check_ups.models import CheckAnswer, CheckUp
from outreach.check_ups.rules import Found
from outreach.check_ups.soundness import findings
from outreach.db import db, new_id
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.actions import review_event, unreview_event
from tests.check_ups.sending import found_at
from tests.logbook.sending import phone_of
from tests.making import NOW, make_bureau, make_check_list, make_check_up, make_person

REVIEWED = NOW + timedelta(days=2)
LATER = NOW + timedelta(days=3)
LAST = datetime(2025, 6, 1, 8, tzinfo=UTC)


@pytest.fixture
def point(app_context: Flask) -> CheckPoint:
    return make_check_list("合同").points[0]


@pytest.fixture
def check_up(point: CheckPoint) -> CheckUp:
    return make_check_up(found={point: Found.RISK})


@pytest.fixture
def clerk(app_context: Flask) -> Person:
    return make_person(Role.CLERK)


def answer_again(
    check_up: CheckUp,
    point: CheckPoint,
    found: Found,
    *,
    sender: Person,
    now: datetime = LATER,
    by: Person | None = None,
) -> None:
    """Somebody who has seen all answers says what holds."""
    old = db.session.scalars(select(CheckAnswer.id).where(CheckAnswer.check_up_id == check_up.id))
    wanted = Wanted(
        id=new_id(),
        event=check_up.event_id,
        point=point.id,
        found=found,
        company=check_up.place_id,
        note="已整改",
        replaces=frozenset(old),
        by=by and by.id,
    )
    record_all_checks([wanted], sender=sender, now=now)
    db.session.commit()


def test_what_comes_after_the_review_counts_when_it_is_reviewed_again(
    check_up: CheckUp, point: CheckPoint, clerk: Person
) -> None:
    review_event(check_up.event, by=clerk, now=REVIEWED)
    answer_again(check_up, point, Found.IN_ORDER, sender=clerk)
    assert found_at(check_up) == {"合同": Found.RISK}
    assert [*findings()] == []
    review_event(check_up.event, by=clerk, now=LATER + timedelta(days=1))
    db.session.commit()
    assert found_at(check_up) == {"合同": Found.IN_ORDER}
    assert [*findings()] == []


def test_it_counts_too_while_the_review_is_undone(check_up: CheckUp, point: CheckPoint, clerk: Person) -> None:
    review_event(check_up.event, by=clerk, now=REVIEWED)
    answer_again(check_up, point, Found.IN_ORDER, sender=clerk)
    unreview_event(check_up.event, reason="补录", by=clerk, now=LATER)
    db.session.commit()
    assert found_at(check_up) == {"合同": Found.IN_ORDER}


def test_a_point_that_was_first_answered_after_the_review_has_no_result(check_up: CheckUp, clerk: Person) -> None:
    review_event(check_up.event, by=clerk, now=REVIEWED)
    answer_again(check_up, make_check_list("名册").points[0], Found.RISK, sender=clerk)
    assert found_at(check_up) == {"合同": Found.RISK}


def test_the_page_tells_who_sent_what_came_late_and_what_was_replaced(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_bureau()
        clerk, found_by = make_person(Role.CLERK), make_person()
        point = make_check_list("合同").points[0]
        check_up = make_check_up(found={point: Found.RISK}, by=found_by)
        answer_again(check_up, point, Found.IN_ORDER, sender=clerk, by=found_by)
        page = phone_of(sqlite_app, clerk).get(f"/check-ups/{check_up.id}").text
        assert f"由{clerk.name}代{found_by.name}报送" in page
        assert f"由{clerk.name}替换" in page
        assert "审核后" not in page
        review_event(check_up.event, by=clerk, now=LATER)
        answer_again(check_up, point, Found.RISK, sender=clerk, now=LAST)
        page = phone_of(sqlite_app, clerk).get(f"/check-ups/{check_up.id}").text
        assert "审核后" in page
        assert "有1条结果是审核后报送的" in page
