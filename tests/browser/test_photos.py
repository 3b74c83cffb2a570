"""Photos on a phone: kept without signal, sent behind the numbers, part by part over a line that breaks, once."""

import io
import re
import uuid
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Locator, Page, Request, Route, expect

from outreach.evidence.models import Evidence
from outreach.evidence.queries import evidence_of
from outreach.schedule.queries import event as the_event
from tests.browser.conftest import PHONE, Opened
from tests.browser.field import MODULE, todays_log

PATIENCE = 15_000

#: A number that waits, put into the phone's store as the counters do.
ADD_A_NUMBER = """async (event) => {
  const { add, kept } = await MODULE("store/store.js");
  const person = (await kept("person")).id;
  const body = { event, kind: "consultation", item: null, quantity: 1, at: new Date().toISOString() };
  await add({ what: "tally", person, event, body, label: "1" });
}""".replace("MODULE", MODULE)


UNDER_THE_WORKER = """async () => {
  while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 40));
}"""


def photo(width: int = 2400, height: int = 1800) -> dict[str, Any]:
    """A picture that can't be made much smaller than a camera's."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 80).convert("RGB").save(out, "JPEG", quality=85)
    return {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


@pytest.fixture
def page(opened: Opened) -> Page:
    """A phone at today's event."""
    page = opened("staff.1", PHONE, language="en")
    page.goto(todays_log(page))
    listening(page)
    return page


def listening(page: Page) -> None:
    """Wait until the scripts have the photos in hand, and the phone what they take at need."""
    page.locator("[data-photos][data-ready]").wait_for()
    page.evaluate(UNDER_THE_WORKER)


def choose(page: Page, *files: dict[str, Any]) -> None:
    page.locator("input[data-photo-input][multiple]").set_input_files(list(files))


def rows(page: Page) -> Locator:
    return page.locator("[data-photo-list] > li")


def event_of(page: Page) -> str:
    return str(page.locator("[data-photos]").get_attribute("data-event"))


def shown(app: Flask, event_id: str) -> list[Evidence]:
    """The pictures that the server has for the event."""
    with app.app_context():
        return list(evidence_of(the_event(uuid.UUID(event_id))))


def test_a_photo_taken_without_signal_goes_behind_the_number_and_arrives_once(page: Page, example_app: Flask) -> None:
    event_id = event_of(page)
    before = len(shown(example_app, event_id))
    page.context.set_offline(True)
    choose(page, photo())
    expect(rows(page)).to_have_count(1)
    expect(rows(page).locator("[data-row='state']")).to_have_text("Waiting to be sent")
    page.evaluate(ADD_A_NUMBER, event_id)
    expect(page.locator("[data-photo-said]")).to_contain_text(re.compile("network|numbers go first"))

    asked: list[str] = []
    parts = 0

    def noted(request: Request) -> None:
        if "/api/" in request.url:
            asked.append(f"{request.method} {request.url.split('/api/')[1].split('/')[0].split('?')[0]}")

    def line(route: Route) -> None:
        """The line that breaks at the second part."""
        nonlocal parts
        parts += 1
        route.abort() if parts == 2 else route.continue_()

    page.on("request", noted)
    page.route(re.compile(r"/api/pictures/.*offset="), line)
    page.context.set_offline(False)
    expect(rows(page).locator("[data-row='state']")).to_contain_text("Sent at", timeout=PATIENCE)
    assert asked[0] == "POST tallies"
    assert asked.index("POST tallies") < asked.index("POST pictures")
    assert parts > 2
    pictures = shown(example_app, event_id)
    assert len(pictures) == before + 1
    assert (pictures[-1].name, pictures[-1].shows_people) == ("现场.jpg", True)
    page.reload()
    listening(page)
    expect(rows(page).locator("[data-row='state']")).to_contain_text("Sent at")
    choose(page, photo(1200, 1300))
    expect(rows(page)).to_have_count(2)


