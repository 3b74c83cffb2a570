"""Readings that look wrong are listed until somebody corrects them, or says that they are right."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from outreach import clock, periods
from outreach.audit.models import AuditEntry
from outreach.db import db, transaction
from outreach.errors import Conflict, Forbidden, Invalid, NotFound
from outreach.media.models import Article, Placement, Reading
from outreach.media.readings.doubtful import Doubtful, doubtful_readings, doubts_of, open_doubts
from outreach.media.readings.models import Settled, SettledFall, SettledSlip
from outreach.media.readings.rules import Oddity
from outreach.media.readings.settling import ask_again, settle_reading
from outreach.media.rules import Metric
from outreach.people.rules import Role
from outreach.sheets import Approximation
from tests.making import NOW, make_article, make_person, make_placement, make_reading, make_team, make_void
from tests.signing_in import sign_in

DAY = date(2025, 3, 4)
NEXT = DAY + timedelta(days=1)
YEAR = periods.year(2025)
LIST = "/media/readings/falls?first=2025-01-01"
FELL, LEAPT, READERS = Oddity.FALL, Oddity.LEAP, Oddity.READERS


def showing(*values: int, **item: object) -> Placement:
    """A placement whose counter showed these, day after day."""
    placement = make_placement(make_article(**item))
    for n, value in enumerate(values):
        make_reading(placement, value, DAY + timedelta(days=n))
    return placement


def turned(people: int = 500, times: int = 100, **item: object) -> Reading:
    """More readers than reads at one day's close: the reading of the readers."""
    placement = make_placement(make_article(**item))
    make_reading(placement, times, DAY)
    return make_reading(placement, people, DAY, metric=Metric.PEOPLE)


def told(found: Sequence[Doubtful]) -> list[tuple[Oddity, int, int]]:
    return [(each.oddity, each.beside.value, each.reading.value) for each in found]


def test_each_fall_is_found_and_nothing_else(app_context: Flask) -> None:
    showing(100, 200, 200, 300)
    placement = showing(100, 90, 80, 200)
    make_reading(placement, 50, DAY + timedelta(days=9), metric=Metric.PEOPLE)  # another counter
    rounded = showing(12_300)
    make_reading(rounded, 12_000, NEXT, written="1.2万", approximation=Approximation.ABOUT)
    found = doubtful_readings(YEAR)
    assert told(found) == [(FELL, 90, 80), (FELL, 100, 90)]
    assert [each.difference for each in found] == [10, 10]


def test_leaps_and_more_readers_than_reads_are_found_and_nothing_else(app_context: Flask) -> None:
    showing(9_000, 900_000)
    showing(0, 10_000)
    grown = showing(9_000, 60_000)
    make_reading(grown, 8_000, NEXT, metric=Metric.PEOPLE)
    reading = turned()
    make_reading(reading.placement, 700, NEXT, metric=Metric.PEOPLE)  # nobody knows the reads of that day
    found = doubtful_readings(YEAR)
    assert sorted(told(found)) == [(LEAPT, 0, 10_000), (LEAPT, 9_000, 900_000), (READERS, 100, 500)]
    assert {each.reading.value: each.times for each in found} == {900_000: 100, 10_000: None, 500: 5}


@pytest.mark.parametrize(("first", "second"), [(900, 90), (9_000, 900_000)])
def test_what_was_corrected_or_voided_is_in_no_doubt(first: int, second: int, app_context: Flask) -> None:
    later = {"recorded_at": NOW + timedelta(hours=1)}
    corrected = showing(first, second)
    make_reading(corrected, first + 5, NEXT, **later)
    voided = showing(first)
    make_void(make_reading(voided, second, NEXT))
    make_reading(voided, first + 20, NEXT + timedelta(days=1))
    before = showing(first, second)
    make_reading(before, second, DAY, **later)
    assert doubtful_readings(YEAR) == []


def test_a_leap_in_steps_that_do_not_hold_is_one(app_context: Flask) -> None:
    """Neither the voided number between nor the first of two of a day hides it."""
    placement = showing(1_000)
    make_void(make_reading(placement, 5_000, NEXT))
    make_reading(placement, 6_000, NEXT + timedelta(days=1))
    make_reading(placement, 20_000, NEXT + timedelta(days=1), recorded_at=NOW + timedelta(hours=1))
    assert told(doubtful_readings(YEAR)) == [(LEAPT, 1_000, 20_000)]


