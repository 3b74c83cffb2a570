"""A readings round: many numbers of one channel, typed or pasted, stored together."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db, transaction
from outreach.errors import Forbidden, Question
from outreach.media.models import Channel, Placement, Reading
from outreach.media.readings.actions import record_round
from outreach.media.readings.queries import series_of
from outreach.media.readings.rounds import cells_of, place_pasted, usual_metrics
from outreach.media.readings.rules import Shown
from outreach.media.rules import Medium, Metric, Platform
from outreach.people.rules import Role
from outreach.sheets import Approximation
from tests.making import NOW, make_article, make_channel, make_person, make_placement, make_reading, make_team
from tests.signing_in import sign_in

DAY = date(2025, 3, 4)
BOTH = (Metric.TIMES, Metric.PEOPLE)
ITEMS = [
    ("a", "社保转移怎么办", "https://x.cn/a"),
    ("b", "工伤 认定（一）", None),
    ("c", "同名", None),
    ("d", "同名", None),
]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", []),
        ("1200\n\n--\n", [["1200"], [""], ["--"]]),
        ("标题\t1,200\t800\r\n另一个\t\t5", [["标题", "1,200", "800"], ["另一个", "", "5"]]),
        ("社保转移怎么办 1.2万", [["社保转移怎么办", "1.2万"]]),
    ],
)
def test_pasted_text_is_cells(text: str, cells: list[list[str]]) -> None:
    assert cells_of(text) == cells


@pytest.mark.parametrize(
    ("text", "texts", "left"),
    [
        ("社保转移怎么办\t1,200\t800", {("a", Metric.TIMES): "1,200", ("a", Metric.PEOPLE): "800"}, 0),
        ("3\t2025-03-01\t工伤认定(一)\t1.2万", {("b", Metric.TIMES): "1.2万"}, 0),
        ("http://x.cn/a?from=timeline\t7", {("a", Metric.TIMES): "7"}, 0),
        ("没有的\t7\n标题\t阅读次数", {}, 2),
        ("同名\t7", {}, 1),  # nobody knows whose
        (
            "1\n2\n--\n4",
            {(name, Metric.TIMES): text for name, text in zip("abcd", ("1", "2", "--", "4"), strict=True)},
            0,
        ),
        ("1\n2", {}, 2),  # fewer rows than items: nobody knows whose
    ],
)
def test_numbers_find_their_items(text: str, texts: dict[tuple[str, Metric], str], left: int) -> None:
    pasted = place_pasted(cells_of(text), ITEMS, BOTH)
    assert pasted.texts == texts and len(pasted.lines) == left


def test_each_platform_has_its_counters() -> None:
    assert usual_metrics(Platform.WECHAT, Medium.MICRO) == BOTH
    assert usual_metrics(Platform.DOUYIN, Medium.VIDEO)[0] is Metric.PLAYS
    assert usual_metrics(Platform.OTHER, Medium.WEBSITE) == (Metric.TIMES,)


def three(channel: Channel) -> list[Placement]:
    """Three items of one channel."""
    return [make_placement(make_article(), channel) for _ in range(3)]


def test_a_round_is_stored_whole_and_the_same_again_changes_nothing(app_context: Flask) -> None:
    clerk, placements = make_person(Role.CLERK), three(make_channel())
    values = {(each.id, Metric.TIMES): Shown(100 + n) for n, each in enumerate(placements)}
    values[placements[0].id, Metric.LIKES] = Shown(12_000, Approximation.ABOUT, "1.2万")
    facts = {"day": DAY, "by": clerk, "now": NOW + timedelta(days=1)}
    with transaction():
        assert record_round(placements, values, **facts) == 4
        assert record_round(placements, values, **facts) == 0
    found = series_of([each.id for each in placements])
    assert {counter: series[0][1] for counter, series in found.items()} == values


def test_a_round_in_which_totals_fall_is_asked_about_and_stores_nothing_before(app_context: Flask) -> None:
    clerk, placements = make_person(Role.CLERK), three(make_channel())
    for each in placements[:2]:
        make_reading(each, 500, DAY)
    values = {(each.id, Metric.TIMES): Shown(400) for each in placements}
    facts = {"day": DAY + timedelta(days=1), "by": clerk, "now": NOW + timedelta(days=2)}
    with pytest.raises(Question) as asked, transaction():
        record_round(placements, values, **facts)
    assert {each.placement_id for each in asked.value.facts["doubts"]} == {each.id for each in placements[:2]}
    assert db.session.query(Reading).count() == 2
    with transaction():
        assert record_round(placements, values, **facts, confirmed=["falling"]) == 3


def test_a_round_asks_about_leaps_and_about_more_readers_than_reads(app_context: Flask) -> None:
    clerk, (leapt, turned, half) = make_person(Role.CLERK), three(make_channel())
    make_reading(leapt, 753, DAY)
    make_reading(half, 300, DAY + timedelta(days=1), metric=Metric.PEOPLE)
    values = {(leapt.id, Metric.TIMES): Shown(7_530_000), (half.id, Metric.TIMES): Shown(200)}
    values |= {(turned.id, Metric.PEOPLE): Shown(500), (turned.id, Metric.TIMES): Shown(100)}
    facts = {"day": DAY + timedelta(days=1), "by": clerk, "now": NOW + timedelta(days=2)}
    said: list[str] = []
    for code, marked in (
        ("leaping", [(leapt.id, Metric.TIMES, Shown(753))]),
        ("readers", [(half.id, Metric.TIMES, Shown(300)), (turned.id, Metric.PEOPLE, Shown(100))]),
    ):
        with pytest.raises(Question) as asked, transaction():
            record_round([leapt, turned, half], values, **facts, confirmed=said)
        assert asked.value.code == code
        assert [(each.placement_id, each.metric, each.other) for each in asked.value.facts["doubts"]] == marked
        said.append(code)
    with transaction():
        assert record_round([leapt, turned, half], values, **facts, confirmed=said) == 4
    with transaction():  # what stands there is not asked about again
        assert record_round([leapt, turned, half], values, **facts) == 0


def test_a_round_is_of_ones_own_team(app_context: Flask) -> None:
    placements = three(make_channel())
    facts = {"day": DAY, "by": make_person(Role.LEAD, team=make_team("pension")), "now": NOW + timedelta(days=1)}
    with pytest.raises(Forbidden):
        record_round(placements, {(placements[0].id, Metric.TIMES): Shown(1)}, **facts)


def test_another_bodys_numbers_count_when_the_round_says_where_they_are_from(app_context: Flask) -> None:
    clerk, placements = make_person(Role.CLERK), three(make_channel(is_own=False))
    values = {(placements[0].id, Metric.TIMES): Shown(100)}
    facts = {"day": DAY, "by": clerk, "now": NOW + timedelta(days=1)}
    with pytest.raises(Question) as asked:
        record_round(placements, values, **facts)
    assert asked.value.code == "no_proof"
    with transaction():
        record_round(placements, values, **facts, confirmed=["no_proof"])
        assert record_round(placements, values, **facts, proof_note="县融媒来函") == 1


@pytest.fixture
def clerk(sqlite_app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser in which the clerk is signed in, in English."""
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
    client.set_cookie("language", "en")
    return client


