"""The counters on a phone: what is tapped is collected, sent once, and kept on the screen until it is saved."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import PHONE, Opened

#: Long enough for the two seconds of rest and a slow machine.
PATIENCE = 10_000


@pytest.fixture
def page(opened: Opened) -> Page:
    """A phone with the counters of today's event open."""
    page = opened("staff.1", PHONE, language="en")
    page.goto("/log")
    page.locator("a[href*='/log/']").first.click()
    page.wait_for_load_state()
    return page


def asked(page: Page) -> Locator:
    return page.locator(".counter.big")


def number(page: Page) -> int:
    """What the big counter shows."""
    digits = re.sub(r"\D", "", asked(page).locator("output").inner_text())
    return int(digits or 0)


def words(page: Page) -> Locator:
    return page.locator("[data-saving-words]")


def test_touches_of_two_seconds_are_one_line(page: Page) -> None:
    sent: list[Any] = []
    page.on("request", lambda request: sent.append(request.post_data_json) if "/api/tallies" in request.url else None)
    before = number(page)
    for add in (1, 1, 5):
        asked(page).locator(f"button[data-add='{add}']").tap()
    assert number(page) == before + 7
    expect(words(page)).to_contain_text("Not saved yet")
    expect(words(page)).to_contain_text("Saved:", timeout=PATIENCE)
    assert [line["quantity"] for batch in sent for line in batch["tallies"]] == [7]
    page.reload()
    assert number(page) == before + 7
    expect(page.locator("#logged li").first).to_contain_text("+7")


def test_undo_takes_back_a_touch_and_then_a_saved_line(page: Page) -> None:
    before = number(page)
    asked(page).locator("button[data-add='50']").tap()
    page.locator("[data-undo]").tap()
    assert number(page) == before
    asked(page).locator("button[data-add='1']").tap()
    expect(words(page)).to_contain_text("Saved:", timeout=PATIENCE)
    page.locator("[data-undo]").tap()
    expect(words(page)).to_contain_text("Taken back", timeout=PATIENCE)
    page.reload()
    assert number(page) == before


def test_without_signal_a_touch_stays_until_it_is_saved_and_counts_once(page: Page) -> None:
    before = number(page)
    page.context.set_offline(True)
    asked(page).locator("button[data-add='10']").tap()
    expect(words(page)).to_contain_text("not saved", timeout=PATIENCE)
    expect(page.locator("[data-retry]")).to_be_visible()
    assert number(page) == before + 10
    page.context.set_offline(False)
    expect(words(page)).to_contain_text("Saved:", timeout=PATIENCE)
    page.reload()
    assert number(page) == before + 10


def test_a_page_of_the_wifi_is_no_answer(page: Page) -> None:
    def captive(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<h1>Welcome</h1>")

    before = number(page)
    page.route("**/api/tallies", captive)
    asked(page).locator("button[data-add='5']").tap()
    expect(words(page)).to_contain_text("not saved", timeout=PATIENCE)
    page.unroute("**/api/tallies", captive)  # and it is sent again by itself
    expect(words(page)).to_contain_text("Saved:", timeout=PATIENCE)
    page.reload()
    assert number(page) == before + 5


def test_what_was_not_taken_stays_until_it_is_let_go(page: Page) -> None:
    def refuse_once(route: Route) -> None:
        lines = route.request.post_data_json["tallies"]
        said = {"answer": "refused", "code": "unknown_event", "message": "No such event."}
        route.fulfill(json={"answers": {line["id"]: said for line in lines}})

    before = number(page)
    page.route("**/api/tallies", refuse_once, times=1)
    asked(page).locator("button[data-add='5']").tap()
    refusal = page.locator("[data-refused-words]")
    expect(refusal).to_contain_text("No such event.", timeout=PATIENCE)
    assert number(page) == before
    asked(page).locator("button[data-add='1']").tap()
    expect(words(page)).to_contain_text("Saved:", timeout=PATIENCE)
    expect(refusal).to_contain_text("+5")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.accept()))
    page.reload()
    assert dialogs == ["beforeunload"]
    assert number(page) == before + 1


def test_a_refusal_is_discarded(page: Page) -> None:
    page.route(
        "**/api/tallies",
        lambda route: route.fulfill(
            json={
                "answers": {
                    line["id"]: {"answer": "differs", "code": "differs", "message": "Other content."}
                    for line in route.request.post_data_json["tallies"]
                }
            }
        ),
    )
    asked(page).locator("button[data-add='5']").tap()
    expect(page.locator("[data-dismiss]")).to_be_visible(timeout=PATIENCE)
    page.locator("[data-dismiss]").tap()
    expect(page.locator("[data-saving-bar]")).to_be_hidden()


