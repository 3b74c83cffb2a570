"""A lead's afternoon, told in a browser: a campaign across five townships, what comes between, and who hears of it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import icalendar
import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, Route, expect

from outreach import clock
from outreach.db import db
from outreach.schedule.clashes.rules import ClashKind
from outreach.schedule.models import AcceptedClash, Event
from outreach.schedule.queries import event as event_of
from outreach.schedule.rules import Answer, Duty, Status
from tests.browser.conftest import DESK, PHONE, Opened, pictures, served, windows
from tests.browser.county import BOOKLET, LEAD, NOW, PENSION, County, at, make_county, make_five


@pytest.fixture
def county_app(small_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An app with an empty database, where the clock goes on from two in the afternoon of that Thursday."""
    real, began = clock.now, clock.now()
    monkeypatch.setattr(clock, "now", lambda: NOW + (real() - began))
    with small_app.app_context():
        yield small_app
        db.session.remove()


@pytest.fixture
def county(county_app: Flask) -> County:
    """The county, in whose database the test looks as well."""
    return make_county()


@pytest.fixture
def opened(browser: Browser, county_app: Flask) -> Iterator[Opened]:
    """Windows on the county, like those on the example year."""
    with served(county_app) as address, windows(browser, county_app, address) as open_window:
        yield open_window


def look(page: Page, name: str) -> None:
    """Keep a picture of this moment, where somebody wants to look."""
    folder = pictures()
    if folder is not None:
        page.screenshot(path=folder / f"afternoon-{name}.png", full_page=True)


def stored(title: str) -> Event:
    """The planned or cancelled event of that title, as the database has it now."""
    db.session.rollback()
    found = db.session.scalars(db.select(Event).where(Event.title == title, Event.status != Status.HELD)).one()
    return event_of(found.id)


def fill_times(page: Page, day: date, start: str, end: str) -> None:
    for name, value in (("starts_on", day.isoformat()), ("starts_at", start), ("ends_at", end)):
        page.locator(f"input[name={name}]").fill(value)


def choose_staff(page: Page, name: str, duty: Duty) -> None:
    line = page.locator("li.pick[data-words]", has_text=name)
    line.get_by_role("checkbox").check()
    line.get_by_role("combobox").select_option(duty.value)


def pull(page: Page, thing: Locator, target: Locator) -> None:
    """Drag the middle of the thing to the middle of the target."""
    for step, place in enumerate((thing, target)):
        box = place.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=1 + 5 * step)
        if step == 0:
            page.mouse.down()
    page.mouse.up()


def aim(page: Page) -> list[str]:
    """Target, planned ahead and done of the team's public events, as the page of targets shows them."""
    page.goto("/reports/2026/targets")
    row = page.get_by_role("row", name=re.compile("工伤保险"))
    return [row.locator(f"td[data-label={label}]").inner_text() for label in ("目标", "后续计划", "完成")]


def test_a_place_chosen_before_the_scripts_came_has_its_days(opened: Opened, county: County) -> None:
    page = opened(LEAD, DESK)
    held: list[Route] = []
    page.route("**/schedule/suggest.js*", lambda route: held.append(route))  # noqa: PLW0108 (it looks into it)
    page.goto("/events/new", wait_until="commit")
    page.locator("select[name=place_id]").select_option(label="三江镇")
    held[0].continue_()
    expect(page.locator(".suggestion").first).to_be_visible()


