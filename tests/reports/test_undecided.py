"""What is undecided counts, is marked wherever it is counted, and stays marked in what was kept (rule 11).

That the marked lines behind each figure are its undecided part, in any year, is held with the sums (`test_sums`).
"""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from outreach.db import db, new_id, transaction
from outreach.logbook.actions import record_all
from outreach.logbook.doubles.actions import decide_double, lines_in_doubt
from outreach.logbook.doubles.queries import questions_at
from outreach.logbook.doubles.rules import Choice, seen
from outreach.logbook.rules import Line
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.reports.drawings.actions import keep_drawing
from outreach.reports.drawings.models import DrawnLine
from outreach.reports.filters import Filters
from outreach.schedule.models import Event
from tests.making import NOW, make_bureau, make_event, make_material, make_person, make_team
from tests.signing_in import sign_in

YEAR = Filters.of_year(2025)


@pytest.fixture
def event(sqlite_app: Flask) -> Event:
    """Where 87 and 64 of one leaflet were counted in the same hour."""
    with sqlite_app.app_context():
        make_bureau()
        make_material(code="leaflet", name="明白卡")
        event = make_event(team=make_team(), title="街头咨询")
        with transaction():
            for quantity, minute in ((87, 130), (64, 140)):
                at = NOW + timedelta(minutes=minute)
                line = Line(new_id(), event.id, CountKind.HANDOUT, "leaflet", quantity, at)
                record_all([line], sender=make_person(), now=at)
        db.session.refresh(event)
        return event


@pytest.fixture
def reader(sqlite_app: Flask, client: FlaskClient) -> FlaskClient:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
    return client


def decide(event: Event, by: Person) -> None:
    (double,) = questions_at(event.id)
    lines = lines_in_doubt(double)
    facts: dict[str, Any] = {"decision_id": new_id(), "by": by, "now": NOW + timedelta(hours=9), "word": "同一个台"}
    kept = {lines[0].person_id: 0}
    decide_double(double, choice=Choice.KEEP, wanted=kept, seen_lines=seen(lines), **facts)


@pytest.mark.parametrize(
    "path",
    [
        "/reports/2025",
        "/reports/2025/figures/handouts",
        "/reports/2025/figures/material_leaflet",
        "/reports/2025/stock",
    ],
)
def test_every_page_of_figures_says_what_is_undecided(event: Event, reader: FlaskClient, path: str) -> None:
    words = reader.get(path).text
    assert "其中 151" in words
    assert "待核" in words


def test_the_figure_and_its_lines_say_it_in_json_and_in_files(event: Event, reader: FlaskClient) -> None:
    handouts = json.loads(reader.get("/reports/2025.json").text)["handouts"]
    assert (handouts["value"], handouts["undecided"], handouts["wording"]) == (151, 151, "151份")
    assert [line["undecided"] for line in handouts["lines"]] == [True, True]
    book = CalamineWorkbook.from_filelike(BytesIO(reader.get("/reports/2025.xlsx").data))
    assert "其中待核" in [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
    lines = reader.get("/reports/2025/figures/handouts/lines.csv").data.decode("utf-8-sig")
    assert lines.count(",待核") >= 2


def test_what_was_kept_keeps_its_mark(sqlite_app: Flask, event: Event, reader: FlaskClient) -> None:
    with sqlite_app.app_context(), transaction():
        kept = keep_drawing(YEAR, title="三月", by=make_person(Role.CLERK), now=NOW).id
    with sqlite_app.app_context(), transaction():
        decide(event, make_person(Role.ADMIN))
    assert "待核" not in reader.get("/reports/2025/figures/handouts").text
    assert "其中 151 待核" in reader.get(f"/reports/2025/drawings/{kept}").text
    page = reader.get(f"/reports/2025/drawings/{kept}/figures/handouts").text
    assert page.count("待核") == 3  # the sum and its two lines
    figures = json.loads(reader.get(f"/reports/2025.json?drawing={kept}").text)
    assert figures["handouts"]["undecided"] == 151
    assert all(line["undecided"] for line in figures["handouts"]["lines"])
    with sqlite_app.app_context():
        assert db.session.scalar(select(func.count()).where(DrawnLine.is_undecided)) == 2


def test_nothing_is_marked_where_nothing_is_open(sqlite_app: Flask, event: Event, reader: FlaskClient) -> None:
    with sqlite_app.app_context(), transaction():
        decide(event, make_person(Role.ADMIN))
    handouts = json.loads(reader.get("/reports/2025.json").text)["handouts"]
    assert handouts["value"] == 87
    assert "undecided" not in handouts
    for page in ("/", "/reports/2025", "/reports/2025/stock", "/events?when=all", f"/events/{event.id}"):
        assert "待核" not in reader.get(page).text, page
