"""The questions count what the figure counts, and every number opens to its lines."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db
from outreach.people.rules import Role
from outreach.periods import Period, year
from outreach.places.rules import PlaceKind
from outreach.proposals.questions.queries import Asked, by_place, cells, lines, rises, total
from outreach.proposals.questions.rules import latest_span
from outreach.reports.figures import figure
from outreach.reports.filters import read_filters
from outreach.reports.values import draw
from outreach.schedule.rules import Status, Track
from tests.making import make_event, make_person, make_place, make_tally, make_topic
from tests.proposals.worlds import NOW, ask, asked_more, held, on
from tests.signing_in import sign_in

YEAR = year(2025)


def test_the_questions_of_a_year_add_up_to_its_figure(app_context: Flask) -> None:
    world = asked_more()
    ask(world.fair, None, 7)
    ask(held(world.pension, world.quiet, on(6, 2), Track.INTERNAL), world.topic, 40)
    cancelled = make_event(team=world.pension, place=world.quiet, starts_at=on(6, 3), status=Status.CANCELLED)
    ask(cancelled, world.topic, 40)
    reviewed = held(world.pension, world.quiet, on(6, 4))
    reviewed.reviewed_at = reviewed.starts_at
    db.session.commit()
    late = on(6, 9)
    make_tally(reviewed, 40, kind="consultation", item_id=world.topic.id, received_at=late)  # type: ignore[arg-type]
    counted = cells(Asked(YEAR))
    assert counted.total() == total(Asked(YEAR)) == 36
    assert draw(figure("consultations"), read_filters(2025, {})).value == 36
    assert total(Asked(YEAR, is_unsorted=True)) == 7
    assert {key: n for key, n in counted.items() if key[0] is None} == {(None, PlaceKind.SQUARE, 5): 7}
    behind = db.session.execute(lines(Asked(YEAR, topic_id=world.topic.id))).all()
    assert sum(row[1] for row in behind) == total(Asked(YEAR, topic_id=world.topic.id)) == 29


def test_what_rises_is_said_by_topic_and_kind_of_place(app_context: Flask) -> None:
    world = asked_more()
    ask(world.fair, make_topic(team_id=world.pension.id), 9)
    found = rises(latest_span(NOW.date()))
    assert [(each.topic.id, each.kind, each.asked, each.before) for each in found] == [
        (world.topic.id, PlaceKind.SQUARE, 24, 6)
    ]
    span = Period(date(2025, 4, 1), date(2025, 6, 30))
    assert by_place(Asked(span, topic_id=world.topic.id)) == {world.square.id: (24, date(2025, 5, 13))}


def test_every_number_of_the_pages_opens_to_lines_that_add_up(
    sqlite_app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with sqlite_app.app_context():
        world = asked_more()
        ask(world.fair, None, 3)
        ask(held(world.pension, make_place(PlaceKind.PARK), NOW - timedelta(days=3)), world.topic, 2)
        sign_in(client, make_person(Role.VIEWER))
        here = f"/questions/{world.topic.id}"
    client.set_cookie("language", "en")
    asked = ("/questions", here, "/questions?kind=square", "/questions?year=2024&kind=moon")
    pages = [client.get(each) for each in asked]
    assert all(page.status_code == 200 for page in pages) and "What rises" in pages[0].text
    links = {link for page in pages for link in re.findall(r'href="(/questions/lines[^"]*)">([\d,]+)<', page.text)}
    assert len(links) > 8
    for href, number in links:
        page = client.get(href.replace("&amp;", "&")).text
        told = re.findall(r'data-label="Consultations">(\d+)<', page)
        assert sum(map(int, told)) == int(number), href
        assert re.search(rf">{number} consultation", page), href
    assert client.get("/questions/lines?topic=x&first=2025-09-09&last=1").status_code == 200
    assert client.get(f"/questions/{world.square.id}").status_code == 404
