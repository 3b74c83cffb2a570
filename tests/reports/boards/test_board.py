"""The home board: what waits for a review, and why."""

import re
from datetime import datetime, time, timedelta
from html import unescape

from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.people.rules import Role
from outreach.schedule.models import Assignment
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.schedule.rules import Duty, Status
from tests.making import make_bureau, make_event, make_person, make_tally, make_team, stored
from tests.signing_in import sign_in


def test_a_lead_is_told_of_lines_that_came_after_the_review(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_bureau()
        lead = make_person(Role.LEAD, team=make_team())
        began = clock.now() - timedelta(days=3)
        reviewed = {"status": Status.HELD, "starts_at": began, "reviewed_at": began + timedelta(days=1)}
        late = make_event(title="有迟到登记的活动", **reviewed)
        make_tally(late, 5, received_at=began + timedelta(days=2))
        make_tally(make_event(title="审完的活动", **reviewed), 5, received_at=began)
        sign_in(client, lead)
    client.set_cookie("language", "en")
    waiting = unescape(client.get("/").text).partition("What is owed (1)")[2].partition("</section>")[0]
    assert "有迟到登记的活动" in waiting and "Late lines" in waiting
    assert "审完的活动" not in waiting


def test_a_leads_board_goes_from_what_is_next_and_owed_to_what_is_lacking(
    sqlite_app: Flask, client: FlaskClient
) -> None:
    with sqlite_app.app_context():
        make_bureau()
        team = make_team()
        lead = make_person(Role.LEAD, team=team)
        ago, ahead = clock.now() - timedelta(days=8), clock.now() + timedelta(days=8)
        owed = make_event(title="还没登记", team=team, starts_at=ago)
        stored(Assignment(event_id=owed.id, person_id=lead.id, duty=Duty.LEAD))
        make_tally(make_event(title="待审核", team=team, starts_at=ago, status=Status.HELD), 5, received_at=ago)
        spot = make_event(title="现场新建", team=team, starts_at=ago, status=Status.HELD)
        stored(SpotEvent(event_id=spot.id, content_hash="0" * 64, received_at=ago))
        make_event(title="没有人去", team=team, starts_at=ahead)
        make_event(title="别的分队", team=make_team("pension"), starts_at=ahead)
        sign_in(client, lead)
    page = client.get("/").text
    order = ("next-title", "owed-title", "gaps-title")
    assert sorted(order, key=lambda part: page.index(f'id="{part}"')) == list(order)
    next_up = page.partition('id="next-title"')[2].partition("</section>")[0]
    owing = page.partition('id="owed-title"')[2].partition("</section>")[0]
    assert page.count("现场新建</span>") == 1 and "现场新建" not in owing
    assert "还没登记" in owing and "待审核" in owing and "to-log" not in page  # once is enough
    assert "没有人去" in next_up and "别的分队" not in next_up


def test_the_field_sees_its_day_and_no_figures(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_bureau()
        person = make_person(Role.STAFF, team=make_team())
        now = clock.instant(datetime.combine(clock.today(), time(9)))
        today = make_event(title="今天的活动", starts_at=now)
        tomorrow = make_event(title="明天的活动", starts_at=now + timedelta(days=1))
        later = make_event(title="后天的活动", starts_at=now + timedelta(days=2))
        for event in (today, tomorrow, later):
            stored(Assignment(event_id=event.id, person_id=person.id, duty=Duty.DESK))
        make_tally(make_event(title="别人的活动", status=Status.HELD, starts_at=now - timedelta(days=9)), 5)
        sign_in(client, person)
    page = client.get("/?board=year").text
    assert "今天的活动" in page.partition("to-log")[2].partition("</section>")[0] and "现在登记" in page
    assert "明天的活动" in page.partition('id="coming-title"')[2].partition("</section>")[0]
    assert "后天的活动" not in page.partition('id="coming-title"')[2].partition("</section>")[0]
    assert "year-cards" not in page and "subject-tabs" not in page


def test_the_office_counts_what_is_owed_before_the_month_is_closed(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_bureau()
        make_team()
        ago = clock.now() - timedelta(days=8)
        make_event(title="没有说法", starts_at=ago)
        make_tally(make_event(title="待审核", starts_at=ago, status=Status.HELD), 5, received_at=ago)
        sign_in(client, make_person(Role.CLERK))
    page = client.get("/").text
    debts = page.partition('id="closing-title"')[2].partition("</section>")[0]
    assert re.findall(r"debt=([a-z]+)\".*?number\">(\d+)<", debts) == [
        ("word", "1"),
        ("log", "0"),
        ("review", "1"),
        ("late", "0"),
        ("double", "0"),
    ]
    assert client.get("/reviews?debt=word").text.count("没有说法") >= 1
    assert "year-cards" in page
