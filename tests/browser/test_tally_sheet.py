"""A sheet that was counted on paper is typed with the numeric pad and Enter, and counts once."""

import re
import uuid

from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from outreach.db import db
from outreach.logbook.models import Tally
from outreach.people.queries import person_by_username
from outreach.schedule.models import Assignment, Event
from outreach.schedule.rules import Status
from tests.browser.conftest import PHONE, Opened


def test_a_sheet_is_typed_with_enter_from_field_to_field(opened: Opened, example_app: Flask) -> None:
    event_id = event_of_staff_1(example_app)
    page = opened("staff.1", PHONE)
    page.goto(f"/log/{event_id}/tally-sheet/entry")
    expect(page.locator("[data-sheet][data-ready]")).to_be_visible()
    materials = page.locator("[data-took]").count()
    page.locator("[data-took]").first.click()
    page.keyboard.type("300")
    page.keyboard.press("Enter")
    page.keyboard.type("20")
    page.keyboard.press("Enter")
    expect(page.locator("[data-total]").first).to_be_focused()
    expect(page.locator("[data-sheet-sums]")).to_contain_text("280")
    for _rest in range((materials - 1) * 3 + 1):
        page.keyboard.press("Enter")
    page.keyboard.type("35")
    expect(page.locator("[data-sheet-sums]")).to_contain_text("35 人次")
    page.get_by_role("button", name="完成").dblclick()
    expect(page).to_have_url(re.compile(rf"/log/{event_id}#logged$"))
    with example_app.app_context():
        lines = db.session.scalars(select(Tally.quantity).where(Tally.event_id == event_id)).all()
    assert sorted(lines) == [35, 280]


def event_of_staff_1(app: Flask) -> uuid.UUID:
    """An event in the past on which staff.1 was and that nobody has logged."""
    with app.app_context():
        person = person_by_username("staff.1")
        assert person is not None
        mine = select(Assignment.event_id).where(Assignment.person_id == person.id)
        statement = select(Event.id).where(Event.id.in_(mine), Event.status == Status.PLANNED).order_by(Event.day)
        return db.session.scalars(statement.limit(1)).one()
