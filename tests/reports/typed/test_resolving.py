"""A word stands for a figure of the ledger or for one that was typed by hand, today and in a drawing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete
from sqlalchemy.exc import DatabaseError

from outreach.db import db, transaction
from outreach.errors import Refusal
from outreach.periods import Period
from outreach.reports.drawings.actions import keep_drawing
from outreach.reports.drawings.checking import code_of, is_sound
from outreach.reports.drawings.models import Drawing, DrawnTyped
from outreach.reports.drawings.resolved import resolve_in
from outreach.reports.filters import Filters, read_filters
from outreach.reports.parts import read_part
from outreach.reports.typed.models import TypedFigure
from outreach.reports.typed.resolving import Trouble, choices, resolve
from outreach.reports.typed.rules import Shape
from outreach.reports.typed.words import read_typed
from tests.making import NOW, make_typed, make_typed_value
from tests.reports.years import SmallYear, small_year

YEAR = Filters.of_year(2025)


@pytest.fixture
def year(app_context: Flask) -> SmallYear:
    return small_year()


@pytest.fixture
def hotline(year: SmallYear) -> TypedFigure:
    figure = make_typed("hotline", name="热线办理")
    make_typed_value(figure, 1025)
    return figure


@pytest.fixture
def arbitration(year: SmallYear) -> TypedFigure:
    figure = make_typed("arbitration", name="调解结案率", shape=Shape.RATE, numerator_name="调解结案")
    make_typed_value(figure, numerator=219, denominator=270)
    return figure


@pytest.fixture
def exam(year: SmallYear) -> TypedFigure:
    figure = make_typed("exam", name="学法考试", shape=Shape.EXAM, unit="人")
    make_typed_value(figure, 100, numerator=96, denominator=98, is_estimated=True)
    return figure


def kept(by: Any) -> Drawing:
    with transaction():
        drawing = keep_drawing(YEAR, title="年度上报", by=by, now=NOW)
    db.session.refresh(drawing)
    return drawing


@pytest.mark.parametrize("word", ["typed_a", "typed_a_1;part=rate", "typed_a;part=sat;years_ago=2"])
def test_a_typed_part_is_the_same_in_its_word(word: str) -> None:
    assert read_typed(word).word == word


@pytest.mark.parametrize(
    "word",
    [
        "typed_",
        "typed_A",
        "typed_a;part=half",
        "typed_a;team=pension",
        "typed_a;years_ago=0",
        "typed_a;years_ago=11",
        "typed_a;part=sat;part=sat",
        "typed_a;part",
        "typed_a;years_ago=x",
        "handouts",
    ],
)
def test_what_names_no_typed_figure_is_refused(word: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_typed(word)
    assert refused.value.code == "bad_part"


def test_a_word_of_the_ledger_has_value_wordings_and_definition(year: SmallYear) -> None:
    found = resolve("handouts", YEAR)
    assert (found.value, found.wording, found.rounded, found.exact) == (12734, "12700余份", "12700余份", "约12734份")
    assert (found.label, found.unit, found.estimated, found.is_typed) == ("发放宣传资料", "份", 300, False)
    assert found.trouble is None and found.definition
    assert resolve("handouts;month=3", YEAR).number != found.number


def test_a_number_of_the_ledger_opens_with_its_filters(app: Flask, year: SmallYear) -> None:
    with app.test_request_context():
        href = resolve("handouts;team=employment;month=3", YEAR).href
    assert href == "/reports/2025/figures/handouts?team=employment&from=2025-03-01&to=2025-03-31"


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("pamphlets", Trouble.UNKNOWN),
        ("handouts;team=nobody", Trouble.UNKNOWN),
        ("handouts;month=13", Trouble.UNKNOWN),
        ("typed_nothing", Trouble.UNKNOWN),
        ("typed_hotline;part=rate", Trouble.UNKNOWN),
        ("typed_hotline;years_ago=1", Trouble.UNKNOWN),
        ("articles;place_kind=park", Trouble.OUTSIDE),
        ("views_people", Trouble.BLANK),
    ],
)
def test_a_word_that_cant_be_printed_says_why(hotline: TypedFigure, word: str, kind: Trouble) -> None:
    found = resolve(word, YEAR)
    assert (found.trouble_kind, found.number) == (kind, None)
    assert found.trouble and found.wording == "—"


def test_blank_is_a_trouble_and_zero_is_not(year: SmallYear) -> None:
    figure = make_typed("petitions")
    assert resolve("typed_petitions", YEAR).trouble_kind is Trouble.BLANK
    make_typed_value(figure, 0)
    found = resolve("typed_petitions", YEAR)
    assert (found.trouble, found.value, found.wording) == (None, 0, "0件")


def test_what_was_taken_back_is_blank_again(hotline: TypedFigure) -> None:
    make_typed_value(hotline, None, reason="录错了")
    assert resolve("typed_hotline", YEAR).trouble_kind is Trouble.BLANK


def test_what_was_taken_off_the_list_is_unknown(hotline: TypedFigure) -> None:
    hotline.removed_at = NOW
    db.session.commit()
    assert resolve("typed_hotline", YEAR).trouble_kind is Trouble.UNKNOWN


def test_a_typed_number_is_printed_as_it_was_typed_or_by_rule_13(hotline: TypedFigure) -> None:
    found = resolve("typed_hotline", YEAR)
    assert (found.wording, found.rounded, found.exact) == ("1025件", "1000余件", "1025件")
    assert (found.label, found.is_typed, found.estimated) == ("热线办理", True, 0)
    hotline.is_rounded = True
    db.session.commit()
    assert resolve("typed_hotline", YEAR).wording == "1000余件"


def test_a_rate_comes_with_what_it_is_made_of(arbitration: TypedFigure) -> None:
    found = resolve("typed_arbitration", YEAR)
    assert (found.rate, found.numerator, found.denominator) == (Decimal("81.11"), 219, 270)
    assert (found.wording, found.unit, found.value) == ("81.11%", "%", None)
    part = resolve("typed_arbitration;part=numerator", YEAR)
    assert (part.value, part.wording, part.label) == (219, "219件", "调解结案率 · 调解结案")


def test_an_exam_has_three_numbers_and_two_rates(exam: TypedFigure) -> None:
    words = {piece: resolve(f"typed_exam;part={piece}", YEAR).wording for piece in ("enrolled", "sat", "passed")}
    assert words == {"enrolled": "约100人", "sat": "约98人", "passed": "约96人"}
    assert resolve("typed_exam;part=attended_rate", YEAR).wording == "约98%"
    assert resolve("typed_exam;part=rate", YEAR).number == Decimal("97.96")


def test_a_typed_figure_of_a_part_of_the_year_is_outside(hotline: TypedFigure) -> None:
    quarter = replace(YEAR, period=Period(date(2025, 1, 1), date(2025, 3, 31)))
    for around in (quarter, read_filters(2025, {"team": "pension"})):
        assert resolve("typed_hotline", around).trouble_kind is Trouble.OUTSIDE


def test_last_years_number_is_a_word_of_this_year(hotline: TypedFigure) -> None:
    make_typed_value(make_typed("hotline", 2024, name="热线办理"), 900)
    found = resolve("typed_hotline;years_ago=1", YEAR)
    assert (found.value, found.label) == (900, "热线办理 · 1年前同期")


def test_a_picker_offers_every_piece(hotline: TypedFigure, arbitration: TypedFigure) -> None:
    offered = choices(2025)
    assert [each.word for each in offered] == ["typed_hotline"] + [
        f"typed_arbitration;part={piece}" for piece in ("rate", "numerator", "denominator")
    ]
    assert {resolve(each.word, YEAR).trouble for each in offered} == {None}
    assert [each.unit for each in offered] == ["件", "%", "件", "件"]


def test_a_drawing_keeps_the_typed_figures(hotline: TypedFigure, arbitration: TypedFigure, year: SmallYear) -> None:
    make_typed("blank")
    make_typed_value(make_typed("hotline", 2024), 900)
    drawing = kept(year.clerk)
    make_typed_value(hotline, 1026, reason="补录一件")
    assert resolve("typed_hotline", YEAR).value == 1026
    assert resolve_in(drawing, "typed_hotline").value == 1025
    assert resolve_in(drawing, "typed_hotline;years_ago=1").value == 900
    assert resolve_in(drawing, "typed_arbitration").wording == "81.11%"
    assert resolve_in(drawing, "typed_blank").trouble_kind is Trouble.BLANK
    assert resolve_in(drawing, "typed_new").trouble_kind is Trouble.UNKNOWN
    assert resolve_in(drawing, "handouts").wording == "12700余份"
    assert resolve_in(drawing, "handouts;month=3").trouble_kind is Trouble.UNKNOWN


def test_a_drawing_of_a_part_of_the_year_keeps_none(hotline: TypedFigure, year: SmallYear) -> None:
    with transaction():
        drawing = keep_drawing(read_filters(2025, {"team": "pension"}), title="分队", by=year.clerk, now=NOW)
    assert resolve_in(drawing, "typed_hotline").trouble_kind is Trouble.UNKNOWN


def test_the_database_keeps_what_was_drawn_and_the_check_code_covers_it(hotline: TypedFigure, year: SmallYear) -> None:
    drawing = kept(year.clerk)
    assert is_sound(drawing)
    with pytest.raises(DatabaseError), transaction() as session:
        session.execute(delete(DrawnTyped))
    row = db.session.get(DrawnTyped, (drawing.id, 2025, "hotline"))
    assert row is not None
    db.session.expunge(row)
    before = code_of(drawing)
    db.session.add(
        DrawnTyped(**{c.name: getattr(row, c.name) for c in DrawnTyped.__table__.columns} | {"code": "more"})
    )
    assert code_of(drawing) != before
    db.session.rollback()


def test_a_word_of_the_ledger_is_one_that_parts_read(year: SmallYear) -> None:
    assert (
        resolve("handouts;month=3;team=employment", YEAR).label == read_part("handouts;team=employment;month=3").named
    )
