"""The tabs above the pages of the online ledger, and the slots that other parts fill."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.people.rules import Role
from outreach.web import panels
from tests.making import make_article, make_channel, make_person, make_placement
from tests.signing_in import sign_in


@pytest.fixture
def reader(sqlite_app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser in which somebody who only reads is signed in, in English."""
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.VIEWER))
    client.set_cookie("language", "en")
    return client


def current_tab(page: str) -> str:
    """The label of the tab that is marked as the current one."""
    tabs = page.split('class="subject-tabs no-print"')[1].split("</nav>", maxsplit=1)[0]
    return tabs.split('aria-current="page">')[1].split("<")[0].strip()


def test_each_page_lies_under_its_tab(sqlite_app: Flask, reader: FlaskClient) -> None:
    with sqlite_app.app_context():
        item, channel = make_article(), make_channel()
    assert current_tab(reader.get("/media").text) == "Articles"
    assert current_tab(reader.get(f"/media/{item.id}").text) == "Articles"
    assert current_tab(reader.get("/media/channels").text) == "Channels"
    assert current_tab(reader.get(f"/media/channels/{channel.id}").text) == "Channels"


def test_an_item_and_a_channel_show_the_parts_of_others(
    sqlite_app: Flask, reader: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite_app.app_context():
        item, channel = make_article(title="送法入企"), make_channel(name="县融媒")
    monkeypatch.setitem(sqlite_app.extensions, "outreach.panels", {})
    panels.add(sqlite_app, "article", lambda article: f"<p>of {article.title}</p>")
    panels.add(sqlite_app, "channel", lambda channel: f"<p>of {channel.name}</p>")
    assert "of 送法入企" in reader.get(f"/media/{item.id}").text
    assert "of 县融媒" in reader.get(f"/media/channels/{channel.id}").text


def test_a_channel_shows_what_stood_on_it(sqlite_app: Flask, reader: FlaskClient) -> None:
    with sqlite_app.app_context():
        channel = make_channel(name="县融媒")
        make_placement(make_article(title="在县融媒"), channel)
        make_placement(make_article(title="在别处"), make_channel(name="市报"))
    page = reader.get(f"/media/channels/{channel.id}").text
    assert "在县融媒" in page and "在别处" not in page
    assert reader.get(f"/media/channels/{channel.id}/edit").status_code == 403
