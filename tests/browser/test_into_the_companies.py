"""Law to a company, told whole: ordered by QR, checked without a signal, told in a notice, seen again, and counted."""

import io
import re
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import docx
import pytest
import zxingcpp
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from outreach import clock
from outreach.check_ups.lists.founding import add_standard_check_lists, standard_key
from outreach.check_ups.lists.standard import labour_contract
from outreach.check_ups.models import CheckUp
from outreach.check_ups.notices.models import Notice
from outreach.check_ups.notices.rules import State
from outreach.check_ups.rules import Found
from outreach.db import db, transaction
from outreach.evidence.models import Evidence
from outreach.laws.founding import add_standard_laws
from outreach.laws.subjects import Subject
from outreach.orders.models import MenuForm
from outreach.people.rules import Role
from outreach.schedule.models import Event
from outreach.schedule.rules import Duty, Form, Status, Track
from tests.browser.conftest import DESK, PHONE, Opened, pictures, served, session_cookie, windows
from tests.browser.field import PATIENCE
from tests.browser.test_afternoon import choose_staff
from tests.browser.test_check_ups import answer, answers_of, at_the_gate, look_again, point, points, results_of
from tests.browser.test_photos import photo
from tests.making import make_bureau, make_case, make_menu_topic, make_person, make_team

#: Monday 2 March 2026, nine in the morning; the days on which something happens, each at half past nine.
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
VISIT, WRITTEN, HANDED = date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 13)
COMPANY, TOPIC, CASE = "宏达电子有限公司", "劳动合同风险体检", "未订立书面劳动合同支付二倍工资案"
CLERK, LEAD, ARBITRATOR, COLLEAGUE = "clerk", "lead.labor", "staff.fang", "staff.du"
UNSIGNED, OPEN_ENDED, CLAUSES, COPY, *REST = [each.title for each in labour_contract.LIST.points]
LIST = labour_contract.LIST.title
NOTE = "新进的三名职工还没有签合同"


class Days:
    """What day it is: the clock of the server goes on from where `go` puts it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._real, self._at = clock.now, NOW
        self._began = self._real()
        monkeypatch.setattr(clock, "now", self.now)

    def now(self) -> datetime:
        return self._at + (self._real() - self._began)

    def go(self, day: date, *phones: Page) -> None:
        """On to half past nine of that day, on these phones too."""
        self._at, self._began = clock.instant(datetime(day.year, day.month, day.day, 9, 30)), self._real()
        for phone in phones:
            phone.context.clock.set_system_time(self.now())


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Days:
    return Days(monkeypatch)


@pytest.fixture
def bureau_app(small_app: Flask, days: Days) -> Flask:
    """A small bureau with the standard lists, a menu of one topic, and a case that shows what it costs."""
    with small_app.app_context():
        make_bureau()
        team = make_team("labor_relations")
        clerk = make_person(Role.CLERK, username=CLERK, name="何文")
        for username, name, role in (
            (LEAD, "周正", Role.LEAD),
            (ARBITRATOR, "方静", Role.STAFF),
            (COLLEAGUE, "杜明", Role.STAFF),
        ):
            make_person(role, team=team, username=username, name=name)
        with transaction():
            add_standard_laws(now=NOW, by=clerk)
            add_standard_check_lists(now=NOW, by=clerk)
            make_menu_topic(team=team, title=TOPIC).forms = [MenuForm(form=Form.CHECK_UP)]
        make_case(CASE, team=team)
        db.session.remove()
    return small_app


@pytest.fixture
def site(bureau_app: Flask) -> Iterator[str]:
    with served(bureau_app) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, bureau_app: Flask, site: str) -> Iterator[Opened]:
    """Windows on the bureau, like those on the example year."""
    with windows(browser, bureau_app, site) as open_window:
        yield open_window


Seated = Callable[[str], Page]


@pytest.fixture
def seated(opened: Opened, bureau_app: Flask, site: str) -> Seated:
    """`seated("clerk")`: the one window of that person's desk, signed in anew: days lie between."""
    desks: dict[str, Page] = {}

    def sit_down(username: str) -> Page:
        if username not in desks:
            desks[username] = opened(None, DESK)
        desks[username].context.add_cookies([session_cookie(bureau_app, username, site)])
        return desks[username]

    return sit_down


