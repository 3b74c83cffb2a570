"""The sums of every picture are the figure, and what opens behind a point adds up to it (rules 1 and 8)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from hypothesis import given

from outreach.db import db
from outreach.media.rules import ArticleKind, Level, Medium
from outreach.reports import queries as figure_queries
from outreach.reports.figures import figure
from outreach.reports.filters import Filters
from outreach.reports.online_year import publishing, queries
from outreach.reports.online_year.asked import FIGURES, Asked, Part
from outreach.reports.online_year.behind import readings_behind
from outreach.reports.online_year.pictures import views_picture
from outreach.reports.online_year.publishing import Standing
from outreach.reports.online_year.publishing_views import KEYS
from outreach.reports.online_year.rules import By, Step
from outreach.reports.values import draw
from tests.reports.test_sums import choices, filters_of, invariant
from tests.reports.worlds import World, build, online_worlds

_PARTS = {By.CHANNEL: "channel", By.TEAM: "of_team", By.CAMPAIGN: "of_campaign"}


@pytest.fixture
def undone(app_context: Flask) -> Iterator[None]:
    """What a test flushes goes away with it; pictures have addresses, so that there is a request."""
    with app_context.test_request_context("/reports/2025/online"):
        yield
    db.session.rollback()


def of_articles(world: World, chosen: dict[str, Any]) -> Filters:
    """The filters that the online ledger knows."""
    return replace(filters_of(world, chosen), place=None, track=None, form=None, place_kind=None, reviewed=None)


@given(online_worlds, choices())
@invariant
def test_the_parts_of_a_picture_add_up_to_the_figure(undone: None, drawn: Any, chosen: dict[str, Any]) -> None:
    try:
        world = build(drawn)
        for filters in (Filters.of_year(2025), of_articles(world, chosen)):
            for of, key in FIGURES.items():
                value = draw(figure(key), filters).value
                for step in Step:
                    for by in By:
                        picture = views_picture(Asked(filters, of, step, by))
                        assert picture.amount == value, (of, step, by)
                        if by is not By.CAMPAIGN and picture.table:
                            cells = [row.numbers for row in picture.table.rows]
                            assert sum(_amount(row[-1].text) for row in cells) == value
                            assert sum(_amount(each.text) for row in cells for each in row[:-1]) == value
    finally:
        db.session.rollback()


def _amount(text: str) -> int:
    return 0 if text == "—" else int(text.replace(",", "").removeprefix("≈"))


@given(online_worlds, choices())
@invariant
def test_every_point_opens_to_readings_that_add_up_to_it(undone: None, drawn: Any, chosen: dict[str, Any]) -> None:
    try:
        world = build(drawn)
        filters = of_articles(world, chosen)
        for of in FIGURES:
            for step, by in [(Step.MONTH, By.CHANNEL), (Step.WEEK, By.TEAM), (Step.MONTH, By.CAMPAIGN)]:
                asked = Asked(filters, of, step, by)
                for each in queries.sums_by(filters, asked.metrics, step, by):
                    part: Any = {_PARTS[by]: each.part} if each.part else {}
                    found = readings_behind(asked, Part(each.stretch, **part), 1, 100)
                    assert found.amount == each.amount
                    assert sum(line.quantity for line in found.readings) == each.amount
                    assert all(line.value - (line.base or 0) == line.quantity for line in found.readings)
            whole = readings_behind(asked, Part(), 1, 100)
            assert (whole.amount if whole.readings.total else None) == draw(figure(asked.key), filters).value
    finally:
        db.session.rollback()


@given(online_worlds, choices())
@invariant
def test_the_best_pieces_add_up_to_the_figure(undone: None, drawn: Any, chosen: dict[str, Any]) -> None:
    try:
        world = build(drawn)
        filters = of_articles(world, chosen)
        for of, key in FIGURES.items():
            asked = Asked(filters, of)
            pieces = queries.page_of_best(filters, asked.metrics, 1, 100)
            assert sum(each.amount for each in pieces) == (draw(figure(key), filters).value or 0)
            assert [each.amount for each in pieces] == sorted((each.amount for each in pieces), reverse=True)
            for each in pieces:
                assert readings_behind(asked, Part(item=each.article.id), 1, 100).amount == each.amount
            beside = figure("unbased_people" if of == "people" else "unbased_times")
            assert queries.count_unbased(filters, asked.metrics) == figure_queries.count_of(beside.lines(filters))
    finally:
        db.session.rollback()


@given(online_worlds, choices())
@invariant
def test_what_stands_somewhere_and_what_does_not_make_the_figure(undone: None, drawn: Any, chosen: Any) -> None:
    try:
        world = build(drawn)
        filters = of_articles(world, chosen)
        for kind in (ArticleKind.ARTICLE, ArticleKind.POST, ArticleKind.VIDEO):
            found = publishing.published(filters, kind)
            assert found.whole.items + found.unplaced == draw(figure(KEYS[kind]), filters).value
            for sums in (found.cells, found.levels, found.media, found.months, found.channels, found.channel_sums):
                counts: Any = sums
                assert sum(count.placements for count in counts.values()) == found.whole.placements
            for (level, medium), count in found.cells.items():
                asked = Standing(Level(level), Medium(medium))
                assert publishing.count_of(filters, kind, asked) == count
                page = publishing.page_of_placements(filters, kind, asked, 1, 100)
                assert page.total == count.placements
                assert len({each.article_id for each in page}) == count.items
    finally:
        db.session.rollback()
