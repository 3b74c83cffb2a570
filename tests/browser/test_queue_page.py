"""What waits on a phone: seen everywhere, settled, taken away by a file or a colleague's phone, brought in twice."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import DESK, PHONE, Opened
from tests.browser.field import MODULE, todays_log

PATIENCE = 10_000


def in_store(page: Page, work: str, facts: Any = None) -> Any:
    """What `work` (a function of the store's module and `facts`) gives, on the page's own modules."""
    script = f"async (facts) => {{ const store = await {MODULE}('store/store.js'); return ({work})(store, facts); }}"
    return page.evaluate(script, facts)


def add_lines(page: Page, *quantities: int, made: datetime | None = None, event: str | None = None) -> list[str]:
    """Lines of today's event in the queue of the phone's person; their ids."""
    facts = {"quantities": quantities, "event": event, "made": made and made.timestamp() * 1000}
    work = """async (store, { quantities, event, made }) => {
        const person = await store.kept("person");
        const id = event || sessionStorage.getItem('event');
        const body = (quantity) => ({ event: id, kind: "handout", item: null, quantity, at: new Date().toISOString() });
        const all = quantities.map((quantity) => ({ what: "tally", person: person.id, event: id, body: body(quantity),
            label: "资料", title: "今天的活动" }));
        return (await store.addAll(all, made || Date.now())).map((item) => item.id);
    }"""
    ids: list[str] = in_store(page, work, facts)
    return ids


def states(page: Page) -> list[str]:
    found: list[str] = in_store(page, "async (store) => (await store.items()).map((item) => item.state)")
    return found


@pytest.fixture
def phone(opened: Opened) -> Page:
    """staff.1 at the page of the queue; the tab remembers the id of today's event, so that lines can name it."""
    page = opened("staff.1", PHONE, language="en")
    page.goto("/log/queue")
    page.evaluate("(event) => sessionStorage.setItem('event', event)", todays_log(page).rpartition("/")[2])
    expect(page.locator("[data-part=empty]")).to_be_visible(timeout=PATIENCE)
    return page


def chip(page: Page) -> Any:
    return page.locator("[data-waiting-chip]")


def words(page: Page) -> Any:
    """What the frame says of it."""
    return chip(page).locator("[data-words]")


def hold(context: BrowserContext) -> None:
    """Let nothing of the queue reach the office."""
    context.route("**/api/tallies", lambda route: route.abort())


def let_go(context: BrowserContext) -> None:
    """Let it through again."""
    context.unroute("**/api/tallies")


def test_what_waits_is_said_on_every_page_and_goes_when_there_is_a_network(phone: Page) -> None:
    hold(phone.context)
    add_lines(phone, 5, 10)
    expect(words(phone)).to_have_text("2 to upload", timeout=PATIENCE)
    expect(phone.locator("[data-part=waiting] [data-list] li")).to_have_count(2)
    for path in ("/", "/account"):
        phone.goto(path)
        expect(words(phone)).to_have_text("2 to upload", timeout=PATIENCE)
    expect(phone.locator("[data-nag]")).to_be_hidden()
    let_go(phone.context)
    phone.goto("/calendar")
    expect(chip(phone)).to_be_hidden(timeout=PATIENCE)
    phone.goto("/log/queue")
    expect(phone.locator("[data-part=saved] [data-list] li").filter(has_text="+5")).to_be_visible(timeout=PATIENCE)


def test_after_a_day_it_nags_calmly(phone: Page) -> None:
    hold(phone.context)
    add_lines(phone, 5, made=datetime.now(UTC) - timedelta(hours=25))
    phone.goto("/account")
    nag = phone.locator("main [data-nag]")
    expect(nag).to_contain_text("more than a day", timeout=PATIENCE)
    nag.get_by_role("link").click()
    expect(phone).to_have_url(re.compile("/log/queue$"))
    expect(phone.locator("[data-nag]")).to_have_count(0)
    let_go(phone.context)


def test_refused_and_differing_lines_are_settled_by_their_person(phone: Page, opened: Opened) -> None:
    add_lines(phone, 7, event="01956a3c-7a10-7c3e-9d2f-3b8a5c6d7e8f")
    phone.locator("[data-send]").click()
    card = phone.locator("[data-part=aside] li.card").first
    expect(card).to_contain_text("There is no such event", timeout=PATIENCE)
    expect(words(phone)).to_have_text("1 to settle")
    card.get_by_text("Change it and send it anew").click()
    card.locator("[name=quantity]").fill("x")
    card.get_by_role("button", name="Send as a new number").click()
    expect(card.locator("[data-change] [data-error]")).to_contain_text("whole number")
    card.locator("[name=quantity]").fill("８")
    card.locator("[name=event]").select_option(index=1)
    card.get_by_role("button", name="Send as a new number").click()
    expect(phone.locator("[data-part=saved] li").filter(has_text="+8")).to_be_visible(timeout=PATIENCE)
    expect(phone.locator("[data-part=dropped]")).to_contain_text("sent again as +8")

    [twice] = add_lines(phone, 20)
    phone.locator("[data-send]").click()
    expect(phone.locator("[data-part=saved] li").filter(has_text="+20")).to_be_visible(timeout=PATIENCE)
    other = """async (store, id) => {
        await store.change(null, (all) => ({ put: all.filter((item) => item.id === id)
            .map((item) => ({ ...item, state: "waiting", body: { ...item.body, quantity: 30 } })) })); }"""
    in_store(phone, other, twice)
    phone.locator("[data-send]").click()
    expect(card).to_contain_text("Saved at the office: +20", timeout=PATIENCE)
    expect(card).to_contain_text("On this phone: +30")
    card.get_by_text("Mine is right").click()
    card.get_by_role("button", name="Correct the saved one").click()
    expect(card.locator("[data-correct] [data-error]")).to_contain_text("Say why")
    card.locator("[name=reason]").fill("数错了")
    card.get_by_role("button", name="Correct the saved one").click()
    expect(phone.locator("[data-part=saved] li").filter(has_text="+30")).to_be_visible(timeout=PATIENCE)
    expect(phone.locator("[data-part=saved] li").filter(has_text="−20")).to_be_visible()
    expect(phone.locator("[data-part=aside]")).to_be_hidden()


def test_what_is_dropped_can_be_put_back(phone: Page) -> None:
    add_lines(phone, 7, event="01956a3c-7a10-7c3e-9d2f-3b8a5c6d7e8f")
    phone.locator("[data-send]").click()
    card = phone.locator("[data-part=aside] li.card").first
    card.get_by_text("It is not needed").click(timeout=PATIENCE)
    card.locator("[data-drop] [name=reason]").fill("误触")
    in_store(phone, "async (store) => store.keep('facts', { ...(await store.kept('facts')), read: Date.now() })")
    add_lines(phone, 1)
    expect(words(phone)).to_contain_text("1 to upload")  # it was drawn anew
    expect(card.locator("[data-drop] [name=reason]")).to_have_value("误触")  # newer lists draw over no typed reason
    card.get_by_role("button", name="Take it off the phone").click()
    expect(chip(phone)).to_be_hidden(timeout=PATIENCE)
    phone.locator("[data-part=dropped]").get_by_role("button", name="Put back").click()
    expect(card).to_contain_text("There is no such event")


def test_lines_of_somebody_else_are_counted_and_never_sent(phone: Page) -> None:
    sent: list[Any] = []
    phone.on("request", lambda request: "/api/tallies" in request.url and sent.append(request.post_data))
    work = """async (store) => {
        await store.keep("names", { somebody: "王秀英" });
        const [event, at] = [sessionStorage.getItem('event'), new Date().toISOString()];
        const body = { event, kind: "handout", item: null, quantity: 3, at };
        await store.add({ what: "tally", person: "somebody", event: body.event, body, label: "她的资料", title: "" });
    }"""
    in_store(phone, work)
    expect(phone.locator("[data-part=others]")).to_contain_text("1 entries of 王秀英", timeout=PATIENCE)
    expect(phone.locator("[data-queue]")).not_to_contain_text("她的资料")
    expect(phone.locator("[data-part=leave]")).to_be_hidden()
    phone.reload()
    phone.wait_for_timeout(500)
    assert sent == []
    assert states(phone) == ["waiting"]


def test_a_file_is_brought_in_twice_and_counts_once(phone: Page, opened: Opened, tmp_path: Path) -> None:
    hold(phone.context)
    add_lines(phone, 11, 22)
    expect(phone.locator("[data-part=leave]")).to_be_visible(timeout=PATIENCE)
    with phone.expect_download() as saved:
        phone.get_by_role("button", name="Save as a file").click()
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    written = json.loads(file.read_text(encoding="utf-8"))
    assert [item["body"]["quantity"] for item in written["items"]] == [11, 22]

    desk = opened("clerk", DESK, language="en")
    for verdict, count in (("New", 2), ("Saved before", 2)):
        desk.goto("/log/carried")
        desk.locator("input[type=file]").set_input_files(file)
        desk.get_by_role("button", name="Look at the preview").click()
        expect(desk.locator("tbody .status").filter(has_text=re.compile(f"^{verdict}$"))).to_have_count(count)
        button = desk.get_by_role("button", name=re.compile("Bring in 2 numbers"))
        if verdict == "New":
            button.click()
            expect(desk.locator(".notice.good")).to_contain_text("Done on")
        else:
            expect(button).to_have_count(0)

    let_go(phone.context)
    phone.locator("[data-send]").click()
    expect(phone.locator("[data-part=waiting]")).to_be_hidden(timeout=PATIENCE)
    assert states(phone) == ["saved", "saved"]


def test_a_colleagues_phone_takes_the_lines_over_by_a_picture(phone: Page, opened: Opened) -> None:
    hold(phone.context)
    add_lines(phone, 13, 14, 15)
    phone.get_by_role("button", name="Show to a colleague's phone").click()
    expect(phone.locator("[data-code] svg")).to_be_visible()
    links = phone.evaluate(
        """async () => {
            const { items, kept } = await MODULE("store/store.js");
            const { links } = await MODULE("queue/packing.js");
            const address = new URL("/log/carry", location).href;
            return links(await items({ states: ["waiting"] }), await kept("person"), address, 580);
        }""".replace("MODULE", MODULE)
    )
    me = in_store(phone, "(store) => store.kept('person')")

    colleague = opened("staff.2", PHONE, language="en")
    stranger = opened(None, PHONE, language="en")
    stranger.goto(links[0])
    expect(stranger.locator("[data-part=nobody]")).to_be_visible(timeout=PATIENCE)
    colleague.goto("/log/queue")
    expect(colleague.locator("[data-part=empty]")).to_be_visible(timeout=PATIENCE)
    with colleague.expect_request("**/api/tallies") as sent:
        for link in links:
            colleague.goto("/account")
            colleague.goto(link)
            expect(colleague.locator("[data-part=asked]")).to_contain_text(me["name"], timeout=PATIENCE)
            colleague.get_by_role("button", name="Take them over").click()
            expect(colleague.locator("[data-part=taken]")).to_be_visible(timeout=PATIENCE)
    assert {line["by"] for line in sent.value.post_data_json["tallies"]} == {me["id"]}
    expect(chip(colleague)).to_be_hidden(timeout=PATIENCE)
    let_go(phone.context)
    phone.locator("[data-send]").click()
    expect(phone.locator("[data-part=waiting]")).to_be_hidden(timeout=PATIENCE)
    assert states(phone) == ["saved"] * 3


def test_without_signal_the_page_is_drawn_by_the_phone_itself(phone: Page) -> None:
    phone.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    phone.reload()
    hold(phone.context)
    add_lines(phone, 5)
    phone.context.set_offline(True)
    phone.goto("/log/queue")
    expect(phone.locator("[data-part=waiting] [data-list] li")).to_contain_text("+5", timeout=PATIENCE)
    expect(words(phone)).to_have_text("1 to upload")
    with phone.expect_download():
        phone.get_by_role("button", name="Save as a file").click()
    let_go(phone.context)
    phone.context.set_offline(False)
    expect(phone.locator("[data-part=saved] [data-list] li")).to_contain_text("+5", timeout=PATIENCE)


def test_a_colleague_without_signal_takes_lines_over_too(phone: Page) -> None:
    phone.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    phone.reload()
    link = phone.evaluate(
        """async () => {
            const { links } = await MODULE("queue/packing.js");
            const id = "01956a3c-7a10-7c3e-9d2f-3b8a5c6d7e8f";
            const body = { id, event: sessionStorage.getItem("event"), kind: "handout", item: null, quantity: 9 };
            const line = { id, what: "tally", body: { ...body, at: new Date().toISOString() } };
            return links([line], { id, name: "王秀英" }, new URL("/log/carry", location).href, 580)[0];
        }""".replace("MODULE", MODULE)
    )
    phone.context.set_offline(True)
    phone.goto(link)
    phone.get_by_role("button", name="Take them over").click(timeout=PATIENCE)
    expect(phone.locator("[data-part=taken]")).to_contain_text("1 numbers are on this phone now")
    expect(words(phone)).to_have_text("1 to upload", timeout=PATIENCE)
    assert phone.url.endswith("/log/carry")
    phone.context.set_offline(False)
