"""A period is closed once, stays as it was, and is only ever restated."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete
from sqlalchemy.exc import DatabaseError, IntegrityError

from outreach.db import db, transaction
from outreach.errors import Conflict, Forbidden, Invalid
from outreach.people.models import Person, Team
from outreach.people.rules import Role
from outreach.periods import Period
from outreach.reports.closings.actions import Restated, close_period
from outreach.reports.closings.models import Closing
from outreach.reports.closings.queries import closing_of, closing_under, closings_of, restated_by
from outreach.reports.closings.rules import Kind, Stretch, read_stretch, stretch_over, stretches_of
from outreach.reports.closings.soundness import findings
from outreach.reports.drawings.queries import figures_in
from outreach.reports.filters import read_filters
from outreach.schedule.models import Event
from tests.making import make_person
from tests.reports.hearing import heard_while_writing, reads_the_ledger
from tests.reports.years import SmallYear, small_year
from tests.signing_in import sign_in
from tests.upgrades.filling import unguarded

JANUARY = datetime(2026, 1, 8, 2, tzinfo=UTC)
YEAR = Stretch(Kind.YEAR, 2025)
MARCH = Stretch(Kind.MONTH, 2025, 3)


@pytest.fixture
def year(app_context: Flask) -> SmallYear:
    return small_year()


def closed(
    by: Person, stretch: Stretch = YEAR, team: Team | None = None, reason: str = "先报，后补", **facts: Any
) -> Closing:
    with transaction(one_instant=True):
        return close_period(stretch, team, by=by, now=facts.pop("now", JANUARY), reason=reason, **facts)


@pytest.mark.parametrize("stretch", stretches_of(2025), ids=lambda each: each.word)
def test_a_stretch_is_read_back_from_its_word_and_from_its_days(stretch: Stretch) -> None:
    assert read_stretch(stretch.word) == stretch == stretch_over(stretch.period)


@pytest.mark.parametrize("word", ["", "25", "2025-0", "2025-13", "2025-q5", "2025-3", "２０２５", "2025-03-01"])
def test_a_word_that_names_no_stretch_is_refused(word: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_stretch(word)
    assert refusal.value.code == "bad_stretch"


def test_a_closed_year_is_kept_with_the_parts_of_its_teams(year: SmallYear) -> None:
    closing = closed(year.clerk, note="已报县委依法治县办")
    kept = {figure.key: figure.value for figure in figures_in(closing.drawing_id)}
    assert kept["handouts"] == 12_734 == kept["handouts;team=employment"] + kept["handouts;team=pension"]
    assert closing_of(YEAR.period) == closing and closing_under(read_filters(2025, {})) == closing
    assert closing_under(read_filters(2025, {"track": "public"})) is None
    assert closing_of(MARCH.period) is None and closing_of(YEAR.period, year.pension.id) is None


def test_closing_twice_is_refused_and_a_restatement_names_the_old(year: SmallYear) -> None:
    old = closed(year.clerk)
    with pytest.raises(Conflict) as refusal:
        closed(year.clerk)
    assert refusal.value.code == "closed_already"
    with pytest.raises(Invalid):
        closed(year.clerk, restated=Restated(old.id, " "))
    new = closed(year.clerk, restated=Restated(old.id, "漏报一场"), now=JANUARY + timedelta(days=30))
    assert closing_of(YEAR.period) == new and restated_by(old.id) == new and restated_by(new.id) is None
    assert list(closings_of(2025)) == [new, old]
    with pytest.raises(Conflict) as refusal:
        closed(year.clerk, restated=Restated(old.id, "再改"))
    assert refusal.value.code == "restated_already"


def test_days_that_are_not_over_are_not_closed(year: SmallYear) -> None:
    last_instant = datetime(2025, 12, 31, 15, 59, tzinfo=UTC)  # 23:59 at the bureau
    with pytest.raises(Conflict) as refusal:
        closed(year.clerk, now=last_instant)
    assert refusal.value.code == "not_over"
    assert closed(year.clerk, now=last_instant + timedelta(minutes=1))


def test_a_lead_closes_months_of_the_own_team_and_nothing_else(year: SmallYear) -> None:
    lead = make_person(Role.LEAD, team=year.pension)
    assert closed(lead, MARCH, year.pension).team_id == year.pension.id
    others = [(MARCH, year.employment), (MARCH, None), (YEAR, year.pension)]
    for stretch, team in others:
        with pytest.raises(Forbidden):
            closed(lead, stretch, team)
    with pytest.raises(Forbidden):
        closed(year.viewer)


def test_the_database_holds_one_closing_of_each_period(year: SmallYear) -> None:
    first = closed(year.clerk)
    again = {name: getattr(first, name) for name in ("kind", "first_day", "last_day", "at", "by_id", "by_name")}
    other = closed(year.clerk, MARCH)
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(db.insert(Closing).values(drawing_id=other.drawing_id, findings={}, **again))
    for statement in (db.update(Closing).values(note="别的"), db.delete(Closing)):
        with pytest.raises(DatabaseError), transaction() as session:
            session.execute(statement)
    assert closing_of(Period(first.first_day, first.last_day)) == first


def test_the_closings_of_a_year_are_listed(client: FlaskClient, sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        year = small_year()
        old = closed(year.clerk)
        closed(year.clerk, restated=Restated(old.id, "漏报一场"))
        sign_in(client, year.viewer)
    page = client.get("/reports/2025/closings").text
    assert "2025年" in page and page.count("已重述") == 1 and "已过完，尚未封账" in page
    assert "未到" in client.get("/reports/2030/closings").text


def test_a_year_is_checked_closed_and_restated_on_pages(client: FlaskClient, sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        sign_in(client, small_year().clerk)
    check = client.get("/reports/2025/closings/check?period=2025").text
    assert "必须先处理" in check and "赶集日政策咨询" in check
    coming = client.get("/reports/2030/closings/check?period=2030").text
    assert "还没有过完" in coming and "可以封账" not in coming
    close = "/reports/2025/closings/new?period=2025"
    assert "封账不能撤销" in client.get(close).text
    assert client.post(close, data={}).status_code == 422
    with sqlite_app.app_context(), heard_while_writing() as heard:
        answer = client.post(close, data={"reason": "县里催报", "note": "报县司法局"})
    assert any("INTO drawn_lines" in each for each in heard) and not [each for each in heard if reads_the_ledger(each)]
    page = client.get(answer.location).text
    assert "12700余份" in page and "县里催报" in page and "报县司法局" in page
    assert (
        "已封账（" in client.get("/reports/2025").text
        and "与今天的数字相同" in client.get("/reports/2025/figures/handouts").text
    )
    assert "已封账（" not in client.get("/reports/2025?track=public").text
    with sqlite_app.app_context():
        event_id = db.session.scalars(db.select(Event.id).where(Event.title == "赶集日政策咨询")).first()
    for page in (f"/events/{event_id}", f"/log/{event_id}"):
        assert "这场活动的日期已经封账" in client.get(page).text
    answer = client.post(close, data={"reason": "县里催报", "restate_reason": "漏报一场"})
    assert "漏报一场" in client.get(answer.location).text


def test_doctor_names_a_closing_that_the_audit_tells_of_and_that_is_gone(year: SmallYear) -> None:
    closing_id, by = str(closed(year.clerk).id), year.clerk.name
    assert [*findings()] == []
    db.session.rollback()
    with unguarded(db.engine) as connection:
        connection.execute(delete(Closing))
    [finding] = findings()
    assert finding.code == "lost_closing"
    assert all(each in str(finding.said) for each in (closing_id, by, "2025年"))