def test_the_list_is_of_days_of_teams_of_a_channel_and_of_items_that_stand(app_context: Flask) -> None:
    placement = showing(100, 90)
    other = turned(team=make_team("pension")).placement
    every = doubtful_readings(None)
    assert told(every) == [(FELL, 100, 90), (READERS, 100, 500)]
    assert told(doubtful_readings(periods.Period(NEXT, NEXT))) == [(FELL, 100, 90)]
    assert doubtful_readings(periods.year(2024)) == [] == doubtful_readings(YEAR, team_ids=set())
    assert told(doubtful_readings(YEAR, team_ids={other.article.team_id})) == [(READERS, 100, 500)]
    assert told(doubtful_readings(YEAR, channel_id=placement.channel_id)) == [(FELL, 100, 90)]
    item = db.session.get_one(Article, placement.article_id)
    item.withdrawn_at, item.withdraw_reason = NOW, "撤稿"
    db.session.flush()
    assert told(doubtful_readings(YEAR)) == [(READERS, 100, 500)]


@pytest.mark.parametrize(("oddity", "table"), [(FELL, SettledFall), (LEAPT, SettledSlip), (READERS, SettledSlip)])
def test_a_reading_that_is_right_keeps_its_reason_and_can_be_asked_about_again(
    oddity: Oddity, table: type[Settled], app_context: Flask
) -> None:
    clerk = make_person(Role.CLERK)
    odd = turned() if oddity is READERS else showing(100, 90 if oddity is FELL else 99_000).readings[1]
    for reason, by, error in (
        ("", clerk, Invalid),
        ("x", make_person(Role.LEAD, team=make_team("pension")), Forbidden),
    ):
        with pytest.raises(error), transaction():
            settle_reading(odd.id, by=by, now=NOW, reason=reason)
    with transaction():
        settle_reading(odd.id, by=clerk, now=NOW, reason="平台核减")
    assert [(each.oddity, each.settled.reason) for each in doubtful_readings(YEAR) if each.settled] == [
        (oddity, "平台核减")
    ]
    assert db.session.get_one(table, odd.id).by_id == clerk.id
    with pytest.raises(Conflict), transaction():
        settle_reading(odd.id, by=clerk, now=NOW, reason="再说一次")
    with transaction():
        ask_again(odd.id, by=clerk, now=NOW)
    assert [each.settled for each in doubtful_readings(YEAR)] == [None]
    with pytest.raises(NotFound), transaction():
        ask_again(odd.id, by=clerk, now=NOW)
    kind = "fall" if oddity is FELL else "slip"
    acts = db.session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert acts == [f"{kind}.settled", f"{kind}.asked_again"]


def test_a_word_says_that_a_reading_is_right_in_all_that_is_odd_of_it(app_context: Flask) -> None:
    clerk, reading = make_person(Role.CLERK), turned(people=500, times=100)
    later = make_reading(reading.placement, 400, NEXT, metric=Metric.PEOPLE)
    make_reading(reading.placement, 120, NEXT)
    assert sorted(told(doubts_of(later))) == [(FELL, 500, 400), (READERS, 120, 400)]
    with transaction():
        settle_reading(later.id, by=clerk, now=NOW, reason="平台口径")
    assert [bool(each.settled) for each in doubts_of(later)] == [True, True]
    with transaction():
        ask_again(later.id, by=clerk, now=NOW)
    assert [bool(each.settled) for each in doubts_of(later)] == [False, False]


def test_a_reading_in_the_place_of_one_that_was_right_is_asked_about_anew(app_context: Flask) -> None:
    clerk, placement = make_person(Role.CLERK), showing(100, 99_000)
    with transaction():
        settle_reading(placement.readings[1].id, by=clerk, now=NOW, reason="广泛转发")
    again = make_reading(placement, 990_000, NEXT, recorded_at=NOW + timedelta(hours=1))
    assert [each.settled for each in doubtful_readings(YEAR)] == [None]
    make_void(again)
    assert [each.settled is None for each in doubtful_readings(YEAR)] == [False]
    sound = showing(100, 200).readings[1].id
    with pytest.raises(NotFound), transaction():
        settle_reading(sound, by=clerk, now=NOW, reason="没什么可疑")


