"""Targets, plan, done: the done is the report's figure, the plan never holds what is cancelled or past."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import transaction
from outreach.db.snapshot import snapshot
from outreach.people.rules import Role
from outreach.reports.figures import figure
from outreach.reports.filters import Filters, chosen_row, chosen_team
from outreach.reports.targets.queries import TargetRow, year_of_targets
from outreach.reports.values import draw
from outreach.schedule.rules import Status, Track
from outreach.schedule.targets.actions import set_targets
from outreach.schedule.targets.queries import Scope, scopes_of
from outreach.schedule.targets.rules import Measure
from tests.making import make_bureau, make_edition, make_event, make_person, make_team
from tests.reports.years import small_year
from tests.signing_in import sign_in

TODAY = date(2025, 6, 20)


def at(month: int, day: int) -> datetime:
    return clock.instant(datetime(2025, month, day, 9))


def set_all(number: int) -> None:
    """The same target for everybody and everything."""
    clerk = make_person(Role.CLERK)
    wanted: dict[Any, int | None] = {
        (scope, measure): number for scope in scopes_of(2025) for measure in scope.measures
    }
    with transaction():
        set_targets(2025, wanted, by=clerk, now=at(1, 2))


def rows(today: date = TODAY) -> list[TargetRow]:
    with current_app.test_request_context(), snapshot():
        return list(year_of_targets(2025, today).rows)


def filters_of(scope: Scope) -> Filters:
    whole = Filters.of_year(2025)
    if scope.team is not None:
        return Filters(2025, whole.period, team=chosen_team(scope.team))
    return whole if scope.campaign is None else Filters(2025, whole.period, campaign=chosen_row(scope.campaign))


def test_every_done_is_the_value_of_its_figure(app_context: Flask) -> None:
    small_year()
    set_all(100)
    found = rows()
    assert len(found) >= 7 + 2 * 7 + 6
    for row in found:
        assert row.course.done == draw(figure(row.measure), filters_of(row.scope)).value, (row.scope.word, row.measure)
    assert any(row.course.done for row in found if row.scope.team)
    assert any(row.course.done for row in found if row.scope.campaign)


def test_the_plan_is_what_planned_events_from_today_on_expect(app_context: Flask) -> None:
    team, other, edition = make_team(), make_team("pension"), make_edition()
    expected = {"expected_handouts": 300, "expected_consultations": 40}
    make_event(team=team, starts_at=at(6, 20), editions=(edition,), **expected)
    make_event(team=team, starts_at=at(7, 1))
    make_event(team=other, starts_at=at(7, 2), track=Track.ENTERPRISE, **expected)
    for beside in (
        {"starts_at": at(6, 19)},
        {"starts_at": at(7, 3), "status": Status.CANCELLED},
        {"starts_at": at(7, 3), "status": Status.HELD},
        {"starts_at": at(7, 3), "track": Track.INTERNAL},
        {"starts_at": clock.instant(datetime(2026, 1, 5, 9))},
    ):
        make_event(team=team, **expected | beside)
    set_all(10)
    planned = {(row.scope.word, row.measure): row.course.planned for row in rows()}
    assert planned[str(team.id), Measure.EVENTS_PUBLIC] == 2
    assert planned[str(team.id), Measure.HANDOUTS] == 300
    assert planned[str(other.id), Measure.EVENTS_ENTERPRISE] == 1
    assert planned["bureau", Measure.HANDOUTS] == 600
    assert planned["bureau", Measure.CONSULTATIONS] == 80
    assert planned[str(edition.campaign_id), Measure.EVENTS_PUBLIC] == 1
    assert planned["bureau", Measure.ARTICLES] is None


def test_a_campaign_runs_by_its_own_days_in_the_year(app_context: Flask) -> None:
    edition = make_edition(first_day=date(2024, 12, 25), last_day=date(2025, 1, 10))
    set_all(10)
    runs = {row.scope.word: row.course.run for row in rows(date(2025, 1, 6))}
    run = runs[str(edition.campaign_id)]
    assert (run.elapsed, run.whole, run.warned_from) == (5, 10, date(2025, 1, 6))
    assert runs["bureau"].warned_from == date(2025, 6, 1)


@pytest.fixture
def june(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(clock, "now", lambda: at(6, 20) + timedelta(hours=1))
    return sqlite_app


def test_the_page_shows_three_numbers_and_opens_them(june: Flask, client: FlaskClient) -> None:
    with june.app_context():
        year = small_year()
        empty = make_person(Role.VIEWER)
        sign_in(client, empty)
        assert "2025年还没有目标" in client.get("/reports/2025/targets").text
        set_all(99)
        page = client.get("/reports/2025/targets").text
        assert f'href="/reports/2025/figures/handouts?team={year.employment.code}"' in page
        assert "计划全落实也不够" in page
        assert "12,734" in page
        assert "只扣除了周末" in page
        csv = client.get("/reports/2025/targets.csv").data.decode("utf-8-sig")
        assert "就业创业" in csv and "12734" in csv
        assert client.get("/reports/2025/targets.xlsx").data.startswith(b"PK")
        assert client.get("/reports/1800/targets").status_code == 404


def test_a_lead_is_told_of_the_own_teams_target_and_the_office_of_all(june: Flask, client: FlaskClient) -> None:
    with june.app_context():
        make_bureau()
        own, other = make_team(), make_team("pension")
        make_event(team=own, status=Status.HELD, starts_at=at(3, 4))
        clerk, lead = make_person(Role.CLERK), make_person(Role.LEAD, team=own)
        with transaction():
            wanted = {(Scope(team=own), Measure.EVENTS_PUBLIC): 20, (Scope(team=other), Measure.EVENTS_PUBLIC): 20}
            set_targets(2025, wanted, by=clerk, now=at(1, 2))
        office = june.test_client()
        sign_in(client, lead)
        sign_in(office, clerk)
    told = client.get("/").text.partition('id="targets-title"')[2].partition("</section>")[0]
    of_all = office.get("/").text.partition("目标预警")[2].partition("</section>")[0]
    assert "本分队目标" in told and ">1</a> / <a" in told and ">20</a>" in told
    assert told.count("<li>") == 1  # the other team's is none of the lead's
    assert "就业创业" in of_all and "养老保险" in of_all
    assert "目标20，已完成1" in of_all


def test_before_june_nobody_is_told(sqlite_app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: at(5, 30))
    with sqlite_app.app_context():
        make_bureau()
        make_event(status=Status.HELD, starts_at=at(3, 4))
        set_all(1000)
        sign_in(client, make_person(Role.CLERK))
        assert "目标预警" not in client.get("/").text
