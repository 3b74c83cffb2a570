"""Signing in fast, for tests of pages: straight into the session, without the work of hashing a password."""

from flask.testing import FlaskClient

from outreach import clock
from outreach.people.models import Person


def sign_in(client: FlaskClient, person: Person) -> None:
    """Let `client` be a browser in which `person` has just signed in at a desk."""
    with client.session_transaction() as session:
        session["_user_id"] = person.get_id()
        session["_fresh"] = True
        session["own_device"] = False
        session["seen_at"] = int(clock.now().timestamp())
