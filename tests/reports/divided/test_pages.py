"""The page of a figure: what stands beside its number, its parts that open, its reversals; and the page of places."""

import json
import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from outreach.db import db
from outreach.logbook.models import Tally
from tests.reports.years import SmallYear, small_year
from tests.signing_in import sign_in

HANDOUTS = "/reports/2025/figures/handouts"


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


def page_at(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text[:2000]
    return unescape(answer.text)


def cells_of(page: str, dimension: str) -> dict[str, str]:
    """Number and address of each cell of one table of parts."""
    table = page.partition(f'id="by-{dimension}"')[2].partition("</section>")[0]
    return dict(re.findall(r'<td class="num"><a href="([^"]+)">(≈?[\d,]+)</a>', table))


@pytest.mark.parametrize(
    "key", ["handouts", "events_public", "enterprises", "views_times", "consultations", "articles"]
)
def test_every_part_of_a_figure_opens_to_lines_that_add_up_to_it(viewer: FlaskClient, key: str) -> None:
    page = page_at(viewer, f"/reports/2025/figures/{key}")
    opened = 0
    for dimension in ("team", "month", "place", "campaign", "track", "form", "place_kind"):
        for href, shown in cells_of(page, dimension).items():
            said = f"{shown[1:]} logged" if shown.startswith("≈") else f"exactly {shown} "
            assert said in page_at(viewer, href), (key, dimension, href)
            opened += 1
    assert opened > 1


def test_a_place_leads_to_those_inside_it_and_back(viewer: FlaskClient, year: SmallYear) -> None:
    town = f"{HANDOUTS}?place={year.town.id}"
    page = page_at(viewer, HANDOUTS)
    assert cells_of(page, "place")[town] == "≈12,734"
    assert f'href="{town}#by-place"' in page
    inside = page_at(viewer, town)
    assert cells_of(inside, "place") == {f"{HANDOUTS}?place={year.village.id}": "12,000"}
    assert "734 of it at the place itself" in inside and f'href="{HANDOUTS}#by-place"' in inside


def test_what_is_asked_for_and_how_it_is_counted_stand_beside_the_number(viewer: FlaskClient) -> None:
    page = page_at(viewer, f"{HANDOUTS}?team=pension&from=2025-06-01")
    beside = page.partition('class="in-force"')[2].partition("</ul>")[0]
    assert beside.count('class="narrows"') == 2 and "养老保险" in beside and "Reviewed or not" in beside
    assert "Rule 7" in page and "Rule 13" in page and "Rule 8" not in page
    form = page.partition('<form class="filters')[2].partition("</form>")[0]
    assert 'name="place_kind"' in form and f'action="{HANDOUTS}"' in page
    assert (
        'name="place_kind"'
        not in page_at(viewer, "/reports/2025/figures/articles").partition('<form class="filters')[2]
    )


def test_a_figure_says_why_it_is_not_divided_so(viewer: FlaskClient) -> None:
    page = page_at(viewer, "/reports/2025/figures/views_times")
    assert "no place, track or form" in page and 'id="by-place"' not in page
    assert "Views of a month need a reading before it" in page


def test_a_reversal_and_its_line_lead_to_each_other(sqlite_app: Flask, viewer: FlaskClient) -> None:
    page = page_at(viewer, HANDOUTS)
    with sqlite_app.app_context():
        reversal = db.session.scalars(select(Tally).where(Tally.reverses_id.is_not(None))).one()
    rows = {row[0]: row[1] for row in re.findall(r'<tr id="behind-([^"]+)"(.*?)</tr>', page, re.DOTALL)}
    assert f'href="#behind-{reversal.reverses_id}"' in rows[str(reversal.id)]
    assert f'href="#behind-{reversal.id}"' in rows[str(reversal.reverses_id)]


def test_the_lines_go_out_as_json_too(viewer: FlaskClient) -> None:
    answer = viewer.get(f"{HANDOUTS}/lines.json?team=pension")
    told = json.loads(answer.text)["handouts"]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert told["value"] == sum(line["quantity"] for line in told["lines"]) == 0
    assert {line.get("reversed_by") or line["reverses"] for line in told["lines"]} == {
        line["id"] for line in told["lines"]
    }


def test_places_open_a_level_at_a_time(viewer: FlaskClient, year: SmallYear) -> None:
    page = page_at(viewer, "/reports/2025/places")
    for href, shown in re.findall(r'<td class="num"><a href="(/reports/2025/figures/[^"]+)">(≈?[\d,]+)</a>', page):
        said = f"{shown[1:]} logged" if shown.startswith("≈") else f"exactly {shown} "
        assert said in page_at(viewer, href), href
    inside = page_at(viewer, f"/reports/2025/places?place={year.town.id}")
    assert year.village.name in inside and f"place={year.village.id}" in inside
    assert "Nothing lies inside it" in page_at(viewer, f"/reports/2025/places?place={year.village.id}")
    assert "No place has a figure yet" in page_at(viewer, "/reports/2031/places")
