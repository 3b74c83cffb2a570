"""Totals that fell are listed until somebody says which reading is wrong, or that they truly fell."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.db import transaction
from outreach.errors import Conflict, Forbidden, Invalid, NotFound
from outreach.media.models import Placement
from outreach.media.readings.falls import ask_again, falls, settle_fall
from outreach.media.rules import Metric
from outreach.people.rules import Role
from outreach.sheets import Approximation
from tests.making import NOW, make_article, make_person, make_placement, make_reading, make_team, make_void
from tests.signing_in import sign_in

DAY = date(2025, 3, 4)


def fallen(*values: int, **changes: object) -> Placement:
    """A placement whose counter showed these, day after day."""
    placement = make_placement(make_article(**changes))
    for n, value in enumerate(values):
        make_reading(placement, value, DAY + timedelta(days=n))
    return placement


def test_each_fall_is_found_and_nothing_else(app_context: Flask) -> None:
    fallen(100, 200, 200, 300)
    placement = fallen(100, 90, 80, 200)
    make_reading(placement, 50, DAY + timedelta(days=9), metric=Metric.PEOPLE)  # another counter
    rounded = fallen(12_300)
    make_reading(rounded, 12_000, DAY + timedelta(days=1), written="1.2万", approximation=Approximation.ABOUT)
    found = falls()
    assert [(each.earlier.value, each.later.value, each.lost) for each in found] == [(90, 80, 10), (100, 90, 10)]
    assert falls(team_ids={make_team("pension").id}) == []


def test_a_corrected_and_a_voided_reading_are_no_fall(app_context: Flask) -> None:
    corrected = fallen(900)
    make_reading(corrected, 90, DAY, recorded_at=NOW + timedelta(hours=1))
    make_reading(corrected, 95, DAY + timedelta(days=1))
    voided = fallen(100)
    make_void(make_reading(voided, 9_000, DAY + timedelta(days=1)))
    make_reading(voided, 120, DAY + timedelta(days=2))
    assert falls() == []


def test_a_fall_that_is_true_keeps_its_reason_and_can_be_asked_about_again(app_context: Flask) -> None:
    clerk = make_person(Role.CLERK)
    later = fallen(100, 90).readings[1].id
    for wrong, by, error in (("", clerk, Invalid), ("x", make_person(Role.LEAD, team=make_team("pension")), Forbidden)):
        with pytest.raises(error), transaction():
            settle_fall(later, by=by, now=NOW, reason=wrong)
    with transaction():
        settle_fall(later, by=clerk, now=NOW, reason="平台清理异常阅读")
    assert [each.settled.reason for each in falls() if each.settled] == ["平台清理异常阅读"]
    with pytest.raises(Conflict), transaction():
        settle_fall(later, by=clerk, now=NOW, reason="再说一次")
    with transaction():
        ask_again(later, by=clerk, now=NOW)
    assert [each.settled for each in falls()] == [None]
    with pytest.raises(NotFound), transaction():
        ask_again(later, by=clerk, now=NOW)


def test_the_list_leads_to_both_readings_and_empties(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        earlier, later = fallen(100, 90, title="跌了的").readings
        sign_in(client, make_person(Role.CLERK))
    client.set_cookie("language", "en")
    page = client.get("/media/readings/falls").text
    assert "跌了的" in page and "10 less" in page
    assert f"/media/readings/{earlier.id}/void" in page and f"/media/readings/{later.id}/void" in page
    assert "The total fell here" in client.get(f"/media/readings/{later.id}").text
    where = f"/media/readings/{later.id}/settle"
    assert client.post(where, data={"reason": ""}).status_code == 422
    assert "No total fell" in client.post(where, data={"reason": "平台清理"}, follow_redirects=True).text
    assert "平台清理" in client.get("/media/readings/falls?settled=1").text
    again = client.post(f"/media/readings/{later.id}/unsettle", follow_redirects=True).text
    assert "跌了的" in again
    client.post(f"/media/readings/{earlier.id}/void", data={"reason": "抄错"})
    assert "No total fell" in client.get("/media/readings/falls").text
    assert "falls no longer" in client.get(f"/media/readings/{later.id}/settle", follow_redirects=True).text
