"""What was touched arrives once, whatever happens to the network, the page, the browser, the session or the phone."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, Playwright, Route, expect
from sqlalchemy import select

from outreach.db import db
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from tests.browser.conftest import PHONE, Opened, session_cookie
from tests.browser.field import (
    PATIENCE,
    asked_in_all,
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
    todays_log,
)
from tests.browser.phones import a_phone, kill

TALLIES = "**/api/tallies"

#: The phone has no room left, until `put` is put back.
FULL = """() => {
    window.put = window.put || IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""


@pytest.fixture
def page(opened: Opened) -> Page:
    """A phone with the counters of today's event open."""
    return open_log(opened("staff.1", PHONE, language="en"))


@pytest.fixture
def phone(
    playwright: Playwright, browser_type_launch_args: dict[str, Any], example_app: Flask, site: str, tmp_path: Path
) -> Iterator[Callable[[], BrowserContext]]:
    """`phone()` starts the browser of one phone, which keeps what it had when it was killed."""
    with a_phone(playwright, browser_type_launch_args, tmp_path / "profile", site) as start:

        def signed_in() -> BrowserContext:
            context = start()
            context.add_cookies([session_cookie(example_app, "staff.1", site)])
            return context

        yield signed_in


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are found through /proc (Linux)")
def test_a_hundred_touches_without_signal_arrive_once_though_page_and_browser_die(
    phone: Callable[[], BrowserContext], example_app: Flask, site: str, tmp_path: Path
) -> None:
    context = phone()
    page = open_log(context.pages[0])
    event_id, way, before = event_of(page), page.url, number(page)
    context.set_offline(True)
    for count in range(1, 41):
        tap(page)
        if count % 20 == 0:
            expect_number(page, before + count)
    page.close()  # the last touches are drafts still

    context.route(TALLIES, lambda route: route.abort())
    context.set_offline(False)
    page = context.new_page()
    context.add_cookies([session_cookie(example_app, "staff.1", site)])  # it went with the last window
    ready(page.goto(way) and page)
    expect_number(page, before + 40)
    context.set_offline(True)
    for _touch in range(35):
        tap(page)
    expect_number(page, before + 75)
    kill(tmp_path / "profile")
    assert asked_in_all(example_app, event_id) == before

    context = phone()
    page = context.pages[0]
    ready(page.goto(way) and page)
    expect_uploaded(page)
    context.set_offline(True)
    for _touch in range(25):
        tap(page)
    expect_number(page, before + 100)
    context.set_offline(False)
    expect_uploaded(page)
    assert asked_in_all(example_app, event_id) == before + 100


NO_ANSWERS: dict[str, tuple[Callable[[Route], None], str]] = {
    "a broken line": (lambda route: route.abort(), "No network"),
    "a portal's page": (
        lambda route: route.fulfill(status=200, content_type="text/html", body="<h1>Welcome</h1>"),
        "No network",
    ),
    "a portal's redirect": (
        lambda route: route.fulfill(status=302, headers={"Location": "/healthz"}),
        "No network",
    ),
    "half an answer": (
        lambda route: route.fulfill(status=200, content_type="application/json", body='{"answers": {"'),
        "No network",
    ),
    "an answer to somebody else": (
        lambda route: route.fulfill(json={"answers": {"x": {"answer": "recorded"}}}),
        "No network",
    ),
    "too often": (
        lambda route: route.fulfill(
            status=429, headers={"Retry-After": "60"}, json={"error": {"code": "x", "message": "x"}}
        ),
        "The server is busy",
    ),
    "a full disk": (
        lambda route: route.fulfill(status=507, json={"error": {"code": "disk_full", "message": "The disk is full."}}),
        "The disk is full.",
    ),
    "a proxy without a server": (lambda route: route.fulfill(status=502, body="Bad Gateway"), "The server is busy"),
}


def test_what_is_no_answer_of_ours_never_empties_the_queue(page: Page, example_app: Flask) -> None:
    """One line meets them all, one after the other."""
    before = number(page)
    answers = [NO_ANSWERS["a broken line"][0]]

    def answer_as_chosen(route: Route) -> None:
        answers[-1](route)

    page.route(TALLIES, answer_as_chosen)
    tap(page, 5)
    expect(state(page)).to_have_text("Waiting to upload: 1", timeout=PATIENCE)
    for answer, why in NO_ANSWERS.values():
        answers.append(answer)
        with page.expect_request(TALLIES):
            page.locator("[data-retry]").tap()
        expect(reason(page)).to_contain_text(why, timeout=PATIENCE)
        expect(state(page)).to_have_text("Waiting to upload: 1")
        expect_number(page, before + 5)
    page.unroute(TALLIES)
    page.locator("[data-retry]").tap()
    expect_uploaded(page)
    assert asked_in_all(example_app, event_of(page)) == before + 5


def test_a_line_over_which_the_server_fails_lets_the_others_pass(page: Page, example_app: Flask) -> None:
    before = number(page)

    def fail_over_ten(route: Route) -> None:
        quantities = [line["quantity"] for line in route.request.post_data_json["tallies"]]
        if 10 in quantities:
            route.fulfill(status=500, json={"error": {"code": "failed", "message": "x"}})
        else:
            route.continue_()

    page.route(TALLIES, lambda route: route.abort())
    tap(page, 10)
    expect(state(page)).to_have_text("Waiting to upload: 1", timeout=PATIENCE)
    tap(page, 5)
    expect(state(page)).to_have_text("Waiting to upload: 2", timeout=PATIENCE)
    page.unroute(TALLIES)
    page.route(TALLIES, fail_over_ten)
    page.locator("[data-retry]").tap()
    expect(state(page)).to_have_text("Waiting to upload: 1", timeout=PATIENCE)
    assert asked_in_all(example_app, event_of(page)) == before + 5
    page.unroute(TALLIES)
    page.locator("[data-retry]").tap()
    expect_uploaded(page)
    assert asked_in_all(example_app, event_of(page)) == before + 15


def test_a_page_that_was_left_in_the_middle_of_a_batch_counts_once(page: Page, example_app: Flask) -> None:
    before, way = number(page), page.url

    def swallow(route: Route) -> None:
        route.fetch()  # it arrives, and nobody hears the answer
        route.abort()

    page.route(TALLIES, swallow, times=1)
    tap(page, 5)
    expect(reason(page)).to_contain_text("No network", timeout=PATIENCE)
    page.goto("/")
    ready(page.goto(way) and page)
    expect_uploaded(page)
    expect_number(page, before + 5)
    assert asked_in_all(example_app, event_of(page)) == before + 5


def test_a_touch_is_sent_from_whatever_page_its_person_went_on_to(page: Page, example_app: Flask) -> None:
    before, event_id = number(page), event_of(page)
    tap(page, 5)
    expect_number(page, before + 5)
    with page.expect_response(TALLIES):
        page.goto("/")
    assert asked_in_all(example_app, event_id) == before + 5


def test_a_session_that_ended_keeps_everything_and_asks_for_the_password(
    page: Page, example_app: Flask, site: str
) -> None:
    before = number(page)
    page.context.clear_cookies()
    tap(page, 10)
    expect(reason(page)).to_contain_text("You are signed out", timeout=PATIENCE)
    sign_in = page.locator("[data-sign-in-again]")
    expect(sign_in).to_have_attribute("href", re.compile(r"^/sign-in\?next=%2Flog%2F"))
    page.context.add_cookies([session_cookie(example_app, "staff.1", site)])
    ready(page.reload() and page)
    expect_uploaded(page)
    assert asked_in_all(example_app, event_of(page)) == before + 10


def test_another_person_on_the_same_phone_never_sends_my_lines(page: Page, example_app: Flask, site: str) -> None:
    before, event_id = number(page), event_of(page)
    page.context.clear_cookies()
    page.context.add_cookies([session_cookie(example_app, "staff.2", site)])
    tap(page, 10)  # in a page that is mine still
    expect(reason(page)).to_contain_text("Somebody else is signed in", timeout=PATIENCE)
    ready(page.reload() and page)  # and now it is the other's
    expect_number(page, before)
    tap(page, 5)
    expect_number(page, before + 5)
    expect_uploaded(page)
    assert asked_in_all(example_app, event_id) == before + 5
    page.context.clear_cookies()
    page.context.add_cookies([session_cookie(example_app, "staff.1", site)])
    ready(page.reload() and page)
    expect_number(page, before + 15)
    expect_uploaded(page)
    other, mine = lines_of(example_app, event_id)[-2:]
    assert (other.quantity, mine.quantity) == (5, 10)
    assert other.sent_by_id != mine.sent_by_id


def test_a_clock_that_is_two_days_ahead_is_noted_and_never_refused(opened: Opened, example_app: Flask) -> None:
    page = opened("staff.1", PHONE, language="en")
    page.add_init_script(
        """{
            const real = Date;
            const ahead = 2 * 24 * 3600 * 1000;
            window.Date = class extends real {
                constructor(...facts) { if (facts.length) super(...facts); else super(real.now() + ahead); }
                static now() { return real.now() + ahead; }
            };
        }"""
    )
    open_log(page)
    before = number(page)
    tap(page, 5)
    expect_uploaded(page)
    line = lines_of(example_app, event_of(page))[-1]
    assert line.quantity == 5
    assert line.at - datetime.now(UTC) > timedelta(days=1, hours=23)
    assert abs(line.received_at - datetime.now(UTC)) < timedelta(minutes=1)
    assert line.clock_offset == pytest.approx(2 * 24 * 3600, abs=60)
    ready(page.reload() and page)
    expect_number(page, before + 5)


def test_a_full_phone_counts_nothing_that_it_could_not_keep(page: Page, example_app: Flask) -> None:
    before, event_id = number(page), event_of(page)
    page.evaluate(FULL)
    tap(page, 5)
    expect(reason(page)).to_contain_text("Not counted: +5", timeout=PATIENCE)
    expect(reason(page)).to_contain_text("no room left")
    assert number(page) == before
    page.evaluate("() => { IDBObjectStore.prototype.put = window.put; }")
    tap(page)
    expect_number(page, before + 1)
    expect(reason(page)).to_be_hidden()
    expect_uploaded(page)
    page.evaluate(
        "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); }; }"
    )
    tap(page, 10)
    page.locator("[data-direct]").tap()  # past the queue, by the plain form
    ready(page)
    expect_number(page, before + 11)
    assert asked_in_all(example_app, event_id) == before + 11


@pytest.mark.parametrize(
    "browser_script",
    [
        "IDBFactory.prototype.open = () => { throw new DOMException('private', 'SecurityError'); };",
        "Object.defineProperty(window, 'indexedDB', { value: undefined });",
    ],
)
def test_a_browser_that_keeps_nothing_says_so_and_sends_each_touch_directly(
    opened: Opened, example_app: Flask, browser_script: str
) -> None:
    page = opened("staff.1", PHONE, language="en")
    page.add_init_script(browser_script)
    page.goto(todays_log(page))
    expect(reason(page)).to_contain_text("This browser keeps nothing here", timeout=PATIENCE)
    before = number(page)
    page.locator(".counter.big button").nth(1).tap()
    expect_number(page, before + 5)
    assert asked_in_all(example_app, event_of(page)) == before + 5


def test_none_handed_out_waits_in_the_queue_like_everything_else(opened: Opened, example_app: Flask) -> None:
    with example_app.app_context():
        untouched = select(Event.id).where(Event.status == Status.PLANNED, Event.held_at.is_(None))
        event_id = db.session.scalars(untouched.order_by(Event.starts_at.desc())).first()
        assert event_id is not None
    page = opened("staff.1", PHONE, language="en")
    ready(page.goto(f"/log/{event_id}?early=1") and page)
    page.context.set_offline(True)
    page.locator("[data-none-form] button").tap()
    expect(state(page)).to_contain_text("Waiting to upload: 1", timeout=PATIENCE)
    expect(page.locator("[data-none-form]")).to_be_hidden()
    expect(page.get_by_text("None handed out: a person said so.")).to_be_visible()
    page.context.set_offline(False)
    expect_uploaded(page)
    expect(page.get_by_text("None handed out: a person said so.")).to_be_visible()
    assert [line.quantity for line in lines_of(example_app, event_id)] == [0]
    page.context.set_offline(True)
    page.locator("[data-counter^='handout'] button").first.tap()
    expect(page.get_by_text("None handed out: a person said so.")).to_be_hidden()
    page.context.set_offline(False)
    expect_uploaded(page)
    expect(page.get_by_text("None handed out: a person said so.")).to_be_hidden()
