"""What goes out as a list comes in again and changes nothing, on both databases."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.jobs.imports import Importer, importer
from outreach.jobs.reading import judged, match
from outreach.jobs.templates import list_csv, list_workbook, template_csv
from outreach.jobs.verdicts import Verdict
from outreach.people.models import Membership
from outreach.people.rules import Role
from outreach.places.rules import MarketCalendar, PlaceKind
from tests.making import NOW, make_material, make_person, make_place, make_team, stored
from tests.signing_in import sign_in


def make_lists() -> None:
    """Lists with all that is hard to carry: names twice, formulas, places in places, people of two teams."""
    for name in ("三江镇", "两河镇"):
        town = make_place(name=name, market_days="3,8", market_calendar=MarketCalendar.LUNAR)
        make_place(PlaceKind.COMMUNITY, name="幸福社区", parent=town, latitude=28.81, longitude=113.08)
    park = make_place(PlaceKind.PARK, name="高新（一期）园区", address="高新大道 1 号", note="第一行\n第二行")
    make_place(PlaceKind.ENTERPRISE, name="=宏达+机械", parent=park, is_key_enterprise=True)
    make_place(PlaceKind.WORKSITE, name="安置房二期", parent=town, is_under_construction=True)
    make_place(name="老集镇", market_days="0,5", market_calendar=MarketCalendar.SOLAR)
    make_place(name="撤并了的镇", retired_at=NOW)
    make_material(name="=1+1手册", unit="册", counted_as="份", bundle=50, name_en="Handbook")
    make_material(name="《劳动合同法》", unit="张")
    make_material(name="２０２５年折页", unit="份", bundle=100)
    make_person(Role.ADMIN, name="管理员")
    make_person(Role.VIEWER, name="局长")
    lead = make_person(Role.LEAD, team=make_team(), name="李娜")
    stored(Membership(person_id=lead.id, team_id=make_team("pension").id, first_day=date(2022, 1, 1)))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize(("key", "count"), [("places", 8), ("materials", 3), ("people", 3)])
def test_a_list_that_went_out_changes_nothing_when_it_comes_in(
    app_context: Flask, key: str, count: int, kind: str
) -> None:
    make_lists()
    wanted: Importer = importer(key)
    content = list_csv(wanted) if kind == "csv" else list_workbook(wanted, now=NOW)
    reading = judged(wanted, match(wanted, content, f"list.{kind}"), today=clock.today())
    assert [(row.label, row.verdict, row.notes) for row in reading.rows if row.verdict is not Verdict.SAME] == []
    assert len(reading.rows) == count and not reading.matched.unknown


@pytest.mark.parametrize("key", ["places", "materials", "people"])
def test_the_csv_to_fill_in_has_the_columns_and_no_row(app_context: Flask, key: str) -> None:
    wanted = importer(key)
    first = template_csv(wanted).decode("utf-8-sig").strip().split("\r\n")
    assert len(first) == 1 and len(first[0].split(",")) == len(wanted.columns)


def test_lists_go_out_to_those_who_keep_them(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_lists()
        sign_in(client, make_person(Role.CLERK))
    page = client.get("/imports/places").text
    assert "/imports/places/list.xlsx" in page and "/imports/places/template.csv" in page
    answer = client.get("/imports/places/list.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf") and "'=宏达+机械" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/imports/places/list.xlsx").data.startswith(b"PK")
    assert client.get("/imports/people/list.csv").status_code == 403
