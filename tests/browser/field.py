"""A phone on which today's event is being logged, and the ledger behind it."""

import re
import uuid
from typing import Any

from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from outreach.db import db
from outreach.logbook.models import Tally

#: Long enough for the two seconds of rest and a slow machine.
PATIENCE = 10_000
#: In a page: gives (a promise of) the page's own module of that name below static/logbook/, without signal too.
MODULE = """(async (name) => {
  const first = document.querySelector('script[src$="/parcels/first.js"]').src;
  await import(first.replace(/first/, "later"));
  return (await import(first)).$take(`logbook/${name}`);
})"""


def todays_log(page: Page) -> str:
    """Where the log of today's event is, as the page of the log tells the person of `page`; no window shows it."""
    listed = page.request.get("/log").text().partition("<main")[2]
    address = re.search(r'href="(/log/[0-9a-f-]{36})"', listed)
    assert address is not None
    return address[1]


def open_log(page: Page) -> Page:
    """Opens the log of today's event, and waits until its scripts listen."""
    page.goto(todays_log(page))
    return ready(page)


def ready(page: Page) -> Page:
    """Waits until the scripts of the log listen."""
    # Not by `expect`, which at each look in vain draws up the roles of the whole page, for its message.
    page.locator("[data-log][data-ready]").wait_for(state="attached", timeout=PATIENCE)
    return page


def event_of(page: Page) -> uuid.UUID:
    """The event whose log is open."""
    return uuid.UUID(page.locator("[data-log]").get_attribute("data-event"))


def asked(page: Page) -> Locator:
    """The big counter: somebody asked, whatever it was about."""
    return page.locator(".counter.big")


def shown(page: Page) -> Locator:
    """Where the big counter shows its number."""
    return asked(page).locator("[data-shown]")


def number(page: Page) -> int:
    """What the big counter shows."""
    digits = "".join(each for each in shown(page).inner_text() if each.isdigit())
    return int(digits or 0)


def tap(page: Page, add: int = 1) -> None:
    """One touch of the big counter."""
    asked(page).locator(f"button[data-add='{add}']").tap()


def expect_number(page: Page, quantity: int) -> None:
    """The big counter comes to show `quantity`."""
    expect(shown(page)).to_have_text(f"{quantity:,}" if quantity else "—", timeout=PATIENCE)


def state(page: Page) -> Locator:
    """The three words: draft, waiting, uploaded."""
    return page.locator("[data-saving-words]")


def reason(page: Page) -> Locator:
    """Why something waits."""
    return page.locator("[data-saving-why]")


def expect_uploaded(page: Page) -> None:
    """Everything comes to be uploaded."""
    expect(state(page)).to_contain_text("Uploaded", timeout=PATIENCE)


def lines_of(app: Flask, event_id: uuid.UUID) -> list[Any]:
    """The lines of the event in the database, in order of receipt."""
    with app.app_context():
        statement = select(Tally).where(Tally.event_id == event_id).order_by(Tally.received_at, Tally.id)
        return list(db.session.scalars(statement))


def asked_in_all(app: Flask, event_id: uuid.UUID) -> int:
    """How many consultations of no topic the database holds for the event."""
    lines = lines_of(app, event_id)
    return sum(each.quantity for each in lines if each.kind == "consultation" and each.item_id is None)