def test_numbers_are_pasted_looked_at_and_stored(sqlite_app: Flask, clerk: FlaskClient) -> None:
    yesterday = clock.today() - timedelta(days=1)
    with sqlite_app.app_context():
        channel = make_channel(name="人社公众号", platform=Platform.WECHAT, settles_after=7, reaches_back=90)
        titles = ("社保转移怎么办", "工伤认定", "看过的")
        placements = [
            make_placement(make_article(title=title, day=yesterday - timedelta(days=9 - n)), channel)
            for n, title in enumerate(titles)
        ]
        make_reading(placements[0], 500, yesterday - timedelta(days=8))
        make_reading(placements[2], 77, yesterday)
    assert "2 to read" in clerk.get("/media/readings/round").text
    where = f"/media/readings/round?channel={channel.id}"
    page = clerk.get(where).text
    assert page.index("工伤认定") < page.index("社保转移怎么办") < page.index("看过的") and "read: 77" in page
    name = {n: f"number:{each.id.hex}" for n, each in enumerate(placements)}
    fields = {f"{name[n]}:{metric}": "" for n in (1, 0, 2) for metric in ("times", "people")}
    pasted = {"pasted": "社保转移怎么办\t400\t约300\n没有的\t9", "fill": "1"}
    filled = clerk.post(where, data=fields | pasted)
    assert filled.status_code == 200 and 'value="400"' in filled.text and "1 line belongs to no item" in filled.text
    typed = fields | {f"{name[0]}:times": "400", f"{name[0]}:people": "约300", f"{name[1]}:times": "很多"}
    refused = clerk.post(where, data=typed)
    assert refused.status_code == 422 and 'value="400"' in refused.text and 'value="很多"' in refused.text
    typed[f"{name[1]}:times"] = "--"
    asked = clerk.post(where, data=typed)
    assert asked.status_code == 409 and "it showed 500" in asked.text and 'value="约300"' in asked.text
    yes = asked.text.split('name="confirm" value="')[1].split('"')[0]
    done = clerk.post(where, data=typed | {"confirm": yes}, follow_redirects=True).text
    assert "2 numbers are stored" in done and "read: 约300" in done
    with sqlite_app.app_context():
        assert db.session.query(Reading).count() == 4


