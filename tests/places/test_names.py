"""Other names and the trade of a company: typed, imported, and each name finds it."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.audit.histories import changes_of
from outreach.config import ROOT
from outreach.db import db, transaction
from outreach.errors import Invalid
from outreach.orders.forms import AcceptForm
from outreach.people.rules import Role
from outreach.places import queries
from outreach.places.actions import PlaceFacts, add_place, change_place, facts_of
from outreach.places.judging import judge
from outreach.places.merging.twins import likely_twins
from outreach.places.models import Place
from outreach.places.naming import places_meant, short_name
from outreach.places.rules import PlaceKind, Trade, check_names, parse_names
from outreach.sheets.columns import Record
from tests.making import NOW, make_event, make_menu_topic, make_order, make_person, make_place
from tests.signing_in import sign_in


@pytest.mark.parametrize(
    ("text", "names"),
    [("", ()), ("宏达、宏达机械", ("宏达", "宏达机械")), (" 宏达 , 宏达;HD  Co ", ("宏达", "HD Co"))],
)
def test_names_are_read_as_people_list_them(text: str, names: tuple[str, ...]) -> None:
    assert parse_names(text) == names


def test_the_own_name_is_no_other_name_and_too_many_are_refused() -> None:
    assert check_names(["宏达", "宏达机械", "宏达"], "宏达机械") == ("宏达",)
    for names in ([f"名{n}" for n in range(21)], ["长" * 101]):
        with pytest.raises(Invalid):
            check_names(names, "宏达机械")


def test_a_company_keeps_names_and_trade_with_a_history(app_context: Flask) -> None:
    clerk = make_person(Role.CLERK)
    facts = PlaceFacts("宏达机械有限公司", PlaceKind.ENTERPRISE, trade=Trade.MANUFACTURING, names=("宏达", "宏达机械"))
    with transaction():
        made = add_place(facts=facts, by=db.session.merge(clerk), now=NOW)
    assert facts_of(made) == facts
    assert places_meant("宏达机械").exact == made and made in places_meant("宏").similar
    with transaction():
        square = PlaceFacts("宏达机械有限公司", PlaceKind.SQUARE, trade=Trade.MANUFACTURING, names=("宏达",))
        change_place(place=queries.place(made.id), facts=square, by=db.session.merge(clerk), now=NOW)
    told = {each.field: (each.old, each.new) for each in changes_of(made)}
    assert told["names"] == ("宏达、宏达机械", "宏达") and told["trade"] == ("manufacturing", None)
    assert queries.names_of(made.id) == ("宏达",)


def test_an_order_under_a_short_name_finds_its_company(app_context: Flask) -> None:
    clerk = make_person(Role.CLERK)
    facts = PlaceFacts("宏达机械有限公司", PlaceKind.ENTERPRISE, names=("宏达厂",))
    with transaction():
        made = add_place(facts=facts, by=db.session.merge(clerk), now=NOW)
    order = make_order(make_menu_topic(), company="宏达厂")
    with app_context.test_request_context():
        form = AcceptForm()
        form.offer(order)
        assert form.meant.exact == made and not form.asks_for_place


def test_a_list_names_a_company_by_any_name_and_adds_names(app_context: Flask) -> None:
    made = make_place(PlaceKind.ENTERPRISE, name="宏达机械有限公司")
    rows = judge(
        [
            Record(2, {"name": "宏达机械有限公司", "trade": "制造业", "names": "宏达厂"}),
            Record(3, {"name": "新力物业", "kind": "企业", "trade": "月亮"}),
        ],
        today=NOW.date(),
    )
    assert rows[0].entry.place_id == made.id and rows[0].entry.facts.trade is Trade.MANUFACTURING
    assert rows[0].entry.facts.names == ("宏达厂",)
    assert rows[1].entry is None and "月亮" in str(rows[1].notes[0])


#: The phone's script is held by the same table.
SHORT_NAMES = json.loads((ROOT / "tests" / "logbook" / "scripts" / "short-names.json").read_text("utf-8"))


@pytest.mark.parametrize(("name", "short"), SHORT_NAMES)
def test_a_company_s_short_name_is_without_place_and_form(name: str, short: str) -> None:
    assert short_name(name) == short


def company(name: str, **more: object) -> Place:
    return make_place(PlaceKind.ENTERPRISE, name=name, **more)  # type: ignore[arg-type]


def test_likely_twins_are_shown_until_somebody_says_that_they_are_two(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        park = make_place(PlaceKind.PARK)
        one, two = company("宏达机械有限公司"), company("示例县宏达机械")
        near, other = company("新力", parent=park), company("新力物业服务有限公司", parent=park)
        company("青禾农业有限公司")
        pairs = {frozenset((a.id, b.id)) for a, b in likely_twins()}
        assert pairs == {frozenset((one.id, two.id)), frozenset((near.id, other.id))}
        sign_in(client, make_person(Role.CLERK))
        first, second = str(one.id), str(two.id)
    page = client.get("/places/twins").text
    assert f"/places/{second}/merge?into={first}" in page.replace("&amp;", "&")
    client.post("/places/twins/apart", data={"one": first, "other": second})
    client.post("/places/twins/apart", data={"one": second, "other": first})
    assert "示例县宏达机械" not in client.get("/places/twins").text


def test_a_name_without_the_place_before_it_is_likely_the_same_company(app_context: Flask) -> None:
    """Many companies of the list begin with the place, so that the rest tells which they are."""
    full = company("示例金穗食品有限公司")
    other = company("中联重型机械有限公司")
    bare = company("金穗食品")
    company("重型机械厂")
    assert likely_twins() == []
    for name in ("示例恒丰纺织有限公司", "示例宏远机械有限公司"):
        company(name)
    assert likely_twins() == [(full, bare)]
    assert other.name.endswith("重型机械有限公司")


def test_the_one_with_more_behind_it_is_proposed_to_stay_else_the_older_one(
    sqlite_app: Flask, client: FlaskClient
) -> None:
    with sqlite_app.app_context():
        older, newer = company("示例恒丰纺织有限公司"), company("示例恒丰纺织公司")
        named, naming = company("宏达机械厂"), company("宏达机械有限公司")
        make_event(place=naming)
        offered = [(newer.id, older.id), (named.id, naming.id)]
        sign_in(client, make_person(Role.CLERK))
    page = client.get("/places/twins").text.replace("&amp;", "&")
    for goes, stays in offered:
        assert f"/places/{goes}/merge?into={stays}" in page
        turned = f"/places/{stays}/merge?into={goes}"
        assert turned not in page and turned in client.get(f"/places/{goes}/merge?into={stays}").text
    assert "被1个条目引用" in page


def test_the_form_and_the_list_know_trade_and_names(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.CLERK))
    said = {"name": "宏达机械有限公司", "kind": "enterprise", "trade": "manufacturing", "names": "宏达、宏达厂"}
    here = client.post("/places/new", data=said).location
    page = client.get(here).text
    assert "制造业" in page and "宏达厂" in page
    assert "宏达、宏达厂" in client.get(f"{here}/edit").text
    assert "宏达机械有限公司" in client.get("/places?trade=manufacturing").text
    assert "宏达机械有限公司" not in client.get("/places?trade=catering").text
    assert "宏达机械有限公司" in client.get("/places?words=宏达厂").text
