"""The main job from end to end on a phone's screen: a lead plans, a phone logs, a calendar reads, the report opens."""

import re
from typing import Any

import icalendar
from flask import Flask
from playwright.sync_api import Page, expect

from outreach import clock
from tests.browser.conftest import PHONE, Opened

TITLE = "工地门口讲工伤"


def figures(page: Page, **filters: str) -> dict[str, Any]:
    """This year's figures as JSON, as the person who has `page` open may read them."""
    answer = page.request.get(f"/reports/{clock.today().year}.json", params={"lines": "0"} | filters)
    assert answer.ok, answer.text()
    return dict(answer.json())


def test_plan_log_calendar_report(example_app: Flask, opened: Opened) -> None:
    before = figures(opened("viewer"))
    where = a_lead_plans(opened("lead.work_injury", PHONE, language="en"))
    a_phone_logs(opened("staff.1", PHONE, language="en"), where)
    a_calendar_reads(opened("staff.1", PHONE, language="en"))
    the_report_opens(opened("viewer", PHONE, language="en"), before)


def a_lead_plans(page: Page) -> str:
    """Plan an event of today with staff and materials; its address."""
    page.goto("/calendar")
    page.get_by_role("link", name="Plan an event").first.click()
    page.get_by_role("textbox", name="Title").fill(TITLE)
    page.locator("input[name=starts_on]").fill(clock.today().isoformat())
    page.get_by_role("textbox", name="From").fill("06:00")
    page.get_by_role("textbox", name="To").fill("07:30")
    page.locator("select[name=place_id]").select_option(index=1)
    page.locator("summary", has_text="Staff").click()
    page.locator("li.pick[data-words$=' staff.1']").get_by_role("checkbox").check()
    page.locator("summary", has_text="Materials and expected numbers").click()
    material = page.locator("li.pick", has=page.locator("input[name=planned_items]")).first
    material.get_by_role("checkbox").check()
    material.get_by_role("textbox").fill("200")
    page.get_by_role("button", name="Plan event").click()
    if page.get_by_role("button", name="Plan it anyway").is_visible():
        page.get_by_label("Why it is planned anyway").fill("人手已协调好")
        page.get_by_role("button", name="Plan it anyway").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    return str(page.url).partition("?")[0]


def a_phone_logs(page: Page, where: str) -> None:
    """Took 200, brought 50 back, 35 asked; then one more by a tap; a wrong tap is undone."""
    page.goto("/log")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_label(re.compile("^Took")).fill("200")
    page.get_by_label(re.compile("^Left")).fill("50")
    page.get_by_label(re.compile("^Asked")).fill("35")
    page.get_by_role("button", name="Done").click()
    sums = page.locator(".log-sticky")
    expect(sums).to_contain_text("150")
    expect(sums).to_contain_text("35")
    page.locator("[data-counters] button", has_text="+1").first.click()
    said = page.locator("[data-saving-words]")
    expect(said).to_contain_text("Draft")
    expect(said).to_contain_text("Uploaded", timeout=8000)
    page.reload()
    expect(page.locator(".log-sticky")).to_contain_text("36")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator(".log-sticky")).to_contain_text("35")
    page.goto(where)
    expect(page.get_by_text("Held", exact=True).first).to_be_visible()


def a_calendar_reads(page: Page) -> None:
    """The event is in the feed of the person who is on it, and a second poll costs nothing."""
    page.goto("/calendar/subscribe")
    page.get_by_role("button", name="Make my link").click()
    address = page.locator("#feed-address").inner_text()
    first = page.request.get(address)
    events = icalendar.Calendar.from_ical(first.body()).walk("VEVENT")
    assert TITLE in [str(event["summary"]) for event in events]
    assert page.request.get(address, headers={"If-None-Match": first.headers["etag"]}).status == 304


def the_report_opens(page: Page, before: dict[str, Any]) -> None:
    """The number has grown by what was logged, and opens to the line."""
    after = figures(page)
    assert after["handouts"]["value"] == before["handouts"]["value"] + 150
    assert after["consultations"]["value"] == before["consultations"]["value"] + 35
    year = clock.today().year
    page.goto(f"/reports/{year}")
    page.locator(f"a[href^='/reports/{year}/figures/handouts']").first.click()
    page.locator(".pager ul a:not([rel])").last.click()  # lines stand in the order of their days
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_text("150").first).to_be_visible()