def test_what_waits_is_counted_as_long_as_it_is_quickly_told(
    app_context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk, reading = make_person(Role.CLERK), turned()
    showing(100, 90)
    assert open_doubts(date(2026, 1, 9), team_ids=None) == 2
    assert open_doubts(date(2026, 6, 9), team_ids=None) == 0 == open_doubts(date(2025, 6, 9), team_ids=set())
    with transaction():
        settle_reading(reading.id, by=clerk, now=NOW, reason="平台口径")
    assert open_doubts(date(2025, 6, 9), team_ids=None) == 1
    monkeypatch.setattr("outreach.media.readings.doubtful._FEW", 3)
    assert open_doubts(date(2025, 6, 9), team_ids=None) is None


@pytest.mark.parametrize(
    ("make", "title", "shown"),
    [
        (lambda: showing(100, 90, title="变了的").readings, "The total fell", "10 less"),
        (lambda: showing(100, 99_000, title="变了的").readings, "The total leapt", "990 times as much"),
        (lambda: showing(0, 99_000, title="变了的").readings, "The total leapt", "99,000 more"),
        (lambda: turned(title="变了的").placement.readings, "More readers than reads", "400 more"),
    ],
)
def test_the_list_leads_to_both_readings_and_empties(
    make: object, title: str, shown: str, sqlite_app: Flask, client: FlaskClient
) -> None:
    with sqlite_app.app_context():
        one, other = sorted(make(), key=lambda each: (each.day, each.id))  # type: ignore[operator]
        sign_in(client, make_person(Role.CLERK))
    client.set_cookie("language", "en")
    page = client.get(LIST).text
    assert "变了的" in page and title in page and shown in page
    assert f"/media/readings/{one.id}/void" in page and f"/media/readings/{other.id}/void" in page
    assert "变了的" not in client.get("/media/readings/falls").text, "of this year, where nothing else is asked"
    own_page = client.get(f"/media/readings/{other.id}").text
    assert title in own_page and shown in own_page
    assert title not in client.get(f"/media/readings/{one.id}").text
    where = f"/media/readings/{other.id}/settle"
    assert shown in client.get(where).text
    assert client.post(where, data={"reason": ""}).status_code == 422
    said = client.post(where, data={"reason": "确实如此", "next": LIST}, follow_redirects=True)
    assert said.request.full_path == LIST and "No reading is in doubt" in said.text
    assert "确实如此" in client.get(f"/media/readings/{other.id}").text
    assert "确实如此" in client.get(f"{LIST}&settled=1").text
    again = client.post(f"/media/readings/{other.id}/unsettle", data={"next": LIST}, follow_redirects=True).text
    assert "变了的" in again
    ways = [unescape(each) for each in re.findall(rf'"(/media/readings/{one.id}/void[^"]+)"', again)]
    instead = re.search(r'"([^"]+)">Correct it instead', client.get(ways[0]).text)
    assert instead is not None and "next=" in instead[1]
    voided = client.post(ways[0], data={"reason": "抄错"}, follow_redirects=True)
    assert voided.request.full_path == LIST and "No reading is in doubt" in voided.text
    assert "looks wrong any more" in client.get(where, follow_redirects=True).text


def test_a_lead_sees_the_own_teams_readings_alone(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        other = make_team("pension")
        own = turned(title="本队的")
        turned(title="别队的", team=other)
        sign_in(client, make_person(Role.LEAD, team=own.placement.article.team))
    assert "本队的" in client.get(LIST).text and "别队的" not in client.get(LIST).text
    assert "别队的" not in client.get(f"{LIST}&team={other.id}").text


def test_the_readings_page_says_how_many_wait(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
    assert "读数存疑</a>" in client.get("/media/readings?lang=zh").text
    with sqlite_app.app_context():
        placement = showing(100)
        make_reading(placement, 90, clock.today() - timedelta(days=1))
    assert '读数存疑 <span class="count">1</span></a>' in client.get("/media/readings?lang=zh").text
