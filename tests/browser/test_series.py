"""Every second Tuesday at the job market, told as a story in a browser."""

import re
from datetime import timedelta

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from outreach import clock
from tests.browser.conftest import PHONE, Opened


def test_every_second_tuesday_at_the_job_market_without_the_days_that_are_left_out(opened: Opened) -> None:
    tuesday = clock.today() + timedelta(days=21 + (1 - clock.today().weekday()) % 7)
    page = opened("lead.employment", PHONE, language="en", bypass_csp=True)
    page.goto(f"/events/new?day={tuesday.isoformat()}&from=17:00&to=18:00")
    page.get_by_role("textbox", name="Title").fill("零工市场夜班招聘")
    market = page.locator("select[name=place_id] option", has_text="县零工市场").get_attribute("value")
    page.locator("select[name=place_id]").select_option(market)
    page.get_by_role("button", name="Plan event").click()
    if page.get_by_label("Why it is planned anyway").count():
        page.get_by_label("Why it is planned anyway").fill("已协调")
        page.get_by_role("button", name="Plan it anyway").click()
    page.locator("summary", has_text="More").click()
    page.get_by_role("link", name="Repeat event").click()

    expect(page.get_by_text("Which one", exact=True)).to_be_hidden()
    page.get_by_label("Every how many weeks or months").fill("2")
    page.get_by_label("Up to and including").fill((tuesday + timedelta(weeks=10)).isoformat())
    page.get_by_role("button", name="Show the days").click()
    ticks = page.locator("input[name=days]")
    expect(ticks).to_have_count(5)
    assert Axe().run(page).violations_count == 0
    for tick in ticks.all():
        tick.check()
    ticks.nth(1).uncheck()
    page.get_by_role("button", name="Plan the ticked days").click()
    if page.get_by_label("Why it is planned anyway").count():
        page.get_by_label("Why it is planned anyway").fill("已协调")
        page.get_by_role("button", name="Plan it anyway").click()

    expect(page).to_have_url(re.compile("/series/"))
    expect(page.locator(".series-lines .event-line")).to_have_count(5)
    expect(page.get_by_text("Not planned on this day")).to_have_count(1)
    assert Axe().run(page).violations_count == 0
    page.locator(".series-lines .event-line").nth(2).click()
    expect(page.get_by_text("3 of 5")).to_be_visible()

    page.locator("summary", has_text="More").click()
    page.get_by_role("link", name="Cancel event").click()
    page.get_by_label("Reason").fill("市场改造")
    page.get_by_label("This one and later ones (3)").check()
    page.get_by_role("button", name="Cancel event").click()
    expect(page.get_by_text("2 other events of the series")).to_be_visible()
    page.goto("/events?when=ahead&text=零工市场夜班招聘")
    expect(page.locator("table .struck")).to_have_count(3)
