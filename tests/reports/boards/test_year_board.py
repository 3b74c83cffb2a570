"""The board of a year: every number of it is the figure that it opens, and it says how the year compares."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import transaction
from outreach.db.snapshot import snapshot
from outreach.people.rules import Role
from outreach.places.rules import PlaceKind
from outreach.reports.boards.choosing import Board, chosen_board
from outreach.reports.boards.rules import said_change
from outreach.reports.boards.year import CHARTED, YearBoard, year_board
from outreach.schedule.rules import Status
from outreach.schedule.targets.actions import set_targets
from outreach.schedule.targets.queries import Scope
from outreach.schedule.targets.rules import Measure
from tests.making import make_event, make_person, make_place, make_tally, make_team
from tests.reports.years import small_year
from tests.signing_in import sign_in

JULY = date(2025, 7, 1)


def board_of(year: int, today: date, key: str = "events_public") -> YearBoard:
    with current_app.test_request_context(), snapshot():
        return year_board(year, today, key)


def value_at(client: FlaskClient, href: str) -> int:
    """The value of the figure at the address, as its lines in JSON say it."""
    path, _, question = unescape(href).partition("?")
    figure = re.fullmatch(r"/reports/\d+/figures/(\w+)", path)
    assert figure is not None, path
    return client.get(f"{path}/lines.json?{question}").json[figure[1]]["value"]  # type: ignore[index,no-any-return]


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (5, 0, ""),
        (None, 5, ""),
        (5, 5, "持平"),
        (71, 100, "少29%"),
        (129, 100, "多29%"),
        (1001, 1000, "多1%"),
        (999, 1000, "少1%"),
        (0, 3, "少100%"),
        (200, 100, "是去年的2倍"),
        (250, 100, "是去年的2.5倍"),
        (940, 100, "是去年的9.4倍"),
        (1000, 100, ""),
    ],
)
def test_more_or_less_is_said_in_words(app_context: Flask, now: int | None, before: int, said: str) -> None:
    with current_app.test_request_context():
        assert str(said_change(now, before)) == said


@pytest.mark.parametrize(
    ("role", "asked", "kept", "board"),
    [
        (Role.VIEWER, None, None, Board.YEAR),
        (Role.VIEWER, None, "assessment", Board.ASSESSMENT),
        (Role.VIEWER, "year", "assessment", Board.YEAR),
        (Role.VIEWER, "office", "office", Board.YEAR),
        (Role.CLERK, None, "assessment", Board.OFFICE),
        (Role.CLERK, "assessment", None, Board.ASSESSMENT),
        (Role.STAFF, "year", "year", Board.TODAY),
        (Role.LEAD, "year", None, Board.YEAR),
    ],
)
def test_each_role_has_its_boards(role: Role, asked: str | None, kept: str | None, board: Board) -> None:
    assert chosen_board(role, asked, kept) is board


def test_every_number_of_the_board_is_the_figure_it_opens(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        year = small_year()
        ago = datetime(2024, 3, 4, 1, tzinfo=UTC)
        make_tally(make_event(team=year.employment, status=Status.HELD, starts_at=ago), 700, received_at=ago)
        with transaction():
            set_targets(2025, {(Scope(), Measure.HANDOUTS): 20_000}, by=year.clerk, now=ago)
        sign_in(client, year.viewer)
        boards = {key: board_of(2025, JULY, key) for key in CHARTED}
    found: list[tuple[int, str]] = []
    for key, board in boards.items():
        assert board.course is not None or not board.chosen.value, key
        for line in board.course.lines if board.course else ():
            found += [(int(point.value.amount or 0), str(point.value.href)) for point in line.points]
        for column in board.months.columns if board.months else ():
            parts = [part for part in column.stack.parts if part.href]
            found += [(int(part.amount or 0), str(part.href)) for part in parts]
    board = boards["handouts"]
    found += [(card.drawn.value or 0, card.href) for card in board.cards if card.drawn.value is not None]
    for row in board.campaigns.rows:
        found += [(int(each.text.partition(" ")[0].replace(",", "")), each.href) for each in row.brought]
    found += [(each.count, each.href) for each in board.townships.shown]
    assert len(set(found)) > 40
    assert [pair for pair in set(found) if value_at(client, pair[1]) != pair[0]] == []
    level = board.course.level if board.course else None
    assert level is not None and level.value.amount == 20_000
    handouts = next(card for card in board.cards if card.drawn.figure.key == "handouts")
    assert handouts.ago is not None and handouts.ago.said == "700份"
    assert value_at(client, handouts.ago.href) == 700
    assert handouts.bullet is not None and handouts.bullet.percent == 63 and handouts.bullet.due is not None


def test_the_line_of_this_year_ends_with_the_month_and_the_one_before_goes_on(app_context: Flask) -> None:
    small_year()
    ago = datetime(2024, 11, 4, 1, tzinfo=UTC)
    make_tally(make_event(status=Status.HELD, starts_at=ago), 7, received_at=ago)
    course = board_of(2025, JULY).course
    assert course is not None
    this, before = course.lines
    assert (len(this.points), len(before.points)) == (7, 12)
    assert [point.value.amount for point in before.points[-3:]] == [0, 1, 2]
    over = board_of(2025, date(2026, 2, 1))
    assert over.is_over and over.until == date(2025, 12, 31)
    assert over.course is not None and len(over.course.lines[0].points) == 12


def test_a_township_without_an_event_comes_first_and_says_so(app_context: Flask) -> None:
    year = small_year()
    make_place(name="没去过的乡", kind=PlaceKind.TOWNSHIP)
    reached = board_of(2025, JULY).townships
    assert (reached.shown[0].name, reached.shown[0].count, reached.shown[0].heat) == ("没去过的乡", 0, 0)
    assert reached.total - reached.reached == 1
    assert next(each for each in reached.shown if each.name == year.town.name).count > 0


def test_the_page_of_the_year_reads_in_every_state(
    sqlite_app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2025, 7, 1, 2, tzinfo=UTC))
    with sqlite_app.app_context():
        year = small_year()
        sign_in(client, year.viewer)
    page = client.get("/").text
    assert 'aria-current="page">年度概览' in page and "截至今天" in page
    assert page.count("<details") > 2 and "全年累计" in page  # a table behind each chart
    assert "2026年还没有统计数" in client.get("/?board=year&year=2026").text
    assert "稿件全年累计" in client.get("/?board=year&figure=articles").text
    assert client.get("/?board=year&figure=nonsense&year=x").status_code == 200


def test_the_head_and_the_assessor_find_the_board_they_had_before(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        year = small_year()
        sign_in(client, year.viewer)
    assert "年度概览</h1>" in client.get("/").text
    client.get("/?board=assessment")
    again = client.get("/").text
    assert "考核查阅</h1>" in again
    client.get("/?board=year")
    assert "年度概览</h1>" in client.get("/").text


def test_an_assessor_reads_what_is_there_and_what_lacks_evidence(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        year = small_year()
        sign_in(client, year.viewer)
    page = client.get("/?board=assessment&year=2025").text
    counts = dict(re.findall(r"<span>([^<]+)</span><b class=\"number\">([^<]+)</b>", page))
    assert counts["已开展的活动（不含内部学法）"] == counts["还没有佐证材料的活动"]
    assert counts["有照片或签到表的活动"] == "0" and counts["已封账的时段"] == "0"
    report = page.partition('id="report-title"')[2].partition("</section>")[0]
    assert "/reports/2025/texts" in report and report.count('href="/reports/2025/closings"') == 1
    without = client.get("/assessment/2025/evidence?has=no").text
    assert without.count('class="line event-line') == int(counts["还没有佐证材料的活动"])
    assert "还没有活动上传佐证材料" in client.get("/assessment/2025/evidence").text
    assert client.get("/assessment/9999/evidence").status_code == 404


def test_a_bureau_without_events_is_told_how_to_begin(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_team()
        sign_in(client, make_person(Role.VIEWER))
    assert client.get("/").status_code == 200
    assert client.get("/?board=assessment").status_code == 200