def test_a_campaign_is_planned_across_five_townships(opened: Opened, county: County) -> None:
    page = opened(LEAD, DESK)
    before = aim(page)
    page.goto("/campaigns")
    page.get_by_role("link", name="工伤预防宣传").click()
    campaign = page.url

    # 三江镇: the first day that suits, two teams, people and booklets
    page.get_by_role("link", name="安排活动").first.click()
    page.get_by_label("名称").fill("三江镇工伤预防宣传")
    page.locator("select[name=place_id]").select_option(label="三江镇")
    page.locator(".suggestion").first.click()
    expect(page.locator("[data-checks]")).to_contain_text("这个时间没有冲突")
    look(page, "1-plan")
    page.locator("summary", has_text="工作人员").click()
    choose_staff(page, "李梅", Duty.LEAD)
    choose_staff(page, "陈静", Duty.DESK)
    page.locator("summary", has_text="资料和预计数量").click()
    page.get_by_label(BOOKLET, exact=True).check()
    page.get_by_label(f"“{BOOKLET}”的数量").fill("600")
    page.locator("summary", has_text="协同分队").click()
    page.get_by_label("养老保险", exact=True).check()
    look(page, "2-details")
    page.get_by_role("button", name="安排活动").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("三江镇工伤预防宣传")
    look(page, "3-planned")
    event = stored("三江镇工伤预防宣传")
    first = event.id
    assert [each.team.code for each in event.joining] == ["pension"]
    assert {each.person.name: each.duty for each in event.staff} == {"李梅": Duty.LEAD, "陈静": Duty.DESK}
    assert [(each.item.name, each.quantity) for each in event.planned_items] == [(BOOKLET, 600)]
    assert event.tags[0].edition_id == county.edition.id

    # 石桥镇: on its market day
    page.goto(campaign)
    page.get_by_role("link", name="安排活动").first.click()
    page.get_by_label("名称").fill("石桥镇赶集宣传")
    page.locator("select[name=place_id]").select_option(label="石桥镇")
    market = page.locator(".suggestion").first
    expect(market).to_contain_text("赶集日")
    market.click()
    page.get_by_role("button", name="安排活动").click()
    expect(page.locator("[data-flashes]")).to_contain_text("活动已安排")
    assert clock.local(stored("石桥镇赶集宣传").starts_at).day % 5 == 3

    # 白云镇: at the hours of the first one, with the same person; said while typing, planned anyway for a reason
    page.goto(campaign)
    page.get_by_role("link", name="安排活动").first.click()
    page.get_by_label("名称").fill("白云镇工伤预防宣传")
    page.locator("select[name=place_id]").select_option(label="白云镇")
    start = clock.local(event.starts_at)
    fill_times(page, start.date(), f"{start:%H:%M}", f"{start + timedelta(hours=2):%H:%M}")
    expect(page.locator("[data-checks]")).to_contain_text("工伤保险两场都参加")
    page.locator("summary", has_text="工作人员").click()
    choose_staff(page, "李梅", Duty.SPEAKER)
    expect(page.locator("[data-checks]")).to_contain_text("与“三江镇工伤预防宣传”")
    expect(page.locator("li.pick", has_text="李梅")).to_contain_text("三江镇工伤预防宣传")
    look(page, "4-clash-while-typing")
    page.get_by_role("button", name="安排活动").click()
    expect(page.get_by_role("alert")).to_contain_text("三江镇工伤预防宣传")
    look(page, "5-clash-asked")
    page.get_by_label("仍要安排的原因").fill("两镇相邻，李梅中途换场")
    page.get_by_role("button", name="仍要安排").click()
    expect(page.locator(".kept-clash").first).to_contain_text("两镇相邻，李梅中途换场")
    look(page, "6-clash-kept")
    db.session.rollback()  # what was read before is not looked at again
    kept = db.session.scalars(db.select(AcceptedClash)).all()
    assert {(each.kind, each.other_id, each.reason) for each in kept} == {
        (kind, first, "两镇相邻，李梅中途换场") for kind in (ClashKind.PERSON_BUSY, ClashKind.TEAM_BUSY)
    }

    # 龙泉镇: the day that was typed is a holiday, so another one is taken
    page.goto(campaign)
    page.get_by_role("link", name="安排活动").first.click()
    page.get_by_label("名称").fill("龙泉镇工伤预防宣传")
    page.locator("select[name=place_id]").select_option(label="龙泉镇")
    fill_times(page, date(2026, 10, 1), "09:00", "11:00")
    expect(page.locator("[data-checks]")).to_contain_text("法定节假日（国庆节）")
    look(page, "7-holiday")
    page.locator(".suggestion").nth(1).click()
    expect(page.locator("[data-checks]")).to_contain_text("这个时间没有冲突")
    page.get_by_role("button", name="安排活动").click()
    expect(page.locator("[data-flashes]")).to_contain_text("活动已安排")
    assert stored("龙泉镇工伤预防宣传").day.month == 9

    # 新塘镇: like the first one, with its people and booklets, a week later
    page.goto(f"/events/{first}")
    page.get_by_role("link", name="复制").click()
    page.get_by_label("名称").fill("新塘镇工伤预防宣传")
    page.locator("select[name=place_id]").select_option(label="新塘镇")
    page.get_by_role("button", name="安排活动").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("新塘镇工伤预防宣传")
    copy = stored("新塘镇工伤预防宣传")
    assert copy.day == event.day + timedelta(weeks=1)
    assert len(copy.staff) == 2

    page.goto(campaign)
    expect(page.locator(".event-line")).to_have_count(5)
    look(page, "8-campaign")
    assert before == ["12", "0", "3"]
    assert aim(page) == ["12", "5", "3"]