def look(page: Page, name: str) -> None:
    """Keep a picture of this moment, where somebody wants to look."""
    folder = pictures()
    if folder is not None:
        page.screenshot(path=folder / f"company-{name}.png", full_page=True)


def test_law_goes_into_a_company_and_the_report_opens_to_all_of_it(
    opened: Opened, seated: Seated, bureau_app: Flask, site: str, days: Days
) -> None:
    ask = asking(bureau_app)
    company = opened(None, PHONE)
    a_company_orders(company, the_address_on_the_poster(seated(LEAD), site))
    visit = the_lead_accepts(seated(LEAD), ask)
    the_company_reads_the_day(company)

    days.go(VISIT)
    phones = two_phones(opened, site, days)
    two_fill_it_without_a_signal(phones, visit)
    both_come_back(phones, bureau_app, visit)
    first = ask(lambda: check_up_at(visit).id)
    the_lead_ends_it(seated(LEAD), first)

    days.go(WRITTEN)
    notice = the_office_writes_the_notice(seated(CLERK), first, ask)
    another_reviews_it(seated(LEAD), notice)
    days.go(HANDED, *phones)
    it_is_handed_over(signed_in_again(phones[0], bureau_app, site), notice, ask)

    due = ask(lambda: db.session.get_one(Notice, notice).revisit_on)
    assert timedelta(days=80) < due - VISIT < timedelta(days=100)
    days.go(due - timedelta(days=7))
    revisit = the_revisit_is_planned(seated(LEAD), due, ask)
    days.go(due, *phones)
    second = one_risk_is_mended(signed_in_again(phones[0], bureau_app, site), bureau_app, revisit)
    before_and_after(seated(LEAD), second)
    the_report_opens_to_all_of_it(seated(CLERK), (visit, revisit), first, second)


Ask = Callable[[Callable[[], Any]], Any]


def asking(app: Flask) -> Ask:
    """`ask(what)` looks into the database as it is now."""

    def ask(what: Callable[[], Any]) -> Any:
        with app.app_context():
            return what()

    return ask


def check_up_at(event: uuid.UUID) -> CheckUp:
    return db.session.scalars(db.select(CheckUp).where(CheckUp.event_id == event)).one()


def the_address_on_the_poster(desk: Page, site: str) -> str:
    """What a camera reads from the QR; there is one only under an address that phones reach."""
    reached = site.replace("127.0.0.1", "phone.test")
    cookie = desk.context.cookies()[0]
    desk.context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": reached}])
    desk.goto(f"{reached}/orders/poster")
    expect(desk.locator(".poster svg")).to_be_visible()
    look(desk, "01-poster")
    (read,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(desk.screenshot(full_page=True))))
    assert desk.locator(".poster-address").inner_text() == read.text
    return str(read.text)


def a_company_orders(page: Page, address: str) -> None:
    """Without an account: the code of the reply page is its only way to the answer."""
    page.goto(address)
    page.get_by_label(re.compile(TOPIC)).check()
    page.get_by_label("企业名称").fill(COMPANY)
    page.get_by_label("最合适的日期").fill(VISIT.isoformat())
    page.get_by_label("大约多少人参加").fill("40")
    page.get_by_label("地点").fill("二号楼会议室")
    look(page, "02-menu")
    page.get_by_role("button", name="提交点单").tap()
    expect(page.locator("#order-code")).to_be_visible()
    look(page, "03-code")


def the_company_reads_the_day(page: Page) -> None:
    page.reload()
    expect(page.get_by_text("我们准时上门")).to_be_visible()
    expect(page.locator(".notice.good")).to_contain_text("2026年3月10日")
    look(page, "06-reply")


