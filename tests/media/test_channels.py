"""The list of channels: what a platform usually does, whose an account is, and what came there by month."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import periods
from outreach.audit.histories import changes_of
from outreach.db import transaction
from outreach.errors import Invalid
from outreach.media.channels import actions, queries
from outreach.media.models import Channel
from outreach.media.rules import ArticleKind, Level, Medium, Platform
from outreach.people.rules import Role
from tests.making import NOW, make_article, make_channel, make_person, make_placement
from tests.signing_in import sign_in

FACTS = {"name": "本局公众号", "medium": "micro", "level": "own", "is_own": "y", "platform": "wechat"}


@pytest.fixture
def clerk(sqlite_app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser in which the clerk is signed in, in English."""
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
    client.set_cookie("language", "en")
    return client


def terms(app: Flask) -> tuple[Platform, int | None, int | None]:
    with app.app_context():
        (channel,) = queries.channels()
        return channel.platform, channel.settles_after, channel.reaches_back


def test_a_new_channel_has_what_is_usual_on_its_platform(sqlite_app: Flask, clerk: FlaskClient) -> None:
    clerk.post("/media/channels/new", data=FACTS)
    assert terms(sqlite_app) == (Platform.WECHAT, 30, 90)


def test_typed_terms_hold_and_may_be_taken_away_later(sqlite_app: Flask, clerk: FlaskClient) -> None:
    page = clerk.post("/media/channels/new", data=FACTS | {"settles_after": "7"}, follow_redirects=True)
    assert terms(sqlite_app) == (Platform.WECHAT, 7, 90)
    where = f"{page.request.path}/edit"
    clerk.post(where, data=FACTS | {"settles_after": "7", "reaches_back": "90", "platform": "other"})
    assert terms(sqlite_app) == (Platform.OTHER, 7, None)
    clerk.post(where, data=FACTS | {"settles_after": "", "reaches_back": ""})
    assert terms(sqlite_app) == (Platform.WECHAT, 30, 90)
    clerk.post(where, data=FACTS | {"settles_after": "", "reaches_back": ""})
    assert terms(sqlite_app) == (Platform.WECHAT, None, None)
    wrong = clerk.post(where, data=FACTS | {"settles_after": "一周"})
    assert wrong.status_code == 422 and 'value="一周"' in wrong.text


def test_every_change_of_a_channel_is_in_its_history(app_context: Flask) -> None:
    channel = make_channel(is_own=False, body="县融媒体中心")
    facts = {"name": "县融媒", "medium": Medium.APP, "level": Level.COUNTY, "is_own": True, "body": "县融媒体中心"}
    with transaction():
        actions.change_channel(channel, by=make_person(Role.CLERK), now=NOW, is_retired=True, **facts)
    told = {each.field: (each.old, each.new, each.moves_figure) for each in changes_of(channel)}
    assert told["is_own"] == ("false", "true", True)
    assert told["body"] == ("县融媒体中心", None, False)
    assert told["name"] == ("本局公众号", "县融媒", False)
    assert told["retired_at"][0] is None


def test_a_name_is_given_once(app_context: Flask) -> None:
    make_channel(name="县报")
    with pytest.raises(Invalid):
        actions.add_channel(
            by=make_person(Role.CLERK), now=NOW, name="县报", medium=Medium.NEWSPAPER, level=Level.COUNTY
        )


def test_a_channel_counts_what_came_to_it_by_month(app_context: Flask) -> None:
    channel: Channel = make_channel()
    make_placement(make_article(), channel)
    make_placement(make_article(ArticleKind.VIDEO), channel, day=date(2025, 7, 1))
    make_placement(make_article(withdrawn_at=NOW, withdraw_reason="误录"), channel)
    make_placement(make_article(), make_channel(name="别的"))
    counts = queries.counts_by_month(channel, periods.year(2025))
    assert counts == {3: {ArticleKind.ARTICLE: 1}, 7: {ArticleKind.VIDEO: 1}}
    assert queries.counts_by_month(channel, periods.year(2024)) == {}
    assert queries.items_on()[channel.id] == (2, date(2025, 7, 1))


def test_the_pages_show_it(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        channel = make_channel(name="县融媒", is_own=False, body="县融媒体中心", platform=Platform.DOUYIN)
        make_placement(make_article(), channel)
    assert "县融媒体中心" in clerk.get("/media/channels").text
    page = clerk.get(f"/media/channels/{channel.id}?year=2025").text
    assert "March" in page and "Douyin" in page
    assert "Nothing came here in 2024" in clerk.get(f"/media/channels/{channel.id}?year=2024").text
