"""The pages of the online ledger."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.media.models import ArticleTag
from outreach.media.rules import ArticleKind, Medium, Platform
from outreach.people.rules import Role
from tests.making import (
    NOW,
    make_article,
    make_channel,
    make_edition,
    make_person,
    make_placement,
    make_reading,
    make_team,
    stored,
)
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


@pytest.mark.parametrize("path", ["/media/new", "/media/pushes/new"])
def test_without_a_channel_the_form_leads_to_one(sqlite_app: Flask, clerk: FlaskClient, path: str) -> None:
    page = clerk.get(path).text
    assert "Add a channel first" in page and 'name="channel_id"' not in page
    with sqlite_app.app_context():
        make_channel()
    assert 'name="channel_id"' in clerk.get(path).text


@pytest.mark.parametrize(("key", "first"), [("articles", "file"), ("places", "text")])
def test_what_mostly_comes_as_a_file_asks_for_the_file_first(clerk: FlaskClient, key: str, first: str) -> None:
    page = clerk.get(f"/imports/{key}").text
    assert (page.index('name="file"') < page.index('name="text"')) == (first == "file")


def test_no_number_is_asked_of_paper_nor_of_a_push_with_pieces(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        read, printed = make_article(), make_article()
        make_placement(read, make_channel())
        make_placement(printed, make_channel(medium=Medium.NEWSPAPER))
        push = make_article(kind=ArticleKind.POST)
        make_placement(push, make_channel(name="公众号"))
        make_article(kind=ArticleKind.PIECE, post_id=push.id)
    folded = {item.id: "Only where a counter" in clerk.get(f"/media/{item.id}").text for item in (read, printed, push)}
    assert folded == {read.id: False, printed.id: True, push.id: True}


def test_the_words_of_items_in_chinese(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_placement(
            make_article(day=clock.today() - timedelta(days=20)),
            make_channel(medium=Medium.VIDEO, platform=Platform.DOUYIN),
        )
    clerk.set_cookie("language", "zh")
    page = clerk.get("/media/new").text
    assert "标题" in page and "名称</label>" not in page
    assert "短视频账号" in clerk.get("/media/channels").text
    assert "没有读过" in clerk.get("/media/reminders?group=unread").text


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
    assert client.post(f"/media/{item.id}", data={"times": "100"}).status_code == 403


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


def test_a_placement_is_corrected_on_its_own_page(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item, county = make_article(title="送法入企"), make_channel(name="县融媒")
        where = f"/media/placements/{make_placement(item).id}/edit"
    assert where in clerk.get(f"/media/{item.id}").text
    assert 'value="2025-03-04"' in clerk.get(where).text
    facts = {"channel_id": str(county.id), "day": "2025-03-05", "url": "https://example.test/2"}
    page = clerk.post(where, data=facts, follow_redirects=True).text
    assert "https://example.test/2" in page and "本局公众号 2025-03-04 → 县融媒 2025-03-05" in page


def test_the_twin_of_an_item_is_linked(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        team, channel = make_team(), make_channel()
        twin = make_article(title="劳动合同怎么签")
        make_placement(twin, channel)
    facts = {"title": "劳动合同怎么签", "kind": "article", "day": "2025-03-04", "team_id": str(team.id)}
    asked = clerk.post("/media/new", data=facts | {"channel_id": str(channel.id)})
    assert asked.status_code == 409
    assert f'href="/media/{twin.id}"' in asked.text


def test_nobody_is_given_a_team_or_a_channel_by_chance(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        team, _channel = make_team(), make_channel()
    page = clerk.get("/media/new").text
    assert "Choose a team" in page and "Choose a channel" in page
    assert f'<option selected value="{team.id}"' not in page
    refused = clerk.post("/media/new", data={"title": "标题", "kind": "article", "day": "2025-03-04"})
    assert refused.status_code == 422


def test_campaigns_of_other_months_wait_in_a_fold(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item = make_article()
        autumn = {"first_day": date(2025, 9, 1), "last_day": date(2025, 9, 30)}
        march, september, chosen = make_edition(), make_edition(**autumn), make_edition(**autumn)
        stored(ArticleTag(article_id=item.id, edition_id=chosen.id))
    near, _fold, rest = clerk.get(f"/media/{item.id}/edit").text.partition("Other campaigns")
    assert str(march.id) in near and str(chosen.id) in near
    assert str(september.id) in rest and str(march.id) not in rest


def test_the_day_of_the_only_channel_is_offered_along(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item, team = make_article(), make_team()
        make_placement(item)
    assert "placement_along" in clerk.get(f"/media/{item.id}/edit").text
    facts = {"title": "标题", "kind": "article", "day": "2025-03-01", "team_id": str(team.id), "placement_along": "y"}
    page = clerk.post(f"/media/{item.id}/edit", data=facts, follow_redirects=True).text
    assert "本局公众号 2025-03-04 → 本局公众号 2025-03-01" in page
    with sqlite_app.app_context():
        make_placement(item)
    assert "placement_along" not in clerk.get(f"/media/{item.id}/edit").text


def test_a_reading_says_who_logged_it_and_which_one_it_replaced(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item, teller = make_article(), make_person(Role.CLERK, name="张文书")
        placement = make_placement(item)
        first = make_reading(placement, 5_000, date(2025, 3, 4), recorded_by_id=teller.id)
        make_reading(placement, 500, date(2025, 3, 4), recorded_at=NOW + timedelta(hours=1))
    page = clerk.get(f"/media/{item.id}").text
    assert "<s>5,000</s>" in page and "Corrected" in page
    assert "张文书" in clerk.get(f"/media/readings/{first.id}").text


def test_what_must_be_chosen_is_not_marked_optional(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_channel()
    for where in ("/media/new", "/media/channels/new"):
        page = clerk.get(where).text
        for label in ("Kind", "Medium", "Level"):
            assert f'{label} <span class="field-optional">' not in page
