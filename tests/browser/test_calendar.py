"""The calendar in a browser: dragging an event, drawing hours, going about with keys, and the list on a phone."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import count

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from outreach import clock
from outreach.db import transaction
from outreach.people.queries import person_by_username, team_by_code
from outreach.periods import week_of
from outreach.schedule import actions, queries
from outreach.schedule.choices import places
from outreach.schedule.rules import Track
from tests.browser.conftest import DESK, PHONE, Opened

_numbers = count(1)
#: A Wednesday some weeks ahead, in a week of one month where that is possible.
WEDNESDAY = week_of(clock.today() + timedelta(days=150)).first + timedelta(days=2)


@pytest.fixture
def planned(example_app: Flask) -> Iterator[str]:
    """The title of an event of the pension team on WEDNESDAY from 9 to 11; cancelled afterwards."""
    title = f"试拖的活动{next(_numbers)}号"
    with example_app.app_context():
        by, team = person_by_username("lead.pension"), team_by_code("pension")
        assert by is not None
        assert team is not None
        starts_at = clock.instant(datetime.combine(WEDNESDAY, time(9)))
        with transaction():
            event = actions.plan_event(
                by=by,
                now=clock.now(),
                title=title,
                track=Track.PUBLIC,
                lead_team_id=team.id,
                place_id=places()[0][0],
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=2),
            )
            event_id = event.id
    yield title
    with example_app.app_context(), transaction():
        by = person_by_username("lead.pension")
        assert by is not None
        actions.cancel_event(queries.event(event_id), by=by, now=clock.now(), reason="试完了")


def centre(thing: Locator) -> tuple[float, float]:
    box = thing.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def pull(page: Page, thing: Locator, x: float, y: float) -> None:
    """Drag the thing, which is in view, by its middle, so that the middle ends at x, y."""
    page.mouse.move(*centre(thing))
    page.mouse.down()
    page.mouse.move(x - 20, y - 20, steps=4)
    page.mouse.move(x, y, steps=4)
    page.mouse.up()


def pull_to(page: Page, thing: Locator, target: Locator) -> None:
    """Drag the thing to the middle of the target."""
    thing.scroll_into_view_if_needed()  # before the target is measured: it moves with the page
    pull(page, thing, *centre(target))


def test_a_drag_in_the_month_asks_moves_and_can_be_undone(opened: Opened, planned: str) -> None:
    page = opened("lead.pension", DESK, language="en")
    page.goto(f"/calendar?month={WEDNESDAY:%Y-%m}&team=pension")
    event = page.locator(".event-bar", has_text=planned)
    target = page.locator(f"li.day[data-day='{WEDNESDAY - timedelta(days=1)}']")
    pull_to(page, event, target)
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text(f"Move “{planned}”?")
    expect(sheet).to_contain_text("09:00–11:00")
    sheet.get_by_role("button", name="Leave it where it is").click()
    expect(sheet).to_be_hidden()

    pull_to(page, event, target)
    sheet.get_by_role("button", name="Move event").click()
    expect(page.locator("[data-flashes]")).to_contain_text(f"“{planned}” is moved.")
    expect(target.locator(".event-bar", has_text=planned)).to_be_visible()
    expect(page).to_have_url(re.compile("team=pension"))
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(f"li.day[data-day='{WEDNESDAY}'] .event-bar", has_text=planned)).to_be_visible()


def test_a_drag_in_the_week_changes_day_and_hour(opened: Opened, planned: str) -> None:
    page = opened("lead.pension", DESK, language="zh")
    page.goto(f"/calendar?view=week&week={WEDNESDAY}&team=pension")
    event = page.locator(".event-block", has_text=planned)
    friday = page.locator(f".hour-column[data-day='{WEDNESDAY + timedelta(days=2)}']")
    three = friday.locator(".slot[data-hour='15']")  # the event's middle, an hour after its start
    x, _y = centre(three)
    box = three.bounding_box()
    assert box is not None
    pull(page, event, x, box["y"])
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("14:00–16:00")
    sheet.get_by_role("button", name="改期").click()
    expect(friday.locator(".event-block", has_text=planned)).to_contain_text("14:00")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(f".hour-column[data-day='{WEDNESDAY}'] .event-block", has_text=planned)).to_contain_text(
        "09:00"
    )


def test_hours_that_are_drawn_begin_the_form(opened: Opened) -> None:
    page = opened("lead.pension", DESK)
    page.goto(f"/calendar?view=week&week={WEDNESDAY}")
    column = page.locator(f".hour-column[data-day='{WEDNESDAY - timedelta(days=1)}']")
    first, last = column.locator(".slot[data-hour='17']"), column.locator(".slot[data-hour='19']")
    last.scroll_into_view_if_needed()
    above, below = first.bounding_box(), last.bounding_box()
    assert above is not None
    assert below is not None
    page.mouse.move(above["x"] + 20, above["y"] + 2)
    page.mouse.down()
    page.mouse.move(above["x"] + 20, above["y"] + 30, steps=3)
    page.mouse.move(below["x"] + 20, below["y"] - 3, steps=3)
    expect(column.locator(".drawn")).to_have_text("17:00–19:00")
    page.mouse.up()
    expect(page.locator("input[name=starts_on]")).to_have_value(f"{WEDNESDAY - timedelta(days=1)}")
    expect(page.locator("input[name=starts_at]")).to_have_value("17:00")
    expect(page.locator("input[name=ends_at]")).to_have_value("19:00")


def test_keys_go_from_day_to_day_and_plan_there(opened: Opened, planned: str) -> None:
    page = opened("lead.pension", DESK)
    page.goto(f"/calendar?month={WEDNESDAY:%Y-%m}")
    listening(page)
    page.keyboard.press("ArrowRight")
    expect(page.locator("li.day:focus-within")).to_have_attribute("data-day", f"{WEDNESDAY:%Y-%m}-01")
    page.keyboard.press("ArrowDown")
    expect(page.locator("li.day:focus-within")).to_have_attribute("data-day", f"{WEDNESDAY:%Y-%m}-08")
    page.keyboard.press("n")
    expect(page.locator("input[name=starts_on]")).to_have_value(f"{WEDNESDAY:%Y-%m}-08")
    page.go_back()
    listening(page)
    page.keyboard.press("j")
    later = WEDNESDAY.replace(day=28) + timedelta(days=7)
    expect(page).to_have_url(re.compile(f"month={later:%Y-%m}"))
    listening(page)
    page.keyboard.press("[")
    expect(page).to_have_url(re.compile(f"month={WEDNESDAY:%Y-%m}"))
    listening(page)
    page.locator(".event-bar", has_text=planned).focus()
    page.keyboard.press("m")
    expect(page.locator("input[name=starts_on]")).to_have_value(str(WEDNESDAY))
    page.go_back()
    listening(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("y")
    expect(page.locator("[data-year]")).to_be_visible()
    listening(page)
    page.keyboard.press("w")
    expect(page.locator("[data-week]")).to_be_visible()
    listening(page)
    page.keyboard.press("/")
    expect(page.locator("select[name=campaign]")).to_be_focused()


def listening(page: Page) -> None:
    """Wait until the page listens to keys."""
    expect(page.locator("[data-open-keys]")).to_be_visible()


def test_an_arrow_beyond_the_edge_goes_on_in_the_next_month(opened: Opened) -> None:
    page = opened("viewer", DESK)
    page.goto("/calendar?month=2026-02")  # 26 January to 1 March
    listening(page)
    page.locator("li.day[data-day='2026-02-28'] .day-number").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("li.day:focus-within")).to_have_attribute("data-day", "2026-03-07")


def test_a_move_keeps_the_length_and_stays_inside_of_its_day(opened: Opened) -> None:
    page = opened("lead.pension", DESK)
    page.goto("/calendar")
    moved, across, drawn = page.evaluate(
        """async () => {
            const { movedFields, stretch } = await import("/static/schedule/spans.js");
            const short = { starts_on: "2025-02-28", starts_at: "09:00", ends_on: "", ends_at: "11:30" };
            const long = { ...short, ends_on: "2025-03-01" };
            return [
                [movedFields(short, 1), movedFields(short, -59, 607), movedFields(short, 0, 1400)],
                movedFields(long, 365, 600),
                [stretch(615, 545), stretch(600, 601), stretch(1439, 1439)],
            ];
        }"""
    )
    assert [(each["starts_on"], each["starts_at"], each["ends_at"]) for each in moved] == [
        ("2025-03-01", "09:00", "11:30"),
        ("2024-12-31", "10:00", "12:30"),  # to the next quarter of an hour
        ("2025-02-28", "21:15", "23:45"),  # as late as its length allows
    ]
    assert (across["starts_on"], across["ends_on"], across["starts_at"]) == ("2026-02-28", "2026-03-01", "09:00")
    assert drawn == [[540, 615], [600, 615], [1425, 1439]]


def test_a_phone_lists_the_days_and_has_quick_dates(opened: Opened, planned: str) -> None:
    page = opened("lead.pension", PHONE)
    page.goto(f"/calendar?view=week&week={WEDNESDAY}")
    expect(page.locator(".week-page")).to_be_hidden()
    expect(page.locator(".event-line", has_text=planned)).to_be_visible()
    page.get_by_role("link", name="列表", exact=True).click()
    page.get_by_role("link", name="下周", exact=True).tap()
    expect(page.get_by_role("link", name="下周", exact=True)).to_have_attribute("aria-current", "true")
