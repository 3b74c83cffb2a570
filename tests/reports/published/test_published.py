"""Published reports beside the ledger: today's, a stored drawing's, and what came later."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.db import transaction
from outreach.errors import Forbidden
from outreach.people.rules import Role
from outreach.reports.drawings.actions import keep_drawing
from outreach.reports.filters import Filters
from outreach.reports.published.actions import (
    NumberFacts,
    ReportFacts,
    add_number,
    add_numbers,
    confirm_guesses,
    enter_report,
)
from outreach.reports.published.comparing import Compared, compared
from outreach.reports.published.finding import numbers_in
from outreach.reports.published.models import PublishedNumber, PublishedReport
from outreach.reports.published.queries import late_lines, numbers_of, reports_of
from outreach.reports.published.rules import Verdict
from outreach.reports.typed.rules import Shape
from tests.making import NOW, make_person, make_tally, make_typed, make_typed_value
from tests.reports.years import SmallYear, small_year
from tests.signing_in import sign_in

FACTS = ReportFacts("年度报告", "县政府网站", date(2026, 1, 20))
TEXT = "开展集中宣传3次，发放资料12700余份，接受咨询120余人次。"
AROUND = Filters.of_year(2025)


@pytest.fixture
def year(app_context: Flask) -> SmallYear:
    return small_year()


def entered(year: SmallYear, text: str = TEXT, facts: ReportFacts = FACTS) -> PublishedReport:
    with transaction():
        report = enter_report(2025, facts, by=year.clerk, now=NOW)
        add_numbers(report, numbers_in(text), by=year.clerk, now=NOW)
    return report


def rows_of(report: PublishedReport) -> list[Compared]:
    return compared(report, numbers_of([report.id])[report.id])


def test_the_numbers_of_a_text_are_tied_by_proposal_and_confirmed(year: SmallYear) -> None:
    report = entered(year)
    rows = rows_of(report)
    assert [row.number.word for row in rows] == ["events_public", "handouts", "consultations"]
    assert [row.verdict for row in rows] == [Verdict.AGREES, Verdict.AGREES, Verdict.FITS]
    assert not any(row.is_settled for row in rows)
    with transaction():
        assert confirm_guesses([row.number for row in rows], by=year.clerk, now=NOW) == 3
    assert [row.is_settled for row in rows_of(report)] == [True, True, False]


def test_a_line_that_comes_later_opens_a_gap_that_names_it(year: SmallYear) -> None:
    report = entered(year)
    with transaction():
        drawing = keep_drawing(AROUND, title="上报", by=year.clerk, now=NOW)
    late = make_tally(year.desk, 500, received_at=NOW.replace(year=2026, month=2))
    numbers = numbers_of([report.id])[report.id]
    today = compared(report, numbers)[1]
    assert (today.verdict, today.gap) == (Verdict.GAP, 13234 - 12799)
    assert compared(report, numbers, drawing)[1].verdict is Verdict.AGREES
    found = late_lines("handouts", AROUND, report.day)
    assert found is not None and (found.count, found.total) == (1, 500)
    assert found.lines[0].path.endswith(str(late.id))


def test_a_line_of_the_day_of_publishing_is_not_late(year: SmallYear) -> None:
    make_tally(year.desk, 500, received_at=NOW.replace(year=2026, month=1, day=20))
    found = late_lines("handouts", AROUND, date(2026, 1, 20))
    assert found is not None and found.count == 0
    assert late_lines("events_public", AROUND, date(2026, 1, 20)) is None
    assert late_lines("typed_hotline", AROUND, date(2026, 1, 20)) is None


def test_a_rate_that_does_not_follow_from_its_parts_is_told(year: SmallYear) -> None:
    make_typed_value(make_typed("arbitration", shape=Shape.RATE), numerator=219, denominator=270)
    report = entered(year, "", FACTS)
    with transaction():
        for printed, piece in (("219件", "numerator"), ("270件", "denominator"), ("72.57%", "rate")):
            facts = NumberFacts("调解", printed, f"typed_arbitration;part={piece}")
            add_number(report, facts, by=year.clerk, now=NOW)
    rows = rows_of(report)
    assert [row.verdict for row in rows] == [Verdict.AGREES, Verdict.AGREES, Verdict.GAP]
    assert len(rows[2].faults) == 1 and "81.11%" in rows[2].faults[0]


def test_an_untied_and_a_blank_number_are_told_apart(year: SmallYear) -> None:
    make_typed("hotline")
    report = entered(year, "", FACTS)
    with transaction():
        for word in ("", "typed_hotline", "pamphlets"):
            add_number(report, NumberFacts("热线", "5件", word), by=year.clerk, now=NOW)
    assert [row.verdict for row in rows_of(report)] == [Verdict.UNTIED, Verdict.BLANK, Verdict.BLANK]


def test_only_the_office_enters_reports(year: SmallYear) -> None:
    for role in (Role.LEAD, Role.STAFF, Role.VIEWER):
        with pytest.raises(Forbidden), transaction():
            enter_report(2025, FACTS, by=make_person(role), now=NOW)


@pytest.fixture
def page_year(sqlite_app: Flask) -> Iterator[SmallYear]:
    with sqlite_app.app_context():
        yield small_year()


def only_report() -> tuple[PublishedReport, list[PublishedNumber]]:
    report = reports_of(2025)[0]
    return report, numbers_of([report.id])[report.id]


def test_a_report_is_entered_pasted_compared_and_explained(client: FlaskClient, page_year: SmallYear) -> None:
    sign_in(client, page_year.clerk)
    sent = {"title": "年度报告", "source": "县政府网站", "day": "2026-01-20", "link": "https://example.invalid/a"}
    file = {"file": (BytesIO(b"%PDF-1.4"), "报告.pdf")}
    assert client.post("/reports/2025/published/new", data=sent | file).status_code == 302
    report, _none = only_report()
    page = f"/reports/2025/published/{report.id}"
    assert client.post(f"{page}/paste", data={"text": TEXT + "发放折页近5万册（张）。"}).status_code == 302
    text = client.get(page).text
    assert "相符 2" in text and "差额 1" in text and "一个数用了两个单位" in text and "建议" in text
    number = only_report()[1][3]
    edited = {"says": "折页", "printed": "近5万册", "figure": "handouts", "explanation": "另一口径"}
    assert client.post(f"{page}/numbers/{number.id}/edit", data=edited).status_code == 302
    assert "另一口径" in client.get(f"{page}/numbers/{number.id}").text
    assert client.get(f"{page}/file").data == b"%PDF-1.4"
    book = openpyxl.load_workbook(BytesIO(client.get(f"{page}.xlsx").data))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert any("12700余份" in row and 12734 in row and "相符" in row for row in rows)


def test_what_was_taken_off_can_be_brought_back(client: FlaskClient, page_year: SmallYear) -> None:
    sign_in(client, page_year.clerk)
    report = entered(page_year)
    page = f"/reports/2025/published/{report.id}"
    number = only_report()[1][0]
    client.post(f"{page}/numbers/{number.id}/remove")
    assert len(only_report()[1]) == 2
    client.post(f"{page}/numbers/{number.id}/restore")
    assert len(only_report()[1]) == 3
    client.post(f"{page}/remove")
    assert "还没有录入已公布的报告" in client.get("/reports/2025/published").text
    client.post(f"{page}/restore")
    assert "还没有录入已公布的报告" not in client.get("/reports/2025/published").text


@pytest.mark.parametrize(
    ("path", "sent", "said"),
    [
        ("new", {"title": "年度报告", "source": "", "day": "x", "link": "javascript:1"}, "年度报告"),
        ("paste", {"text": "没有数字的一段话"}, "没有数字的一段话"),
        ("numbers/new", {"says": "资料", "printed": ""}, "资料"),
    ],
)
def test_what_was_typed_is_kept_with_the_error(
    client: FlaskClient, page_year: SmallYear, path: str, sent: dict[str, str], said: str
) -> None:
    sign_in(client, page_year.clerk)
    report = entered(page_year, "", replace(FACTS, day=FACTS.day - timedelta(days=1)))
    address = f"/reports/2025/published/{'' if path == 'new' else f'{report.id}/'}{path}"
    answer = client.post(address, data=sent)
    assert answer.status_code == 422 and said in answer.text


def test_a_reader_compares_and_changes_nothing(client: FlaskClient, page_year: SmallYear) -> None:
    report = entered(page_year)
    sign_in(client, page_year.viewer)
    page = f"/reports/2025/published/{report.id}"
    text = client.get(page).text
    assert "12700余份" in text and "粘贴数字" not in text
    number = only_report()[1][0]
    assert client.get(f"{page}/numbers/{number.id}").status_code == 200
    assert client.get(f"{page}/numbers/{number.id}?drawing=nothing").status_code == 404
    for path in (f"{page}/paste", f"{page}/confirm", f"{page}/numbers/{number.id}/remove"):
        assert client.post(path).status_code == 403
