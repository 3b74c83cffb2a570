"""Which readings people are reminded of, and what they accept as it is."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from outreach import clock
from outreach.db import db, transaction
from outreach.errors import Forbidden, Invalid, NotFound
from outreach.media.models import Placement
from outreach.media.readings.due import Due
from outreach.media.reminders.actions import accept_gaps, remind_again
from outreach.media.reminders.queries import reminders, without_proof
from outreach.media.rules import ArticleKind, Medium, Platform
from outreach.people.models import Team
from outreach.people.rules import Role
from tests.making import (
    NOW,
    make_article,
    make_channel,
    make_person,
    make_placement,
    make_reading,
    make_team,
    make_void,
    stored,
)
from tests.signing_in import sign_in

TODAY = date(2026, 11, 27)


def placed(days_ago: int, read_ago: int | None = None, *, team: Team | None = None, today: date = TODAY, **of_channel):  # type: ignore[no-untyped-def]
    """An item of so many days ago on an account of WeChat, read so many days ago."""
    day = today - timedelta(days=days_ago)
    facts = {"platform": Platform.WECHAT, "settles_after": 7, "reaches_back": 90} | of_channel
    placement = make_placement(make_article(day=day, team=team, title=f"{days_ago}天前的"), make_channel(**facts))
    if read_ago is not None:
        make_reading(placement, 100, today - timedelta(days=read_ago), proof_note="截图")
    return placement


def kinds(today: date = TODAY) -> dict[object, Due]:
    return {each.placement_id: each.due for each in reminders(today).every}


def test_each_placement_is_told_once_by_what_is_most_urgent(app_context: Flask) -> None:
    leaving, final, unread, gone = placed(80), placed(20, 18), placed(20), placed(100)
    placed(20, 10)  # final
    placed(3)
    assert kinds() == {
        leaving.id: Due.LEAVING,
        final.id: Due.FINAL,
        unread.id: Due.UNREAD,
        gone.id: Due.GONE,
    }
    assert [each.placement_id for each in reminders(TODAY).every] == [gone.id, leaving.id, final.id, unread.id]
    (line,) = reminders(TODAY).by_channel(Due.LEAVING)
    assert (line.count, line.first) == (1, TODAY + timedelta(days=10))


def test_a_voided_reading_was_no_reading(app_context: Flask) -> None:
    placement = placed(20, 10)
    assert kinds() == {}
    make_void(placement.readings[0])
    assert kinds() == {placement.id: Due.UNREAD}


def test_nobody_is_asked_about_what_has_no_counter(app_context: Flask) -> None:
    nowhere = {"platform": Platform.OTHER, "settles_after": None, "reaches_back": None}
    placed(20, medium=Medium.NEWSPAPER, **nowhere)
    placed(20, medium=Medium.WEBSITE, **nowhere)  # no counter of it was ever read
    post = placed(20)
    post.article.kind = ArticleKind.POST
    db.session.commit()
    piece = make_placement(
        make_article(ArticleKind.PIECE, post_id=post.article_id, day=post.day), channel=post.channel, day=post.day
    )
    withdrawn = placed(20)
    withdrawn.article.withdrawn_at, withdrawn.article.withdraw_reason = NOW, "有误"
    db.session.commit()
    assert kinds() == {piece.id: Due.UNREAD}
    site = placed(30, 20, medium=Medium.WEBSITE, **nowhere)
    other = stored(
        Placement(article_id=make_article(day=site.day).id, channel_id=site.channel_id, day=site.day)
    )  # but one of its counters was
    assert kinds() == {piece.id: Due.UNREAD, other.id: Due.UNREAD}


def test_the_years_last_reading_is_told_before_and_asked_for_after(app_context: Flask) -> None:
    never_still = {"settles_after": None, "reaches_back": None}
    moves, december = placed(60, 30, today=date(2026, 12, 20), **never_still), date(2026, 12, 20)
    placed(60, 30, today=december)  # stands still
    assert reminders(date(2026, 12, 10)).at_year_end is None
    assert reminders(december).at_year_end == 1
    assert kinds(date(2027, 1, 3)) == {moves.id: Due.YEAR_END}
    make_reading(moves, 200, date(2026, 12, 31))
    assert kinds(date(2027, 1, 3)) == {} and reminders(date(2027, 1, 3)).at_year_end is None


def test_what_is_accepted_is_quiet_until_it_is_asked_about_again(app_context: Flask) -> None:
    clerk, gone, other = make_person(Role.CLERK), placed(100), placed(101)
    with pytest.raises(Invalid):
        accept_gaps([gone.id], by=clerk, now=NOW, reason="")
    with pytest.raises(Invalid):
        accept_gaps([], by=clerk, now=NOW, reason="导出已经查不到")
    with transaction():
        assert accept_gaps([gone.id, other.id], by=clerk, now=NOW, reason="导出已经查不到") == 2
        assert accept_gaps([gone.id], by=clerk, now=NOW, reason="导出已经查不到") == 0
    assert kinds() == {}
    with transaction():
        remind_again(gone.id, by=clerk, now=NOW)
    assert kinds() == {gone.id: Due.GONE}
    with pytest.raises(NotFound):
        remind_again(gone.id, by=clerk, now=NOW)


def test_a_lead_is_told_of_and_accepts_for_the_own_team(app_context: Flask) -> None:
    own, others = placed(100, team=make_team("pension")), placed(100)
    lead = make_person(Role.LEAD, team=make_team("pension"))
    assert [each.placement_id for each in reminders(TODAY, team_ids={make_team("pension").id}).every] == [own.id]
    with pytest.raises(Forbidden):
        accept_gaps([own.id, others.id], by=lead, now=NOW, reason="查不到")


def unproven_of(*codes: str) -> None:
    """A reading of another body's account that says nowhere where it is from, for each of the teams."""
    for code in codes:
        make_reading(
            make_placement(make_article(team=make_team(code)), make_channel(is_own=False)), 100, date(2025, 3, 4)
        )


