"""Picking a figure in a form: the word that comes out, what is shown of it, and what is refused."""

from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.errors import Invalid
from outreach.reports.filters import Filters
from outreach.reports.picking import Picking
from outreach.reports.typed.rules import Shape
from tests.making import make_material, make_typed
from tests.reports.years import SmallYear, small_year
from tests.signing_in import sign_in


@pytest.fixture
def year(app_context: Flask) -> SmallYear:
    return small_year()


@pytest.fixture
def viewer(sqlite_app: Flask, client: FlaskClient) -> FlaskClient:
    with sqlite_app.app_context():
        sign_in(client, small_year().viewer)
    client.set_cookie("language", "en")
    return client


def picked_in(app: Flask, **sent: str) -> Picking:
    with app.test_request_context(method="POST", data=sent):
        form = Picking()
        form.offer_figures(Filters.of_year(2025))
        return form


@pytest.mark.parametrize(
    ("sent", "word"),
    [
        ({}, ""),
        ({"of_team": "employment"}, ""),
        ({"figure": "handouts"}, "handouts"),
        (
            {"figure": "handouts", "of_team": "employment", "of_days": "month=3"},
            "handouts;month=3;team=employment",
        ),
        ({"figure": "events_public", "years_ago": "1", "of_days": "quarter=2"}, "events_public;quarter=2;years_ago=1"),
    ],
)
def test_what_is_picked_is_a_word(app_context: Flask, year: SmallYear, sent: dict[str, str], word: str) -> None:
    assert picked_in(app_context, **sent).picked_word() == word


def test_a_word_shows_again_what_it_was_picked_of(app_context: Flask, year: SmallYear) -> None:
    word = f"handouts;campaign={year.edition.campaign_id};month=6;place={year.town.id};reviewed=no;track=public"
    with app_context.test_request_context():
        form = Picking()
        form.offer_figures(Filters.of_year(2025), word=word)
        assert form.picked_word() == word


def test_no_two_figures_are_called_the_same_and_none_says_its_unit_twice(app_context: Flask, year: SmallYear) -> None:
    with app_context.test_request_context(headers={"Accept-Language": "zh"}):
        form = Picking()
        form.offer_figures(Filters.of_year(2025))
        labels = [str(choice.label) for choice in form.figure.choices]
    assert len(labels) == len(set(labels))
    assert "发放资料（副）" in labels and not any("（副）（副）" in label for label in labels)
    assert [label for label in labels if "缺期初读数" in label] == [
        "阅读人数：缺期初读数（次）",
        "阅读播放量：缺期初读数（次）",
    ]


def test_a_material_no_longer_in_use_can_stay_picked(app_context: Flask, year: SmallYear) -> None:
    word = f"material_{make_material(retired_at=year.desk.starts_at).code}"
    with app_context.test_request_context():
        form = Picking()
        form.offer_figures(Filters.of_year(2025), word=word)
        assert word in [choice.value for choice in form.figure.choices]
        assert form.picked_word() == word


def test_a_figure_is_not_narrowed_beyond_what_a_word_holds(app_context: Flask, year: SmallYear) -> None:
    sent = {
        "figure": "consultations",
        "of_campaign": str(year.edition.campaign_id),
        "of_place": str(year.town.id),
        "of_team": "employment",
        "of_track": "enterprise",
        "of_form": "on_demand",
        "of_place_kind": "enterprise",
        "of_reviewed": "yes",
        "of_days": "month=12",
        "years_ago": "1",
    }
    with pytest.raises(Invalid):
        picked_in(app_context, **sent).picked_word()


def test_what_is_picked_says_what_it_is_worth(app_context: Flask, year: SmallYear) -> None:
    whole = picked_in(app_context, figure="handouts").picked
    assert whole and (whole.value, whole.wording, whole.exact, whole.trouble) == (
        12_734,
        "12700余份",
        "约12734份",
        None,
    )
    march = picked_in(app_context, figure="handouts", of_days="month=3").picked
    assert march and march.value == 12_000
    assert picked_in(app_context).picked is None
    online = picked_in(app_context, figure="articles", of_track="public").picked
    assert online and online.value is None and online.trouble


def test_a_figure_typed_by_hand_is_picked_but_not_narrowed(app_context: Flask, year: SmallYear) -> None:
    make_typed("hotline")
    make_typed("arbitration", shape=Shape.RATE)
    assert picked_in(app_context, figure="typed_hotline", years_ago="1").picked_word() == "typed_hotline;years_ago=1"
    assert picked_in(app_context, figure="typed_hotline").picked.trouble  # type: ignore[union-attr]
    with pytest.raises(Invalid):
        picked_in(app_context, figure="typed_hotline", of_team="employment").picked_word()
    with app_context.test_request_context():
        form = Picking()
        form.offer_figures(Filters.of_year(2025), word="typed_arbitration;part=numerator;years_ago=2")
        assert form.picked_word() == "typed_arbitration;part=numerator;years_ago=2"


def test_any_part_of_a_figure_is_looked_up(viewer: FlaskClient) -> None:
    asked = "/reports/2025/look-up?figure=handouts&of_days=month%3D3&of_team=employment"
    page = unescape(viewer.get(asked).text)
    assert "12000份" in page and "<h1>Look up a figure</h1>" in page
    piece = unescape(viewer.get(f"{asked}&piece=1").text)
    assert "12000份" in piece and "<h1>" not in piece
    assert viewer.get("/reports/2025/look-up?colour=red").status_code == 400