def the_lead_accepts(desk: Page, ask: Ask) -> uuid.UUID:
    """One click makes the event; then it is said who goes."""
    desk.goto("/")
    desk.get_by_role("region", name="企业点单待答复").get_by_role("link", name=re.compile(COMPANY)).click()
    look(desk, "04-order")
    desk.get_by_role("button", name="排成活动").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(f"送法入企：{COMPANY}")
    desk.get_by_role("link", name="修改").first.click()
    choose_staff(desk, "方静", Duty.SPEAKER)
    choose_staff(desk, "杜明", Duty.DESK)
    desk.get_by_role("button", name="保存").click()
    expect(desk.locator(".person-duty", has_text="方静")).to_be_visible()
    look(desk, "05-event")
    event: Event = ask(lambda: db.session.scalars(db.select(Event)).one())
    assert (event.day, event.track, event.status) == (VISIT, Track.ENTERPRISE, Status.PLANNED)
    return event.id


def two_phones(opened: Opened, site: str, days: Days) -> tuple[Page, Page]:
    phones = opened(ARBITRATOR, PHONE), opened(COLLEAGUE, PHONE)
    for phone in phones:
        phone.context.clock.install(time=days.now())
        phone.context.add_cookies(
            [{"name": "language", "value": "zh", "url": site}]
        )  # for the worker, which has no locale
    return phones


def to_the_list(page: Page, event: uuid.UUID) -> None:
    """Without a signal from the log of the event to the points of the list on labour contracts."""
    page.goto(f"/log/{event}")
    look(page, "07-log")
    page.get_by_role("link", name="法律体检").tap()
    page.get_by_role("button", name=COMPANY).tap()
    look(page, "08-lists")
    page.get_by_role("link", name=LIST).tap()
    expect(points(page)).to_have_count(len(labour_contract.LIST.points))


def progress(page: Page) -> Locator:
    return page.locator("[data-slot='list-progress']")


def two_fill_it_without_a_signal(phones: tuple[Page, Page], event: uuid.UUID) -> None:
    arbitrator, colleague = phones
    for phone in phones:
        at_the_gate(phone, event)
        to_the_list(phone, event)
    answer(arbitrator, UNSIGNED, "有风险")
    point(arbitrator, UNSIGNED).get_by_label("备注").fill(NOTE)
    point(arbitrator, UNSIGNED).get_by_role("button", name="保存备注").tap()
    answer(arbitrator, OPEN_ENDED, "规范")
    expect(progress(arbitrator)).to_contain_text(f"已看2/{len(labour_contract.LIST.points)}项")
    answer(colleague, CLAUSES, "规范")
    answer(colleague, COPY, "有风险")
    for title in REST:
        answer(colleague, title, "不涉及")
    look(arbitrator, "09-arbitrator-offline")
    look(colleague, "10-colleague-offline")


def both_come_back(phones: tuple[Page, Page], app: Flask, event: uuid.UUID) -> None:
    assert answers_of(app, event) == []
    for phone in phones:
        phone.context.set_offline(False)
        expect(phone.locator("[data-saving-words]")).to_contain_text("已上传", timeout=PATIENCE)
    look_again(phones[0])
    everything = len(labour_contract.LIST.points)
    expect(progress(phones[0])).to_contain_text(f"已看{everything}/{everything}项", timeout=PATIENCE)
    expect(point(phones[0], COPY)).to_contain_text("杜明")
    look(phones[0], "11-arbitrator-back")
    found = results_of(app, event)
    assert {title for title, what in found.items() if what is Found.RISK} == {UNSIGNED, COPY}
    assert len(found) == everything


def the_lead_ends_it(desk: Page, check_up: uuid.UUID) -> None:
    desk.goto(f"/check-ups/{check_up}")
    expect(desk.get_by_text(NOTE)).to_be_visible()
    desk.get_by_role("button", name="体检完成").click()
    look(desk, "12-check-up")


