"""A day at a gate without signal: the log opens, counts, is updated, and whatever was tapped arrives once."""

import itertools
import shutil
import time
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from outreach import clock
from outreach.db import db, transaction
from outreach.people.queries import person_by_username
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.web import assets
from tests.browser.conftest import PHONE, Opened, session_cookie
from tests.browser.field import MODULE, PATIENCE, asked, expect_number, lines_of, number, ready, tap
from tests.logbook.sending import a_line, phone_of, send

Answer = Callable[[dict[str, Any]], tuple[str, list[tuple[str, str]], bytes] | None]


@pytest.fixture
def page(opened: Opened, site: str) -> Page:
    """A phone that has opened the log once with a network, and is ready for none."""
    page = opened("staff.1", PHONE, language="zh")
    page.context.add_cookies([{"name": "language", "value": "zh", "url": site}])
    page.goto("/log")
    return prepared(page)


def prepared(page: Page) -> Page:
    """Waits until the worker has taken over and the days are on the phone."""
    page.evaluate(
        """async () => {
            const pause = () => new Promise((resolve) => setTimeout(resolve, 40));
            while (!navigator.serviceWorker.controller) await pause();
            const { knownFacts } = await MODULE("store/facts.js");
            while (!(await knownFacts())) await pause();
        }""".replace("MODULE", MODULE)
    )
    return page


