"""Who a request comes from: the session cookie's person, its end after a while without use, and bearer tokens."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, flash, g, redirect, request, session, url_for
from flask_babel import lazy_gettext as _
from flask_login import LoginManager, current_user, login_user, logout_user

from outreach import clock
from outreach.db import db, transaction
from outreach.errors import Forbidden
from outreach.people.actions.tokens import hash_token, needs_note, note_refusal, note_use, works
from outreach.people.entering import address_of_request
from outreach.people.models import Person
from outreach.people.phones import opens_for_phone, paired_phone, person_of_phone, was_paired
from outreach.people.queries import the_bureau, token_by_hash
from outreach.web.access import BEARER
from outreach.web.failures import wants_json
from outreach.web.returning import next_path

#: A desk in an office is left open over lunch, not over night.
DESK_IDLE = timedelta(hours=8)
#: A phone of one's own must still log at a gate weeks after the last event.
OWN_DEVICE_IDLE = timedelta(days=30)
#: The cookie is written again at most this often.
SEEN_EVERY = timedelta(minutes=5)

#: What somebody with a temporary password can still open.
_OPEN_BEFORE_CHANGE = {"account.change_password", "people.sign_out", "language.choose", "appearance.choose"}


def init_sessions(app: Flask) -> None:
    """Give requests `current_user`, pages `bureau`, and programs their bearer tokens."""
    app.config["PERMANENT_SESSION_LIFETIME"] = OWN_DEVICE_IDLE
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False  # `seen_at` renews the cookie, not every picture and script
    manager = LoginManager()
    manager.session_protection = None  # it ends a session when a phone changes its network
    manager.user_loader(person_of_session)
    manager.request_loader(person_of_phone)
    manager.init_app(app)
    app.extensions[BEARER] = _person_of_program
    app.context_processor(lambda: {"bureau": the_bureau()})
    app.jinja_env.globals.update(paired_phone=paired_phone, was_paired=was_paired)
    app.before_request(_end_idle_session)
    app.before_request(_ask_for_new_password)


def begin_session(person: Person, *, own_device: bool, now: datetime) -> None:
    """Sign `person` in with this browser; nothing of an earlier session is left in it."""
    session.clear()
    session.permanent = own_device
    session["own_device"] = own_device
    session["seen_at"] = int(now.timestamp())
    login_user(person)


def end_session() -> None:
    """Sign out with this browser."""
    logout_user()
    session.clear()


def person_of_session(session_id: str) -> Person | None:
    """The active person of a cookie that was made with the present password."""
    person_id, _colon, number = session_id.partition(":")
    try:
        person = db.session.get(Person, uuid.UUID(person_id))
    except ValueError:
        return None
    return person if person and person.is_active and number == str(person.session_number) else None


def person_of_bearer(secret: str, scope: str) -> Person | None:
    """The person of a bearer token that works for `scope`."""
    now = clock.now()
    token = token_by_hash(hash_token(secret))
    if token is None or not works(token, scope, now):
        return None
    if needs_note(token, now):
        with transaction():
            note_use(token=token, now=now)
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


def _end_idle_session() -> None:
    if "_user_id" not in session or _is_static():
        return
    now = int(clock.now().timestamp())
    idle = timedelta(seconds=now - int(session.get("seen_at", 0)))
    if idle > (OWN_DEVICE_IDLE if session.get("own_device") else DESK_IDLE):
        session.clear()
        g.pop("_login_user", None)  # Flask-Login's: a paired phone goes on for its own person, in this very request
        if opens_for_phone() and paired_phone() is not None:
            return
        flash(_("Nothing was done here for a long time, so you were signed out. What was saved is safe."), "info")
    elif idle > SEEN_EVERY:
        session["seen_at"] = now


def _ask_for_new_password() -> Any:
    if _is_static() or request.endpoint in _OPEN_BEFORE_CHANGE or "_user_id" not in session:
        return None
    if not current_user.is_authenticated or not current_user.must_change_password:
        return None
    if wants_json():
        raise Forbidden(_("Choose a password of your own first."), code="must_change_password")
    here = request.full_path if request.query_string else request.path
    onward = request.script_root + here if request.method == "GET" else next_path()
    return redirect(url_for("account.change_password", next=onward))
