"""Every view of the example opens to its file."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from outreach.db import db
from outreach.demo.readings import closes_of, shown_on
from outreach.media.exports.shapes import SHAPES
from outreach.media.models import FileRow, OnlineFile, Placement, Reading
from tests.media.opening import astray, lines_behind


@pytest.mark.parametrize("year", [2025, 2026])
@pytest.mark.parametrize("key", ["views_times", "views_people"])
def test_every_line_of_the_views_leads_to_a_row_of_a_file_that_says_the_number(
    example: Flask, key: str, year: int
) -> None:
    lines = lines_behind(key, year)
    assert len(lines) > 100
    assert astray(line.id for line in lines) == []


def test_no_number_was_typed_without_a_file_and_every_item_of_the_year_came_in_one(example: Flask) -> None:
    assert db.session.scalar(select(func.count()).select_from(Reading).where(Reading.file_id.is_(None))) == 0
    in_files = select(FileRow.placement_id)
    elsewhere = select(Placement).where(Placement.id.not_in(in_files), Placement.day < date(2026, 1, 1))
    assert db.session.scalars(elsewhere).all() == []


def test_the_files_came_in_several_shapes_and_overlap(example: Flask) -> None:
    files = db.session.scalars(select(OnlineFile)).all()
    shapes = {file.shape for file in files}
    assert {"table", "wechat_articles", "wechat_totals", "channels_videos", "douyin_works"} <= shapes
    assert shapes - {"table"} <= set(SHAPES)
    told_twice = select(FileRow.placement_id).group_by(FileRow.placement_id).having(func.count() > 1)
    assert len(db.session.scalars(told_twice).all()) > 100


def test_somebody_writes_down_every_second_month_and_yesterday() -> None:
    assert [each.isoformat() for each in closes_of(2026, until=date(2026, 5, 3))] == [
        "2026-02-28",
        "2026-04-30",
        "2026-05-03",
    ]
    assert list(closes_of(2026, until=date(2025, 12, 31))) == []
    assert len(list(closes_of(2025, until=date(2025, 12, 31)))) == 6


def test_a_counter_grows_for_a_month_and_then_stands() -> None:
    since = date(2025, 3, 1)
    shown = [shown_on(date(2025, 3, day), 1000, since=since) for day in (1, 8, 31)]
    assert shown == [0, 820, 1000]
    assert shown_on(date(2026, 3, 1), 1000, since=since) == 1000
