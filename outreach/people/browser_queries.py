"""Reading the browsers in which people are signed in."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import contains_eager

from outreach.config import Settings
from outreach.db import db
from outreach.errors import NotFound
from outreach.people.models import BrowserSession, Person
from outreach.people.rules import DESK_IDLE, OWN_DEVICE_IDLE

_WITH_PERSON = select(BrowserSession).join(BrowserSession.person).options(contains_eager(BrowserSession.person))


def browser_by_hash(secret_hash: str) -> BrowserSession | None:
    """The browser whose secret has that hash, and its person, whether the session has ended or not."""
    return db.session.scalar(_WITH_PERSON.where(BrowserSession.secret_hash == secret_hash))


def browser_of(person: Person, browser_id: uuid.UUID) -> BrowserSession:
    """The browser of that id, if it is the person's; raises NotFound."""
    browser = db.session.get(BrowserSession, browser_id)
    if browser is None or browser.person_id != person.id:
        raise NotFound()
    return browser


def browsers_of(person: Person, now: datetime) -> Sequence[BrowserSession]:
    """Those in which the person is signed in at `now`, the one used last first."""
    theirs = (BrowserSession.person_id == person.id, BrowserSession.number == person.session_number, ~is_over(now))
    newest_first = (BrowserSession.seen_at.desc(), BrowserSession.id.desc())
    return db.session.scalars(select(BrowserSession).where(*theirs).order_by(*newest_first)).all()


def is_over(now: datetime) -> ColumnElement[bool]:
    """Whether the session of a browser has ended by itself (`rules.is_idle`, `rules.is_worn_out`)."""
    left, worn_out = BrowserSession.seen_at < now - DESK_IDLE, BrowserSession.made_at < now - desk_life()
    over_desk = BrowserSession.own_device.is_(False) & (left | worn_out)
    return over_desk | (BrowserSession.seen_at < now - OWN_DEVICE_IDLE)


def desk_life() -> timedelta:
    """How long a desk is signed in at most."""
    settings: Settings = current_app.config["SETTINGS"]
    return timedelta(hours=settings.session_hours)
