"""Five years side by side: every cell opens, what nobody recorded is no nought, and the same days are the same days."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.reports.filters import Filters, read_filters
from outreach.reports.five_years.comparing import FiveYears, five_years
from outreach.reports.five_years.rules import Change, change_between
from tests.making import make_article
from tests.reports.years import SmallYear, small_year
from tests.signing_in import sign_in

TODAY = date(2026, 3, 10)
PAGE = "/reports/2025/five-years"


@pytest.fixture
def year(sqlite_app: Flask) -> SmallYear:
    with sqlite_app.app_context():
        return small_year()


@pytest.fixture
def viewer(sqlite_app: Flask, client: FlaskClient, year: SmallYear) -> FlaskClient:
    with sqlite_app.app_context():
        sign_in(client, year.viewer)
    client.set_cookie("language", "en")
    return client


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        (None, 5, None),
        (5, None, None),
        (0, 5, Change(5, None)),
        (4, 4, Change(0, 0)),
        (200, 201, Change(1, 1)),
        (200, 199, Change(-1, -1)),
        (3, 2, Change(-1, -33)),
        (100, 350, Change(250, 250)),
    ],
)
def test_how_one_year_stands_to_the_one_before(before: int | None, now: int | None, change: Change | None) -> None:
    assert change_between(before, now) == change


def told(app: Flask, filters: Any, **facts: Any) -> dict[str, list[str]]:
    with app.test_request_context():
        found: FiveYears = five_years(filters, today=TODAY, **{"same_days": False, **facts})
    return {row.figure.key: [number.text for number in row.numbers] for row in found.rows}


def test_what_nobody_recorded_is_not_nought(sqlite_app: Flask, year: SmallYear) -> None:
    rows = told(sqlite_app, Filters.of_year(2025))
    assert rows["events_public"] == ["—", "—", "—", "1", "3"]
    assert rows["events_training"] == ["—", "—", "—", "0", "1"]
    assert rows["handouts"] == ["—", "—", "—", "—", "≈12,734"]
    assert rows["handouts_副"] == ["—", "—", "—", "—", "40"]
    assert rows["articles"] == ["—", "—", "—", "2", "2"]
    assert "displays" not in rows


def test_a_team_that_did_nothing_in_a_recorded_year_has_nought(sqlite_app: Flask, year: SmallYear) -> None:
    with sqlite_app.app_context():
        filters = read_filters(2025, {"team": year.pension.code})
    rows = told(sqlite_app, filters)
    assert rows["events_public"] == ["—", "—", "—", "0", "1"]


@pytest.mark.parametrize(("month", "late", "change"), [(1, None, Change(2, 200)), (2, date(2024, 2, 2), None)])
def test_nothing_is_held_against_a_year_whose_records_begin_late(
    sqlite_app: Flask, year: SmallYear, month: int, late: date | None, change: Change | None
) -> None:
    with sqlite_app.app_context():
        make_article(day=date(2024, month, 2))
        with sqlite_app.test_request_context():
            found = five_years(Filters.of_year(2025), today=TODAY, same_days=False)
    assert found.begun_late == late
    assert {row.figure.key: row.change for row in found.rows}["events_public"] == change


def test_the_same_days_end_with_today_in_every_year(sqlite_app: Flask, year: SmallYear) -> None:
    assert told(sqlite_app, Filters.of_year(2025), same_days=True)["events_public"] == ["—", "—", "—", "0", "1"]
    with sqlite_app.app_context():
        later = read_filters(2025, {"from": "2025-06-01"})
    assert told(sqlite_app, later, same_days=True)["events_public"] == ["—", "—", "—", "1", "2"]


def test_a_leap_day_is_the_day_before_in_years_without_one(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        filters = read_filters(2024, {"from": "2024-02-29", "to": "2024-03-31"})
    assert filters.years_ago(1).period.first == date(2023, 2, 28)
    assert filters.years_ago(4).period.first == date(2020, 2, 29)
    assert Filters.of_year(2024).years_ago(1).is_whole_year


def test_every_cell_opens_to_lines_that_add_up_to_it(sqlite_app: Flask, viewer: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_article(day=date(2024, 1, 2))
    page = unescape(viewer.get(PAGE).text)
    cells = re.findall(r'<td class="num"><a href="(/reports/\d{4}/figures/[^"]+)">(≈?[\d,]+)</a>', page)
    assert len(cells) > 12 and any(href.startswith("/reports/2024/") for href, _shown in cells)
    for href, shown in cells:
        said = f"{shown[1:]} logged" if shown.startswith("≈") else f"exactly {shown} "
        assert said in unescape(viewer.get(href).text), (href, shown)
    assert "nobody recorded such a thing in that year" in page and "+2" in page and "+200%" in page


def test_the_filters_stay_from_year_to_year(viewer: FlaskClient) -> None:
    page = unescape(viewer.get(f"{PAGE}?track=public&from=2025-03-01&days=same").text)
    links = re.findall(r'href="/reports/2025/figures/events_public\?([^"]+)"', page)
    assert links and all("track=public" in link and "from=2025-03-01" in link for link in links)
    assert "Track: Public outreach" in page


@pytest.mark.parametrize("query", ["?days=all", "?team=nobody", "?from=2024-01-01"])
def test_what_can_not_be_read_is_refused(viewer: FlaskClient, query: str) -> None:
    assert viewer.get(f"{PAGE}{query}").status_code == 400


def test_years_without_anything_say_the_next_step(viewer: FlaskClient) -> None:
    assert "None of these years has anything" in viewer.get("/reports/2040/five-years").text
