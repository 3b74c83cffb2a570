"""What was found at a check-up, as a phone writes it."""

import json
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from outreach.check_ups.lists.models import CheckPoint
from outreach.check_ups.models import CheckResult, CheckUp
from outreach.check_ups.rules import Found
from outreach.db import db, new_id
from outreach.places.models import Place
from outreach.schedule.models import Event
from tests.logbook.sending import AT, OWN_PAGE


def a_check(event: Event, point: CheckPoint, found: str = "risk", **changes: Any) -> dict[str, Any]:
    """A risk at a company of which only the name is known, as JSON."""
    facts = {"id": str(new_id()), "event": str(event.id), "point": str(point.id), "found": found, "at": AT}
    named = {} if "company" in changes else {"company_name": "宏达机械有限公司"}
    return facts | named | changes


def at(company: Place) -> dict[str, str]:
    """The company as JSON names it."""
    return {"company": str(company.id)}


def post_checks(client: FlaskClient, body: Any) -> TestResponse:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post("/api/checks", data=data, content_type="application/json", headers=OWN_PAGE)


def send_checks(client: FlaskClient, *checks: Any) -> dict[str, dict[str, str]]:
    answer = post_checks(client, {"checks": list(checks)})
    assert answer.status_code == 200, answer.text
    answers: dict[str, dict[str, str]] = answer.json["answers"]
    return answers


def found_at(check_up: CheckUp) -> dict[str, Found | None]:
    """What each point of the check-up came to, by its title."""
    db.session.rollback()
    rows = db.session.scalars(select(CheckResult).where(CheckResult.check_up_id == check_up.id))
    return {each.point.title: each.found for each in rows}


def the_check_up() -> CheckUp:
    """The only one there is."""
    db.session.rollback()
    return db.session.scalars(select(CheckUp)).one()
