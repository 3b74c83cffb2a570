"""The counters on a phone: what is touched is stored, shown, sent once, and taken back at a touch."""

import itertools
import re
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PHONE, Opened
from tests.browser.field import (
    PATIENCE,
    asked,
    event_of,
    expect_number,
    expect_uploaded,
    lines_of,
    number,
    open_log,
    ready,
    reason,
    state,
    tap,
)


@pytest.fixture
def page(opened: Opened) -> Page:
    """A phone with the counters of today's event open."""
    return open_log(opened("staff.1", PHONE, language="en"))


def test_touches_of_two_seconds_are_one_line(page: Page) -> None:
    sent: list[Any] = []
    page.on("request", lambda request: sent.append(request.post_data_json) if "/api/tallies" in request.url else None)
    before, place = number(page), asked(page).locator("button").first.bounding_box()
    for add in (1, 1, 5):
        tap(page, add)
    expect_number(page, before + 7)
    under_the_thumb = asked(page).locator("button").first.bounding_box()
    assert place is not None
    assert under_the_thumb is not None
    assert under_the_thumb["width"] == place["width"]
    expect(state(page)).to_contain_text("Draft: +7")
    expect_uploaded(page)
    assert [line["quantity"] for batch in sent for line in batch["tallies"]] == [7]
    ready(page.reload() and page)
    expect_number(page, before + 7)
    expect(page.locator("#logged li").first).to_contain_text("+7")


def test_undo_takes_back_a_touch_and_then_a_saved_line(page: Page) -> None:
    before = number(page)
    tap(page, 50)
    expect_number(page, before + 50)
    page.locator("[data-undo]").tap()
    expect_number(page, before)
    tap(page)
    expect_number(page, before + 1)
    expect_uploaded(page)
    expect(page.locator("#lines-text")).to_have_value(re.compile(rf"\b{before + 1}\b"), timeout=PATIENCE)
    page.locator("[data-undo]").tap()
    expect(reason(page)).to_contain_text("Taken back", timeout=PATIENCE)
    expect_uploaded(page)
    ready(page.reload() and page)
    expect_number(page, before)


def test_undo_of_what_has_no_answer_yet_counts_nothing(page: Page) -> None:
    before = number(page)
    page.context.set_offline(True)
    tap(page, 10)
    expect(reason(page)).to_contain_text("No network", timeout=PATIENCE)
    page.locator("[data-undo]").tap()
    expect_number(page, before)
    page.context.set_offline(False)
    expect_uploaded(page)
    ready(page.reload() and page)
    expect_number(page, before)


def test_what_was_not_taken_stays_until_it_is_let_go(page: Page) -> None:
    def refuse_once(route: Route) -> None:
        lines = route.request.post_data_json["tallies"]
        said = {"answer": "refused", "code": "unknown_event", "message": "No such event."}
        route.fulfill(json={"answers": {line["id"]: said for line in lines}})

    before = number(page)
    page.route("**/api/tallies", refuse_once, times=1)
    tap(page, 5)
    refusal = page.locator("[data-refused-words]")
    expect(refusal).to_contain_text("No such event.", timeout=PATIENCE)
    expect_number(page, before)
    tap(page)
    expect_number(page, before + 1)
    expect_uploaded(page)
    ready(page.reload() and page)
    expect(refusal).to_contain_text("+5")
    expect_number(page, before + 1)
    page.locator("[data-dismiss]").tap()
    expect(refusal).to_be_hidden()


def test_a_batch_that_is_too_large_is_halved(page: Page) -> None:
    before = number(page)
    page.route("**/api/tallies", lambda route: route.fulfill(status=413, json={"error": {}}), times=1)
    tap(page)
    page.locator(".counter:not(.big) button[data-add='1']").first.tap()
    expect_uploaded(page)
    ready(page.reload() and page)
    expect_number(page, before + 1)


def test_the_servers_own_words_are_shown(page: Page) -> None:
    said = {"error": {"code": "forbidden", "message": "You may not log."}}
    page.route("**/api/tallies", lambda route: route.fulfill(status=403, json=said))
    tap(page)
    expect(reason(page)).to_contain_text("You may not log.", timeout=PATIENCE)
    expect(state(page)).to_contain_text("Waiting to upload: 1")


