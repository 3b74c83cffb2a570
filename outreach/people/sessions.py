"""Who a request comes from: the browser that its cookie names, its end after a while without use, and bearer tokens."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, flash, g, redirect, request, session, url_for
from flask_babel import lazy_gettext as _
from flask_login import LoginManager, current_user

from outreach import clock
from outreach.db import db, transaction
from outreach.db.noting import is_noted
from outreach.errors import Forbidden
from outreach.people.actions.browsers import add_browser, end_browser, note_seen
from outreach.people.actions.tokens import hash_token, needs_note, note_refusal, note_use, works
from outreach.people.browser_queries import browser_by_hash, desk_life
from outreach.people.models import BrowserSession, Person
from outreach.people.phones import opens_for_phone, paired_phone, person_of_phone, was_paired
from outreach.people.queries import the_bureau, token_by_hash
from outreach.people.rules import OWN_DEVICE_IDLE, is_idle, is_worn_out
from outreach.web.access import BEARER
from outreach.web.direct import address_of_request
from outreach.web.failures import wants_json
from outreach.web.returning import next_path

#: The last use is written down, and the cookie sent again, at most this often.
SEEN_EVERY = timedelta(minutes=5)

#: So long after the password the code of the second factor is awaited.
CODE_AWAITED = timedelta(minutes=5)

#: What somebody with a temporary password can still open.
_OPEN_BEFORE_CHANGE = {"account.change_password", "people.sign_out", "language.choose", "appearance.choose"}
#: Where the cookie keeps the secret of its browser: Flask-Login looks there for whom it names.
_NAMED = "_user_id"
#: Where it keeps who gave the password, and not yet the code.
_STEP = "second_step"


def init_sessions(app: Flask) -> None:
    """Give requests `current_user`, pages `bureau`, and programs their bearer tokens."""
    app.config["PERMANENT_SESSION_LIFETIME"] = OWN_DEVICE_IDLE
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False  # a noted use renews the cookie, not every picture and script
    manager = LoginManager()
    manager.session_protection = None  # it ends a session when a phone changes its network
    manager.user_loader(person_of_session)
    manager.request_loader(person_of_phone)
    manager.init_app(app)
    app.extensions[BEARER] = _person_of_program
    app.context_processor(lambda: {"bureau": the_bureau()})
    app.jinja_env.globals.update(paired_phone=paired_phone, was_paired=was_paired)
    app.before_request(_end_over_session)
    app.before_request(_ask_for_new_password)


def begin_session(person: Person, *, own_device: bool, now: datetime) -> None:
    """Sign `person` in with this browser; nothing of an earlier session is left in it."""
    before_id = _browser_id()
    with transaction():
        if before_id is not None:
            end_browser(before_id)
        secret = add_browser(
            person=person,
            own_device=own_device,
            agent=request.user_agent.string,
            address=address_of_request(),
            now=now,
        )
    forget_browser()
    session.permanent = own_device
    session[_NAMED] = secret


def begin_second_step(person: Person, *, own_device: bool, now: datetime) -> None:
    """Remember in this browser's cookie that `person` gave the right password, and may give a code for some minutes."""
    forget_browser()
    number, at = person.session_number, int(now.timestamp())
    session[_STEP] = {"person": str(person.id), "number": number, "own_device": own_device, "at": at}


def second_step(now: datetime) -> tuple[Person, bool] | None:
    """Who gave the right password here a moment ago, and whether the device is the own one; None where nobody did."""
    step = session.get(_STEP)
    if not isinstance(step, dict) or now.timestamp() - step["at"] > CODE_AWAITED.total_seconds():
        return None
    person = db.session.get(Person, uuid.UUID(step["person"]))
    if person is None or not person.is_active or person.session_number != step["number"]:
        return None
    return person, bool(step["own_device"])


def end_session() -> None:
    """Sign out with this browser: its cookie opens nothing from now on, whoever has a copy."""
    browser_id = _browser_id()
    if browser_id is not None:
        with transaction():
            end_browser(browser_id)
    forget_browser()


def this_browser() -> BrowserSession | None:
    """The browser that the request's cookie names, whether its session has ended or not; None where it names none."""
    if "browser" not in g:
        secret = session.get(_NAMED)
        g.browser = browser_by_hash(hash_token(secret)) if isinstance(secret, str) else None
    browser: BrowserSession | None = g.browser
    return browser


def is_own_device() -> bool:
    """Whether the person said at this browser that it is nobody else's."""
    browser = this_browser()
    return browser is not None and browser.own_device


def person_of_session(_secret: str) -> Person | None:
    """The active person who is signed in with this browser."""
    browser = this_browser()
    return browser.person if browser is not None and _is_current(browser) else None


def person_of_bearer(secret: str, scope: str) -> Person | None:
    """The person of a bearer token that works for `scope`."""
    now = clock.now()
    token = token_by_hash(hash_token(secret))
    if token is None or not works(token, scope, now):
        return None
    if needs_note(token, now):
        is_noted(lambda: note_use(token=token, now=now))
    return token.person


def _person_of_program(secret: str, scope: str) -> Person | None:
    person = person_of_bearer(secret, scope)
    if person is None:
        with transaction():
            token = token_by_hash(hash_token(secret))
            note_refusal(token=token, scope=scope, address=address_of_request(), now=clock.now())
    return person


def _is_static() -> bool:
    return (request.endpoint or "").rpartition(".")[2] == "static"


def _end_over_session() -> None:
    if _NAMED not in session or _is_static():
        return
    browser, now = this_browser(), clock.now()
    over = None if browser is None else _over_by_itself(browser, now)
    if browser is not None and over is None and _is_current(browser):
        if now - browser.seen_at > SEEN_EVERY:
            _note_seen(browser.id, now)
        return
    forget_browser()
    if opens_for_phone() and paired_phone() is not None:
        return  # it goes on for its own person, in this very request
    elsewhere = _("You were signed out here from elsewhere, or have a new password. What was saved is safe.")
    flash(over or elsewhere, "info")


def _over_by_itself(browser: BrowserSession, now: datetime) -> Any | None:
    """Why the session has ended, in words; None where it goes on."""
    if is_idle(browser.seen_at, now, own_device=browser.own_device):
        return _("Nothing was done here for a long time, so you were signed out. What was saved is safe.")
    if is_worn_out(browser.made_at, now, own_device=browser.own_device, desk_life=desk_life()):
        return _("You signed in here a day's work ago, so the password is asked for again. What was saved is safe.")
    return None


def _is_current(browser: BrowserSession) -> bool:
    """Whether nobody signed out everywhere since, nor has the account been closed."""
    return browser.number == browser.person.session_number and browser.person.is_active


def _browser_id() -> uuid.UUID | None:
    browser = this_browser()
    return browser.id if browser is not None else None


def _note_seen(browser_id: uuid.UUID, now: datetime) -> None:
    if is_noted(lambda: note_seen(browser_id, now=now)):
        session.modified = True


def forget_browser() -> None:
    """Let this request, and the cookie with which it is answered, name no browser any more."""
    session.clear()
    g.pop("browser", None)
    g.pop("_login_user", None)  # Flask-Login's


def _ask_for_new_password() -> Any:
    if _is_static() or request.endpoint in _OPEN_BEFORE_CHANGE or _NAMED not in session:
        return None
    if not current_user.is_authenticated or not current_user.must_change_password:
        return None
    if wants_json():
        raise Forbidden(_("Choose a password of your own first."), code="must_change_password")
    here = request.full_path if request.query_string else request.path
    onward = request.script_root + here if request.method == "GET" else next_path()
    return redirect(url_for("account.change_password", next=onward))
