"""Signing in fast, for tests of pages: straight into the table, without the work of hashing a password."""

import secrets
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta

from flask import Flask, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import update

from outreach import clock
from outreach.db import db
from outreach.people.actions.tokens import hash_token
from outreach.people.models import BrowserSession, Person
from tests.making import end_snapshot, stored


def sign_in(client: FlaskClient, person: Person) -> None:
    """Let `client` be a browser in which `person` has just signed in at a desk."""
    secret, now = secrets.token_urlsafe(9), clock.now()
    facts = {"person_id": person.id, "number": person.session_number, "label": "Windows · Edge", "own_device": False}
    facts |= {"address": "127.0.0.1", "made_at": now, "seen_at": now, "proved_at": now}
    with inside(client.application):
        end_snapshot()  # a server beside may have written since: SQLite then lets nobody write out of it
        stored(BrowserSession(secret_hash=hash_token(secret), **facts))
    with client.session_transaction() as session:
        session["_user_id"] = secret


def inside(app: Flask) -> AbstractContextManager[object]:
    """The app's context, where the test is not in one: a second one would write beside the first one's snapshot."""
    return nullcontext() if has_app_context() else app.app_context()


def leave_alone(client: FlaskClient, gone_for: timedelta) -> None:
    """Let nobody have used the browser for so long."""
    _put_back(client, seen_at=clock.now() - gone_for)


def sign_in_long_ago(client: FlaskClient, ago: timedelta) -> None:
    """Let the person have signed in with the browser so long ago, and used it ever since."""
    _put_back(client, made_at=clock.now() - ago)


def _put_back(client: FlaskClient, **instants: datetime) -> None:
    with client.session_transaction() as session:
        secret = session["_user_id"]
    with inside(client.application):
        of_client = BrowserSession.secret_hash == hash_token(secret)
        db.session.execute(update(BrowserSession).where(of_client).values(**instants))
        db.session.commit()
