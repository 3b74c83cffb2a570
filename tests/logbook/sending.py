"""Lines as a phone writes them, and a phone that sends them."""

import json
import re
from contextvars import Context
from typing import Any

from flask import Flask, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from outreach.db import db, new_id
from outreach.people.models import Person
from outreach.schedule.models import Event
from tests.signing_in import sign_in

AT = "2025-03-04T09:30:00+08:00"
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}


def a_line(event: Event | str, quantity: Any = 5, **changes: Any) -> dict[str, Any]:
    """A handout of no known material, as JSON."""
    event_id = event if isinstance(event, str) else str(event.id)
    line = {"id": str(new_id()), "event": event_id, "kind": "handout", "item": None, "quantity": quantity, "at": AT}
    return line | changes


def taking_back(line: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The reversal of `line`."""
    opposite = {"id": str(new_id()), "quantity": -line["quantity"], "reverses": line["id"], "reason": "按错了"}
    return line | opposite | changes


class Phone(FlaskClient):
    """A browser whose requests share no context with the test, so that each asks anew who it is.

    Afterwards the test's own session sees what the request has written.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        answer = Context().run(super().open, *args, **kwargs)
        if has_app_context():
            db.session.rollback()
        return answer


def strange_phone(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return Phone(app, app.response_class, use_cookies=True)


def phone_of(app: Flask, person: Person) -> FlaskClient:
    """A browser in which `person` is signed in."""
    client = strange_phone(app)
    sign_in(client, person)
    return client


def send(client: FlaskClient, *lines: Any, **headers: str) -> dict[str, dict[str, str]]:
    """The answers to a batch of `lines`, by id."""
    answer = post(client, {"tallies": list(lines)}, **headers)
    assert answer.status_code == 200, answer.text
    answers: dict[str, dict[str, str]] = json.loads(answer.text)["answers"]
    return answers


def post(client: FlaskClient, body: Any, **headers: str) -> TestResponse:
    """What the server says to `body`, sent as our own page sends it; bytes go out as they are."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post("/api/tallies", data=data, content_type="application/json", headers=OWN_PAGE | headers)


def codes(answers: dict[str, dict[str, str]]) -> list[str]:
    """The codes of `answers`, in order."""
    return [answer["code"] for answer in answers.values()]


def typed(page: TestResponse, action: str) -> dict[str, str]:
    """The hidden fields of the form on `page` that posts to an address with `action` in it."""
    form = re.search(rf'<form[^>]*action="[^"]*{re.escape(action)}[^"]*".*?</form>', page.text, re.DOTALL)
    assert form, f"no form for {action}"
    inputs = [each for each in re.findall(r"<input[^>]*>", form[0]) if 'type="hidden"' in each]
    return {re.search('name="([^"]*)"', each)[1]: re.search('value="([^"]*)"', each)[1] for each in inputs}  # type: ignore[index]


def ledger() -> list[tuple[Any, ...]]:
    """Every line that is stored, without the instant of receipt, in order of id."""
    columns = "id, event_id, kind, item_id, quantity, basis, reverses_id, reason, note_hash"
    return [tuple(row) for row in db.session.execute(text(f"SELECT {columns} FROM tallies ORDER BY id"))]