def test_a_number_is_typed_at_its_counter_in_full_width_and_in_bundles(page: Page, example_app: Flask) -> None:
    page.context.set_offline(True)
    counter = page.locator(".counter[data-bundle]").first
    bundle, before = int(counter.get_attribute("data-bundle") or 0), int(counter.get_attribute("data-net") or 0)
    counter.locator("a.typed").tap()
    page.locator("#number-quantity").fill("２捆+5")
    expect(page.locator("[data-number-add]")).to_contain_text(f"Add {2 * bundle + 5}")
    page.locator("#number-quantity").press("Enter")
    expect(counter.locator("[data-shown]")).to_have_text(f"{before + 2 * bundle + 5:,}")
    page.context.set_offline(False)
    expect_uploaded(page)
    assert lines_of(example_app, event_of(page))[-1].quantity == 2 * bundle + 5


def test_three_numbers_and_further_materials_wait_without_signal_and_are_undone_at_once(
    page: Page, example_app: Flask
) -> None:
    before = len(lines_of(example_app, event_of(page)))
    page.context.set_offline(True)
    page.locator("[data-three-form] button.primary").tap()
    expect(page.locator("[data-three-form] .field-error")).to_have_text("Type at least one number.")
    page.locator("[data-more-rows]").tap()
    for row, (taken, left) in enumerate((("100", "15"), ("40", "10"))):
        page.locator("[data-three='taken']").nth(row).fill(taken)
        page.locator("[data-three='left']").nth(row).fill(left)
    page.locator("[data-three='taken']").first.press("Enter")
    page.locator("[data-three='left']").first.press("Enter")
    page.keyboard.insert_text("12")
    page.locator("[data-three-form] button.primary").tap()
    expect(state(page)).to_contain_text("Waiting to upload: 3", timeout=PATIENCE)
    expect(reason(page)).to_contain_text("No network", timeout=PATIENCE)
    bar = page.locator("[data-saving-bar]").bounding_box()
    assert bar is not None
    assert bar["height"] <= 90  # it stands over what is counted next
    page.context.set_offline(False)
    expect_uploaded(page)
    logged = lines_of(example_app, event_of(page))[before:]
    assert [(line.quantity, line.basis) for line in logged] == [
        (85, "brought_minus_left"),
        (30, "brought_minus_left"),
        (12, "counted"),
    ]
    page.locator("[data-undo]").tap()
    expect(reason(page)).to_contain_text("Taken back", timeout=PATIENCE)
    expect_uploaded(page)
    assert sum(line.quantity for line in lines_of(example_app, event_of(page))[before:]) == 0


def test_what_is_not_on_the_page_is_found_without_signal_and_comes_first_the_next_time(page: Page) -> None:
    text = page.locator("[data-find-text]")
    expect(page.locator("select[data-what] optgroup[label='Not planned']")).to_be_attached(timeout=PATIENCE)
    page.context.set_offline(True)
    text.fill("injury")
    found = page.locator("[data-found] button").first
    name = found.inner_text().split("\n")[0]
    found.tap()
    counter = page.locator("[data-counter-list] .counter").first
    expect(counter).to_contain_text(name)
    counter.locator("button[data-add='5']").tap()
    expect(counter.locator("[data-shown]")).to_have_text("5")
    page.context.set_offline(False)
    expect_uploaded(page)
    ready(page.reload() and page)
    expect(page.locator("[data-counter-list] .counter").first.locator("[data-shown]")).to_have_text("5")


def test_the_hand_is_remembered(page: Page) -> None:
    first = asked(page).locator("..").locator(".counter-list .tap").first
    right = first.bounding_box()
    page.locator("[data-switch='hand']").tap()
    left = first.bounding_box()
    assert right is not None
    assert left is not None
    assert left["x"] < right["x"]
    ready(page.reload() and page)
    expect(page.locator("[data-log][data-hand='left']")).to_be_attached()


def test_a_screen_reader_hears_a_number_once_it_rests(page: Page) -> None:
    before = number(page)
    told = page.locator("[data-saving-told]")
    tap(page)
    tap(page, 5)
    expect_number(page, before + 6)
    expect(told).to_have_text("")
    expect(told).to_contain_text(f"+6, now {before + 6:,}", timeout=PATIENCE)


def test_no_digit_of_a_sum_is_cut_off(page: Page) -> None:
    for width, size in itertools.product((320, 390), ("normal", "larger")):
        page.set_viewport_size({"width": width, "height": 844})
        cut = page.evaluate(
            """(size) => {
                document.documentElement.dataset.type = size;
                for (const value of document.querySelectorAll(".log-sum-value")) value.textContent = "≈12,734";
                const sums = document.querySelector(".log-sums");
                const edge = sums.getBoundingClientRect().right;
                const values = [...document.querySelectorAll(".log-sum-value")];
                return values.filter((value) => value.getBoundingClientRect().right > edge).length
                    + [...sums.children].filter((sum) => sum.scrollWidth > sum.clientWidth).length;
            }""",
            size,
        )
        assert cut == 0, (width, size)
