"""Photos and notes of a point: they stay at it however its answer is sent again, replaced or settled."""

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.check_ups.models import CheckAnswer
from outreach.check_ups.notices.actions import make_notice
from outreach.check_ups.pictures import pictures_at
from outreach.clock import now
from outreach.db import db, transaction
from outreach.evidence.models import Evidence
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Assignment, Event
from outreach.schedule.rules import Track
from tests.check_ups.sending import a_check, at, send_checks, the_check_up
from tests.logbook.sending import phone_of
from tests.making import (
    NOW,
    make_bureau,
    make_check_list,
    make_check_up,
    make_event,
    make_person,
    make_place,
    make_team,
    stored,
)
from tests.reports.packs.opening import make_evidence


class Visit:
    """A visit to a company by two colleagues of one team, each with a phone; one point is asked."""

    def __init__(self, app: Flask) -> None:
        make_bureau()
        team = make_team("labor_relations")
        self.people = {name: make_person(Role.LEAD, team=team, name=name) for name in ("甲同事", "乙同事")}
        self.phones = {name: phone_of(app, person) for name, person in self.people.items()}
        self.point = make_check_list("合同", team=team).points[0]
        self.company = make_place(PlaceKind.ENTERPRISE, name="宏达")
        self.event = self.visited(NOW)

    def visited(self, starts_at: Any) -> Event:
        """An event in the company."""
        team = self.people["甲同事"].memberships[0].team
        return make_event(team=team, place=self.company, track=Track.ENTERPRISE, starts_at=starts_at)

    def answer(self, who: str, found: str, **more: Any) -> str:
        """What one of them answers; the id of it."""
        one = a_check(self.event, self.point, found, **at(self.company), **more)
        assert send_checks(self.phones[who], one)[one["id"]]["answer"] == "recorded"
        return str(one["id"])

    def photo(self, who: str, answer: str, seed: int) -> Evidence:
        """A photo that one of them adds to an answer."""
        item: Evidence = make_evidence(db.session.get_one(CheckAnswer, uuid.UUID(answer)), self.people[who], seed=seed)
        return item

    @property
    def desk(self) -> FlaskClient:
        """A browser of the office."""
        return self.phones["乙同事"]

    def page(self) -> str:
        """The page of the check-up."""
        return self.desk.get(f"/check-ups/{the_check_up().id}").text


@pytest.fixture
def visit(sqlite_app: Flask) -> Iterator[Visit]:
    with sqlite_app.app_context():
        yield Visit(sqlite_app)


def figures(page: str) -> list[str]:
    """What the page says of each picture, without marks."""
    return [" ".join(re.sub("<[^>]+>", " ", each).split()) for each in re.findall("(?s)<figure>(.*?)</figure>", page)]


def test_a_photo_stays_at_its_point_when_the_note_is_sent_again(visit: Visit) -> None:
    first = visit.answer("甲同事", "risk")
    photo = visit.photo("甲同事", first, 1).id
    (shown,) = figures(visit.page())
    assert shown.startswith("甲同事 · 20") and "已被替换" not in shown
    visit.answer("甲同事", "risk", note="三人未签", replaces=[first])
    page = visit.page()
    assert f"/evidence/{photo}/small" in page
    (shown,) = figures(page)
    assert "甲同事" in shown and "所属结果已被替换" in shown


def test_a_photo_that_was_taken_away_is_shown_nowhere(visit: Visit) -> None:
    first = visit.answer("甲同事", "risk")
    visit.photo("甲同事", first, 1).removed_at = NOW
    db.session.commit()
    assert figures(visit.page()) == []


def test_the_same_photo_at_one_point_is_shown_once(visit: Visit) -> None:
    first = visit.answer("甲同事", "risk")
    visit.photo("甲同事", first, 1)
    again = visit.answer("甲同事", "in_order", replaces=[first])
    visit.photo("乙同事", again, 1)
    ((shown,),) = pictures_at({the_check_up().id}).values()
    assert (shown.by, shown.is_replaced) == ("乙同事", False)


def test_settling_keeps_what_the_agreeing_colleague_noted_and_took(visit: Visit) -> None:
    one = visit.answer("甲同事", "risk", note="工地三人未签合同")
    photo = visit.photo("甲同事", one, 1).id
    other = visit.answer("乙同事", "in_order")
    visit.answer("乙同事", "risk", replaces=[one, other])
    page = visit.page()
    assert "工地三人未签合同" in page
    folded = re.search("(?s)已被替换</summary>(.*?)</details>", page)
    assert folded is not None and "工地三人未签合同" not in folded[1]
    item = notice_item(visit)
    assert "工地三人未签合同" in item and "甲同事" in item
    assert f"/evidence/{photo}/small" in item


def test_the_note_of_each_who_found_the_risk_can_be_taken_over(visit: Visit) -> None:
    visit.answer("甲同事", "risk", note="三人未签")
    visit.answer("乙同事", "risk", note="两人逾期")
    page = notice_item(visit)
    chosen = re.findall('name="take" value="([^"]+)"', page)
    assert len(chosen) == 2
    address = re.search(r'action="(/notices/[^"]+/items/[^"]+)"', page)
    assert address is not None
    taken = visit.desk.post(address[1], data={"found": "未签合同", "take": chosen[1]})
    assert taken.status_code == 200
    assert "未签合同\n两人逾期" in taken.text.replace("\r", "")


def test_a_note_that_is_gone_meanwhile_saves_nothing(visit: Visit) -> None:
    visit.answer("甲同事", "risk", note="三人未签")
    address = re.search(r'action="(/notices/[^"]+/items/[^"]+)"', notice_item(visit))
    assert address is not None
    answer = visit.desk.post(address[1], data={"found": "未签合同", "take": "yes"})
    assert answer.status_code == 200 and "未签合同" in answer.text


def test_before_and_after_show_the_photos_of_both_to_who_sees_both(sqlite_app: Flask, visit: Visit) -> None:
    first = visit.answer("甲同事", "risk")
    old = visit.photo("甲同事", first, 1).id
    visit.answer("甲同事", "risk", note="三人", replaces=[first])
    later = visit.visited(NOW + timedelta(days=90))
    revisit = make_check_up(later, visit.company, {}, by=db.session.merge(visit.people["乙同事"]))
    visit.event = later
    new = visit.photo("乙同事", visit.answer("乙同事", "in_order"), 2).id
    page = visit.desk.get(f"/check-ups/{revisit.id}/before-after").text
    assert f"/evidence/{old}/small" in page and f"/evidence/{new}/small" in page
    assert len(figures(page)) == 2
    staff = make_person()
    stored(Assignment(event_id=later.id, person_id=staff.id))
    theirs = phone_of(sqlite_app, staff).get(f"/check-ups/{revisit.id}/before-after").text
    assert f"/evidence/{new}/small" in theirs and f"/evidence/{old}/small" not in theirs


def notice_item(visit: Visit) -> str:
    """The page of the only item of the notice that is made of the check-up."""
    maker = db.session.get_one(Person, visit.people["乙同事"].id)
    with transaction():
        made = make_notice(the_check_up(), by=maker, now=now(), unfinished_is_meant=True)
        address = f"/notices/{made.id}/items/{made.items[0].id}"
    return visit.desk.get(address).text