def test_one_is_moved_by_drag_one_by_form_and_one_is_cancelled(opened: Opened, county: County) -> None:
    five = make_five(county)
    page = opened(LEAD, DESK)
    assert aim(page) == ["12", "5", "3"]

    page.goto("/calendar?month=2026-09")
    bar = page.locator(".event-bar", has_text="三江镇")
    day = {number: page.locator(f"li.day[data-day='2026-09-{number:02d}']") for number in (7, 15)}
    pull(page, bar, day[15])
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("09:00–11:00")
    look(page, "11-drag")
    sheet.get_by_role("button", name="改期").click()
    expect(page.locator("[data-flashes]")).to_contain_text("已改期")
    look(page, "12-dragged")
    page.get_by_role("button", name="撤销").click()
    expect(day[7].locator(".event-bar", has_text="三江镇")).to_be_visible()
    assert stored("三江镇工伤预防宣传").starts_at == at(date(2026, 9, 7), 9)
    pull(page, bar, day[15])
    sheet.get_by_role("button", name="改期").click()
    expect(day[15].locator(".event-bar", has_text="三江镇")).to_be_visible()
    assert stored("三江镇工伤预防宣传").starts_at == at(date(2026, 9, 15), 9)

    page.locator(".event-bar", has_text="石桥镇").click()
    page.get_by_role("link", name="改期").click()
    fill_times(page, date(2026, 9, 18), "14:30", "16:30")
    page.get_by_label("改期原因").fill("镇里开会")
    look(page, "13-move-form")
    page.get_by_role("button", name="改期").click()
    expect(page.get_by_text("已改期：原定")).to_be_visible()
    look(page, "14-moved")

    page.goto(f"/events/{five['白云镇']}")
    page.locator("summary", has_text="更多").click()
    page.get_by_role("link", name="取消活动").click()
    page.get_by_label("原因").fill("暴雨预警")
    page.get_by_role("button", name="取消活动").click()
    expect(page.locator(".notice.bad")).to_contain_text("暴雨预警")
    look(page, "15-cancelled")
    assert stored("白云镇工伤预防宣传").status is Status.CANCELLED
    assert aim(page) == ["12", "4", "3"]
    look(page, "16-targets")

    # in the calendar of 陈静, whose team joins: fetched without signing in, by her link
    hers = opened(PENSION, DESK)
    hers.goto("/calendar/subscribe")
    hers.get_by_role("button", name="生成我的链接").click()
    feed = hers.locator("#feed-address").inner_text()
    entries = entries_of(feed)
    assert {str(each["summary"]): each["dtstart"].dt for each in entries} == {
        "【改期】三江镇工伤预防宣传": at(date(2026, 9, 15), 9),
        "【改期】石桥镇工伤预防宣传": at(date(2026, 9, 18), 14, 30),
        "【已取消】白云镇工伤预防宣传": at(date(2026, 9, 9), 9),
        "龙泉镇工伤预防宣传": at(date(2026, 9, 10), 9),
        "新塘镇工伤预防宣传": at(date(2026, 9, 11), 9),
    }
    assert [str(each["summary"]) for each in entries if each["status"] == "CANCELLED"] == [
        "【已取消】白云镇工伤预防宣传"
    ]
    of_team = entries_of(feed.replace("/mine.ics", "/teams/pension.ics"))
    assert {each["uid"] for each in of_team} == {each["uid"] for each in entries}


def entries_of(address: str) -> list[Any]:
    """The events of the feed at that address, by day."""
    assert urlsplit(address).path.endswith(".ics")
    with urlopen(address) as answer:
        calendar = icalendar.Calendar.from_ical(answer.read())
    return sorted(calendar.walk("VEVENT"), key=lambda each: each["dtstart"].dt)


def test_two_gaps_are_filled_in_two_clicks_each(opened: Opened, county: County) -> None:
    page = opened(LEAD, DESK)
    page.goto("/coverage?kind=township")
    row = page.get_by_role("row", name=re.compile("三江镇"))
    expect(row.locator("td[data-label=工伤保险]")).to_contain_text("14个月前")
    look(page, "21-gaps")
    of_gap = {"/coverage?kind=township": "工伤保险到龙泉镇的活动", "/calendar": "三江镇 14个月前"}
    for number, (where, link) in enumerate(of_gap.items()):
        page.goto(where)
        page.get_by_role("link", name=link).click()
        expect(page.locator("[data-checks]")).to_contain_text("这个时间没有冲突")
        look(page, f"22-gap-{number}")
        page.get_by_role("button", name="安排活动").click()
        expect(page.locator("[data-flashes]")).to_contain_text("活动已安排")
    look(page, "23-filled")
    event = stored("三江镇工伤保险普法宣传")
    assert {each.person.name for each in event.staff} == {"李梅", "王强"}
    assert [(each.item.name, each.quantity) for each in event.planned_items] == [(BOOKLET, 300)]
    page.goto("/coverage?kind=township")
    expect(row.locator("td[data-label=工伤保险]")).to_contain_text("下次")
    assert aim(page) == ["12", "2", "3"]


def test_who_is_on_it_hears_of_it_on_the_phone_and_says_yes(opened: Opened, county: County) -> None:
    make_five(county)
    phone = opened(PENSION, PHONE)
    phone.goto("/events/mine")
    duty = phone.locator(".duty-line", has_text="三江镇")
    expect(duty).to_contain_text("9月7日")
    look(phone, "31-mine")
    duty.get_by_role("button", name="我能参加").tap()
    expect(duty.locator(".answer")).to_have_class(re.compile("accepted"))
    look(phone, "32-accepted")
    event = stored("三江镇工伤预防宣传")
    said = {each.person.name: each.answer for each in event.staff}
    assert said == {"王强": Answer.NONE, "陈静": Answer.ACCEPTED}
    desk = opened(LEAD, DESK)
    desk.goto(f"/events/{event.id}")
    expect(desk.locator(".person-duty", has_text="陈静")).to_contain_text("能参加")
