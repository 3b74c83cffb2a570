"""The warehouse's pages, through a browser's eyes."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.audit.actions import Machine
from outreach.db import db
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.materials.stock_actions import receive_print_run
from outreach.materials.stock_queries import entries_of, stock
from outreach.materials.stock_rules import Stock
from outreach.people.rules import Role
from outreach.schedule.models import Event, PlannedItem
from outreach.schedule.supplies.reservations import event_stocks
from outreach.sheets import read_table
from tests.making import NOW, make_event, make_material, make_person, make_tally, make_team, stored
from tests.signing_in import sign_in


@pytest.fixture
def clerk(sqlite_app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A browser in which the clerk is signed in, in English, on 4 March 2025."""
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=2))
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
    client.set_cookie("language", "en")
    return client


def in_store(item: Item, quantity: int) -> None:
    receive_print_run(item=item, quantity=quantity, day=clock.local_day(NOW), by=Machine(), now=NOW)
    stored(make_material(name="另一种"))


def planned(item: Item, quantity: int, days: int = 1, **changes: object) -> Event:
    event = make_event(starts_at=NOW + timedelta(days=days), **changes)
    stored(PlannedItem(event_id=event.id, item_id=item.id, quantity=quantity))
    db.session.refresh(event)
    return event


def test_a_clerk_receives_issues_takes_back_and_counts(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item, team = make_material(name="手册", bundle=100), make_team()
        here = f"/materials/{item.id}/stock"
        assert "Not kept in stock yet" in clerk.get(here).text
        page = clerk.post(f"{here}/printed", data={"quantity": "４捆+12", "day": "2025-03-03", "note": "县印刷厂"})
        assert page.status_code == 302
        with_team = {"team_id": str(team.id), "day": "2025-03-04"}
        asked = clerk.post(f"{here}/issued", data={"quantity": "500"} | with_team)
        assert asked.status_code == 409 and "only 412 份" in asked.text
        yes = asked.text.split('name="confirm" value="')[1].split('"')[0]
        assert clerk.post(f"{here}/issued", data={"quantity": "500", "confirm": yes} | with_team).status_code == 302
        clerk.post(f"{here}/returned", data={"quantity": "1捆"} | with_team)
        clerk.post(f"{here}/lost", data={"quantity": "7", "note": "淋雨"} | with_team)
        clerk.post(f"{here}/lost", data={"quantity": "2", "note": "受潮", "team_id": "", "day": "2025-03-04"})
        clerk.post(f"{here}/counted", data={"quantity": "0"})
        expected = Stock(printed=412, issued=500, returned=100, lost=2, lost_outside=7, counted=-10)
        assert stock(item.id) == expected and expected.on_hand == 0
        page = clerk.get(here).text
        assert "县印刷厂" in page and "Lost by a team" in page and "Take back" in page


def test_what_can_t_be_entered_is_told_and_kept(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item = make_material(name="手册")
        here = f"/materials/{item.id}/stock"
        for quantity, day, said in (
            ("4捆", "2025-03-04", "how many make one bundle"),
            ("", "2025-03-04", "Type a number"),
            ("很多", "2025-03-04", "not a number that counts"),
            ("5", "2025-03-05", "still to come"),
            ("5", "", "Enter the day"),
        ):
            refused = clerk.post(f"{here}/printed", data={"quantity": quantity, "day": day, "note": "印刷厂"})
            assert refused.status_code == 422 and said in refused.text and "印刷厂" in refused.text
        refused = clerk.post(f"{here}/lost", data={"quantity": "5", "day": "2025-03-04"})
        assert refused.status_code == 422 and "Say why" in refused.text
        assert not stock(item.id).is_kept
        assert clerk.get("/materials/00000000-0000-0000-0000-000000000000/stock").status_code == 404


def test_a_mistaken_movement_is_taken_back_with_a_reason(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item = make_material()
        in_store(item, 1000)
        there = f"/materials/stock/movements/{entries_of(item.id).rows[0].id}/undo"
        assert "Take a movement back" in clerk.get(there).text
        assert clerk.post(there, data={"reason": ""}).status_code == 422
        assert "was taken back" in clerk.post(there, data={"reason": "多打一个零"}, follow_redirects=True).text
        assert clerk.post(there, data={"reason": "再来"}).status_code == 409
        assert stock(item.id).on_hand == 0


def test_the_table_says_until_when_stock_is_enough(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item = make_material(name="手册")
        in_store(item, 500)
        planned(item, 300, 2, title="新市镇活动")
        planned(item, 300, 9, title="三江镇活动")
        page = clerk.get("/materials/stock").text
        assert "100 份 missing" in page and "Enough until 6 Mar · 新市镇活动" in page and "三江镇活动" in page
        assert "1 material goes short" in page and "Not kept in stock" in page
        short = clerk.get("/materials/stock?short=y").text
        assert "手册" in short and "另一种" not in short
        assert "Nothing fits" in clerk.get("/materials/stock?words=没有").text
        here = clerk.get(f"/materials/{item.id}").text
        assert "In the store" in here and "100 份 missing" in here
        assert "Events ahead that need it" in clerk.get(f"/materials/{item.id}/stock").text


def test_material_goes_to_an_event_and_comes_back(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item, extra = make_material(name="手册", bundle=100), make_material(name="折页")
        in_store(item, 1000)
        event = planned(item, 300, 0)
        here, field = f"/events/{event.id}/stock", f"item_{item.id.hex}"
        assert "Nothing was issued" in clerk.get(f"{here}/return").text
        assert 'value="300"' in clerk.get(f"{here}/issue").text
        assert clerk.post(f"{here}/issue", data={field: ""}).status_code == 422
        facts = {field: "3捆", "other_id": str(extra.id), "other": "20"}
        asked = clerk.post(f"{here}/issue", data=facts)
        assert asked.status_code == 409 and event_stocks(event.id) == {}
        yes = asked.text.split('name="confirm" value="')[1].split('"')[0]
        clerk.post(f"{here}/issue", data={**facts, "confirm": yes})
        make_tally(event, 215, kind=CountKind.HANDOUT, item_id=item.id)
        assert "85 should be left" in clerk.get(f"{here}/return").text
        clerk.post(f"{here}/return", data={field: "80"})
        assert clerk.post(f"{here}/loss", data={field: "3"}).status_code == 422
        clerk.post(f"{here}/loss", data={field: "3", "note": "淋雨"})
        assert event_stocks(event.id)[item.id] == Stock(issued=300, returned=80, lost_outside=3)
        assert "2 not accounted for" in clerk.get(f"/events/{event.id}").text


def test_a_lead_takes_material_for_the_own_team_only(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        own, other, item = make_team(), make_team("pension"), make_material()
        in_store(item, 100)
        mine, theirs = planned(item, 10, team=own), planned(item, 10, team=other)
        lead = sqlite_app.test_client()
        sign_in(lead, make_person(Role.LEAD, team=own))
        assert lead.post(f"/events/{mine.id}/stock/issue", data={f"item_{item.id.hex}": "10"}).status_code == 302
        assert lead.get(f"/events/{theirs.id}/stock/issue").status_code == 403
        here = f"/materials/{item.id}/stock"
        assert lead.get(f"{here}/printed").status_code == 403
        form = lead.get(f"{here}/issued").text
        assert "就业创业" in form and "养老保险" not in form
        facts = {"quantity": "1", "day": "2025-03-04", "note": "丢失"}
        assert lead.post(f"{here}/lost", data=facts).status_code == 422
        printed = next(each for each in entries_of(item.id) if each.team is None)
        assert lead.get(f"/materials/stock/movements/{printed.id}/undo").status_code == 403


def test_staff_read_the_stock_and_move_none(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.STAFF, team=make_team()))
        here = f"/materials/{make_material().id}/stock"
        assert client.get(here).status_code == 200
        assert client.get(f"{here}/issued").status_code == 403


def test_stock_and_movements_go_out_as_files(sqlite_app: Flask, clerk: FlaskClient) -> None:
    with sqlite_app.app_context():
        item = make_material(name="=1+1手册")
        in_store(item, 500)
        for kind in ("xlsx", "csv"):
            rows = read_table(clerk.get(f"/materials/stock.{kind}").data, name=f"stock.{kind}").rows
            assert any("=1+1手册" in [str(cell) for cell in row.values] for row in rows)
            rows = read_table(clerk.get(f"/materials/stock-movements.{kind}").data, name=f"m.{kind}").rows
            assert any("500" in [str(cell) for cell in row.values] for row in rows)
