"""Deadlines: added for a year, sent, overdue; on both databases and on the pages."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.audit.actions import Machine
from outreach.audit.histories import changes_of
from outreach.db import db, transaction
from outreach.errors import Invalid
from outreach.people.rules import Role
from outreach.periods import year
from outreach.schedule.deadlines import actions as deadline_actions
from outreach.schedule.deadlines import queries as deadline_queries
from outreach.schedule.deadlines.actions import DeadlineFacts
from outreach.schedule.deadlines.rules import DeadlineState, deadline_state
from outreach.schedule.models import Deadline
from tests.making import NOW, make_event, make_person, make_team, stored
from tests.signing_in import sign_in

FACTS = {"by": Machine(), "now": NOW}
TODAY = date(2025, 3, 4)


def make_deadline(**changes: object) -> Deadline:
    return stored(Deadline(**{"title": "年度报告", "day": date(2025, 3, 1), "made_at": NOW} | changes))


@pytest.mark.parametrize(
    ("day", "sent_on", "state"),
    [
        (date(2025, 3, 3), None, DeadlineState.OVERDUE),
        (date(2025, 3, 3), date(2025, 3, 4), DeadlineState.SENT),
        (date(2025, 3, 4), None, DeadlineState.SOON),
        (date(2025, 4, 3), None, DeadlineState.SOON),
        (date(2025, 4, 4), None, DeadlineState.AHEAD),
        (date(2025, 12, 20), date(2025, 3, 1), DeadlineState.SENT),
    ],
)
def test_a_deadline_stands_as_its_day_says(day: date, sent_on: date | None, state: DeadlineState) -> None:
    assert deadline_state(day, sent_on, TODAY) is state


def test_what_is_due_every_year_is_added_once_and_says_that_it_is_to_be_checked(app_context: Flask) -> None:
    with transaction():
        assert deadline_actions.add_usual_deadlines(2028, **FACTS) == 3
        assert deadline_actions.add_usual_deadlines(2028, **FACTS) == 0
    added = deadline_queries.deadlines_in(year(2028))
    assert [each.day for each in added] == [date(2028, 2, 29), date(2028, 3, 31), date(2028, 12, 20)]
    assert all("请核对本地当年通知" in (each.note or "") for each in added)


def test_sending_and_taking_it_back_stand_in_the_history(app_context: Flask) -> None:
    deadline = make_deadline()
    with transaction():
        deadline_actions.mark_sent(deadline, sent_on=TODAY, **FACTS)
    assert deadline_queries.deadlines_open(TODAY) == []
    with transaction():
        deadline_actions.mark_sent(deadline, sent_on=None, **FACTS)
    assert [each.id for each in deadline_queries.deadlines_open(TODAY)] == [deadline.id]
    assert [(change.old, change.new) for change in changes_of(deadline)] == [("2025-03-04", None), (None, "2025-03-04")]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (DeadlineFacts(" ", TODAY), "title"),
        (DeadlineFacts("总结", TODAY, sent_on=TODAY + timedelta(days=1)), "sent_on"),
    ],
)
def test_what_cannot_be_a_deadline_is_refused(app_context: Flask, facts: DeadlineFacts, field: str) -> None:
    with pytest.raises(Invalid) as refused, transaction():
        deadline_actions.add_deadline(facts=facts, **FACTS)
    assert refused.value.field == field


def test_the_clerk_keeps_the_deadlines_of_a_year(clerk: FlaskClient) -> None:
    make_event()
    page = clerk.get("/deadlines?year=2025").text
    assert "法治政府建设年度报告报送" in page
    assert clerk.post("/deadlines/years/2025/usual").location == "/deadlines?year=2025"
    page = clerk.get("/deadlines?year=2025").text
    assert "已逾期4天" in page
    assert "法治政府建设年度报告报送" in clerk.get("/").text
    report = deadline_queries.deadlines_in(year(2025))[0]
    clerk.post(f"/deadlines/{report.id}/sent")
    assert "已逾期" not in clerk.get("/deadlines?year=2025").text
    clerk.post(f"/deadlines/{report.id}/sent", data={"undo": "1"})
    assert "已逾期4天" in clerk.get("/deadlines?year=2025").text
    facts = {"title": "年度报告", "day": "1月30日", "addressees": "县委、县政府", "sent_on": "2025-01-28"}
    assert clerk.post(f"/deadlines/{report.id}/edit", data=facts).status_code == 302
    db.session.expire_all()
    assert (report.day, report.sent_on) == (date(2025, 1, 30), date(2025, 1, 28))
    assert "县委、县政府" in clerk.get(f"/deadlines/{report.id}/edit").text
    assert clerk.post(f"/deadlines/{report.id}/edit", data=facts | {"day": "下雨那天"}).status_code == 422
    assert clerk.post(f"/deadlines/{report.id}/remove").location == "/deadlines?year=2025"
    assert len(deadline_queries.deadlines_in(year(2025))) == 2


def test_a_new_deadline_is_added_by_hand(clerk: FlaskClient) -> None:
    added = clerk.post("/deadlines/new", data={"title": "春风行动总结", "day": "2025-04-15"})
    assert added.location == "/deadlines?year=2025"
    assert "春风行动总结" in clerk.get(added.location).text
    assert clerk.post("/deadlines/new", data={"title": "春风行动总结"}).status_code == 422


def test_everybody_reads_and_only_the_office_writes(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        deadline = make_deadline()
        client = sqlite_app.test_client()
        sign_in(client, make_person(Role.LEAD, team=make_team()))
        page = client.get("/deadlines?year=2025").text
        assert "年度报告" in page
        assert "/deadlines/new" not in page
        assert client.post(f"/deadlines/{deadline.id}/sent").status_code == 403
        assert client.post("/deadlines/years/2025/usual").status_code == 403
