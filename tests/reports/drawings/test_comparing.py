"""Two drawings compared: the lines that differ explain the difference of the values, by whom and why.

That they add up to it in any year is held where such years are kept (`test_drawings`).
"""

from datetime import timedelta
from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from outreach.db import transaction
from outreach.reports.drawings.actions import keep_drawing
from outreach.reports.drawings.comparing import Compared, Way, all_lines, compared, usual_pair
from outreach.reports.drawings.models import Drawing
from outreach.reports.filters import Filters
from outreach.schedule import queries as schedule
from outreach.schedule.actions import cancel_event
from tests.making import NOW, make_tally
from tests.reports.years import SmallYear, small_year
from tests.signing_in import sign_in

LATER = NOW + timedelta(days=1)


def kept(year: SmallYear, title: str, now: Any = NOW, filters: Filters | None = None) -> Drawing:
    with transaction(one_instant=True):
        return keep_drawing(filters or Filters.of_year(2025), title=title, by=year.clerk, now=now)


def corrected() -> tuple[SmallYear, Drawing, Drawing]:
    """A draft, some corrections, and the next draft."""
    year = small_year()
    first = kept(year, "初稿")
    make_tally(
        year.desk, -12_000, item_id=year.line.item_id, by=year.clerk, reverses_id=year.line.id, reason="记错一箱"
    )
    make_tally(year.desk, 1_100, item_id=year.line.item_id, by=year.clerk)
    with transaction():
        fair = schedule.event(year.fair.id, lock=True)
        cancel_event(fair, reason="并入赶集日", by=year.clerk, now=NOW + timedelta(hours=1))
    return year, first, kept(year, "二稿", LATER)


def by_key(found: list[Compared]) -> dict[str, Compared]:
    return {each.key: each for each in found}


def test_what_came_went_and_changed_explains_the_difference(app_context: Flask) -> None:
    year, first, second = corrected()
    found = by_key(compared(first, second))
    handouts = found["handouts"]
    assert (handouts.then.value, handouts.now.value, handouts.moved_by) == (12_734, 1_100, -11_634)  # type: ignore[union-attr]
    assert handouts.counts == {Way.CAME: 2, Way.GONE: 2} and handouts.sums == {Way.CAME: -10_900, Way.GONE: -734}
    reversal = next(line for line in handouts.lines[Way.CAME] if line.moved_by == -12_000)
    assert (reversal.reason, reversal.by) == ("记错一箱", year.clerk.name)
    lost = handouts.lines[Way.GONE][0]
    assert [(cause.by_name, cause.reason) for cause in lost.causes] == [(year.clerk.name, "并入赶集日")]
    assert found["articles"].is_same and not found["events_public"].is_same


def test_what_was_changed_after_the_later_one_is_no_cause(app_context: Flask) -> None:
    year = small_year()
    first, second = kept(year, "初稿"), kept(year, "二稿", LATER)
    with transaction():
        cancel_event(
            schedule.event(year.fair.id, lock=True), reason="后来", by=year.clerk, now=LATER + timedelta(days=1)
        )
    assert all(each.is_same for each in compared(first, second)) and not list(all_lines(first, second))
    third = kept(year, "三稿", LATER + timedelta(days=2))
    assert usual_pair(2025) == (second, third) and usual_pair(2025, second) == (first, second)


def test_the_page_and_the_file_tell_every_line(client: FlaskClient, sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        year, first, second = corrected()
        sign_in(client, year.viewer)
        pair = f"from={first.id}&to={second.id}"
        opened = [f'href="/reports/2025/drawings/{kept.id}/figures/handouts"' for kept in (first, second)]
    page = client.get("/reports/2025/drawings/compare").text
    assert all(link in page for link in opened)
    assert all(words in page for words in ("初稿", "二稿", "记错一箱", "并入赶集日", "-11,634"))
    assert client.get(f"/reports/2025/drawings/compare?{pair}").text.count("记错一箱") == page.count("记错一箱")
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"/reports/2025/drawings/compare.xlsx?{pair}").data))
    figures, lines = (book.get_sheet_by_index(number).to_python() for number in (0, 1))
    handouts = next(row for row in figures if row[0] == "发放宣传资料")
    assert handouts[2:5] == [12_734, 1_100, -11_634]
    assert sum(row[6] for row in lines if row[0] == "发放宣传资料") == -11_634
    assert "没有可以比较的两次存档" in client.get("/reports/2024/drawings/compare").text
