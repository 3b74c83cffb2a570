"""What took place in companies, counted: visits, check-ups, risks, and orders answered in time."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.check_ups.actions import record_all_checks
from outreach.check_ups.judging import Wanted
from outreach.check_ups.lists.models import CheckPoint
from outreach.check_ups.models import CheckUp
from outreach.check_ups.rules import Found
from outreach.db import db, new_id, transaction
from outreach.orders.rules import State
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.reports.behind import lines_behind
from outreach.reports.drawings.actions import keep_drawing
from outreach.reports.drawings.gathering import gather_now
from outreach.reports.figures import figure
from outreach.reports.filters import Filters, chosen_row
from outreach.reports.values import draw
from outreach.schedule.models import Event
from outreach.schedule.rules import Status, Track
from tests.making import (
    make_check_list,
    make_event,
    make_order,
    make_person,
    make_place,
    make_special_day,
)
from tests.signing_in import sign_in

YEAR = Filters.of_year(2025)
SPRING = datetime(2025, 3, 4, 6, tzinfo=UTC)
SUMMER = datetime(2025, 6, 4, 6, tzinfo=UTC)


def said(key: str, filters: Filters = YEAR) -> str:
    return draw(figure(key), filters).wording


@pytest.fixture
def undone(app_context: Flask) -> Iterator[None]:
    yield
    db.session.rollback()


def session(place: Place, starts_at: datetime = SPRING, **changes: object) -> Event:
    """A held session in an enterprise."""
    facts = {"track": Track.ENTERPRISE, "status": Status.HELD} | changes
    return make_event(place=place, starts_at=starts_at, **facts)


def look(event: Event, company: Place, point: CheckPoint, found: Found, *, by: Person) -> None:
    wanted = Wanted(id=new_id(), event=event.id, company=company.id, point=point.id, found=found)
    record_all_checks([wanted], sender=by, now=event.starts_at)


def a_point() -> CheckPoint:
    return make_check_list().points[0]


def test_a_company_counts_once_for_each_session_and_once_for_the_year(undone: None) -> None:
    park, by, point = make_place(PlaceKind.PARK), make_person(), a_point()
    one, other = (make_place(PlaceKind.ENTERPRISE, parent=park) for _each in range(2))
    at_one, in_park = session(one), session(park, SUMMER)
    look(at_one, one, point, Found.RISK, by=by)
    look(in_park, one, point, Found.IN_ORDER, by=by)
    look(in_park, other, point, Found.RISK, by=by)
    gone = session(other, status=Status.CANCELLED, cancelled_at=SPRING, cancel_reason="下雨")
    look(gone, other, point, Found.RISK, by=by)
    look(session(park, SUMMER, track=Track.INTERNAL), other, point, Found.RISK, by=by)
    assert (said("company_visits"), said("enterprises"), said("check_ups")) == ("3家次", "2家", "3次")
    assert (said("risks_found"), said("risks_mended")) == ("2项", "1项")
    lies = Filters(2025, YEAR.period, place=chosen_row(other))
    assert (said("company_visits", lies), said("enterprises", lies)) == ("1家次", "1家")
    assert draw(figure("risks_found"), lies).reason is not None


def test_each_line_of_the_visits_names_the_company_that_was_visited(undone: None) -> None:
    """Two visits of one session must not look like one that was counted twice."""
    one, other = (make_place(PlaceKind.ENTERPRISE, name=name) for name in ("某某食品厂", "某某纸箱厂"))
    event = session(one, title="送法入企：某某食品厂")
    look(event, other, a_point(), Found.RISK, by=make_person())
    for key in ("company_visits", "enterprises"):
        lines = list(lines_behind(figure(key), YEAR))
        assert sorted((line.title, line.place) for line in lines) == [
            ("送法入企：某某食品厂", "某某纸箱厂"),
            ("送法入企：某某食品厂", "某某食品厂"),
        ]
        assert {line.path for line in lines} == {f"/events/{event.id}"}


def test_an_order_is_answered_in_time_within_five_working_days(undone: None) -> None:
    friday = datetime(2025, 9, 26, 15, 30, tzinfo=UTC)  # half past eleven at night in Shanghai
    for day in range(1, 9):
        make_special_day(friday.replace(month=10, day=day).date())
    last_day = datetime(2025, 10, 13, 15, 59, tzinfo=UTC)
    declined = {"state": State.DECLINED, "reason": "人手不足"}
    for code, facts in enumerate(
        (
            declined | {"made_at": friday, "ended_at": last_day},
            declined | {"made_at": friday, "ended_at": last_day.replace(hour=16)},  # past midnight there
            {"made_at": friday},
            {"made_at": friday, "state": State.WITHDRAWN, "ended_at": friday},
            {"made_at": datetime(2025, 12, 31, 16, tzinfo=UTC)},  # New Year's Day there
        )
    ):
        make_order(code=str(code) * 10, **facts)
    assert (said("orders_received"), said("orders_answered")) == ("4单", "1单")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.STAFF])
def test_who_does_not_see_all_reads_no_company_behind_what_was_found(
    sqlite_app: Flask, client: FlaskClient, role: Role
) -> None:
    client.set_cookie("language", "en")
    with sqlite_app.app_context():
        with transaction():
            company, by, point = make_place(PlaceKind.ENTERPRISE, name="某某机械厂"), make_person(), a_point()
            look(session(company, title="送法入企：某某机械厂"), company, point, Found.RISK, by=by)
            key = point.key
            check_up_id = db.session.scalars(db.select(CheckUp.id)).one()
        sign_in(client, make_person(role))
    drawn = keep_a_drawing(sqlite_app)
    for figure_key in ("risks_found", "check_ups"):
        page = client.get(f"/reports/2025/figures/{figure_key}")
        assert page.status_code == 200 and "某某机械厂" not in page.text
        assert "1 line stands behind it" in page.text and "/check-ups/" not in page.text
        assert "By month" not in page.text and "behind-" not in page.text
        facts = client.get(f"/reports/2025/figures/{figure_key}/lines.json").json[figure_key]
        assert (facts["value"], facts["lines"]) == (1, None) and "the clerk open" in facts["reason"]
        csv = client.get(f"/reports/2025/figures/{figure_key}/lines.csv").get_data(as_text=True)
        assert "2025-03-04" not in csv and str(check_up_id) not in csv
        assert client.get(f"/reports/2025/figures/{figure_key}/lines.xlsx").status_code == 200
        for narrow in ("from=2025-03-04&to=2025-03-04", "reviewed=no", "track=enterprise"):
            facts = client.get(f"/reports/2025/figures/{figure_key}/lines.json?{narrow}").json[figure_key]
            assert (facts["value"], facts["lines"]) == (None, None), narrow
        kept = client.get(f"/reports/2025/drawings/{drawn}/figures/{figure_key}")
        assert kept.status_code == 200 and "/check-ups/" not in kept.text and "the clerk open" in kept.text
    for path in ("/reports/2025.json", f"/reports/2025.json?drawing={drawn}"):
        figures = client.get(path).json
        assert (figures["risks_found"]["value"], figures["risks_found"]["lines"]) == (1, None)
        assert str(check_up_id) not in str(figures) and len(figures["company_visits"]["lines"]) == 1
    assert client.get(f"/reports/2025/drawings/{drawn}/sealed.jsonl").status_code == 403
    assert "sealed.jsonl" not in client.get(f"/reports/2025/drawings/{drawn}").text
    for path in ("/reports/2025.xlsx", f"/reports/2025.xlsx?drawing={drawn}", f"/reports/2025/drawings/{drawn}"):
        assert client.get(path).status_code == 200
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.LEAD))
    assert f"/check-ups/{check_up_id}#{key}" in client.get("/reports/2025/figures/risks_found").text
    assert client.get("/reports/2025.json?reviewed=no").json["risks_found"]["lines"][0]["day"] == "2025-03-04"


def keep_a_drawing(app: Flask) -> object:
    """A kept drawing of the whole year; its id."""
    with app.app_context():
        with transaction():
            made = make_person(Role.CLERK)
        gathered = gather_now(YEAR)
        with transaction():
            return keep_drawing(YEAR, title="全年", by=made, now=SUMMER, gathered=gathered).id
