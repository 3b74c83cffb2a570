"""The pages of what can be counted, and lists of materials."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.jobs.reading import judged, match
from outreach.materials.importer import MATERIALS
from outreach.people.rules import Role
from tests.making import make_event, make_material, make_person, make_tally, make_team, make_topic
from tests.signing_in import sign_in


@pytest.fixture
def clerk(sqlite_app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser in which the clerk is signed in, in English."""
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
    client.set_cookie("language", "en")
    return client


def test_every_tab_shows_its_own_kind(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_material(name="手册")
        make_topic(name="转移接续", team_id=make_team("pension").id)
    assert "手册" in clerk.get("/materials").text
    topics = clerk.get("/materials/topics").text
    assert "转移接续" in topics and "养老保险" in topics and "手册" not in topics
    for empty in ("groups", "displays"):
        assert "Add the first one" in clerk.get(f"/materials/{empty}").text


def test_a_clerk_adds_orders_and_retires_a_material(clerk: FlaskClient) -> None:
    facts = {"name": "劳动合同法手册", "unit": "册", "counts_as_copies": "y", "bundle": "５0"}
    page = clerk.post("/materials/new", data=facts, follow_redirects=True).text
    assert "counts as 份" in page and "50 册" in page
    here = "/materials/" + page.split('id="item-')[1].split('"')[0]
    assert clerk.post(f"{here}/move", data={"way": "up"}).status_code == 302
    assert "Retired on" in clerk.post(f"{here}/retire", follow_redirects=True).text
    assert "Retired on" not in clerk.post(f"{here}/bring-back", follow_redirects=True).text
    for kind in ("consultation", "attendance", "display"):
        answer = clerk.post(f"/materials/new?kind={kind}", data={"name": "新的"}, follow_redirects=True)
        assert "“新的” is in the list" in answer.text


def test_a_frozen_unit_is_told_at_its_field_and_typed_things_are_kept(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        book = make_material(name="手册", unit="册")
        make_tally(make_event(), 5, item_id=book.id)
        here = f"/materials/{book.id}/edit"
    refused = clerk.post(here, data={"name": "新手册", "unit": "本", "bundle": "很多"})
    assert refused.status_code == 422 and "很多" in refused.text
    refused = clerk.post(here, data={"name": "新手册", "unit": "本"})
    assert refused.status_code == 409 and "counted in 册 already" in refused.text and "新手册" in refused.text


def test_a_list_of_materials_says_what_becomes_of_each_row(app_context: Flask) -> None:
    book = make_material(name="手册", unit="册")
    make_tally(make_event(), 5, item_id=book.id)
    make_material(name="折页", unit="张", bundle=100)
    rows = (
        "名称\t单位\t每捆数量\t按份计\n手册\t本\n折页\t张\t200\n《新书》\t册\t二十\t是\n折页\t\t\n"
        "怪\t3份\n怪2\t份\t约50\n怪3\t份\t50\t也许\n"
    )
    reading = judged(MATERIALS, match(MATERIALS, rows.encode(), ""), today=date(2025, 3, 4))
    expected = ["refused", "changed", "new", "refused", "refused", "refused", "refused"]
    assert [row.verdict.value for row in reading.rows] == expected
    assert reading.rows[2].label == "新书" and reading.rows[2].entry.facts.bundle == 20