def test_the_queue_lets_go_only_of_what_was_answered(page: Page) -> None:
    result = page.evaluate(
        """async () => {
            const queues = await import("/static/logbook/queue.js");
            const { emptyQueue, tap, untap, seal, settle, waiting, count, holdsSomething } = queues;
            const queue = emptyQueue();
            const book = { kind: "handout", item: "m", name: "book" };
            const topic = { kind: "consultation", item: null, name: "asked" };
            let next = 0;
            tap(queue, book, 5, "t1");
            tap(queue, topic, 1, "t2");
            tap(queue, book, 10, "t3");
            tap(queue, book, 50, "t4");
            untap(queue);
            const waited = [waiting(queue, "handout", "m"), waiting(queue, "consultation", null), count(queue)];
            const lines = [...seal(queue, "event", () => `id-${++next}`)];
            tap(queue, book, 1, "t5");
            const said = { "id-1": { answer: "recorded" }, "id-9": { answer: "recorded" } };
            const saved = settle(queue, said).length;
            const result = { waited, lines, saved, left: [...queue.lines], count: count(queue) };
            seal(queue, "event", () => `id-${++next}`);
            settle(queue, { "id-2": { answer: "refused" }, "id-3": { answer: "differs" } });
            const kept = queue.refused.map((line) => line.id);
            return { ...result, kept, countAfter: count(queue), holds: holdsSomething(queue) };
        }"""
    )
    assert result["waited"] == [15, 1, 2]
    assert [(line["id"], line["quantity"], line["at"]) for line in result["lines"]] == [
        ("id-1", 15, "t1"),
        ("id-2", 1, "t2"),
    ]
    assert result["saved"] == 1
    assert [line["id"] for line in result["left"]] == ["id-2"]
    assert result["count"] == 2
    assert (result["kept"], result["countAfter"], result["holds"]) == (["id-2", "id-3"], 0, True)


def test_ids_of_the_phone_are_of_version_7_and_grow(page: Page) -> None:
    ids = page.evaluate(
        """async () => {
            const { uuid7 } = await import("/static/logbook/ids.js");
            const random = (byte) => new Uint8Array(10).fill(byte);
            return [uuid7(0, random(255)), uuid7(1741051800000, random(0)), uuid7(1741051800001, random(255))];
        }"""
    )
    assert ids == sorted(ids)
    assert ids[1] == "01955ec6-29c0-7000-8000-000000000000"
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", each) for each in ids
    )


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ("", "50"),
        ("10", "60"),
        ("２１５", "265"),
        ("2捆+15", "3捆+15"),
        ("２捆", "3捆"),
        ("二百", "二百"),
        ("2..5", "2..5"),
    ],
)
def test_a_bundle_more_never_replaces_what_was_typed(page: Page, typed: str, after: str) -> None:
    added = page.evaluate(
        """async (typed) => {
            const { withBundle } = await import("/static/logbook/three-numbers.js");
            const more = withBundle(typed, 50);
            return more === null ? typed : more;
        }""",
        typed,
    )
    assert added == after


def test_what_is_tapped_while_a_batch_is_under_way_goes_when_the_page_is_left(page: Page) -> None:
    asked_before = number(page)
    way = page.url

    page.route("**/api/tallies", lambda route: None, times=1)  # the first batch hangs
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.accept()))
    asked(page).locator("button[data-add='5']").tap()
    expect(words(page)).to_contain_text("Saving", timeout=PATIENCE)
    asked(page).locator("button[data-add='1']").tap()
    with page.expect_response("**/api/tallies"):
        page.goto("/")
    assert dialogs == ["beforeunload"]
    page.goto(way)
    assert number(page) == asked_before + 6


def test_undo_of_what_has_no_answer_yet_counts_nothing(page: Page) -> None:
    before = number(page)
    page.context.set_offline(True)
    asked(page).locator("button[data-add='10']").tap()
    expect(words(page)).to_contain_text("not saved", timeout=PATIENCE)
    page.locator("[data-undo]").tap()
    assert number(page) == before
    page.context.set_offline(False)
    expect(words(page)).not_to_contain_text("not saved", timeout=PATIENCE)
    page.reload()
    assert number(page) == before


def test_a_batch_that_is_too_large_is_halved(page: Page) -> None:
    before = number(page)
    page.route("**/api/tallies", lambda route: route.fulfill(status=413, json={"error": {}}), times=1)
    asked(page).locator("button[data-add='1']").tap()
    page.locator(".counter:not(.big) button[data-add='1']").first.tap()
    expect(words(page)).to_contain_text("Saved:", timeout=PATIENCE)
    page.reload()
    assert number(page) == before + 1


def test_the_servers_own_words_are_shown(page: Page) -> None:
    said = {"error": {"code": "forbidden", "message": "You may not log."}}
    page.route("**/api/tallies", lambda route: route.fulfill(status=403, json=said))
    asked(page).locator("button[data-add='1']").tap()
    expect(words(page)).to_contain_text("You may not log. 1 numbers", timeout=PATIENCE)


@pytest.mark.parametrize("width", [320, 390])
def test_no_digit_of_a_sum_is_cut_off(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    for size in ("normal", "larger"):
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
        assert cut == 0, size
