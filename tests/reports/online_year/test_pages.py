"""The pages of the online year: what they say, and that every number on them opens to what it is made of."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.materials.rules import CountKind
from outreach.media.rules import ArticleKind, Level, Medium, Metric
from outreach.people.rules import Role
from outreach.schedule.rules import Status
from outreach.sheets import Approximation
from tests.making import (
    make_article,
    make_channel,
    make_event,
    make_person,
    make_placement,
    make_reading,
    make_tally,
    make_team,
    make_topic,
)
from tests.reports.years import small_year
from tests.signing_in import sign_in


@pytest.fixture
def viewer(sqlite_app: Flask, client: FlaskClient) -> FlaskClient:
    """A reader's browser, in English."""
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.VIEWER))
    client.set_cookie("language", "en")
    return client


@pytest.fixture
def year(sqlite_app: Flask, viewer: FlaskClient) -> FlaskClient:
    """The same, where the small year is stored: 100,500 reads and plays that count."""
    with sqlite_app.app_context():
        small_year()
    return viewer


def text_of(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.text[:2000]
    return unescape(answer.text)


def numbers_in(page: str, under: str) -> list[tuple[str, int]]:
    """The links of table cells below an address, with the number that each shows."""
    cells = re.findall(rf'<td class="num"><a href="({under}[^"]*)">≈?(-?[\d,]+)</a>', page)
    return [(href, int(shown.replace(",", ""))) for href, shown in cells]


@pytest.mark.parametrize(
    "picture", ["", "?by=team", "?by=campaign", "?step=week", "?of=people", "?step=week&by=campaign"]
)
def test_every_picture_opens(year: FlaskClient, picture: str) -> None:
    text_of(year, f"/reports/2025/online{picture}")


def test_the_picture_adds_up_to_the_figure_and_each_number_opens_to_readings_that_make_it(year: FlaskClient) -> None:
    for picture in ("", "?by=team", "?step=week", "?step=week&by=team"):
        page = text_of(year, f"/reports/2025/online{picture}")
        assert "exactly 100,500" in page
        cells = numbers_in(page, "/reports/2025/online/readings")
        assert len(cells) > 3
        for href, amount in set(cells):
            assert f'figure-wording">{amount:,}人次' in text_of(year, href), href


def test_a_reading_is_shown_with_the_one_it_is_counted_from(year: FlaskClient) -> None:
    page = text_of(year, "/reports/2025/online/readings?stretch=11")
    assert "9,000" in page
    assert "1,000 on 31 Dec" in page
    assert "8,000" in page
    assert re.search(r'href="/media/[0-9a-f-]{36}#reading-[0-9a-f-]{36}"', page)
    march = text_of(year, "/reports/2025/online/readings?stretch=3")
    assert "0: it appeared on 4 Mar" in march


def test_a_month_without_a_reading_is_no_zero(year: FlaskClient) -> None:
    page = text_of(year, "/reports/2025/online")
    table = page[page.index("In numbers") :]
    assert '<span class="muted">—</span>' in table
    assert '<td class="num"><span class="muted">0</span>' not in table


def test_a_reading_without_a_base_is_told_beside_the_picture(year: FlaskClient) -> None:
    page = text_of(year, "/reports/2025/online")
    assert "1 reading has no base reading before the period" in page
    assert "/reports/2025/figures/unbased_times" in page


def test_months_that_the_report_counts_otherwise_are_said_to_differ(year: FlaskClient) -> None:
    picture, report = (
        text_of(year, "/reports/2025/online?team=employment"),
        text_of(year, "/reports/2025?team=employment"),
    )
    assert re.search(r'so its months differ: <a href="/reports/2025\?team=employment">By month</a>', picture)
    assert re.search(r'differ from these: <a href="/reports/2025/online\?team=employment">Views over time</a>', report)
    assert "so its months differ" not in text_of(year, "/reports/2025/online?of=people")


def test_a_number_that_its_platform_rounded_is_marked(sqlite_app: Flask, viewer: FlaskClient) -> None:
    with sqlite_app.app_context():
        stands = make_placement(make_article(ArticleKind.VIDEO))
        rounded = {"written": "1.2万", "approximation": Approximation.ABOUT}
        make_reading(stands, 12_000, date(2025, 3, 20), metric=Metric.PLAYS, **rounded)
    page = text_of(viewer, "/reports/2025/online")
    assert "≈12,000" in page
    assert "the platform had rounded" in page
    assert "1.2万" in text_of(viewer, "/reports/2025/online/readings")


def test_a_number_is_marked_where_it_hangs_on_a_rounded_one(sqlite_app: Flask, viewer: FlaskClient) -> None:
    with sqlite_app.app_context():
        stands = make_placement(make_article(day=date(2025, 3, 1)))
        make_reading(stands, 10_000, date(2025, 3, 20))
        make_reading(stands, 12_000, date(2025, 6, 20), written="1.2万", approximation=Approximation.ABOUT)
        make_reading(stands, 12_543, date(2025, 9, 20))
        make_reading(stands, 12_600, date(2025, 10, 20))
    table = text_of(viewer, "/reports/2025/online").partition("In numbers")[2]
    cells = re.findall(r'<td class="num"><a href="[^"]*">(≈?[\d,]+)</a>', table)
    assert cells[:5] == ["10,000", "≈2,000", "≈543", "57", "12,600"]
    assert "≈" not in text_of(viewer, "/reports/2025/online/pieces")
    autumn = "from=2025-09-01&to=2025-09-30"
    for path in ("/reports/2025/online", "/reports/2025/figures/views_times"):
        assert "约543次" in text_of(viewer, f"{path}?{autumn}"), path
    assert "exactly" not in text_of(viewer, f"/reports/2025/online?{autumn}").partition("约543次")[2]


def test_readings_that_can_not_count_are_not_told_as_none(sqlite_app: Flask, viewer: FlaskClient) -> None:
    with sqlite_app.app_context():
        stands = make_placement(make_article(day=date(2024, 3, 1)))
        make_reading(stands, 5_000, date(2025, 3, 20))
    page = text_of(viewer, "/reports/2025/online")
    assert "No reading was taken" not in page and "none that can be counted" in page
    assert "1 reading has no base reading" in page and "/reports/2025/figures/unbased_times" in page
    assert "No reading was taken" in text_of(viewer, "/reports/2025/online?of=people")


def test_people_and_times_have_pictures_of_their_own(sqlite_app: Flask, viewer: FlaskClient) -> None:
    with sqlite_app.app_context():
        stands = make_placement(make_article())
        make_reading(stands, 300, date(2025, 3, 20), metric=Metric.PEOPLE)
        make_reading(stands, 700, date(2025, 3, 20))
    assert "exactly 700" in text_of(viewer, "/reports/2025/online")
    assert "exactly 300" in text_of(viewer, "/reports/2025/online?of=people")
    assert "1,000" not in text_of(viewer, "/reports/2025/online")


def test_channels_that_were_read_otherwise_are_named(sqlite_app: Flask, viewer: FlaskClient) -> None:
    with sqlite_app.app_context():
        of_people = make_placement(make_article(), make_channel(name="只有人数的号"))
        make_reading(of_people, 300, date(2025, 3, 20), metric=Metric.PEOPLE)
        both = make_placement(make_article(), make_channel(name="两样都有的号"))
        make_reading(both, 200, date(2025, 3, 20), metric=Metric.PEOPLE)
        make_reading(both, 700, date(2025, 3, 20))
    assert "so not among these numbers: 只有人数的号 <a" in text_of(viewer, "/reports/2025/online")
    assert "so not among these numbers" not in text_of(viewer, "/reports/2025/online?of=people")


def test_many_channels_share_one_colour_that_opens_to_all_of_them(sqlite_app: Flask, viewer: FlaskClient) -> None:
    with sqlite_app.app_context():
        for number in range(1, 9):
            stands = make_placement(make_article(), make_channel(name=f"渠道{number}"))
            make_reading(stands, number * 100, date(2025, 3, 20))
    page = text_of(viewer, "/reports/2025/online")
    assert "4 other channels" in page
    href = re.search(
        r'"(/reports/2025/online/readings\?[^"]*but=[^"]*stretch=3[^"]*|[^"]*stretch=3[^"]*but=[^"]*)"', page
    )
    assert href
    assert 'figure-wording">1,000次' in text_of(viewer, href[1])


def test_the_best_pieces_come_by_what_they_added(year: FlaskClient) -> None:
    page = text_of(year, "/reports/2025/online/pieces")
    amounts = [amount for _href, amount in re.findall(r'best-amount[^>]*><a href="([^"]+)">([\d,]+)</a>', page)]
    assert amounts == ["90,500", "8,000", "2,000"]
    for href, amount in re.findall(r'best-amount[^>]*><a href="([^"]+)">([\d,]+)</a>', page):
        assert f'figure-wording">{amount}人次' in text_of(year, href)


def test_the_trades_table_counts_placements_and_each_piece_once(sqlite_app: Flask, viewer: FlaskClient) -> None:
    with sqlite_app.app_context():
        paper = make_channel(name="日报", medium=Medium.NEWSPAPER, level=Level.CITY, is_own=False)
        evening = make_channel(name="晚报", medium=Medium.NEWSPAPER, level=Level.CITY, is_own=False)
        site = make_channel(name="官网", medium=Medium.WEBSITE)
        both, alone = make_article(), make_article()
        for channel in (paper, evening, site):
            make_placement(both, channel)
        make_placement(alone, site)
        make_article()
    page = text_of(viewer, "/reports/2025/online/published")
    assert "3篇" in page
    assert "with 4 placements" in page
    assert "1 stands nowhere yet" in page
    cell = re.search(r'href="([^"]*level=city[^"]*medium=newspaper[^"]*)"><span>2</span><small>1篇</small>', page)
    assert cell
    opened = text_of(viewer, cell[1])
    assert "2 placements" in opened
    assert "of 1篇" in opened
    assert opened.count("#placement-") == 2


def test_a_piece_stands_beside_the_consultations_of_its_subject(sqlite_app: Flask, viewer: FlaskClient) -> None:
    with sqlite_app.app_context():
        pension, employment = make_team("pension"), make_team()
        topic = make_topic(team_id=pension.id)
        make_article(team=pension, title="退休怎么办", day=date(2025, 3, 10))
        for day, people in ((4, 7), (12, 20), (30, 99)):
            event = make_event(team=employment, starts_at=datetime(2025, 3, day, 1, tzinfo=UTC), status=Status.HELD)
            make_tally(event, people, kind=CountKind.CONSULTATION, item_id=topic.id)
            make_tally(event, 50, kind=CountKind.CONSULTATION)
    page = text_of(viewer, "/reports/2025/online/consultations")
    assert "+13" in page
    assert "not because of each other" in page
    opened = re.findall(r'<a href="(/reports/2025/online/consultations/[0-9a-f-]{36}\?[^"]+)">(\d+)</a> <small', page)
    assert len(opened) == 2
    for href, people in opened:
        assert f'figure-wording">{people}人次' in text_of(viewer, href)


def test_without_an_event_nobody_could_ask(sqlite_app: Flask, viewer: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_article(title="退休怎么办")
    for order in ("latest", "more_after"):
        page = text_of(viewer, f"/reports/2025/online/consultations?sort={order}")
        assert "no event" in page
        assert "+0" not in page


@pytest.mark.parametrize("page", ["", "/pieces", "/published", "/consultations", "/readings", "/placements"])
def test_an_empty_year_says_what_to_do(viewer: FlaskClient, page: str) -> None:
    assert 'class="empty"' in text_of(viewer, f"/reports/2025/online{page}")


@pytest.mark.parametrize(
    "path",
    [
        "?of=both",
        "?step=day",
        "?by=place",
        "?track=public",
        "?team=nobody",
        "/readings?stretch=x",
        "/readings?channel=x",
        "/readings?but=x",
        "/published?kind=piece",
        "/placements?month=13",
        "/placements?level=moon",
        "/consultations?sort=best",
    ],
)
def test_what_cannot_be_read_is_refused(sqlite_app: Flask, viewer: FlaskClient, path: str) -> None:
    with sqlite_app.app_context():
        make_team("pension")
    text_of(viewer, f"/reports/2025/online{path}", 400)


@pytest.mark.parametrize("days", ["since=x&until=2025-01-01", "since=2025-01-02&until=2025-01-01", "since=2025-01-02"])
def test_days_that_cannot_be_read_are_refused(sqlite_app: Flask, viewer: FlaskClient, days: str) -> None:
    with sqlite_app.app_context():
        team_id = make_team().id
    text_of(viewer, f"/reports/2025/online/consultations/{team_id}?{days}", 400)


def test_the_online_ledger_and_the_years_report_lead_there(year: FlaskClient) -> None:
    assert 'href="/reports/online"' in text_of(year, "/media")
    assert year.get("/reports/online").location.endswith("/online")
    assert "/reports/2025/online" in text_of(year, "/reports/2025?track=public")


def test_a_filter_stays_while_the_picture_changes(year: FlaskClient) -> None:
    page = text_of(year, "/reports/2025/online?team=pension&by=team")
    assert "exactly 10,000" in page
    assert 'name="by" value="team"' in page
    assert re.search(r'href="/reports/2025/online\?[^"]*team=pension[^"]*step=week', page)
