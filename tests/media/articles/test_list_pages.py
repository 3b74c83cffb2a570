"""The list of items: what narrows and sorts it, a row changed in its place, many together, and what is taken away."""

import csv
import io
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.media.models import ArticleTag
from outreach.media.rules import ArticleKind, Level, Medium, Metric
from outreach.people.rules import Role
from outreach.sheets import read_table
from tests.making import (
    NOW,
    make_article,
    make_channel,
    make_edition,
    make_event,
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


@pytest.fixture
def lead(sqlite_app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser in which the lead of the pension team is signed in, in English."""
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.LEAD, team=make_team("pension")))
    client.set_cookie("language", "en")
    return client


def titles(client: FlaskClient, address: str) -> list[str]:
    """The titles that the list as CSV shows, in its order: the same select as the page's."""
    answer = client.get(f"/media/list.csv?{address}")
    assert answer.status_code == 200
    return [row["Headline"] for row in csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))]


def test_each_filter_narrows_the_list(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        own = make_channel(medium=Medium.MICRO)
        paper = make_channel(medium=Medium.NEWSPAPER, level=Level.CITY, is_own=False, name="市报")
        edition, event = make_edition(), make_event()
        first = make_article(title="甲", authors="张三", event_id=event.id)
        make_reading(make_placement(first, own, url="https://example.test/1"), 10, date(2025, 3, 5))
        stored(ArticleTag(article_id=first.id, edition_id=edition.id))
        make_placement(make_article(title="乙", team=make_team("pension"), day=date(2025, 6, 1)), paper)
        make_article(ArticleKind.SCREEN, title="丙", day=date(2025, 7, 1))
        campaign = edition.campaign_id
    narrowed = {
        "": ["丙", "乙", "甲"],
        "kind=screen": ["丙"],
        "medium=newspaper": ["乙"],
        "level=city": ["乙"],
        "whose=own": ["甲"],
        "whose=other": ["乙"],
        "medium=micro&level=city": [],
        f"channel={paper.id}": ["乙"],
        f"campaign={campaign}": ["甲"],
        f"event={event.id}": ["甲"],
        "author=张": ["甲"],
        "first=2025-06-15": ["丙"],
        "last=2025-06-15": ["乙", "甲"],
        "lacking=link": ["丙", "乙"],
        "lacking=reading": ["丙", "乙"],
        "lacking=campaign&lacking=link": ["丙", "乙"],
        "text=甲": ["甲"],
        "kind=nonsense": ["丙", "乙", "甲"],
    }
    assert {address: titles(clerk, address) for address in narrowed} == narrowed
    for address in narrowed:
        assert clerk.get(f"/media?{address}").status_code == 200


def test_it_sorts_by_what_counters_showed_last_and_unread_ones_come_last(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        own, other = make_channel(), make_channel(is_own=False)
        small, big, unread, unproven = (make_article(title=each) for each in ("小", "大", "无", "未证"))
        stands = make_placement(small, own)
        make_reading(stands, 90, date(2025, 3, 4))
        make_reading(stands, 100, date(2025, 3, 9))
        make_reading(make_placement(big, own), 70, date(2025, 3, 9))
        make_reading(make_placement(big, other), 60, date(2025, 3, 9), proof_note="截图")
        make_reading(make_placement(unproven, other), 9_000, date(2025, 3, 9))
        make_placement(unread, own)
        post = make_article(ArticleKind.POST, title="期")
        make_reading(make_placement(post, own), 5_000, date(2025, 3, 9))
        piece = make_article(ArticleKind.PIECE, post_id=post.id, title="篇")
        make_reading(make_placement(piece, own), 110, date(2025, 3, 9))
        video = make_placement(make_article(ArticleKind.VIDEO, title="播"), own)
        make_reading(video, 105, date(2025, 3, 9), metric=Metric.PLAYS)
    assert titles(clerk, "order=-times")[:4] == ["大", "期", "播", "小"]
    assert set(titles(clerk, "order=-times")[4:]) == {"无", "未证"}
    assert titles(clerk, "order=times")[:4] == ["小", "播", "期", "大"]
    assert "130" in clerk.get("/media?order=-times").text
    assert titles(clerk, "order=title")[0] == min("小大无未期播")


def test_a_page_of_the_list_is_the_same_again(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        for _each in range(35):
            make_article(title="同题")
    pages = [clerk.get(f"/media?order={order}&page={page}").text for order in ("-day", "-times") for page in (1, 2)]
    ids = [[part.split('"')[0] for part in page.split('id="item-')[1:]] for page in pages]
    assert len({*ids[0], *ids[1]}) == 35 and len({*ids[2], *ids[3]}) == 35


def test_what_is_filtered_is_what_is_exported(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_reading(make_placement(make_article(title="=甲"), make_channel(name="县报")), 10, date(2025, 3, 5))
        make_article(ArticleKind.VIDEO, title="乙")
    answer = clerk.get("/media/list.xlsx?kind=article")
    table = read_table(answer.data, "articles.xlsx")
    (row,) = table.rows
    cells = [str(cell) for cell in row.values]
    assert "县报" in cells and "10" in cells


def test_a_row_is_changed_in_its_place(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item, team = make_article(title="甲"), make_team("pension")
        far = make_event(title="很久以前的工地宣讲", starts_at=NOW - timedelta(days=400))
    form = clerk.get(f"/media?edit={item.id}&kind=article").text
    assert 'name="title"' in form and "很久以前" not in form.split("<tbody")[1]
    where = f"/media?edit={item.id}&kind=article"
    facts = {"title": "改", "kind": "article", "team_id": str(team.id)}
    found = clerk.post(where, data=facts | {"event_words": "工地", "find_event": "1"}).text
    assert "很久以前的工地宣讲" in found and 'value="改"' in found
    wrong = clerk.post(where, data=facts | {"title": ""})
    assert wrong.status_code == 422 and "Please fill this in" in wrong.text
    saved = clerk.post(where, data=facts | {"event_id": str(far.id)})
    assert saved.status_code == 302 and saved.location.endswith(f"/media?kind=article#item-{item.id}")
    page = clerk.get(f"/media/{item.id}").text
    assert "甲 → 改" in page and "很久以前的工地宣讲" in page


def test_a_lead_changes_the_rows_of_the_own_team_only(sqlite_app: Flask, lead: FlaskClient) -> None:
    with sqlite_app.app_context():
        own, other = make_article(team=make_team("pension")), make_article()
    page = lead.get("/media").text
    assert f"edit={own.id}" in page and f"edit={other.id}" not in page
    assert lead.get(f"/media?edit={other.id}").status_code == 403
    assert lead.post(f"/media?edit={other.id}", data={"title": "x"}).status_code == 403


def test_ticked_rows_are_changed_together_and_undone(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        items, team = [make_article(title="甲"), make_article(title="乙")], make_team("pension")
    ids = [str(each.id) for each in items]
    form = clerk.post("/media/changes/new", data={"ids": ids, "next": "/media?page=2"})
    assert form.status_code == 200 and "甲" in form.text and 'href="/media?page=2"' in form.text
    data = {"ids": ids, "team_id": str(team.id), "apply": "1"}
    page = clerk.post("/media/changes/new", data=data, follow_redirects=True).text
    assert "2 items are changed" in page and "养老保险" in page
    assert titles(clerk, f"team={team.id}") == ["乙", "甲"] or titles(clerk, f"team={team.id}") == ["甲", "乙"]
    batch = page.split('id="batch-')[1].split('"')[0]
    assert "2 items are as they were before" in clerk.post(f"/media/changes/{batch}/undo", follow_redirects=True).text
    assert titles(clerk, f"team={team.id}") == []
    with sqlite_app.app_context():
        event = make_event(title="工地宣讲")
    clerk.post("/media/changes/new", data={"ids": ids, "event_id": str(event.id), "apply": "1"})
    assert set(titles(clerk, f"event={event.id}")) == {"甲", "乙"}
    clerk.post("/media/changes/new", data={"ids": ids, "event": "none", "apply": "1"})
    assert titles(clerk, f"event={event.id}") == []
    assert clerk.post("/media/changes/new", data={}).status_code == 302
    nothing = clerk.post("/media/changes/new", data={"ids": ids, "apply": "1"})
    assert nothing.status_code == 422 and "nothing would change" in nothing.text


def test_duplicates_are_shown_side_by_side_and_made_one(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        one, other = make_article(title="同一篇"), make_article(title="同一篇")
        make_placement(one, make_channel(name="本局网站"))
        make_placement(other, make_channel(name="县融媒"))
    page = clerk.get("/media/twins?year=2025").text
    assert "The same title" in page and f"/media/{one.id}/merge/{other.id}" in page
    assert all("Perhaps logged twice" in clerk.get(f"/media/{each.id}").text for each in (one, other))
    merged = clerk.post(f"/media/{one.id}/merge/{other.id}", follow_redirects=True).text
    assert "本局网站" in merged and "县融媒" in merged and "Make them two again" in merged
    assert "Perhaps logged twice" not in merged
    assert "Withdrawn" in clerk.get(f"/media/{other.id}").text
    undo = "/media/merges/" + merged.split("/media/merges/")[1].split('"')[0]
    assert "They are two again" in clerk.post(undo, follow_redirects=True).text
    back = {"next": "/media/twins?year=2025"}
    told = clerk.post(f"/media/{one.id}/apart/{other.id}", data=back, follow_redirects=True)
    assert "Nothing of this year looks twice" in told.text


def test_a_push_is_entered_with_its_pieces_without_a_script(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        channel, team = make_channel(), make_team()
    facts = {"channel_id": str(channel.id), "day": "2025-03-04", "clock_time": "9:30", "team_id": str(team.id)}
    rows = {"pieces-0-title": "甲", "pieces-0-url": "https://example.test/1", "pieces-1-title": "乙"}
    moved = clerk.post("/media/pushes/new", data=facts | rows | {"rows": "up-1"})
    assert moved.status_code == 200
    assert moved.text.index('name="pieces-0-title" type="text" value="乙"') < moved.text.index('value="甲"')
    assert "pieces-2-title" in clerk.post("/media/pushes/new", data=facts | rows | {"rows": "add"}).text
    linked = {"pieces-0-url": "https://example.test/1", "day": "昨天的昨天"}
    wrong = clerk.post("/media/pushes/new", data=facts | linked)
    assert wrong.status_code == 422 and "昨天的昨天" in wrong.text
    assert 'href="#pieces-0-title"' in wrong.text
    page = clerk.post("/media/pushes/new", data=facts | rows, follow_redirects=True)
    assert "Pieces of this post" in page.text and page.text.index(">甲<") < page.text.index(">乙<")
    pieces = f"{page.request.path}/pieces"
    assert 'value="乙"' in clerk.get(pieces).text
    asked = clerk.post("/media/pushes/new", data=facts | rows)
    assert asked.status_code == 409 and "These look like what is there already" in asked.text


def test_an_event_is_found_by_words_and_a_day(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_channel()
        make_event(title="工地宣讲")
        make_event(title="广场咨询")
    for words, found, missing in (("工地", "工地宣讲", "广场咨询"), ("2025-03-04 咨询", "广场咨询", "工地宣讲")):
        page = clerk.post("/media/new", data={"title": "留着", "event_words": words, "find_event": "1"}).text
        assert found in page and missing not in page and 'value="留着"' in page
    assert "No event fits" in clerk.post("/media/new", data={"event_words": "没有", "find_event": "1"}).text