def the_office_writes_the_notice(desk: Page, check_up: uuid.UUID, ask: Ask) -> uuid.UUID:
    """The clerk makes the draft, and adds the case that shows what it costs."""
    desk.goto(f"/check-ups/{check_up}")
    desk.get_by_role("link", name="起草风险提示书").click()
    look(desk, "13-make")
    desk.get_by_role("button", name="生成草稿").click()
    risk = desk.get_by_role("article", name=re.compile(UNSIGNED))
    look(desk, "14-draft")
    risk.get_by_role("link", name="修改").click()
    expect(desk.get_by_text(NOTE)).to_be_visible()
    cases = desk.get_by_label("警示案例")
    cases.select_option(cases.locator("option", has_text=CASE).get_attribute("value"))
    look(desk, "15-item")
    desk.get_by_role("button", name="保存风险").click()
    expect(risk).to_contain_text(CASE)
    notice: Notice = ask(lambda: db.session.scalars(db.select(Notice)).one())
    assert (notice.state, notice.check_up_id) == (State.DRAFT, check_up)
    return notice.id


def another_reviews_it(desk: Page, notice: uuid.UUID) -> None:
    desk.goto(f"/notices/{notice}")
    desk.get_by_role("link", name="审核").click()
    look(desk, "16-review")
    desk.get_by_role("button", name="审核通过").click()
    look(desk, "17-reviewed")


def it_is_handed_over(page: Page, notice: uuid.UUID, ask: Ask) -> None:
    """The Word file holds the risks; the page that the company signed comes in as evidence."""
    page.goto(f"/notices/{notice}")
    paper = docx.Document(io.BytesIO(page.request.get(f"/notices/{notice}.docx").body()))
    said = "\n".join(each.text for each in paper.paragraphs)
    assert said.index(UNSIGNED) < said.index(COPY)  # the heavier one first
    for words in (COMPANY, "《中华人民共和国劳动合同法》", "二倍", "李某"):
        assert words in said, words
    assert OPEN_ENDED not in said and NOTE not in said
    page.get_by_role("link", name="已送达企业").tap()
    page.get_by_role("button", name="已送达企业").tap()
    expect(page.get_by_text("已送达").first).to_be_visible()
    page.get_by_role("link", name="添加照片").tap()
    page.get_by_label("照片", exact=True).set_input_files([photo(600, 800)])
    page.get_by_label("照片内容").fill("企业签收页")
    page.get_by_role("button", name="添加照片").tap()
    expect(page.get_by_role("img", name="企业签收页")).to_be_visible()
    look(page, "18-handed-over")
    evidence = ask(lambda: db.session.scalars(db.select(Evidence)).one())
    assert (evidence.subject_type, evidence.subject_id, evidence.shows_people) == ("notices", notice, True)
    assert ask(lambda: db.session.get_one(Notice, notice).state) is State.HANDED_OVER


def the_revisit_is_planned(desk: Page, due: date, ask: Ask) -> uuid.UUID:
    """The board of the team reminds of it, and its line leads to the event."""
    desk.goto("/")
    reminder = desk.get_by_role("region", name="到期回访")
    look(desk, "19-reminder")
    reminder.get_by_role("link", name=re.compile(COMPANY)).click()
    look(desk, "20-plan")
    desk.get_by_role("button", name="安排回访").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(f"送法入企回访：{COMPANY}")
    look(desk, "21-revisit")
    event: Event = ask(lambda: db.session.scalars(db.select(Event).where(Event.day > VISIT)).one())
    assert event.day == due
    return event.id


def signed_in_again(page: Page, app: Flask, site: str) -> Page:
    """The arbitrator's phone, on which nobody was for days."""
    page.context.add_cookies([session_cookie(app, ARBITRATOR, site)])
    return page


