"""The table of public holidays: read by all, kept by the office, never guessed."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.audit.actions import Machine
from outreach.audit.histories import changes_of
from outreach.db import db, transaction
from outreach.errors import Conflict
from outreach.people.rules import Role
from outreach.periods import year
from outreach.workdays import actions, queries
from outreach.workdays.founding import add_known_years
from outreach.workdays.models import AnnouncedYear, SpecialDay
from outreach.workdays.notices import parse_notice
from tests.making import NOW, make_person
from tests.signing_in import sign_in

LINE = "国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"


@pytest.fixture
def clerk(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=2))
    with sqlite_app.app_context():
        client = sqlite_app.test_client()
        sign_in(client, make_person(Role.CLERK))
    return client


def test_a_year_is_announced_changed_and_withdrawn_with_its_history(app_context: Flask) -> None:
    facts = {"by": Machine(), "now": NOW}
    with transaction():
        actions.announce_year(2027, holidays=parse_notice(LINE, 2027), source="国办发明电〔2026〕7号", **facts)
    calendar = queries.work_calendar(year(2027))
    assert not calendar.is_working(date(2027, 10, 4))
    assert calendar.name(date(2027, 10, 2)) == "国庆节"  # a Saturday inside the holiday
    assert calendar.is_working(date(2027, 10, 9))
    shorter = parse_notice("国庆节：10月1日至3日放假。", 2027)
    with transaction():
        actions.announce_year(2027, holidays=shorter, source="国办发明电〔2026〕7号", **facts)
    assert queries.holidays_in(2027) == shorter
    with transaction():
        actions.withdraw_year(2027, **facts)
        actions.withdraw_year(2027, **facts)
    assert not queries.work_calendar(year(2027)).is_known(date(2027, 10, 1))
    assert db.session.scalars(db.select(SpecialDay)).all() == []
    history = changes_of(AnnouncedYear(year=2027))
    assert [change.field for change in history].count("days") == 3
    assert history[0].old == "国庆节：10月1日（周五）至10月3日（周日）放假。"


def test_a_day_belongs_to_one_years_notice(app_context: Flask) -> None:
    facts = {"by": Machine(), "now": NOW, "source": None}
    eve = "元旦：2026年12月31日至2027年1月2日放假。"
    with transaction():
        actions.announce_year(2027, holidays=parse_notice(eve, 2027), **facts)
    with pytest.raises(Conflict), transaction():
        actions.announce_year(2026, holidays=parse_notice("元旦：12月31日放假。", 2026), **facts)
    assert queries.announced_year(2026) is None


def test_an_unpublished_year_says_so_and_takes_the_notice(clerk: FlaskClient, sqlite_app: Flask) -> None:
    page = clerk.get("/workdays?year=2027").text
    assert "未公布" in page
    assert "/workdays/2027/notice" in page
    asked = clerk.post("/workdays/2027/notice", data={"text": LINE, "source": "国办发明电〔2026〕7号"})
    assert asked.status_code == 409
    assert "2027年10月9日 周六" in asked.text
    assert "未公布" in clerk.get("/workdays?year=2027").text
    value = asked.text.split('name="confirm" value="')[1].split('"')[0]
    stored = {"text": LINE, "source": "国办发明电〔2026〕7号", "confirm": value}
    assert clerk.post("/workdays/2027/notice", data=stored).location == "/workdays?year=2027"
    page = clerk.get("/workdays?year=2027").text
    assert "国办发明电〔2026〕7号" in page
    assert "国庆节" in page
    assert "10月1日（周五）至10月7日（周四）放假" in clerk.get("/workdays/2027/notice").text
    clerk.post("/workdays/2027/withdraw")
    page = clerk.get("/workdays?year=2027").text
    assert "未公布" in page
    assert "10月1日（周五）至10月7日（周四）放假" in page  # in the history


def test_what_goes_comes_and_changes_is_said_before_a_year_is_written_over(clerk: FlaskClient) -> None:
    clerk.post("/workdays/2025/library")
    assert "来自程序自带的节假日库" in clerk.get("/workdays?year=2025").text
    begun = clerk.get("/workdays/2025/notice").text
    assert "春节：1月28日（周二）至2月4日（周二）放假。1月26日（周日）、2月8日（周六）上班。" in begun
    assert "来自程序自带的节假日库" not in begun  # whoever changes the days has them from elsewhere
    short = "国庆节、中秋节：10月1日至7日放假。9月28日、10月11日上班。"
    asked = clerk.post("/workdays/2025/notice", data={"text": short})
    assert asked.status_code == 409
    assert "下列日期会改变，其余不变" in asked.text
    gone = asked.text.split("改动之处</caption>")[1].split("</table>")[0]
    assert "2025年1月28日 周二至2025年2月4日 周二" in gone
    assert "春节，放假" in gone
    assert "2025年10月8日 周三" in gone
    assert "10月1日" not in gone  # stays
    assert "平常日子" in gone
    value = asked.text.split('name="confirm" value="')[1].split('"')[0]
    clerk.post("/workdays/2025/notice", data={"text": short, "confirm": value})
    page = clerk.get("/workdays?year=2025").text
    assert "依据：手工录入" in page
    assert "清明节" not in page.split("<tbody>")[1].split("</tbody>")[0]


def test_the_source_stays_where_no_day_changes(clerk: FlaskClient) -> None:
    clerk.post("/workdays/2025/library")
    same = (
        clerk.get("/workdays/2025/notice").text.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0].strip()
    )
    asked = clerk.post("/workdays/2025/notice", data={"text": same})
    assert "没有日期改变" in asked.text
    value = asked.text.split('name="confirm" value="')[1].split('"')[0]
    clerk.post("/workdays/2025/notice", data={"text": same, "confirm": value})
    assert "来自程序自带的节假日库" in clerk.get("/workdays?year=2025").text


def test_a_year_is_set_back_in_two_steps(clerk: FlaskClient) -> None:
    clerk.post("/workdays/2025/library")
    page = clerk.get("/workdays?year=2025").text
    before, _after = page.split("/workdays/2025/withdraw")
    assert before.rindex("<details") > before.rfind("</details>")  # behind a summary, with what it does
    assert "只按周末算" in before


def test_a_text_that_cannot_be_read_stays_in_the_form(clerk: FlaskClient) -> None:
    refused = clerk.post("/workdays/2028/notice", data={"text": LINE})
    assert refused.status_code == 422
    assert LINE in refused.text
    assert "text-error" in refused.text
    assert clerk.get("/workdays/1800/notice").status_code == 404


def test_everybody_reads_and_only_the_office_changes(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        with transaction():
            add_known_years(now=NOW, by=Machine())
        client = sqlite_app.test_client()
        sign_in(client, make_person(Role.LEAD))
        page = client.get("/workdays?year=2025").text
        assert "春节" in page
        assert "农历除夕" not in page
        assert "/workdays/2025/notice" not in page
        assert client.get("/workdays/2025/notice").status_code == 403
        assert client.post("/workdays/2025/withdraw").status_code == 403


def test_a_year_that_only_the_library_knows_is_taken_from_there(clerk: FlaskClient) -> None:
    page = clerk.get("/workdays?year=2024").text
    assert "未公布" not in page
    assert clerk.post("/workdays/2024/library").location == "/workdays?year=2024"
    assert "清明节" in clerk.get("/workdays?year=2024").text
    clerk.post("/workdays/2099/library")
    assert "未公布" in clerk.get("/workdays?year=2099").text
