"""A lead sees while typing what stands against an event, and plans it anyway for a reason."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import expect

from outreach import clock
from outreach.db import db, transaction
from outreach.people.queries import person_by_username, team_by_code
from outreach.places.models import Place
from outreach.schedule.actions import plan_event
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.rules import Duty, Track
from tests.browser.conftest import DESK, PHONE, Opened

DAYS = {390: clock.today() + timedelta(days=60), 1280: clock.today() + timedelta(days=61)}
TITLE = "已经定下的咨询"


@pytest.fixture(scope="module", autouse=True)
def booked(example_app: Flask) -> None:
    """staff.1 is at a desk of the pension team from nine to eleven."""
    with example_app.app_context(), transaction():
        lead, person = person_by_username("lead.pension"), person_by_username("staff.1")
        team, place = team_by_code("pension"), db.session.scalars(db.select(Place).order_by(Place.id)).first()
        assert lead and person and team and place
        for day in DAYS.values():
            morning = clock.instant(datetime.combine(day, datetime.min.time())) + timedelta(hours=9)
            plan_event(
                by=lead,
                now=clock.now(),
                title=TITLE,
                track=Track.PUBLIC,
                lead_team_id=team.id,
                place_id=place.id,
                starts_at=morning,
                ends_at=morning + timedelta(hours=2),
                staff={person.id: Duty.DESK},
                anyway=Anyway("已协调"),
            )


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_what_stands_against_an_event_is_said_while_typing_and_asked_when_saving(
    opened: Opened, size: dict[str, int]
) -> None:
    page: Any = opened("lead.work_injury", size, language="en")
    page.goto("/events/new")
    title = f"工伤预防进工地 {size['width']}"
    page.get_by_role("textbox", name="Title").fill(title)
    page.locator("input[name=starts_on]").fill(DAYS[size["width"]].isoformat())
    page.get_by_role("textbox", name="From").fill("10:00")
    page.get_by_role("textbox", name="To").fill("12:00")
    page.locator("select[name=place_id]").select_option(index=4)
    page.locator("summary", has_text="Staff").click()
    line = page.locator("li.pick[data-words$=' staff.1']")
    expect(line).to_contain_text(TITLE)
    line.get_by_role("checkbox").check()
    expect(page.locator("[data-checks]")).to_contain_text(TITLE)
    expect(page.locator("[data-checked-people]")).to_contain_text(TITLE)
    page.get_by_role("textbox", name="From").fill("13:00")
    page.get_by_role("textbox", name="To").fill("14:00")
    expect(page.locator("[data-checked-people]")).not_to_contain_text(TITLE)
    expect(line).not_to_contain_text(TITLE)
    page.get_by_role("textbox", name="From").fill("10:00")
    page.get_by_role("textbox", name="To").fill("12:00")
    page.get_by_role("button", name="Plan event").click()
    question = page.get_by_role("alert")
    expect(question).to_contain_text(TITLE)
    page.get_by_role("button", name="Plan it anyway").click()
    expect(question).to_contain_text("Say why it is planned anyway.")
    page.get_by_label("Why it is planned anyway").fill("She changes over at ten")
    page.get_by_label("Why it is planned anyway").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator(".kept-clash").first).to_contain_text("She changes over at ten")
