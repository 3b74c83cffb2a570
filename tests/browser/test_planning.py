"""The form of an event in a browser: what its small scripts promise."""

import json

from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Opened


def test_a_place_that_does_not_fit_any_more_is_not_kept(opened: Opened) -> None:
    page = opened("lead.pension", PHONE, language="en")
    page.goto("/events/new")
    places, search = page.locator("select[name=place_id]"), page.get_by_role("searchbox", name="Search places")
    places.select_option(index=3)
    chosen = places.locator("option").nth(3).inner_text()
    search.fill("nowhere at all")
    expect(page.locator(".place-found")).to_contain_text("No place fits")
    expect(places).to_have_value("")
    search.fill(chosen.split(" · ")[-1])
    expect(page.locator(".place-found")).to_contain_text("Places that fit: ")
    expect(places).not_to_have_value("")
    search.fill("")
    expect(page.locator(".place-found")).to_be_empty()


def test_a_day_that_does_not_exist_stays_in_its_box(opened: Opened) -> None:
    page = opened("lead.pension", DESK, language="en")
    page.goto("/events/new")
    page.get_by_role("textbox", name="Title").fill("二月三十日")
    day = page.locator("input[name=starts_on]")
    day.fill("")
    page.get_by_role("textbox", name="Title").press("Tab")
    page.keyboard.type("0230")  # the year is missing as well, so it is no day in any order of its parts
    page.get_by_role("button", name="Plan event").click()
    expect(page.locator("#starts_on-unreadable")).to_contain_text("There is no such day")
    assert page.url.endswith("/events/new")
    day.fill("2027-02-28")
    expect(page.locator("#starts_on-unreadable")).to_have_count(0)


def test_the_team_that_leads_is_not_offered_to_join(opened: Opened) -> None:
    page = opened("clerk", DESK, language="en")
    page.goto("/events/new")
    page.locator("summary", has_text="Other teams").press("Enter")
    lead = page.locator("select[name=lead_team_id]")
    for index in (1, 2):
        lead.select_option(index=index)
        joining = page.locator(f"input[name=joining_team_ids][value='{lead.input_value()}']")
        expect(joining).to_be_hidden()
    expect(page.locator("input[name=joining_team_ids]:visible")).to_have_count(3)


def test_a_ticked_campaign_ticks_its_laws_but_none_that_was_unticked(opened: Opened) -> None:
    page = opened("clerk", DESK, language="en")
    page.goto("/events/new")
    page.locator("summary", has_text="Campaigns, forms and laws").press("Enter")  # the page still moves under a pointer
    laws_of = json.loads(page.locator("[data-laws-of]").get_attribute("data-laws-of") or "{}")
    edition = next(id for id, laws in laws_of.items() if len(laws) > 1)
    campaign = page.locator(f"input[name=edition_ids][value='{edition}']")
    first, second = (page.locator(f"input[name=law_ids][value='{law}']") for law in laws_of[edition][:2])
    campaign.check()
    expect(first).to_be_checked()
    first.uncheck()
    campaign.uncheck()
    expect(second).not_to_be_checked()
    campaign.check()
    expect(second).to_be_checked()
    expect(first).not_to_be_checked()
