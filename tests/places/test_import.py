"""Lists of places: what becomes of each row."""

from datetime import date

import pytest
from flask import Flask

from outreach.db import db, transaction
from outreach.jobs.imports import Source
from outreach.jobs.reading import Reading, judged, match
from outreach.jobs.verdicts import Judged, Verdict
from outreach.places.importer import PLACES
from outreach.places.models import Place
from outreach.places.queries import full_name_of, places_matching
from outreach.places.rules import MarketCalendar, PlaceKind
from tests.making import NOW, make_place

HEAD = "名称\t类型\t所属\t地址\t重点企业\n"
#: nine places, each in the one before it
NESTED = "一\n二\t\t一\n三\t\t二\n四\t\t三\n五\t\t四\n六\t\t五\n七\t\t六\n八\t\t七\n九\t\t八\n"


def read(rows: str) -> Reading:
    return judged(PLACES, match(PLACES, (HEAD + rows).encode(), ""), today=date(2025, 3, 4))


def names() -> list[str]:
    """The full names of all places in use."""
    return sorted(full_name_of(place) for place in db.session.scalars(places_matching()))


def verdicts(rows: str) -> list[str]:
    return [row.verdict.value for row in read(rows).rows]


def store(rows: str) -> None:
    with transaction():
        PLACES.store(read(rows).to_write, by=None, now=NOW, source=Source("", "0" * 64))


def test_places_and_those_around_them_come_in_any_order(app_context: Flask) -> None:
    store("文化广场\t\t幸福社区\n幸福社区\t村（社区）\t三江镇\n三江镇\t乡镇\t\n宏达公司\t企业\t三江镇\t3号路\t是\n")
    assert names() == ["三江镇", "三江镇 › 宏达公司", "三江镇 › 幸福社区", "三江镇 › 幸福社区 › 文化广场"]
    company = db.session.scalars(db.select(Place).filter_by(name="宏达公司")).one()
    assert (company.kind, company.address, company.is_key_enterprise) == (PlaceKind.ENTERPRISE, "3号路", True)


def test_the_same_list_twice_changes_nothing(app_context: Flask) -> None:
    rows = "三江镇\t乡镇\t\n幸福社区\t社区\t三江镇\n幸福社区\t社区\t太平镇\n太平镇\t乡镇\n"
    store(rows)
    assert verdicts(rows) == ["same"] * 4


def test_a_cell_changes_what_is_there_and_a_blank_one_nothing(app_context: Flask) -> None:
    place = make_place(PlaceKind.ENTERPRISE, name="宏达公司", address="旧路", is_key_enterprise=True)
    assert verdicts("宏达公司\t\t\t\t\n") == ["same"]
    row = read("宏达公司\t企业\t\t新路\t否\n").rows[0]
    told = str(row.notes[0])
    assert row.verdict is Verdict.CHANGED and "旧路" in told and "新路" in told
    store("宏达公司\t企业\t\t新路\t否\n")
    db.session.refresh(place)
    assert (place.address, place.is_key_enterprise) == ("新路", False)


def test_a_name_keeps_its_wide_brackets_and_is_known_by_narrow_ones(app_context: Flask) -> None:
    store("宏达（集团）公司\n")
    assert names() == ["宏达（集团）公司"]
    assert verdicts("宏达(集团)公司\n") == ["same"]


def test_a_place_at_the_top_gets_the_parent_that_a_list_names(app_context: Flask) -> None:
    make_place(PlaceKind.COMMUNITY, name="幸福社区")
    store("三江镇\t乡镇\n幸福社区\t\t三江镇\n文化广场\t\t三江镇/幸福社区\n")
    assert names()[-1] == "三江镇 › 幸福社区 › 文化广场"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("\t乡镇\n", ["refused"]),
        ("三江镇\t火星\n", ["refused"]),
        ("三江镇\t\t没有的地方\n", ["refused"]),
        ("宏达公司\t\t\t\t也许\n", ["refused"]),
        ("甲村\t\t乙村\n乙村\t\t甲村\n", ["refused", "refused"]),
        ("甲村\t\t甲村\n", ["refused"]),
        ("三江镇\t火星\n幸福社区\t\t三江镇\n", ["refused", "refused"]),
        ("三江镇\n三江镇\n", ["new", "same"]),
        ("三江镇\t\t\t甲路\n三江镇\t\t\t乙路\n", ["new", "refused"]),
        (NESTED, ["new"] * 8 + ["refused"]),
    ],
    ids=["no name", "kind", "parent", "flag", "ring", "itself", "refused parent", "twice", "contradiction", "too deep"],
)
def test_a_row_that_can_not_be_is_refused(app_context: Flask, rows: str, expected: list[str]) -> None:
    assert verdicts(rows) == expected


def test_a_name_that_several_places_have_must_be_told_apart(app_context: Flask) -> None:
    for town in ("三江镇", "太平镇"):
        make_place(PlaceKind.COMMUNITY, name="幸福社区", parent=make_place(name=town))
    assert verdicts("幸福社区\n文化广场\t\t幸福社区\n") == ["refused", "refused"]
    assert verdicts("文化广场\t\t太平镇 › 幸福社区\n") == ["new"]


def test_a_list_can_not_turn_the_nesting_round(app_context: Flask) -> None:
    town = make_place(name="三江镇")
    make_place(PlaceKind.COMMUNITY, name="幸福社区", parent=town)
    assert verdicts("三江镇\t\t幸福社区\n") == ["refused"]
    assert verdicts("三江镇\t\t新区\n新区\t\t幸福社区\n") == ["refused", "refused"]


def test_a_retired_place_is_there_and_says_so(app_context: Flask) -> None:
    make_place(name="旧镇", retired_at=NOW)
    row: Judged = read("旧镇\n").rows[0]
    assert row.verdict is Verdict.SAME and row.notes


def test_market_days_and_positions_come_in_with_a_list(app_context: Flask) -> None:
    rows = "名称\t赶集日\t经纬度\n三江镇\t逢三逢八\t113.08,28.81\n太平镇\t公历逢一逢六\t\n".encode()

    def again() -> Reading:
        return judged(PLACES, match(PLACES, rows, ""), today=date(2025, 3, 4))

    with transaction():
        PLACES.store(again().to_write, by=None, now=NOW, source=Source("", "0" * 64))
    towns = {each.name: each for each in db.session.scalars(db.select(Place))}
    assert (towns["三江镇"].market_days, towns["三江镇"].market_calendar) == ("3,8", MarketCalendar.LUNAR)
    assert towns["三江镇"].position == (28.81, 113.08)
    assert towns["太平镇"].market_calendar is MarketCalendar.SOLAR
    assert [row.verdict for row in again().rows] == [Verdict.SAME, Verdict.SAME]


def test_unreadable_market_days_refuse_the_row(app_context: Flask) -> None:
    rows = "名称\t赶集日\n三江镇\t每周三\n".encode()
    row = judged(PLACES, match(PLACES, rows, ""), today=date(2025, 3, 4)).rows[0]
    assert row.verdict is Verdict.REFUSED
