"""The pages of the report: what they say, where their numbers lead, and that each lands on lines that add up."""

import csv
import re
from datetime import datetime, timedelta
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from outreach import clock
from outreach.db import db, transaction
from outreach.people.rules import Role
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.schedule.on_the_spot.rules import Outcome
from outreach.schedule.rules import Status
from tests.making import make_bureau, make_event, make_person, make_tally, make_team, stored
from tests.reports.years import SmallYear, small_year
from tests.signing_in import sign_in


@pytest.fixture
def year(sqlite_app: Flask) -> SmallYear:
    with sqlite_app.app_context():
        return small_year()


@pytest.fixture
def viewer(sqlite_app: Flask, client: FlaskClient, year: SmallYear) -> FlaskClient:
    """A reader's browser, in English."""
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.VIEWER))
    client.set_cookie("language", "en")
    return client


def text_of(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.text[:2000]
    return unescape(answer.text)


def table_in(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows of a file from the heading of its table on."""
    return rows[next(number for number, row in enumerate(rows) if "Quantity" in row) :]


def links_in(page: str, under: str) -> set[str]:
    return {link for link in re.findall(r'href="([^"]+)"', page) if link.startswith(under)}


def test_the_year_prints_its_figures_in_the_words_of_the_report(viewer: FlaskClient) -> None:
    page = text_of(viewer, "/reports/2025")
    for words in (
        "3次",
        "2次",
        "12700余份",
        "40副",
        "125人次",
        "2篇",
        "1期",
        "超10万人次",
        "12,734 logged, 300 of them estimated",
    ):
        assert words in page


def test_every_number_of_the_year_opens_to_lines_that_add_up_to_it(viewer: FlaskClient) -> None:
    page = text_of(viewer, "/reports/2025")
    cells = re.findall(r'<td class="num"><a href="(/reports/2025/figures/[^"]+)">(≈?[\d,]+)</a>', page)
    assert len(cells) > 50
    for href, shown in set(cells):
        lines = text_of(viewer, href)
        said = f"{shown[1:]} logged" if shown.startswith("≈") else f"exactly {shown} "
        assert said in lines, (href, shown)
    assert sum(shown.startswith("≈") for _href, shown in cells) > 3


def test_a_figure_leads_to_the_rows_on_the_pages_of_its_events(viewer: FlaskClient, year: SmallYear) -> None:
    page = text_of(viewer, "/reports/2025/figures/handouts")
    row = f"/events/{year.desk.id}#line-{year.line.id}"
    assert row in links_in(page, "/events/")
    assert f'id="line-{year.line.id}"' in text_of(viewer, row.partition("#")[0])


def test_a_reversal_is_marked_as_one(viewer: FlaskClient) -> None:
    page = text_of(viewer, "/reports/2025/figures/handouts")
    assert "takes a line back: 记错活动" in page


def test_a_figure_that_lacks_the_dimension_says_so(viewer: FlaskClient) -> None:
    page = text_of(viewer, "/reports/2025/figures/articles?track=public")
    assert "This figure can't be divided by: Track." in page and "—" in page


def test_what_can_not_be_counted_is_listed(viewer: FlaskClient) -> None:
    page = text_of(viewer, "/reports/2025/figures/views_times")
    assert "1 reading has no base reading" in page
    (link,) = links_in(page, "/reports/2025/figures/unbased_times")
    assert "5,000" in text_of(viewer, link)


def test_an_item_of_the_period_has_no_reading_before(viewer: FlaskClient) -> None:
    path = "/reports/2025/figures/views_times"
    page = text_of(viewer, path)
    assert "1,000 → 9,000" in page and "New in the period" in page and "0 → 90,500" not in page
    rows = CalamineWorkbook.from_filelike(BytesIO(viewer.get(f"{path}/lines.xlsx").data)).get_sheet_by_index(0)
    head, *lines = table_in(rows.to_python())
    found = {line[head.index("Reading")]: line[head.index("Reading before") :][:2] for line in lines}
    assert found == {90_500: ["", "New in the period"], 9_000: [1_000, ""], 2_000: ["", "New in the period"]}
    assert "0 → 5,000" not in text_of(viewer, "/reports/2025/figures/unbased_times")


def test_filters_show_as_chips_that_a_touch_takes_away(viewer: FlaskClient) -> None:
    page = text_of(viewer, "/reports/2025?team=pension&track=enterprise")
    assert "Team: 养老保险" in page and "Track: Law to enterprises" in page
    assert "/reports/2025?track=enterprise" in links_in(page, "/reports/2025?")


@pytest.mark.parametrize(
    "path",
    [
        "/reports/2025?from=2024-01-01",
        "/reports/2025?team=nobody",
        "/reports/2025?team=pension&team=employment",
        "/reports/2025/figures/handouts?tema=pension",
        "/reports/2025.xlsx?place=x",
    ],
)
def test_a_page_refuses_a_filter_that_it_can_not_read(viewer: FlaskClient, path: str) -> None:
    text_of(viewer, path, 400)


@pytest.mark.parametrize("path", ["/reports/2025/figures/nonsense", "/reports/1200", "/reports/99999"])
def test_what_is_not_there_is_not_found(viewer: FlaskClient, path: str) -> None:
    text_of(viewer, path, 404)


def test_a_year_without_anything_says_the_next_step(viewer: FlaskClient) -> None:
    assert "Nothing is recorded for 2031 yet" in text_of(viewer, "/reports/2031")


def test_the_bare_address_leads_to_this_year(viewer: FlaskClient) -> None:
    assert re.fullmatch(r"/reports/\d{4}", viewer.get("/reports").location)


def test_the_workbook_holds_the_totals_and_the_lines_of_each_figure(viewer: FlaskClient) -> None:
    answer = viewer.get("/reports/2025.xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.data))
    totals = book.get_sheet_by_name("Totals").to_python()
    values = {row[0]: (row[1], row[3]) for row in totals}
    assert values["Materials handed out"] == (12_734, "12700余份")
    head, *lines = table_in(book.get_sheet_by_name("Materials handed out").to_python())
    assert sum(line[head.index("Quantity")] for line in lines) == 12_734
    assert "Readers" not in book.sheet_names


@pytest.mark.parametrize("key", ["handouts", "views_times", "articles", "enterprises", "handouts_副"])
def test_the_lines_of_a_figure_go_out_as_a_file(viewer: FlaskClient, key: str) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(viewer.get(f"/reports/2025/figures/{key}/lines.xlsx").data))
    rows = table_in(book.get_sheet_by_index(0).to_python())
    table = table_in(
        list(csv.reader(viewer.get(f"/reports/2025/figures/{key}/lines.csv").data.decode("utf-8-sig").splitlines()))
    )
    assert len(rows) == len(table) > 1 and rows[0] == table[0]


SAID = {
    "": ("Wed 1 Jan 2025 to Wed 31 Dec 2025", "Everything, without a filter", ""),
    "?team=pension&place_kind=enterprise": (
        "Wed 1 Jan 2025 to Wed 31 Dec 2025",
        "Team: 养老保险 · Kind of place: Enterprise",
        "-养老保险-Enterprise",
    ),
    "?from=2025-06-01&to=2025-06-30": (
        "Sun 1 Jun 2025 to Mon 30 Jun 2025",
        "Everything, without a filter",
        "-0601-0630",
    ),
}


@pytest.mark.parametrize("query", SAID)
def test_a_file_says_whose_figures_it_holds_and_of_what(viewer: FlaskClient, query: str) -> None:
    days, filters, name = SAID[query]
    paths = {
        f"/reports/2025.xlsx{query}": f"2025{name}.xlsx",
        f"/reports/2025/figures/handouts/lines.xlsx{query}": f"2025-Materials_handed_out{name}.xlsx",
        f"/reports/2025/figures/handouts/lines.csv{query}": f"2025-Materials_handed_out{name}.csv",
    }
    for path, file_name in paths.items():
        answer = viewer.get(path)
        told = unquote(answer.headers["Content-Disposition"].rpartition("=")[2])
        assert told.removeprefix("UTF-8''").strip('"') == file_name, path
        if path.partition("?")[0].endswith("csv"):
            rows = list(csv.reader(answer.data.decode("utf-8-sig").splitlines()))
        else:
            rows = CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0).to_python()
        said = {row[0]: row[1] for row in rows[:4]}
        assert said["Bureau"] == "示例县人力资源和社会保障局"
        assert (said["Days"], said["Filters"]) == (days, filters)
        assert re.search(r"\d{4} \d\d:\d\d$", str(said["Drawn at"]))


def test_the_report_is_for_people_who_are_signed_in(client: FlaskClient, year: SmallYear) -> None:
    assert client.get("/reports/2025").status_code == 302
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (Role.ADMIN, "Begin with your lists"),
        (Role.CLERK, "Begin with your lists"),
        (Role.LEAD, "Plan your team's first event"),
        (Role.STAFF, "Nothing is planned yet"),
        (Role.VIEWER, "Nothing is recorded yet"),
    ],
)
def test_the_board_of_a_new_bureau_says_the_next_step(
    sqlite_app: Flask, client: FlaskClient, role: Role, said: str
) -> None:
    with sqlite_app.app_context():
        make_bureau()
        sign_in(client, make_person(role, team=make_team()))
    client.set_cookie("language", "en")
    assert said in text_of(client, "/")


@pytest.mark.parametrize("role", list(Role))
def test_the_board_opens_for_every_role(sqlite_app: Flask, client: FlaskClient, year: SmallYear, role: Role) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(role, team=make_team()))
    client.set_cookie("language", "en")
    heading = re.findall(r"<h1[^>]*>([^<]*)", text_of(client, "/"))
    assert heading == [f"{clock.today().year} at a glance" if role is Role.VIEWER else "Today"]


def test_a_lead_is_shown_what_waits_for_a_review(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_bureau()
        lead = make_person(Role.LEAD, team=make_team())
        make_event(status=Status.HELD, starts_at=clock.now() - timedelta(days=3), title="等待审核的活动")
        make_event(
            status=Status.HELD, starts_at=clock.now() - timedelta(days=3), team=make_team("pension"), title="别队的活动"
        )
        sign_in(client, lead)
    client.set_cookie("language", "en")
    waiting = text_of(client, "/").partition("What is owed (1)")[2].partition("</section>")[0]
    assert "等待审核的活动" in waiting and "别队的活动" not in waiting


def test_the_whole_is_not_called_a_sum(viewer: FlaskClient) -> None:
    for query, said in (("", "Whole year"), ("?team=pension", "Everything"), ("?from=2025-06-01", "Everything")):
        assert f'<tfoot><tr><th scope="row">{said}</th>' in text_of(viewer, f"/reports/2025{query}")


def test_rows_of_noughts_are_left_out_and_notes_fit_the_table(viewer: FlaskClient) -> None:
    page = text_of(viewer, "/reports/2025?place_kind=square&track=public")
    assert "By campaign" not in page and "Views of a month" not in page
    page = text_of(viewer, "/reports/2025?place_kind=enterprise")
    assert "An enterprise that two teams visited" in page and "Views of a month" not in page


def test_the_months_tell_and_open_the_readings_that_lack_a_base(viewer: FlaskClient) -> None:
    page = text_of(viewer, "/reports/2025")
    note = page.partition("Readings that have none before their month, and are not counted in it:")[2]
    opened = {said: link for link, said in re.findall(r'<a href="([^"]+)">([^<]+)</a>', note.partition("</li>")[0])}
    for said, link in opened.items():
        assert f"{said.partition(' ')[2]} line" in text_of(viewer, link)
    link = opened["November 1"]
    assert "5,000" in text_of(viewer, link)


def test_paper_says_whose_figures_and_as_of_when(viewer: FlaskClient) -> None:
    for path in ("/reports/2025?team=pension", "/reports/2025/figures/handouts?team=pension"):
        head = text_of(viewer, path).partition('print-head">')[2].partition("</p>")[0]
        assert "示例县人力资源和社会保障局" in head and "Team: 养老保险" in head, path
        assert re.search(r"as the rows stood on .* \d\d:\d\d", head), path


def test_an_event_logged_before_its_day_is_shown_to_its_lead(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_bureau()
        lead = make_person(Role.LEAD, team=make_team())
        ahead = clock.now() + timedelta(days=2)
        make_event(status=Status.HELD, starts_at=ahead, title="提前登记的活动")
        make_event(starts_at=ahead, title="还没到的活动")
        make_event(status=Status.HELD, starts_at=ahead, team=make_team("pension"), title="别队的活动")
        sign_in(client, lead)
    client.set_cookie("language", "en")
    early = text_of(client, "/").partition("1 event was logged before its day")[2].partition("</section>")[0]
    assert "提前登记的活动" in early and "还没到的活动" not in early and "别队的活动" not in early


def test_a_year_ago_is_said_in_the_words_of_today(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_bureau()
        new_year = clock.instant(datetime(clock.today().year, 1, 1, 0))
        make_tally(make_event(status=Status.HELD, starts_at=new_year), 5)
        ago = clock.instant(datetime(clock.today().year - 1, 1, 1, 0))
        make_tally(make_event(status=Status.HELD, starts_at=ago), 1_234)
        sign_in(client, make_person(Role.VIEWER))
    client.set_cookie("language", "en")
    page = text_of(client, "/")
    (then,) = set(re.findall(r'href="(/reports/\d{4}[^"]*)">\d{4} by this day: 1200余份', page))
    assert "1200余份" in text_of(client, unescape(then))


def test_the_year_tells_the_lines_that_came_after_a_review(
    sqlite_app: Flask, viewer: FlaskClient, year: SmallYear
) -> None:
    assert "after the review" not in text_of(viewer, "/reports/2025")
    with sqlite_app.app_context():
        day = year.fair.starts_at
        event = make_event(status=Status.HELD, starts_at=day, reviewed_at=day + timedelta(days=1), title="审核后又登记")
        make_tally(event, 9, received_at=day + timedelta(days=2))
    for address in ("/reports/2025", "/reports/2025/figures/handouts"):
        page = text_of(viewer, address)
        assert "1 line came after the review of its event and is not counted:" in page
        assert f'<a href="/events/{event.id}">审核后又登记</a>' in page
    assert "after the review" not in text_of(viewer, "/reports/2025/figures/articles")


def test_what_counts_before_a_lead_has_confirmed_it_is_told_where_it_counts(
    sqlite_app: Flask, viewer: FlaskClient, year: SmallYear
) -> None:
    said = "1 held event was made on the spot and counts, though no lead has confirmed it yet."
    assert said not in text_of(viewer, "/reports/2025")
    with sqlite_app.app_context():
        event = make_event(status=Status.HELD, starts_at=year.fair.starts_at)
        make_tally(event, 9)
        spot = stored(SpotEvent(event_id=event.id, content_hash="0" * 64, received_at=year.fair.starts_at))
    for address in ("", "/figures/handouts", "/figures/events_public"):
        assert said in text_of(viewer, f"/reports/2025{address}"), address
    for address in ("/figures/consultations", "/figures/events_enterprise"):
        assert said not in text_of(viewer, f"/reports/2025{address}"), address
    with sqlite_app.app_context(), transaction():
        row = db.session.get_one(SpotEvent, spot.event_id)
        row.outcome, row.settled_at = Outcome.CONFIRMED, year.fair.starts_at
    assert said not in text_of(viewer, "/reports/2025")


def test_tabs_go_from_figures_to_papers_to_what_is_kept(viewer: FlaskClient) -> None:
    page = text_of(viewer, "/reports/2025")
    tabs = re.search(r"<ul data-tabs>(.*?)</ul>", page, re.DOTALL)
    assert tabs
    paths = re.findall(r'href="/reports/2025/?([a-z-]*)"', tabs[1])
    counted = ["", "five-years", "typed", "targets", "stock", "online"]
    assert paths == [*counted, "texts", "forms", "scores", "packs", "closings", "drawings", "published"]
    assert "/web/tabs.js" in page or "first.js" in page
