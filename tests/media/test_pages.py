"""The pages of the online ledger."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.media.rules import ArticleKind
from outreach.people.rules import Role
from tests.making import make_article, make_channel, make_person, make_placement, make_reading, make_team
from tests.signing_in import sign_in


@pytest.fixture
def clerk(sqlite_app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser in which the clerk is signed in, in English."""
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
    client.set_cookie("language", "en")
    return client


def test_a_clerk_logs_an_article_and_its_reading(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        team, channel = make_team(), make_channel()
    facts = {"title": "劳动合同怎么签", "kind": "article", "day": "2025年3月4日", "team_id": str(team.id)}
    page = clerk.post("/media/new", data=facts | {"channel_id": str(channel.id)}, follow_redirects=True)
    assert page.status_code == 200 and "劳动合同怎么签" in page.text
    where = page.request.path
    assert "That is not zero" in page.text
    placement = page.text.split('id="placement-')[1].split('"')[0]
    reading = {"placement_id": placement, "day": "2025-03-05", "times": "1,200"}
    assert "1,200" in clerk.post(where, data=reading, follow_redirects=True).text
    fallen = clerk.post(where, data=reading | {"day": "2025-03-06", "times": "100"})
    assert fallen.status_code == 409 and "Counters only grow" in fallen.text and 'value="100"' in fallen.text


def test_wrong_input_is_kept_and_nothing_is_stored(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        team, channel = make_team(), make_channel()
    facts = {"title": "标题", "kind": "article", "team_id": str(team.id), "channel_id": str(channel.id)}
    page = clerk.post("/media/new", data=facts | {"day": "昨天的昨天", "url": "weixin"})
    assert page.status_code == 422 and "昨天的昨天" in page.text
    page = clerk.post("/media/new", data=facts | {"day": "2025-03-04", "url": "weixin"})
    assert page.status_code == 422 and "http://" in page.text
    assert "Nothing is logged yet" in clerk.get("/media").text


def test_the_list_filters(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        video = make_article(ArticleKind.VIDEO, title="短视频一")
        make_reading(make_placement(video), 36_000, date(2025, 3, 5))
        make_article(title="报纸一", day=date(2024, 12, 31))
    everything = clerk.get("/media").text
    assert "短视频一" in everything and "报纸一" in everything and "36,000" in everything
    assert "报纸一" not in clerk.get("/media?kind=video").text
    assert "短视频一" not in clerk.get("/media?first=2024-01-01&last=2024-12-31").text
    assert "Nothing matches" in clerk.get("/media?text=没有这个").text


def test_field_staff_read_but_do_not_log(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        item = make_article()
        sign_in(client, make_person(Role.STAFF))
    assert client.get(f"/media/{item.id}").status_code == 200
    assert client.get("/media/new").status_code == 403
    assert client.post(f"/media/{item.id}/withdraw", data={"reason": "x"}).status_code == 403


def test_an_edit_form_says_which_item_it_was_opened_with(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item, team = make_article(title="原题"), make_team()
    where = f"/media/{item.id}/edit"
    seen = clerk.get(where).text.split('name="seen"')[1].split('value="')[1].split('"')[0]
    typed = {"kind": "article", "day": "2025-03-04", "team_id": str(team.id), "seen": seen}
    assert clerk.post(where, data=typed | {"title": "先改的"}).status_code == 302
    late = clerk.post(where, data=typed | {"title": "后改的"})
    assert late.status_code == 409
    assert "后改的" in late.text
