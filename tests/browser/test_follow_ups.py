"""Questions noted without signal, on the open page and on the one that the phone keeps, arrive once."""

from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from outreach.db import db
from outreach.logbook.follow_ups.models import FollowUp, FollowUpContact
from tests.browser.conftest import PHONE, Opened
from tests.browser.field import PATIENCE, event_of, open_log, ready
from tests.browser.test_offline import prepared

OPEN, KEPT = "外省的缴费年限怎么转回来", "找周周，灵活就业怎么参保"
TWICE = "王女士的认定材料交到哪里"


def noted(app: Flask) -> dict[str, FollowUp]:
    with app.app_context():
        found = db.session.scalars(select(FollowUp).where(FollowUp.asked.in_([OPEN, KEPT])))
        return {each.asked: each for each in found}


def open_form(page: Page) -> None:
    expect(page.locator("form[data-follow-up][data-alive]")).to_be_attached(timeout=PATIENCE)
    summary = page.locator("summary", has_text="Needs an answer")
    summary.evaluate("element => element.scrollIntoView({block: 'center'})")  # above the bar that says what is saved
    summary.tap()


def note(page: Page, asked: str) -> None:
    page.get_by_label("What was asked").fill(asked)
    page.get_by_role("button", name="Note the question").tap()
    expect(page.get_by_text("Noted on this phone")).to_be_visible()


def test_questions_are_noted_without_signal_and_arrive_once(opened: Opened, example_app: Flask) -> None:
    page = prepared(open_log(opened("staff.1", PHONE, language="en")))
    event_id = event_of(page)
    page.context.set_offline(True)
    open_form(page)
    page.get_by_role("button", name="Note the question").tap()
    expect(page.get_by_role("alert").filter(has_text="Say in a few words")).to_be_visible()
    page.get_by_text("Referred, hotline order, contact").tap()
    page.get_by_label("One contact").fill("0730-1234567")
    page.get_by_label("What was asked").fill("王女士的社保怎么转")
    page.get_by_role("button", name="Note the question").tap()
    expect(page.get_by_role("alert").filter(has_text="may be the name or number of a person: 王女士.")).to_be_visible()
    note(page, OPEN)
    page.reload()
    ready(page)
    open_form(page)
    expect(page.get_by_label("Owed by").locator("option")).not_to_have_count(0)
    page.locator("#follow-topic").select_option(index=1)
    page.get_by_label("What was asked").fill(KEPT)
    page.get_by_role("button", name="Note the question").tap()
    expect(page.get_by_role("alert").filter(has_text="may be the name")).to_be_visible()
    note(page, KEPT)  # once more as it is: it names nobody
    assert noted(example_app) == {}
    page.context.set_offline(False)
    for _ in range(100):
        if len(noted(example_app)) > 1:
            break
        page.wait_for_timeout(200)
    arrived = noted(example_app)
    assert {each.event_id for each in arrived.values()} == {event_id}
    assert arrived[KEPT].topic_id is not None
    with example_app.app_context():
        assert db.session.get_one(FollowUpContact, arrived[OPEN].id).contact == "0730-1234567"
        assert db.session.get(FollowUpContact, arrived[KEPT].id) is None


def test_two_touches_on_a_slow_network_note_one_question(opened: Opened, example_app: Flask) -> None:
    page = opened("staff.1", PHONE, language="en")
    page.add_init_script("delete Navigator.prototype.serviceWorker")  # it would have the rest of the scripts already
    page.route("**/parcels/later.js", lambda _route: None)  # what looks for names never comes
    open_log(page)
    open_form(page)
    page.get_by_label("What was asked").fill(TWICE)
    page.locator("form[data-follow-up]").evaluate("form => { form.requestSubmit(); form.requestSubmit(); }")
    expect(page.get_by_text("Noted on this phone")).to_be_visible()
    arrived = db.select(db.func.count()).select_from(FollowUp).where(FollowUp.asked == TWICE)
    for _ in range(25):
        page.wait_for_timeout(200)
        with example_app.app_context():
            if db.session.scalar(arrived):
                break
    page.wait_for_timeout(1000)  # for a second one
    with example_app.app_context():
        assert db.session.scalar(arrived) == 1
