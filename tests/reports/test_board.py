"""The home board: what waits for a review, and why."""

from datetime import timedelta
from html import unescape

from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.people.rules import Role
from outreach.schedule.rules import Status
from tests.making import make_bureau, make_event, make_person, make_tally, make_team
from tests.signing_in import sign_in


def test_a_lead_is_told_of_lines_that_came_after_the_review(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_bureau()
        lead = make_person(Role.LEAD, team=make_team())
        began = clock.now() - timedelta(days=3)
        reviewed = {"status": Status.HELD, "starts_at": began, "reviewed_at": began + timedelta(days=1)}
        late = make_event(title="有迟到登记的活动", **reviewed)
        make_tally(late, 5, received_at=began + timedelta(days=2))
        make_tally(make_event(title="审完的活动", **reviewed), 5, received_at=began)
        sign_in(client, lead)
    client.set_cookie("language", "en")
    waiting = unescape(client.get("/").text).partition("1 event to review")[2].partition("</section>")[0]
    assert "有迟到登记的活动" in waiting and "1 line came after the review" in waiting
    assert "审完的活动" not in waiting
