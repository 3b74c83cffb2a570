"""What keeps a text from being clean: 各, laws, views without scope, personal numbers, and slots."""

from datetime import date

import pytest
from flask import Flask

from outreach.documents.texts import Level
from outreach.people.rules import Role
from outreach.places.rules import PlaceKind
from outreach.reports.filters import Filters
from outreach.reports.texts import actions, queries
from outreach.reports.texts.checks import lacks_metric, lacks_scope, merged_in
from outreach.reports.texts.copying import copy_of, copy_of_text
from outreach.reports.texts.facts import Frame
from outreach.reports.texts.findings import remarks_on
from outreach.reports.texts.models import ReportText
from outreach.reports.texts.rules import Block, Draft
from tests.making import NOW, make_law, make_person, make_place, make_tally
from tests.reports.years import SmallYear, small_year

YEAR = Filters.of_year(2025)


@pytest.fixture
def year(app_context: Flask) -> SmallYear:
    return small_year()


def said(app: Flask, text: str, *, warnings: bool = False) -> list[str]:
    draft = Draft("题目", (Block(Level.BODY, text),))
    with app.test_request_context():
        return [each.said for each in remarks_on(draft, YEAR) if each.is_warning is warnings]


def test_each_holds_only_where_nobody_was_left_out(app_context: Flask, year: SmallYear) -> None:
    assert not said(app_context, "走遍各乡镇。")
    assert not said(app_context, "各分队都开展了活动。")
    left_out = make_place(name="青山镇")
    assert "青山镇" in said(app_context, "走遍各乡镇。")[0]
    left_out.retired_at = NOW
    assert not said(app_context, "走遍各乡镇。")
    make_place(PlaceKind.PARK)
    assert said(app_context, "走遍各园区。") and said(app_context, "各部门参加。")
    assert not said(app_context, "各类活动丰富。")


def test_laws_are_held_against_the_list_on_the_last_day(app_context: Flask, year: SmallYear) -> None:
    make_law(title="法治宣传教育法", in_force_from=date(2025, 11, 1))
    make_law(title="旧条例", in_force_from=date(2000, 1, 1), in_force_to=date(2025, 6, 30))
    assert not said(app_context, "宣讲《法治宣传教育法》。")
    assert said(app_context, "宣讲《旧条例》。") and said(app_context, "宣讲《没有的法》。")


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("公众号阅读、播放量{阅读播放}。", 0),
        ("线上阅读、播放量{阅读播放}。", 1),
        ("公众号覆盖{阅读播放}。", 1),
        ("影响{阅读播放}。", 2),
        ("公众号阅读人数{阅读人数}。", 0),
        ("公众号阅读{阅读人数}。", 1),
        ("联系电话13800001234。", 1),
    ],
)
def test_a_sentence_on_views_names_scope_and_metric(
    app_context: Flask, year: SmallYear, text: str, refused: int
) -> None:
    assert len(said(app_context, text)) == refused


def test_a_text_without_a_number_of_the_ledger_is_pointed_out(app_context: Flask, year: SmallYear) -> None:
    assert said(app_context, "线上线下同步开展普法宣传。", warnings=True)
    assert not said(app_context, "开展{集中宣传}。", warnings=True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("发放近5万册(张)", 1),
        ("发放{资料}（册）", 1),
        ("发放500份/册", 1),
        ("发放500份、20册", 0),
        ("阅读{阅读}（按次数计）", 0),
        ("发放{资料}，{资料（张）}", 0),
    ],
)
def test_one_number_has_one_unit(text: str, found: int) -> None:
    assert len(merged_in(text)) == found
    assert lacks_scope("影响广") and not lacks_metric("点击量", of_people=False)


def begun(year: SmallYear) -> ReportText:
    return actions.begin_text(Frame.of_year(2025), by=year.clerk, now=NOW)


def test_a_drawn_text_stays_when_the_ledger_moves(app_context: Flask, year: SmallYear) -> None:
    with app_context.test_request_context():
        text = begun(year)
        drawn = actions.draw_text(text, seen=1, by=year.clerk, now=NOW)
        then = copy_of(drawn)
        make_tally(year.desk, 5_000, item_id=year.line.item_id, by=make_person(Role.STAFF, team=year.employment))
        again = copy_of(queries.drawn_text(drawn.id))
        assert [each.text for each in again.paragraphs] == [each.text for each in then.paragraphs]
        assert "17700余份" in "".join(each.text for each in copy_of_text(text).paragraphs)
        handed = next(each for each in again.references if each.key == "handouts")
        assert (handed.wording, handed.lines) == ("12700余份", 5) and again.drawing == drawn.drawing
        assert actions.draw_text(text, seen=1, by=year.clerk, now=NOW).number == 2


def test_a_slot_without_a_number_stands_in_red_and_is_never_dropped(app_context: Flask, year: SmallYear) -> None:
    with app_context.test_request_context():
        text = begun(year)
        blocks = (Block(Level.BODY, "去年阅读{上年·阅读人数}，另有{没有这个数}，送{2月·发放资料}。"),)
        actions.save_text(text, Draft("题目", blocks), seen=1, by=year.clerk, now=NOW)
        drawn = actions.draw_text(text, seen=2, by=year.clerk, now=NOW)
        stretches = copy_of(drawn).paragraphs[1].stretches
        assert [bool(each.trouble) for each in stretches if each.name] == [True, True, False]
        assert not drawn.is_clean and "0份" in copy_of(drawn).paragraphs[1].text