@pytest.fixture
def answering(example_app: Flask, monkeypatch: pytest.MonkeyPatch) -> dict[str, Answer | None]:
    """`answering["with"]` says what stands between the phone and the server, for requests of pages."""
    inside = example_app.wsgi_app
    between: dict[str, Answer | None] = {"with": None}

    def outside(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        stranger = between["with"]
        said = stranger(environ) if stranger else None
        if said is None:
            return inside(environ, start_response)
        status, headers, body = said
        start_response(status, headers)
        return [body]

    monkeypatch.setattr(example_app, "wsgi_app", outside)
    return between


@pytest.fixture
def own_files(example_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The static files as a copy that a test may change, before the phone comes."""
    folder = tmp_path / "static"
    shutil.copytree(example_app.static_folder or "", folder)
    monkeypatch.setattr(example_app, "static_folder", str(folder))
    monkeypatch.setattr(assets, "LOOK_EVERY", 0)
    return folder


def waiting(page: Page) -> list[dict[str, Any]]:
    """What this phone holds that is not saved."""
    found: list[dict[str, Any]] = page.evaluate(
        """async () => {
            const { items } = await MODULE("store/store.js");
            return items({ states: ["draft", "waiting", "aside"] });
        }""".replace("MODULE", MODULE)
    )
    return found


def open_desk(page: Page) -> uuid.UUID:
    """Opens the counters of today's event; its id."""
    page.locator("main a[href*='/log/']").first.click()
    ready(page)
    return uuid.UUID(page.locator("[data-log]").get_attribute("data-event"))


def expect_uploaded(page: Page) -> None:
    """Everything comes to be uploaded."""
    expect(page.locator("[data-saving-words]")).to_contain_text("已上传", timeout=PATIENCE)


def signal(page: Page) -> Any:
    """The line that says whether there is a network."""
    return page.locator("[data-signal]")


def test_in_flight_mode_the_log_opens_reloads_and_counts(page: Page, example_app: Flask) -> None:
    page.context.set_offline(True)
    page.goto("/log")
    expect(signal(page)).to_contain_text("没有信号")
    event = open_desk(page)
    before = number(page)
    for add in (1, 5, 10):
        tap(page, add)
    expect_number(page, before + 16)
    page.reload()
    ready(page)
    expect_number(page, before + 16)
    tap(page, 1)
    expect_number(page, before + 17)
    page.locator("[data-find-text]").fill("手册")
    expect(page.locator("[data-found] button").first).to_be_visible()
    lines = len(lines_of(example_app, event))
    page.context.set_offline(False)
    expect_uploaded(page)
    expect(signal(page)).to_contain_text("已连上网络", timeout=PATIENCE)
    new = lines_of(example_app, event)[lines:]
    assert sum(line.quantity for line in new) == 17
    page.reload()
    ready(page)
    expect_number(page, before + 17)


def test_a_touch_without_signal_never_ends_on_the_browsers_own_page(page: Page) -> None:
    page.context.set_offline(True)
    page.locator("main [data-open-spot]").first.tap()
    expect(page.locator("[data-spot]")).to_be_visible()  # what the phone can do, it does
    page.context.set_offline(False)
    page.reload()
    open_desk(page)
    tap(page, 1)
    expect_uploaded(page)
    page.goto(f"{page.url}?full=1")
    ready(page)
    expect(page.locator("#logged li form button").first).to_be_visible(timeout=PATIENCE)
    address = page.url
    page.context.set_offline(True)
    note = page.locator("[data-stay]")
    expect(note).to_be_hidden()
    for touched in (".bar a[href='/']", "#logged li form button", "#logged a[href$='/correct']"):
        page.locator(touched).first.tap()
        expect(note).to_be_visible()
        assert page.url == address
    tap(page, 1)
    expect(page.locator("[data-saving-words]")).to_contain_text("待上传", timeout=PATIENCE)
    page.locator(".log-head .crumbs a").tap()
    page.wait_for_url("**/log")
    expect(signal(page)).to_contain_text("没有信号")
    page.context.set_offline(False)


def test_an_update_loses_nothing_and_never_mixes_two_versions(own_files: Path, page: Page) -> None:
    page.context.set_offline(True)
    page.goto("/log")
    page.evaluate(
        """async () => {
            const { addAll, kept } = await MODULE("store/store.js");
            const person = (await kept("person")).id;
            const event = "01956a00-0000-7000-8000-000000000000";
            const body = { event, kind: "consultation", item: null, quantity: 1, at: new Date().toISOString() };
            const facts = { what: "tally", person, event, body, label: "咨询", title: "别处" };
            await addAll(Array.from({ length: 50 }, () => facts));
        }""".replace("MODULE", MODULE)
    )
    old = page.evaluate("caches.keys()")
    with (own_files / "logbook/store/items.js").open("a", encoding="utf-8") as file:
        file.write("\nexport const later = true;\n")
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.route("**/api/tallies", lambda route: route.abort())  # they are still waiting when it comes
    page.context.set_offline(False)
    page.reload()
    banner = page.locator("[data-update]")
    expect(banner).to_be_visible(timeout=PATIENCE)
    assert len(page.evaluate("caches.keys()")) == 2
    assert old[0] in page.evaluate("caches.keys()")  # the old one stays whole until somebody says so
    with (own_files / "logbook/store/items.js").open("a", encoding="utf-8") as file:
        file.write("\nexport const latest = true;\n")  # one more, while the word of the first stands there
    page.evaluate(
        """() => navigator.serviceWorker.getRegistration().then((found) => {
            const first = found.waiting;
            return found.update().then(() => new Promise((done) => {
                const ask = () => (found.waiting && found.waiting !== first ? done() : setTimeout(ask, 50));
                ask();
            }));
        })"""
    )
    with page.expect_navigation():
        banner.locator("button").tap()
    prepared(page)
    new = page.evaluate("caches.keys()")
    assert len(new) == 1
    assert new != old
    page.context.set_offline(True)
    failed.clear()
    page.goto("/log")
    expect(signal(page)).to_be_visible()
    assert [url for url in failed if "/static/" in url] == []
    assert len(waiting(page)) == 50


def test_a_wifi_page_or_a_broken_server_is_never_the_log(page: Page, answering: dict[str, Answer | None]) -> None:
    def portal(environ: dict[str, Any]) -> Any:
        return "200 OK", [("Content-Type", "text/html")], "<h1>请先登录免费 Wi-Fi</h1>".encode()

    def moved(environ: dict[str, Any]) -> Any:
        return "302 Found", [("Location", "http://portal.test/")], b""

    def broken(environ: dict[str, Any]) -> Any:
        return "502 Bad Gateway", [("Content-Type", "text/html")], b"<h1>Bad Gateway</h1>"

    for stranger, address in itertools.product((portal, moved, broken), ("/log", "/log?full=1")):
        answering["with"] = stranger
        page.goto(address)
        expect(signal(page)).to_contain_text("没有信号")
        expect(page.locator("h1")).to_have_text("登记")
    answering["with"] = None
    page.goto("/log?full=1")
    expect(signal(page)).to_have_count(0)
    page.context.set_offline(True)
    page.goto("/log")
    expect(page.locator("h1")).to_have_text("登记")


def test_what_the_phone_knows_is_there_at_once_and_the_rest_a_touch_away(
    page: Page, answering: dict[str, Answer | None], example_app: Flask
) -> None:
    """The page that the phone keeps opens with a network, too, and costs it next to nothing."""
    asked_for: list[str] = []
    answering["with"] = lambda environ: asked_for.append(f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}")
    page.goto("/log")
    expect(signal(page)).to_contain_text("已连上网络", timeout=PATIENCE)
    event = open_desk(page)
    expect(page.locator("[data-shell]")).to_be_attached()
    assert [path for path in asked_for if path.startswith("/log") and "shell" not in path] == []
    before = number(page)
    tap(page, 5)
    expect_uploaded(page)
    expect_number(page, before + 5)

    page.get_by_role("link", name="全部内容").tap()
    ready(page)
    expect(page.locator("[data-shell]")).not_to_be_attached()
    expect(page.locator("#logged")).to_be_visible()
    assert f"/log/{event}?full=1" in asked_for
    expect_number(page, before + 5)

    page.goto(f"/log/{event}")
    ready(page)
    expect(page.locator("[data-shell]")).to_be_attached()
    expect_number(page, before + 5)
    page.reload()  # who loads a page anew wants what the server says
    ready(page)
    expect(page.locator("[data-shell]")).not_to_be_attached()


def test_numbers_of_other_phones_come_to_the_page_that_the_phone_keeps(page: Page, example_app: Flask) -> None:
    event = open_desk(page)
    with example_app.app_context():
        person = person_by_username("staff.2")
        assert person is not None
        before = number(page)
        send(phone_of(example_app, person), a_line(str(event), 7, kind="consultation"))
    page.goto(f"/log/{event}")
    ready(page)
    expect(page.locator("[data-shell]")).to_be_attached()
    expect_number(page, before + 7)
    tap(page, 1)
    expect_number(page, before + 8)
    expect_uploaded(page)
    expect_number(page, before + 8)


def test_whoever_is_signed_in_meanwhile_gets_a_page_of_their_own(page: Page, example_app: Flask, site: str) -> None:
    event = open_desk(page)
    page.context.clear_cookies(name="outreach")
    page.goto(f"/log/{event}")
    expect(signal(page)).to_contain_text("已退出登录", timeout=PATIENCE)
    page.context.add_cookies([session_cookie(example_app, "staff.2", site)])
    page.goto(f"/log/{event}")
    with example_app.app_context():
        person = person_by_username("staff.2")
        assert person is not None
        theirs = page.locator(f"[data-log][data-ready][data-person='{person.id}']")
    expect(theirs).to_be_attached(timeout=PATIENCE)


def test_another_language_is_spoken_at_once(page: Page) -> None:
    page.goto("/log?full=1")
    page.locator("[data-menu] > summary").tap()
    page.locator("[data-menu]").get_by_role("link", name="English").tap()
    expect(page.locator("html[lang=en]")).to_be_attached()
    expect(page.locator("[data-shell]")).not_to_be_attached()


def test_a_slow_network_is_not_waited_for(page: Page, answering: dict[str, Answer | None]) -> None:
    def slow(environ: dict[str, Any]) -> Any:
        if environ["PATH_INFO"] == "/log":
            time.sleep(5)

    answering["with"] = slow
    page.goto("/log?full=1")
    expect(signal(page)).to_be_visible()


def test_no_page_of_a_person_is_kept(page: Page) -> None:
    open_desk(page)
    page.goto("/")
    name = page.locator(".rail-person span").first.text_content()
    assert name
    kept = page.evaluate(
        """async (name) => {
            const kept = { files: 0, telling: [] };
            for (const key of await caches.keys()) {
                const cache = await caches.open(key);
                for (const request of await cache.keys()) {
                    const text = await (await cache.match(request)).text();
                    kept.files += 1;
                    if (text.includes(name) || text.includes("csrf")) kept.telling.push(request.url);
                }
            }
            return kept;
        }""",
        name,
    )
    assert kept["files"] > 10
    assert kept["telling"] == []


def test_an_event_cancelled_meanwhile_still_takes_its_lines(page: Page, example_app: Flask) -> None:
    event_id = open_desk(page)
    page.context.set_offline(True)
    page.reload()
    ready(page)
    before = number(page)
    tap(page, 5)
    expect_number(page, before + 5)
    with example_app.app_context(), transaction():
        event = db.session.get(Event, event_id)
        assert event is not None
        status = event.status
        event.status, event.cancelled_at, event.cancel_reason = Status.CANCELLED, clock.now(), "下雨"
    try:
        count = len(lines_of(example_app, event_id))
        page.context.set_offline(False)
        expect_uploaded(page)
        assert sum(line.quantity for line in lines_of(example_app, event_id)[count:]) == 5
        page.goto("/log")
        prepared(page)
        page.evaluate("async () => (await MODULE('store/facts.js')).freshFacts()".replace("MODULE", MODULE))
        page.context.set_offline(True)
        page.goto(f"/log/{event_id}")
        ready(page)
        expect(page.locator("[data-note-of=cancelled]")).to_be_visible()
    finally:
        with example_app.app_context(), transaction():
            event = db.session.get(Event, event_id)
            assert event is not None
            event.status, event.cancelled_at, event.cancel_reason = status, None, None


def test_an_event_on_the_spot_arrives_before_its_numbers(page: Page, example_app: Flask) -> None:
    page.context.set_offline(True)
    page.goto("/log")
    page.locator("[data-open-spot]").first.tap()
    page.locator("#spot-place").fill("城东菜市场口")
    page.locator("[data-spot] button.primary").tap()
    ready(page)
    expect(page.locator("h1")).to_have_text("城东菜市场口普法宣传")
    event_id = uuid.UUID(page.locator("[data-log]").get_attribute("data-event"))
    tap(page, 5)
    expect_number(page, 5)
    page.goto("/log/queue")
    expect(page.locator(".queue-lines li").first).to_contain_text("新建活动：城东菜市场口普法宣传")
    page.goto("/log")
    expect(page.get_by_text("城东菜市场口普法宣传")).to_be_visible()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.context.set_offline(False)
    page.goto(f"/log/{event_id}")
    ready(page)
    expect_uploaded(page)
    paths = [url.rpartition("/api/")[2] for url in sent]
    assert paths.index("events") < paths.index("tallies")
    assert [line.quantity for line in lines_of(example_app, event_id)] == [5]
    with example_app.app_context():
        assert db.session.scalar(select(Event.title).where(Event.id == event_id)) == "城东菜市场口普法宣传"


def test_signing_out_keeps_the_numbers_and_takes_the_days(page: Page, example_app: Flask) -> None:
    with example_app.app_context():
        person = person_by_username("staff.1")
        assert person is not None
        name = person.name
    open_desk(page)
    page.context.set_offline(True)
    before = number(page)
    tap(page, 1)
    expect_number(page, before + 1)
    page.goto("/log")
    assert len(waiting(page)) == 1
    page.route("**/api/tallies", lambda route: route.abort())
    page.context.set_offline(False)
    page.goto("/log?full=1")
    page.locator("[data-menu] > summary").tap()
    page.locator("[data-menu] [data-sign-out] button").tap()
    expect(page.locator("[data-leaving]")).to_contain_text("还有 1 条没有上传")
    page.context.set_offline(True)
    page.goto("/log")
    expect(page.locator("h1")).to_have_text("登记")
    assert name not in page.content()
    expect(page.locator(".line-title")).to_have_count(0)
    expect(page.locator("[data-slot=waiting]")).to_contain_text("1 条")
    assert len(waiting(page)) == 1


def test_over_plain_http_a_word_says_what_is_missing(browser: Browser, example_app: Flask, site: str) -> None:
    address = site.replace("127.0.0.1", "phone.test")  # the browser finds it here, and holds it for a stranger's
    context = browser.new_context(base_url=address, viewport=PHONE, locale="zh-CN", timezone_id="Asia/Shanghai")  # type: ignore[arg-type]
    context.add_cookies([session_cookie(example_app, "staff.1", address)])
    page = context.new_page()
    page.goto("/log")
    assert page.evaluate("window.isSecureContext") is False
    note = page.locator("[data-note=http]")
    expect(note).to_contain_text("https")
    note.locator("[data-put-away]").click()
    page.reload()
    expect(page.locator("[data-open-spot]")).to_be_visible()
    expect(note).to_be_hidden()
    expect(page.locator("html[data-stays]")).to_be_attached(timeout=PATIENCE)
    page.evaluate("async () => { while (!(await (await import('/static/logbook/store/facts.js')).knownFacts())); }")
    context.set_offline(True)
    open_desk(page)  # drawn in the page that is open, for no other could be opened
    before = number(page)
    asked(page).locator("button[data-add='5']").click()
    expect_number(page, before + 5)
    page.locator(".masthead a.brand").click()
    expect(page.locator("[data-stay]")).to_be_visible()
    expect_number(page, before + 5)
    page.locator(".crumbs a").click()
    expect(page.locator("[data-list] .line-title").first).to_be_visible()
    open_desk(page)
    expect_number(page, before + 5)
    context.set_offline(False)
    expect_uploaded(page)
    context.close()


def test_over_plain_http_a_portals_page_is_not_taken_for_the_shell(
    browser: Browser, example_app: Flask, site: str
) -> None:
    address = site.replace("127.0.0.1", "phone.test")
    context = browser.new_context(base_url=address, viewport=PHONE, locale="zh-CN", timezone_id="Asia/Shanghai")  # type: ignore[arg-type]
    context.add_cookies([session_cookie(example_app, "staff.1", address)])
    page = context.new_page()
    portal = "<!doctype html><template data-template='desk'>portal</template>"
    page.route("**/log/shell", lambda route: route.fulfill(content_type="text/html", body=portal))
    with page.expect_request_finished(lambda request: request.url.endswith("/log/shell")):
        page.goto("/log")
    page.wait_for_load_state("networkidle")
    assert page.locator("html[data-stays]").count() == 0
    assert page.locator("template[data-template=desk]").count() == 0
    context.close()


def test_wechat_says_where_to_go_and_lets_one_stay(browser: Browser, site: str) -> None:
    agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) Mobile/15E148 MicroMessenger/8.0.38"
    context = browser.new_context(base_url=site, viewport=PHONE, locale="zh-CN", user_agent=agent)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/sign-in")
    note = page.locator("[data-note=wechat]")
    expect(note).to_contain_text("Safari")
    note.locator("[data-put-away]").click()
    expect(note).to_have_count(0)
    page.locator("#username").fill("x")
    context.close()


def test_the_pages_without_signal_are_for_everybody(opened: Opened, site: str) -> None:
    page = opened("staff.1", PHONE, language="zh", bypass_csp=True)
    page.context.add_cookies([{"name": "language", "value": "zh", "url": site}])
    page.goto("/log")
    prepared(page)
    page.context.set_offline(True)
    page.goto("/log")
    expect(signal(page)).to_be_visible()
    page.locator("[data-open-spot]").first.tap()
    troubles = [Axe().run(page).generate_report()]
    open_desk(page)
    troubles.append(Axe().run(page).generate_report())
    page.goto("/log/01956a00-0000-7000-8000-000000000001")
    expect(page.locator("h1")).to_have_text("这台手机上没有这个活动")
    troubles.append(Axe().run(page).generate_report())
    assert [report for report in troubles if not report.startswith("Found 0")] == []
