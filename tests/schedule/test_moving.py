"""Moving an event from the calendar, and moving it back: the same form of the move, with the same checks."""

import html
import json
import re
from datetime import datetime

from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db
from outreach.people.rules import Role
from outreach.schedule import queries
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from tests.making import make_event, make_person, make_team
from tests.signing_in import sign_in

HERE = "/calendar?view=week&week=2025-03-05"


def at(day: int, hour: int = 9) -> datetime:
    """An instant of March 2025, by the bureau's wall clock."""
    return clock.instant(datetime(2025, 3, day, hour))


def draggable(page: str) -> dict[str, dict[str, str]]:
    """By its title, what a drag of an event on the page would send."""
    found = re.findall(r'data-move="([^"]+)" data-move-to="[^"]+" data-title="([^"]+)"', page)
    return {title: json.loads(html.unescape(fields)) for fields, title in found}


def dragged(client: FlaskClient, event: Event, **changes: str):  # type: ignore[no-untyped-def]  # a test response
    fields = draggable(client.get(HERE).text)[event.title]
    return client.post(f"/events/{event.id}/move", data=fields | {"next": HERE} | changes)


def stands_at(event: Event) -> datetime:
    db.session.expire_all()
    return queries.event(event.id).starts_at


def test_only_what_a_person_plans_and_is_still_ahead_can_be_dragged(lead: FlaskClient) -> None:
    make_event(title="自己的", starts_at=at(5))
    make_event(title="别队的", starts_at=at(5), team=make_team("pension"))
    make_event(title="办过的", starts_at=at(5), status=Status.HELD)
    make_event(title="取消的", starts_at=at(5), status=Status.CANCELLED)
    make_event(title="几天的", starts_at=at(6), ends_at=at(8, 17))
    for view in ("month", "week"):
        assert set(draggable(lead.get(f"/calendar?view={view}&week=2025-03-05").text)) == {"自己的", "几天的"}


def test_a_viewer_can_drag_nothing(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    with sqlite_app.app_context():
        make_event(title="别人的", starts_at=at(5))
        sign_in(client, make_person(Role.VIEWER))
    page = client.get(HERE).text
    assert "别人的" in page
    assert draggable(page) == {}
    assert "data-move-sheet" not in page
    assert "/events/new" not in page


def test_a_drag_moves_the_event_and_leads_back_with_an_undo(lead: FlaskClient) -> None:
    event = make_event(title="进园区", starts_at=at(5), ends_at=at(5, 11))
    answer = dragged(lead, event, starts_on="2025-03-06", starts_at="14:00", ends_at="16:00")
    assert (answer.status_code, answer.location) == (302, HERE)
    assert stands_at(event) == at(6, 14)
    page = lead.get(HERE).text
    assert "“进园区”已改期" in page
    undo = page[page.index(f'action="/events/{event.id}/move"') :].split("</form>")[0]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', html.unescape(undo)))
    assert (fields["starts_on"], fields["starts_at"]) == ("2025-03-05", "09:00")
    back = lead.post(f"/events/{event.id}/move", data=fields)
    assert (back.status_code, back.location) == (302, HERE)
    assert stands_at(event) == at(5)


def test_a_drag_onto_a_day_that_has_passed_is_asked_about_on_the_form(lead: FlaskClient) -> None:
    event = make_event(starts_at=at(5), ends_at=at(5, 11))
    asked = dragged(lead, event, starts_on="2025-03-03")
    assert asked.status_code == 409
    assert f'name="next" value="{html.escape(HERE)}"' in asked.text
    assert stands_at(event) == at(5)
    yes = re.search(r'name="confirm" value="([^"]+)"', asked.text)
    assert yes is not None
    assert dragged(lead, event, starts_on="2025-03-03", confirm=yes[1]).location == HERE
    assert stands_at(event) == at(3)


def test_a_drag_of_what_somebody_else_moved_meanwhile_asks(lead: FlaskClient) -> None:
    event = make_event(starts_at=at(5), ends_at=at(5, 11))
    fields = draggable(lead.get(HERE).text)[event.title]
    assert dragged(lead, event, starts_on="2025-03-07").status_code == 302
    late = lead.post(f"/events/{event.id}/move", data=fields | {"starts_on": "2025-03-06", "next": HERE})
    assert late.status_code == 409
    assert stands_at(event) == at(7)


def test_the_way_back_leads_nowhere_but_here(lead: FlaskClient) -> None:
    event = make_event(starts_at=at(5), ends_at=at(5, 11))
    answer = dragged(lead, event, starts_on="2025-03-06", next="https://elsewhere.example/")
    assert answer.location == f"/events/{event.id}"
    assert f'href="{html.escape(HERE)}"' in lead.get(f"/events/{event.id}/move", query_string={"next": HERE}).text