def test_readings_without_a_proof_are_counted_of_ones_own_teams(app_context: Flask) -> None:
    unproven_of("employment", "pension", "pension")
    employment, pension = make_team("employment"), make_team("pension")
    assert without_proof(None) == {None: 3}
    assert {team and team.code: count for team, count in without_proof({employment.id, pension.id}).items()} == {
        "employment": 1,
        "pension": 2,
    }
    assert without_proof({make_team("work_injury").id}) == {} == without_proof(set())


def test_however_many_items_there_are_the_statements_stay_few(app_context: Flask) -> None:
    for days in range(80, 86):
        placed(days)
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda _c, _u, statement, *_rest: asked.append(statement))
    reminders(TODAY)
    assert len(asked) <= 3


@pytest.fixture
def clerk(sqlite_app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser in which the clerk is signed in, in English."""
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
    client.set_cookie("language", "en")
    return client


def test_the_page_leads_to_what_mends_it(sqlite_app: Flask, clerk: FlaskClient) -> None:
    assert "Nothing is due" in clerk.get("/media/reminders").text
    today = clock.today()
    with sqlite_app.app_context():
        leaving, gone = placed(85, today=today), placed(100, today=today)
    page = clerk.get("/media/reminders").text
    assert "85天前的" in page and "100天前的" not in page and "never read" in page
    assert f"/media/readings/round?channel={leaving.channel_id}" in page and "/imports/articles" in page
    quiet = clerk.get("/media/reminders?group=gone").text
    assert "100天前的" in quiet and "Accept as it is" in quiet
    home = clerk.get("/").text
    assert "Views to write down" in home and "Soon out of reach" in home and "Out of reach now" not in home
    assert clerk.post("/media/reminders?group=gone", data={"placement_ids": str(gone.id)}).status_code == 422
    assert clerk.post("/media/reminders?group=gone", data={"reason": "查不到"}).status_code == 422
    data = {"placement_ids": str(gone.id), "reason": "导出查不到了"}
    assert "1 item stays as it is" in clerk.post("/media/reminders?group=gone", data=data, follow_redirects=True).text
    accepted = clerk.get("/media/reminders/accepted").text
    assert "100天前的" in accepted and "导出查不到了" in accepted
    clerk.post(f"/media/reminders/{gone.id}/again")
    assert "100天前的" in clerk.get("/media/reminders?group=gone").text


def test_what_the_board_counts_is_what_it_opens(sqlite_app: Flask, clerk: FlaskClient) -> None:
    today = clock.today()
    with sqlite_app.app_context():
        account = {"settles_after": 1, "reaches_back": None}
        for days in (20, 100, 120):
            placed(days, today=today, **account)
    home = clerk.get("/").text.split("Views to write down")[1]
    assert "3 items" in home.split("</ul>")[0] and "/media/reminders?group=unread" in home
    assert clerk.get("/media/reminders?group=unread").text.count('name="placement_ids"') == 3


def test_readings_of_other_bodies_are_as_many_wherever_they_are_told(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        unproven_of("employment", "pension")  # of a year before this one
    assert "2 readings of other bodies" in clerk.get("/media/reminders").text
    assert "2 numbers of other bodies" in clerk.get("/media/proofs").text
    assert clerk.get("/media/proofs/readings").text.count("unproven-line") == 2
    assert "do not count" not in clerk.get("/media/proofs?first=2026-01-01").text


def test_a_lead_opens_the_readings_of_the_own_team_alone(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        unproven_of("employment", "pension", "pension")
        team = make_team("employment")
        sign_in(client, make_person(Role.LEAD, team=team))
    client.set_cookie("language", "en")
    page = client.get("/media/reminders").text
    assert "1 reading of another body" in page and f"/media/proofs/readings?team={team.id}" in page
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.LEAD))
    assert "says nowhere where it is from" not in client.get("/media/reminders").text


def test_all_of_a_kind_are_accepted_together(sqlite_app: Flask, clerk: FlaskClient) -> None:
    today = clock.today()
    with sqlite_app.app_context():
        channel = make_channel(platform=Platform.WECHAT, settles_after=7, reaches_back=90)
        for _ in range(35):
            day = today - timedelta(days=100)
            make_placement(make_article(day=day), channel)
    assert "also on the other pages" in clerk.get("/media/reminders?group=gone").text
    data = {"every": "y", "reason": "查不到"}
    assert "35 items stay" in clerk.post("/media/reminders?group=gone", data=data, follow_redirects=True).text
    assert "Nothing is due" in clerk.get("/media/reminders").text


def test_field_staff_are_not_reminded(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        placed(85, today=clock.today())
        sign_in(client, make_person(Role.STAFF))
    assert client.get("/media/reminders").status_code == 403
    client.set_cookie("language", "en")
    assert "Views to write down" not in client.get("/").text
