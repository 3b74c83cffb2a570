"""The rules of the count, each on a year of which every number is known."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from outreach.db import db, statements, transaction
from outreach.errors import NotFound, Refusal
from outreach.media.rules import ArticleKind, Metric
from outreach.periods import Period
from outreach.reports.behind import lines_behind
from outreach.reports.figures import FIGURES, figure, figures_of
from outreach.reports.filters import Filters, read_filters
from outreach.reports.sums import year_sums
from outreach.reports.values import Drawn, draw, draw_all
from outreach.schedule.models import CampaignTag
from outreach.schedule.rules import Status
from outreach.sheets import Approximation
from tests.making import (
    make_article,
    make_channel,
    make_edition,
    make_event,
    make_material,
    make_placement,
    make_reading,
    make_tally,
    make_team,
    make_void,
)
from tests.reports.years import SmallYear, small_year

YEAR = Filters.of_year(2025)


@pytest.fixture
def year(app_context: Flask) -> Iterator[SmallYear]:
    yield small_year()
    db.session.rollback()


def said(key: str, filters: Filters = YEAR) -> str:
    return draw(figure(key), filters).wording


def value(key: str, filters: Filters = YEAR) -> int | None:
    return draw(figure(key), filters).value


def test_the_year_prints_what_was_counted(year: SmallYear) -> None:
    printed = {each.key: said(each.key) for each in figures_of(YEAR)}
    assert printed == {
        "events_public": "3次",
        "events_enterprise": "2次",
        "events_training": "1次",
        "events_internal": "1次",
        "company_visits": "2家次",
        "enterprises": "1家",
        "check_ups": "0次",
        "risks_found": "0项",
        "risks_mended": "0项",
        "orders_received": "0单",
        "orders_answered": "0单",
        "handouts": "12700余份",
        "handouts_副": "40副",
        "consultations": "125人次",
        "attendance": "31人次",
        "displays": "0条",
        "articles": "2篇",
        "posts": "1期",
        "videos": "1期",
        "screens": "0期",
        "views_people": "—",
        "views_times": "超10万人次",
    }
    assert value("handouts") == 12_734
    assert value("views_times") == 100_500


NARROWED: list[tuple[dict[str, str], str, int]] = [
    ({"team": "pension"}, "events_public", 1),
    ({"team": "pension"}, "handouts", 0),
    ({"team": "pension"}, "took_part", 1),
    ({"team": "employment"}, "took_part", 0),
    ({"track": "enterprise"}, "events_enterprise", 2),
    ({"track": "enterprise"}, "events_public", 0),
    ({"form": "desk"}, "handouts", 12_000),
    ({"place_kind": "enterprise"}, "enterprises", 1),
    ({"reviewed": "yes"}, "events_public", 0),
    ({"reviewed": "no"}, "events_public", 3),
    ({"from": "2025-06-01"}, "handouts", 734),
    ({"from": "2025-06-01", "to": "2025-06-16"}, "events_public", 1),
    ({"to": "2025-03-31"}, "views_times", 400),
    ({"from": "2025-04-01"}, "views_times", 100_100),
    ({"team": "employment"}, "views_times", 90_500),
    ({}, "events_planned", 1),
    ({}, "events_cancelled", 1),
    ({}, "events_unlogged", 4),
    ({}, "unbased_times", 5_000),
]


def test_no_statement_is_made_anew_for_figures_that_were_drawn_before(year: SmallYear) -> None:
    draw_all(YEAR)
    before = statements._kept.cache_info().misses
    draw_all(YEAR)
    assert statements._kept.cache_info().misses == before


def test_the_lines_of_a_figure_are_rows_that_can_be_added_as_they_are(year: SmallYear) -> None:
    """A sum takes the place of their columns: of lines made distinct, grouped or cut off it would be another one."""
    selects = [each.lines(YEAR) for each in figures_of(YEAR) if each.reason(YEAR) is None]
    assert [each for each in selects if each._distinct or each._group_by_clauses or each._has_row_limiting_clause] == []


def test_filters_narrow_a_figure(year: SmallYear) -> None:
    for arguments, key, expected in NARROWED:
        assert value(key, read_filters(2025, arguments)) == expected, (arguments, key)


def test_a_place_holds_the_places_in_it(year: SmallYear) -> None:
    assert value("events_public", read_filters(2025, {"place": str(year.town.id)})) == 3
    assert value("events_public", read_filters(2025, {"place": str(year.village.id)})) == 1


def test_a_campaign_is_named_by_its_id_or_its_code(year: SmallYear) -> None:
    campaign = year.edition.campaign
    for word in (str(campaign.id), campaign.code):
        assert value("handouts", read_filters(2025, {"campaign": word})) == 12_000


def test_a_campaign_has_all_its_editions_of_the_year_once(year: SmallYear) -> None:
    again = make_edition(year.edition.campaign, year=2026, first_day=date(2025, 11, 1), last_day=date(2026, 2, 1))
    with transaction() as session:
        session.add(CampaignTag(event_id=year.desk.id, edition_id=again.id))
        session.add(CampaignTag(event_id=year.fair.id, edition_id=again.id))
    assert value("events_public", read_filters(2025, {"campaign": str(again.campaign_id)})) == 2


def test_a_figure_without_the_dimension_is_null_with_a_reason(year: SmallYear) -> None:
    words = {"track": "public", "form": "desk", "place_kind": "park", "reviewed": "yes", "place": str(year.town.id)}
    for key in ("articles", "posts", "videos", "screens", "views_people", "views_times"):
        for name, word in words.items():
            drawn = draw(figure(key), read_filters(2025, {name: word}))
            assert (drawn.value, drawn.wording) == (None, "—") and drawn.reason, (key, name)


def test_what_ran_on_screens_alone_is_no_article(year: SmallYear) -> None:
    before = value("articles")
    for wall in (make_channel(name="广场大屏"), make_channel(name="大厅屏")):
        make_placement(make_article(ArticleKind.SCREEN), wall)
    assert (value("screens"), said("screens"), value("articles")) == (2, "2期", before)


def test_without_a_reading_there_are_no_views_which_is_not_zero(year: SmallYear) -> None:
    drawn = draw(figure("views_people"), YEAR)
    assert (drawn.value, drawn.wording) == (None, "—") and drawn.reason


def test_a_line_received_after_the_review_stands_outside(year: SmallYear) -> None:
    with transaction():
        year.desk.reviewed_at = datetime(2025, 3, 10, tzinfo=UTC)
    make_tally(year.desk, 55, received_at=datetime(2025, 3, 11, tzinfo=UTC))
    assert value("handouts") == 12_734
    with transaction():
        year.desk.reviewed_at = datetime(2025, 3, 12, tzinfo=UTC)
    assert value("handouts") == 12_789


def test_a_figure_says_which_part_is_estimated_until_that_is_taken_back(year: SmallYear) -> None:
    assert draw(figure("handouts"), YEAR).estimated == 300
    small = read_filters(2025, {"from": "2025-06-01"})
    assert said("handouts", small) == "约734份"
    guess = make_tally(year.fair, 20, basis="estimated")
    undone = make_tally(year.fair, -20, basis="estimated", reverses_id=guess.id, reason="数过了")
    assert draw(figure("handouts"), YEAR).estimated == 300
    make_tally(year.fair, 20, basis="estimated", reverses_id=undone.id, reason="没数过")
    assert draw(figure("handouts"), YEAR).estimated == 320


def test_a_book_that_the_bureau_counts_as_a_piece_is_one(year: SmallYear) -> None:
    book = make_material(unit="册")
    make_tally(year.desk, 5, item_id=book.id)
    assert (value("handouts"), value("handouts_册")) == (12_734, 5)
    with transaction():
        book.counted_as = "份"
    assert (value("handouts"), value("handouts_册")) == (12_739, 0)


def test_a_third_partys_reading_counts_only_with_proof(year: SmallYear) -> None:
    placement = make_placement(make_article(day=date(2025, 7, 2)), make_channel(is_own=False))
    make_reading(placement, 10, date(2025, 8, 1))
    assert value("views_times") == 100_500
    make_reading(placement, 12, date(2025, 8, 2), proof_note="报社来函")
    assert value("views_times") == 100_512


def test_of_two_readings_of_one_day_the_later_recorded_holds(year: SmallYear) -> None:
    placement = make_placement(make_article(day=date(2025, 7, 2)), make_channel())
    make_reading(placement, 900, date(2025, 8, 1), metric=Metric.PEOPLE)
    make_reading(placement, 90, date(2025, 8, 1), metric=Metric.PEOPLE, recorded_at=datetime(2025, 8, 3, tzinfo=UTC))
    assert value("views_people") == 90


def test_a_voided_reading_counts_nowhere(year: SmallYear) -> None:
    placement = make_placement(make_article(day=date(2025, 7, 2)), make_channel())
    make_reading(placement, 90, date(2025, 8, 1), metric=Metric.PEOPLE)
    wrong = make_reading(placement, 900, date(2025, 8, 2), metric=Metric.PEOPLE)
    again = make_reading(
        placement, 7, date(2025, 8, 1), metric=Metric.PEOPLE, recorded_at=datetime(2025, 8, 3, tzinfo=UTC)
    )
    for voided, left in ((wrong, 7), (again, 90)):
        make_void(voided)
        assert value("views_people") == left
        assert year_sums(YEAR).value("views_people") == left


def test_a_voided_base_is_no_base(year: SmallYear) -> None:
    placement = make_placement(make_article(day=date(2024, 7, 2)), make_channel())
    base = make_reading(placement, 90, date(2024, 12, 31), metric=Metric.PEOPLE)
    make_reading(placement, 100, date(2025, 8, 2), metric=Metric.PEOPLE)
    assert (value("views_people"), value("unbased_people")) == (10, None)
    make_void(base)
    assert (value("views_people"), value("unbased_people")) == (None, 100)


def test_views_say_which_part_a_platform_rounded(year: SmallYear) -> None:
    before = draw(figure("views_people"), YEAR)
    new, old = make_article(day=date(2025, 7, 2)), make_article(day=date(2024, 7, 2))
    rounded = {"metric": Metric.PEOPLE, "written": "1.2万", "approximation": Approximation.ABOUT}
    make_reading(make_placement(new, make_channel()), 12_000, date(2025, 8, 1), **rounded)
    counted = make_placement(old, make_channel())
    make_reading(counted, 12_000, date(2024, 12, 30), **rounded)
    make_reading(counted, 12_345, date(2025, 8, 1), metric=Metric.PEOPLE)
    drawn = draw(figure("views_people"), YEAR)
    assert (before.estimated, drawn.estimated) == (0, 12_345)
    assert year_sums(YEAR).estimated["views_people"] == 12_345
    assert drawn.wording == "12300余人"
    marks = {line.quantity: (line.is_rounded, line.written) for line in lines_behind(figure("views_people"), YEAR)}
    assert marks == {12_000: (True, "1.2万"), 345: (True, None)}


def test_a_post_with_pieces_counts_through_them(year: SmallYear) -> None:
    own = make_channel()
    post = make_article(ArticleKind.POST)
    make_reading(make_placement(post, own), 700, date(2025, 3, 5), metric=Metric.PEOPLE)
    assert value("views_people") == 700
    piece = make_article(ArticleKind.PIECE, post_id=post.id)
    make_reading(make_placement(piece, own), 600, date(2025, 3, 5), metric=Metric.PEOPLE)
    assert value("views_people") == 600
    assert (value("posts"), value("articles")) == (2, 2)


def test_an_event_over_midnight_belongs_to_the_local_day_of_its_start(year: SmallYear) -> None:
    make_event(starts_at=datetime(2024, 12, 31, 16, 30, tzinfo=UTC), status=Status.HELD)
    assert value("events_public", replace(YEAR, period=Period(date(2025, 1, 1), date(2025, 1, 1)))) == 1


def test_a_figure_that_is_not_is_not_found(year: SmallYear) -> None:
    for key in ("nonsense", "handouts_箱", "handouts_", "handouts_份"):
        with pytest.raises(NotFound):
            figure(key)


UNREADABLE: list[tuple[dict[str, str], str]] = [
    ({"team": "nobody"}, "team"),
    ({"team": "a\x00b"}, "team"),
    ({"campaign": "9f9f9f9f-0000-7000-8000-000000000000"}, "campaign"),
    ({"campaign": "no-such"}, "campaign"),
    ({"place": "village"}, "place"),
    ({"place": "9f9f9f9f-0000-7000-8000-000000000000"}, "place"),
    ({"track": "Public"}, "track"),
    ({"form": "song"}, "form"),
    ({"place_kind": "moon"}, "place_kind"),
    ({"reviewed": "maybe"}, "reviewed"),
    ({"from": "2024-12-31"}, "from"),
    ({"to": "2026-01-01"}, "to"),
    ({"from": "2025-02-30"}, "from"),
    ({"from": "20250301"}, "from"),
    ({"from": "2025-06-02", "to": "2025-06-01"}, "to"),
    ({"tema": "employment"}, "tema"),
]


def test_a_filter_that_can_not_be_read_is_refused(app_context: Flask) -> None:
    make_team()
    for arguments, field in UNREADABLE:
        with pytest.raises(Refusal) as refused:
            read_filters(2025, arguments)
        assert (refused.value.status, refused.value.code, refused.value.field) == (400, "bad_filter", field)


def test_what_filters_say_in_an_address_is_read_back(year: SmallYear) -> None:
    asked = {"team": "pension", "track": "public", "reviewed": "no", "from": "2025-02-01", "to": "2025-03-31"}
    asked |= {"place": str(year.town.id), "campaign": str(year.edition.campaign_id), "place_kind": "park"}
    filters = read_filters(2025, asked)
    assert filters.arguments() == asked
    assert read_filters(2025, filters.arguments()) == filters
    assert read_filters(2025, {"team": " ", "from": ""}) == YEAR


def test_a_drawn_figure_words_itself() -> None:
    with_views = Drawn(figure=replace(FIGURES["views_times"], unit="人次"), value=361_200)
    assert with_views.wording == "超36万人次"
