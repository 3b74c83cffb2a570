"""The packing and duty sheet."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.db import db, transaction
from outreach.people.rules import Role
from outreach.schedule import actions
from outreach.schedule.models import Assignment, PlannedItem
from outreach.schedule.papers.packing import Thing, bundles, things_of
from outreach.schedule.queries import event as the_event_of
from outreach.schedule.rules import Duty
from tests.making import NOW, make_bureau, make_display, make_event, make_material, make_person, make_team
from tests.signing_in import sign_in


@pytest.mark.parametrize(
    ("quantity", "size", "said"),
    [
        (212, 50, "4捆 + 12份"),
        (200, 50, "4捆"),
        (12, 50, "12份"),
        (0, 50, "0份"),
        (120, None, "2捆 + 20份"),
        (7, 1, "7捆"),
    ],
)
def test_a_quantity_is_said_in_bundles(app_context: Flask, quantity: int, size: int | None, said: str) -> None:
    assert bundles(quantity, size, "份") == said


@pytest.mark.parametrize(
    ("line", "name", "count"),
    [
        ("桌子 2张", "桌子", "2张"),
        ("矿泉水2箱", "矿泉水", "2箱"),
        ("A4纸 x 2包", "A4纸", "2包"),
        ("帐篷：1", "帐篷", "1"),
        ("· 工作证", "工作证", ""),
        ("3号展板", "3号展板", ""),
        ("2 tables", "2 tables", ""),
    ],
)
def test_a_line_is_a_thing_with_how_many(line: str, name: str, count: str) -> None:
    assert things_of(f"\n{line}\n\n") == [Thing(name, count)]


def test_a_list_is_never_longer_than_the_page() -> None:
    assert len(things_of("桌子\n" * 500)) == 20


def test_the_sheet_says_who_and_what_goes_into_the_car(lead: FlaskClient) -> None:
    make_bureau(usual_things="桌子 3张\n大喇叭")
    event = make_event(title="集市宣传", note="早到半小时")
    event.staff.append(Assignment(person_id=make_person(name="王强").id, duty=Duty.DRIVER))
    for item, quantity in ((make_material(name="手册", bundle=20), 110), (make_material(), 60), (make_display(), 2)):
        event.planned_items.append(PlannedItem(item_id=item.id, quantity=quantity))
    db.session.commit()
    page = lead.get(f"/events/{event.id}/sheet").text
    for words in ("王强", "驾驶员", "5捆 + 10份", "1捆 + 10份*", "按每捆50计", "大喇叭", "3张", "早到半小时"):
        assert words in page
    assert "<svg" in page
    assert 'class="qr"' not in page  # no phone reaches localhost


def test_an_event_s_own_things_go_before_the_usual_ones(lead: FlaskClient) -> None:
    make_bureau(usual_things="大喇叭")
    event = make_event(things="投影仪 1台")
    page = lead.get(f"/events/{event.id}/sheet").text
    assert "投影仪" in page
    assert "大喇叭" not in page


def test_a_phone_scans_the_way_back_to_the_event(
    lead: FlaskClient, sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(sqlite_app.config["SETTINGS"], base_url="https://pufa.example")
    monkeypatch.setitem(sqlite_app.config, "SETTINGS", settings)
    event = make_event()
    page = lead.get(f"/events/{event.id}/sheet").text
    assert f"https://pufa.example/events/{event.id}" in page
    assert 'class="qr"' in page


def test_things_are_part_of_the_plan_and_of_its_history(app_context: Flask) -> None:
    event = the_event_of(make_event().id)
    by = make_person(Role.CLERK, team=make_team())
    with transaction():
        actions.change_event(event, by=by, now=NOW, things=" 桌子 2张 ")
    assert event.things == "桌子 2张"


def test_the_administrator_says_what_is_usually_taken(lead: FlaskClient) -> None:
    bureau = make_bureau()
    sign_in(lead, make_person(Role.ADMIN))
    said = {"name": bureau.name, "views_label": bureau.views_label, "usual_things": "桌子 9张"}
    lead.post("/admin/bureau", data=said)
    assert "桌子" in lead.get(f"/events/{make_event().id}/sheet").text
