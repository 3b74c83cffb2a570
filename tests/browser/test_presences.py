"""Who was there, ticked on a phone without signal: it waits on the phone and arrives once."""

import time
import uuid

from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from outreach.db import db
from outreach.logbook.attendance.models import Presence
from tests.browser.conftest import PHONE, Opened
from tests.browser.test_offline import prepared
from tests.browser.test_tally_sheet import event_of_staff_1


def test_what_is_ticked_without_signal_arrives_once(opened: Opened, example_app: Flask) -> None:
    event_id = event_of_staff_1(example_app)
    page = opened("staff.1", PHONE)
    page.goto(f"/log/{event_id}")
    form = page.locator("form[data-presences][data-ready]")
    expect(page.locator("[data-log][data-ready]")).to_be_visible()
    expect(form).to_be_visible()
    page.context.set_offline(True)
    boxes = form.locator("input[data-said]")
    count = boxes.count()
    boxes.first.uncheck()
    form.get_by_role("button", name="保存参加人员").click()
    expect(form.locator("[data-told]")).to_contain_text("已存入本机")
    assert said(example_app, event_id) == []
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("[data-saving-words]")).to_contain_text("已上传", timeout=15_000)
    assert sorted(said(example_app, event_id)) == [False] + [True] * (count - 1)
    page.reload()
    expect(form.locator("input[data-said='false']")).to_have_count(1)


def test_the_log_opened_without_signal_asks_who_was_there(opened: Opened, example_app: Flask, site: str) -> None:
    page = opened("staff.1", PHONE)
    page.context.add_cookies([{"name": "language", "value": "zh", "url": site}])
    page.goto("/log")
    prepared(page)
    address = page.locator(".log-now, .field-list a").first.get_attribute("href")
    assert address is not None
    event_id = uuid.UUID(address.rpartition("/")[2])
    before = len(said(example_app, event_id))
    page.context.set_offline(True)
    page.goto(address)
    form = page.locator("form[data-presences][data-ready]")
    expect(form.locator("input[data-said]").first).to_be_checked()
    count = form.locator("input[data-said]").count()
    form.get_by_role("button", name="保存参加人员").click()
    expect(form.locator("[data-told]")).to_contain_text("已存入本机")
    page.reload()
    expect(form.locator("input[data-said='true']")).to_have_count(count)
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    deadline = time.monotonic() + 15
    while len(said(example_app, event_id)) == before and time.monotonic() < deadline:
        time.sleep(0.2)
    assert len(said(example_app, event_id)) == before + count


def said(app: Flask, event_id: object) -> list[bool]:
    with app.app_context():
        return list(db.session.scalars(select(Presence.there).where(Presence.event_id == event_id)))
