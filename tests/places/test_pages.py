"""The pages of places."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.people.rules import Role
from outreach.places import queries
from outreach.places.rules import PlaceKind
from tests.making import NOW, make_person, make_place
from tests.signing_in import sign_in


@pytest.fixture
def clerk(sqlite_app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser in which the clerk is signed in, in English."""
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
    client.set_cookie("language", "en")
    return client


def test_an_empty_list_says_the_next_step(clerk: FlaskClient) -> None:
    assert "/imports/places" in clerk.get("/places").text


def test_the_tree_shows_what_lies_in_a_township(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        town = make_place(name="三江镇")
        for number in range(14):
            make_place(PlaceKind.COMMUNITY, name=f"第{number}社区", parent=town)
        make_place(name="旧镇", retired_at=NOW)
    page = clerk.get("/places").text
    assert "All 14 places" in page and "第0社区" in page
    assert "旧镇" not in page and "旧镇" in clerk.get("/places?retired=y").text
    found = clerk.get("/places?words=三江 第3").text
    assert "第3社区" in found and "第4社区" not in found
    assert "No place fits" in clerk.get("/places?words=第3&kind=park").text


def test_a_clerk_adds_a_place_and_a_twin_is_asked_about(clerk: FlaskClient) -> None:
    facts = {"name": "三江镇", "kind": "township"}
    assert "“三江镇” is in the list" in clerk.post("/places/new", data=facts, follow_redirects=True).text
    asked = clerk.post("/places/new", data=facts)
    assert asked.status_code == 409 and "Is this another place" in asked.text
    answer = asked.text.split('name="confirm" value="')[1].split('"')[0]
    assert clerk.post("/places/new", data=facts | {"confirm": answer}).status_code == 302


def test_wrong_input_is_kept_and_told(sqlite_app: Flask, clerk: FlaskClient) -> None:
    refused = clerk.post("/places/new", data={"name": "", "kind": "moon", "address": "建设路12号"})
    assert refused.status_code == 422 and "建设路12号" in refused.text and "Choose one of the list" in refused.text
    with sqlite_app.app_context():
        town = make_place(name="三江镇")
        village = make_place(PlaceKind.COMMUNITY, name="幸福社区", parent=town)
        here, inner = f"/places/{town.id}/edit", str(village.id)
    refused = clerk.post(here, data={"name": "三江镇", "kind": "township", "parent_id": inner})
    assert refused.status_code == 422 and "That place lies in this one" in refused.text
    assert clerk.post(here, data={"name": "三江镇", "kind": "township", "parent_id": "x"}).status_code == 422


def test_history_and_retirement_stand_on_the_page(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        here = f"/places/{make_place(name='河边').id}"
    clerk.post(f"{here}/edit", data={"name": "河边", "kind": "square"})
    clerk.post(f"{here}/retire")
    page = clerk.get(here).text
    assert "Township or subdistrict → Square or market" in page and "Moves figures" in page and "Retired on" in page
    assert "Retired on" not in clerk.post(f"{here}/bring-back", follow_redirects=True).text


def test_staff_read_places_but_do_not_change_them(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.STAFF))
        here = f"/places/{make_place().id}"
    assert client.get(here).status_code == 200 and "/edit" not in client.get(here).text
    for address in (f"{here}/edit", f"{here}/retire", "/places/new"):
        assert client.post(address, data={}).status_code == 403


def test_market_days_are_typed_as_people_say_them_and_shown_with_the_next_ones(
    sqlite_app: Flask, clerk: FlaskClient
) -> None:
    facts = {"name": "三江镇", "kind": "township", "market_days": "逢三、八（公历）", "position": "113.08，28.81"}
    shown = clerk.post("/places/new", data=facts, follow_redirects=True).text
    assert "逢三逢八 (solar calendar)" in shown and "Next:" in shown and "28.81, 113.08" in shown
    with sqlite_app.app_context():
        town = queries.namesake("三江镇", None)
        assert town is not None
        village = make_place(PlaceKind.COMMUNITY, parent=town)
        here = f"/places/{town.id}/edit"
    assert "as in 三江镇" in clerk.get(f"/places/{village.id}").text
    form = clerk.get(here).text
    assert 'value="逢三逢八"' in form and '<option selected value="solar"' in form and 'value="28.81, 113.08"' in form
    refused = clerk.post(here, data=facts | {"market_days": "每周三", "position": "河边"})
    assert refused.status_code == 422 and "每周三" in refused.text and "河边" in refused.text
    assert "by their last digits" in refused.text and "in degrees" in refused.text
