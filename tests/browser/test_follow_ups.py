"""A question noted without signal waits on the phone and arrives once, with its contact."""

from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from outreach.db import db
from outreach.logbook.follow_ups.models import FollowUp, FollowUpContact
from tests.browser.conftest import PHONE, Opened
from tests.browser.field import PATIENCE, event_of, open_log

ASKED = "外省的缴费年限怎么转回来"


def noted(app: Flask) -> list[FollowUp]:
    with app.app_context():
        return list(db.session.scalars(select(FollowUp).where(FollowUp.asked == ASKED)))


def test_a_question_is_noted_without_signal_and_arrives_once(opened: Opened, example_app: Flask) -> None:
    page = open_log(opened("staff.1", PHONE, language="en"))
    event_id = event_of(page)
    expect(page.locator("form[data-follow-up][data-alive]")).to_be_attached(timeout=PATIENCE)
    page.context.set_offline(True)
    page.get_by_text("Needs an answer", exact=True).last.tap()
    page.get_by_role("button", name="Note the question").tap()
    expect(page.get_by_role("alert").filter(has_text="Say in a few words")).to_be_visible()
    page.get_by_label("What was asked").fill(ASKED)
    page.get_by_text("Referred, hotline order, contact").tap()
    page.get_by_label("One contact").fill("0730-1234567")
    page.get_by_role("button", name="Note the question").tap()
    expect(page.get_by_text("Noted on this phone")).to_be_visible()
    assert noted(example_app) == []
    page.context.set_offline(False)
    for _ in range(50):
        if noted(example_app):
            break
        page.wait_for_timeout(200)
    page.reload()
    page.wait_for_timeout(1000)
    (arrived,) = noted(example_app)
    assert arrived.event_id == event_id
    with example_app.app_context():
        contact = db.session.get_one(FollowUpContact, arrived.id).contact
    assert contact == "0730-1234567"