def test_a_page_that_died_in_the_middle_goes_on_where_it_was(page: Page, example_app: Flask) -> None:
    event_id = event_of(page)
    before = len(shown(example_app, event_id))
    offsets: list[int] = []

    def line(route: Route) -> None:
        offset = int(route.request.url.split("offset=")[1])
        offsets.append(offset)
        route.continue_() if offset == 0 else route.abort()

    page.route(re.compile(r"/api/pictures/.*offset="), line)
    choose(page, photo())
    expect(page.locator("[data-photo-said]")).to_contain_text("No network", timeout=PATIENCE)
    other = page.context.new_page()
    page.close()
    resumed: list[int] = []
    other.on(
        "request", lambda request: "offset=" in request.url and resumed.append(int(request.url.split("offset=")[1]))
    )
    other.goto("/log")  # every page that sends numbers sends photos too
    for _each in range(40):
        if len(shown(example_app, event_id)) > before:
            break
        other.wait_for_timeout(500)
    other.goto(f"/log/{event_id}")
    listening(other)
    expect(rows(other).locator("[data-row='state']")).to_contain_text("Sent at", timeout=PATIENCE)
    assert offsets[0] == 0
    assert resumed[0] > 0
    assert len(shown(example_app, event_id)) == before + 1


def test_what_is_no_picture_is_set_aside_with_its_reason_and_holds_nothing_back(page: Page, example_app: Flask) -> None:
    event_id = event_of(page)
    before = len(shown(example_app, event_id))
    program = {"name": "照片.jpg", "mimeType": "image/jpeg", "buffer": b"MZ\x90\x00" + bytes(3000)}
    choose(page, program, photo(900, 700))
    expect(rows(page)).to_have_count(2)
    expect(rows(page).first.locator("[data-row='state']")).to_contain_text("This is a program", timeout=PATIENCE)
    expect(rows(page).last.locator("[data-row='state']")).to_contain_text("Sent at", timeout=PATIENCE)
    page.goto("/log/queue")
    expect(rows(page)).to_have_count(1)
    expect(rows(page).locator("[data-row='title']")).not_to_be_empty()
    rows(page).locator("[data-row='remove']").tap()
    expect(page.locator("[data-photos]")).to_be_hidden()
    assert len(shown(example_app, event_id)) == before + 1


def test_faces_and_sheets_are_said_while_the_photo_waits(page: Page, example_app: Flask) -> None:
    event_id = event_of(page)
    page.context.set_offline(True)
    choose(page, photo(700, 900), photo(900, 500))
    expect(rows(page)).to_have_count(2)
    rows(page).first.locator("[data-row='people']").uncheck()
    rows(page).last.locator("[data-row='sheet']").check()
    expect(rows(page).last.locator("[data-row='people']")).to_be_disabled()
    page.context.set_offline(False)
    for row in rows(page).all():
        expect(row.locator("[data-row='state']")).to_contain_text("Sent at", timeout=PATIENCE)
    said = [(item.kind.value, item.shows_people) for item in shown(example_app, event_id)[-2:]]
    assert sorted(said) == [("photo", False), ("scan", True)]


def test_in_flight_mode_a_photo_is_taken_on_the_page_of_the_phone(page: Page, example_app: Flask) -> None:
    event_id = event_of(page)
    before = len(shown(example_app, event_id))
    page.evaluate(
        """async () => {
      const pause = () => new Promise((resolve) => setTimeout(resolve, 40));
      while (!navigator.serviceWorker.controller) await pause();
      const { knownFacts } = await MODULE("store/facts.js");
      while (!(await knownFacts())) await pause();
    }""".replace("MODULE", MODULE)
    )
    page.context.set_offline(True)
    page.goto(f"/log/{event_id}")
    listening(page)
    choose(page, photo(900, 800))
    expect(rows(page).locator("[data-row='state']")).to_have_text("Waiting to be sent")
    page.goto("/log/queue")
    expect(rows(page).locator("[data-row='title']")).not_to_be_empty()
    page.context.set_offline(False)
    for _each in range(40):
        if len(shown(example_app, event_id)) > before:
            break
        page.wait_for_timeout(500)
    assert len(shown(example_app, event_id)) == before + 1


def test_a_full_phone_says_so_and_the_form_stays(page: Page) -> None:
    page.evaluate("""() => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (value) {
        if (this.name !== "photos") return put.apply(this, arguments);
        throw new DOMException("no room", "QuotaExceededError");
      };
    }""")
    choose(page, photo(600, 500))
    expect(page.locator("[data-photo-said]")).to_contain_text("no room left")
    expect(rows(page)).to_have_count(0)