def test_a_slip_is_marked_in_the_round_and_nothing_typed_is_lost(sqlite_app: Flask, clerk: FlaskClient) -> None:
    yesterday = clock.today() - timedelta(days=1)
    with sqlite_app.app_context():
        channel = make_channel(platform=Platform.WECHAT)
        placements = [make_placement(make_article(day=yesterday - timedelta(days=5)), channel) for _ in range(2)]
        make_reading(placements[0], 753, yesterday - timedelta(days=4))
    where, (slip, turned) = f"/media/readings/round?channel={channel.id}", [each.id.hex for each in placements]
    typed = {f"number:{slip}:times": "7530000", f"number:{turned}:times": "100", f"number:{turned}:people": "500"}
    asked = clerk.post(where, data=typed)
    assert asked.status_code == 409 and "it showed 753" in asked.text and 'value="7530000"' in asked.text
    yes = asked.text.split('name="confirm" value="')[1].split('"')[0]
    asked = clerk.post(where, data=typed | {"confirm": yes})
    assert asked.status_code == 409 and "more than the reads: 100" in asked.text
    with sqlite_app.app_context():
        assert db.session.query(Reading).count() == 1


def test_a_lead_sees_the_own_teams_items_in_a_round(sqlite_app: Flask, client: FlaskClient) -> None:
    yesterday = clock.today() - timedelta(days=1)
    with sqlite_app.app_context():
        channel = make_channel(platform=Platform.WECHAT)
        for code, title in (("pension", "养老的"), ("employment", "就业的")):
            make_placement(make_article(team=make_team(code), title=title, day=yesterday), channel)
        sign_in(client, make_person(Role.LEAD, team=make_team("pension")))
    page = client.get(f"/media/readings/round?channel={channel.id}").text
    assert "养老的" in page and "就业的" not in page


def test_nothing_to_read_says_so(sqlite_app: Flask, clerk: FlaskClient) -> None:
    assert "No channel has counters yet" in clerk.get("/media/readings/round").text
    with sqlite_app.app_context():
        channel = make_channel(platform=Platform.WECHAT)
    assert "Nothing to read here" in clerk.get(f"/media/readings/round?channel={channel.id}").text


def test_field_staff_read_no_round(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.STAFF))
    assert client.get("/media/readings/round").status_code == 403