def one_risk_is_mended(page: Page, app: Flask, event: uuid.UUID) -> uuid.UUID:
    """The same phone as the first time: it knows what was a risk then."""
    at_the_gate(page, event)
    to_the_list(page, event)
    for title, was_risk in ((UNSIGNED, True), (OPEN_ENDED, False), (COPY, True)):
        expect(point(page, title).get_by_text("上次有风险")).to_be_visible(visible=was_risk)
    still_to_look_at = progress(page)
    expect(still_to_look_at).to_contain_text("上次有风险，待查看：2项")
    answer(page, UNSIGNED, "规范")
    expect(still_to_look_at).to_contain_text("上次有风险，待查看：1项")
    answer(page, COPY, "有风险")
    expect(still_to_look_at).not_to_contain_text("待查看")
    look(page, "22-revisit-offline")
    page.context.set_offline(False)
    expect(page.locator("[data-saving-words]")).to_contain_text("已上传", timeout=PATIENCE)
    assert results_of(app, event) == {UNSIGNED: Found.IN_ORDER, COPY: Found.RISK}
    with app.app_context():
        return check_up_at(event).id


def before_and_after(desk: Page, check_up: uuid.UUID) -> None:
    desk.goto(f"/check-ups/{check_up}")
    look(desk, "23-second")
    desk.get_by_role("link", name="前后对照").click()
    expect(desk.locator(".stat-label")).to_have_text(["已整改", "仍未整改"])
    expect(desk.get_by_role("region", name="已整改")).to_contain_text(UNSIGNED)
    expect(desk.get_by_role("region", name="仍未整改")).to_contain_text(COPY)
    look(desk, "24-before-after")


def the_report_opens_to_all_of_it(
    desk: Page, visits: tuple[uuid.UUID, uuid.UUID], first: uuid.UUID, second: uuid.UUID
) -> None:
    """The paragraph says what there was, and each number opens down to the order, the check-up and its points."""
    desk.goto("/reports/2026/texts/new")
    desk.get_by_role("button", name="写成文稿").click()
    paragraph = desk.locator(".official p", has_text="走访企业")
    expect(paragraph).to_contain_text("走访企业1家、2家次")
    expect(paragraph).to_contain_text(
        "开展法律体检2次，发现用工风险3项（含回访时仍未整改的），督促整改1项；受理企业点单1单，5个工作日内答复1单"
    )
    look(desk, "25-text")
    links = [(each.inner_text(), each.get_attribute("href") or "") for each in paragraph.get_by_role("link").all()]
    lines = desk.locator("main tbody a").filter(has_text=re.compile("法律体检|体检清单|送法入企|企业点单"))
    opened_to: dict[str, list[str]] = {}
    for number, href in links:
        desk.goto(href)
        expect(lines.first).to_be_visible()
        opened_to[f"{len(opened_to)} {number}"] = [str(each.get_attribute("href")) for each in lines.all()]
        look(desk, f"26-behind-{len(opened_to)}")
    events = [f"/events/{event}" for event in visits]
    unsigned, copy = (f"#{standard_key(Subject.LABOUR_CONTRACT, code)}" for code in ("in_a_month", "copy"))
    mended = f"/check-ups/{second}{unsigned}"
    found = [f"/check-ups/{first}{unsigned}", f"/check-ups/{first}{copy}", f"/check-ups/{second}{copy}"]
    order = opened_to["6 1单"]
    assert re.fullmatch("/orders/[0-9a-f-]{36}", order[0])
    assert {number: sorted(lines) for number, lines in opened_to.items()} == {
        "0 2次": events,
        "1 1家": events[:1],
        "2 2家次": events,
        "3 2次": [f"/check-ups/{first}", f"/check-ups/{second}"],
        "4 3项": sorted(found),
        "5 1项": [mended],
        "6 1单": order,
        "7 1单": order,
    }
    desk.goto(mended)
    row = desk.locator(desk.url[desk.url.index("#") :].replace("#", "id="))
    expect(row).to_be_in_viewport()
    expect(row).to_contain_text(UNSIGNED)
    expect(row).to_contain_text("规范")
    look(desk, "27-row")
    desk.goto(order[0])
    expect(desk.get_by_role("heading", level=1)).to_have_text(COMPANY)
    expect(desk.get_by_role("link", name=f"送法入企：{COMPANY}")).to_be_visible()
