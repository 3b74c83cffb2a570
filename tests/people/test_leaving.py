"""Before an account is disabled its page lists what is still open, and afterwards nothing of it is forgotten."""

import html
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db, transaction
from outreach.jobs.models import Job
from outreach.logbook.follow_ups import queries as follow_ups
from outreach.logbook.follow_ups.actions import answer_follow_up
from outreach.logbook.follow_ups.queries import Filters, count_of
from outreach.people.actions import disable_person
from outreach.people.models import Person
from outreach.people.rules import Post, Role
from outreach.reports.scores.models import ScoreItem, ScoreSheet
from outreach.schedule.duties.gap_queries import count_alone
from outreach.schedule.models import Assignment, Event
from outreach.schedule.rules import Answer, Status
from tests.logbook.follow_ups.sending import make_follow_up
from tests.making import NOW, make_bureau, make_event, make_person, make_team, make_typed, stored
from tests.signing_in import sign_in

DAY = timedelta(days=1)
TODAY = clock.local_day(NOW)


def put_on(event: Event, *people: Person, **answer: object) -> None:
    with transaction():
        db.session.add_all(Assignment(event_id=event.id, person_id=each.id, **answer) for each in people)


@pytest.fixture
def leaver(app_context: Flask) -> Person:
    return make_person(name="王芳", team=make_team())


def test_alone_is_who_has_nobody_beside_who_comes(leaver: Person) -> None:
    said_no = {"answer": Answer.DECLINED, "answered_at": NOW, "answer_reason": "开会"}
    beside, gone = make_person(), make_person(disabled_at=NOW)
    alone, with_gone, with_no, together, over, cancelled = (
        make_event(starts_at=NOW + (day * DAY), **changes)
        for day, changes in ((1, {}), (2, {}), (3, {}), (4, {}), (-5, {}), (6, {"status": Status.CANCELLED}))
    )
    for event in (alone, with_gone, with_no, together, over, cancelled):
        put_on(event, leaver)
    put_on(with_gone, gone)
    put_on(with_no, beside, **said_no)
    put_on(together, beside)
    assert count_alone(leaver, NOW) == 3


def test_open_follow_ups_of_who_left_are_counted_for_the_teams_leads(leaver: Person) -> None:
    ours, theirs = make_event(team=make_team()), make_event(team=make_team("pension"))
    mine = [make_follow_up(event, leaver) for event in (ours, ours, theirs)]
    make_follow_up(ours, make_person())
    with transaction():
        answer_follow_up(follow_ups.follow_up(mine[0].id), answer="已答复", by=leaver, now=NOW)
    assert count_of(Filters(of_who_left=True)) == 0
    with transaction():
        disable_person(person=leaver, by=make_person(Role.ADMIN), now=NOW)
    assert count_of(Filters(of_who_left=True)) == 2
    assert count_of(Filters(of_who_left=True, team_ids=frozenset({ours.lead_team_id}))) == 1
    assert [follow_ups.follow_up(each.id).owner_has_left for each in mine] == [False, True, True]


@pytest.mark.parametrize("post", [None, Post.SECURITY])
def test_the_page_before_disabling_lists_what_is_open(
    sqlite_app: Flask, client: FlaskClient, post: Post | None
) -> None:
    with sqlite_app.app_context():
        make_bureau()
        leaver = make_person(name="王芳", team=make_team())
        event = make_event(title="进园区", team=make_team(), starts_at=clock.now() + DAY)
        put_on(event, leaver)
        make_follow_up(event, leaver, asked="工龄怎么认定")
        stored(Job(kind="places", name="x", made_at=NOW, by_id=leaver.id))
        make_typed("rate", name="调解成功率", owner_id=leaver.id, due=TODAY)
        facts = {"number": "1", "section": "", "text": "组织领导", "criteria": "", "remark": ""}
        sheet = stored(ScoreSheet(year=2025, title="考核表", assessor="", made_at=NOW, made_by_id=leaver.id))
        for position, score in enumerate((None, None, 500)):
            stored(ScoreItem(sheet_id=sheet.id, position=position, score=score, owner_id=leaver.id, **facts))
        sign_in(client, make_person(Role.ADMIN, post=post))
        lead = sqlite_app.test_client()
        sign_in(lead, make_person(Role.LEAD, team=make_team()))
        path = f"/admin/people/{leaver.id}/disable"
    client.set_cookie("language", "en")
    lead.set_cookie("language", "en")
    page = client.get(path).text
    for said in ("On 1 event ahead", "At 1 of them nobody else comes", "1 answer is owed", "1 list waits"):
        assert said in page
    assert "Figures to be typed" in page and "2 items without a score" in page
    for title in ("进园区", "工龄怎么认定", "调解成功率", "考核表"):
        assert (title in page) is (post is None), title
    assert client.post(path).status_code == 302
    assert client.get(path).status_code == 302, "it is disabled already"
    board = lead.get("/").text
    assert "进园区" in board and "account disabled" in board and "1 answer is owed by a disabled account" in board
    listed = lead.get("/follow-ups?whose=left").text
    assert "工龄怎么认定" in listed and "account disabled" in listed


def test_nothing_open_is_said_so(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_bureau()
        sign_in(client, make_person(Role.ADMIN))
        path = f"/admin/people/{make_person().id}/disable"
    client.set_cookie("language", "en")
    assert "Nothing of this person is open." in client.get(path).text


@pytest.mark.parametrize("post", [None, Post.SYSTEM])
def test_closing_a_team_says_what_goes_on_after_it_and_refuses_nothing(
    sqlite_app: Flask, client: FlaskClient, post: Post | None
) -> None:
    with sqlite_app.app_context():
        make_bureau()
        team = make_team("wages", name="欠薪", mark="薪", palette=5)
        make_person(team=team)
        make_person(team=team, disabled_at=NOW)
        for day in (1, 20, 30):
            make_event(team=team, title=f"第{day}天", starts_at=NOW + day * DAY)
        make_event(team=team, starts_at=NOW + 25 * DAY, status=Status.CANCELLED)
        sign_in(client, make_person(Role.ADMIN, post=post))
        path = f"/admin/teams/{team.id}"
    client.set_cookie("language", "en")
    typed = {"name": "欠薪", "mark": "薪", "palette": "5", "position": "0", "first_day": "", "last_day": "2025-03-14"}
    asked = client.post(path, data=typed)
    assert asked.status_code == 409
    assert "1 person belongs to it longer" in asked.text and "2 planned events come after it" in asked.text
    link = re.search(r'href="(/events\?[^"]+)"', asked.text)
    assert (link is None) is (post is Post.SYSTEM), "the plan is none of a post's business"
    if link:
        listed = client.get(html.unescape(link[1])).text
        assert ("第1天" in listed, "第20天" in listed, "第30天" in listed) == (False, True, True)
    yes = {"confirm": re.findall(r'name="confirm" value="([^"]+)"', asked.text)}
    assert client.post(path, data=typed | yes).status_code == 302
    assert client.post(path, data=typed | {"last_day": "2025-05-01"}).status_code == 302, "later than before"
    assert client.post(path, data=typed | {"last_day": ""}).status_code == 302
