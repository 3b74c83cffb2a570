"""Follow-ups as a phone writes them."""

import json
from datetime import datetime
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from outreach.db import db, new_id
from outreach.logbook.follow_ups import queries
from outreach.logbook.follow_ups.actions import record_follow_ups
from outreach.logbook.follow_ups.models import FollowUp
from outreach.logbook.follow_ups.rules import Wanted
from outreach.people.models import Person
from outreach.schedule.models import Event
from tests.logbook.sending import AT, OWN_PAGE
from tests.making import NOW


def a_follow_up(event: Event | str, **changes: Any) -> dict[str, Any]:
    """A question whose answer is owed by whoever sends it, as JSON."""
    event_id = event if isinstance(event, str) else str(event.id)
    return {"id": str(new_id()), "event": event_id, "asked": "工龄怎么认定", "at": AT} | changes


def post_follow_ups(client: FlaskClient, body: Any, **headers: str) -> TestResponse:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post("/api/follow-ups", data=data, content_type="application/json", headers=OWN_PAGE | headers)


def send_follow_ups(client: FlaskClient, *wanted: Any) -> dict[str, dict[str, str]]:
    answer = post_follow_ups(client, {"follow_ups": list(wanted)})
    assert answer.status_code == 200, answer.text
    answers: dict[str, dict[str, str]] = answer.json["answers"]
    return answers


def make_follow_up(event: Event, by: Person, now: datetime = NOW, **changes: Any) -> FollowUp:
    """One that `by` noted, stored and loaded."""
    wanted = Wanted(**{"id": new_id(), "event": event.id, "asked": "工龄怎么认定"} | changes)
    record_follow_ups([wanted], sender=by, now=now)
    db.session.commit()
    return queries.follow_up(wanted.id)
