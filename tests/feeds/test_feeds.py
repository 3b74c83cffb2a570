"""Feeds by a link of one's own: what they hold, who may read them, and what a poll costs."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import icalendar
import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db, transaction
from outreach.people.actions.feed_links import renew_feed_token
from outreach.people.feed_tokens import token_text
from outreach.people.models import FeedToken, Person
from outreach.people.rules import Role
from outreach.schedule.models import Assignment
from outreach.schedule.rules import Duty, Status
from tests.making import make_edition, make_event, make_person, make_team, stored
from tests.signing_in import sign_in


@pytest.fixture
def person(app: Flask) -> Person:
    """Somebody with a calendar link."""
    with app.app_context():
        return make_person()


def link(app: Flask, person: Person) -> str:
    """The token in the person's new link."""
    with app.app_context(), transaction():
        owner = db.session.get_one(Person, person.id)
        return token_text(renew_feed_token(owner, by=owner, now=clock.now()))


def titles(client: FlaskClient, path: str) -> list[str]:
    """The titles in the feed at `path`."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.status
    return [str(event["summary"]) for event in icalendar.Calendar.from_ical(answer.data).walk("VEVENT")]


def test_each_feed_holds_its_events(app: Flask, person: Person) -> None:
    with app.app_context():
        now = clock.now()
        edition = make_edition(first_day=clock.today(), last_day=clock.today())
        make_event(title="就业", team=make_team("employment"), starts_at=now, editions=(edition,))
        mine = make_event(title="养老", team=make_team("pension"), starts_at=now + timedelta(days=1))
        stored(Assignment(event_id=mine.id, person_id=person.id, duty=Duty.DESK))
    token, client = link(app, person), app.test_client()
    assert titles(client, f"/feeds/{token}/all.ics") == ["就业", "养老"]
    assert titles(client, f"/feeds/{token}/mine.ics") == ["养老"]
    assert titles(client, f"/feeds/{token}/teams/employment.ics") == ["就业"]
    assert titles(client, f"/feeds/{token}/campaigns/{edition.campaign_id}.ics") == ["就业"]
    (theme,) = titles(client, f"/feeds/{token}/themes.ics")
    assert theme.startswith("主题活动")
    assert client.get(f"/feeds/{token}/all.ics?alarm=60").data.count(b"BEGIN:VALARM") == 2
    assert client.get(f"/feeds/{token}/all.ics?alarm=never").status_code == 404
    assert client.get(f"/feeds/{token}/teams/nobody.ics").status_code == 404
    assert client.get(f"/feeds/{token}/campaigns/{uuid.uuid4()}.ics").status_code == 404


def test_a_second_poll_is_answered_without_a_body(app: Flask, person: Person) -> None:
    with app.app_context():
        make_event(starts_at=clock.now())
    path, client = f"/feeds/{link(app, person)}/all.ics", app.test_client()
    first = client.get(path)
    tag = first.headers["ETag"]
    assert not tag.startswith("W/") and first.mimetype == "text/calendar"
    assert "Content-Length" not in first.headers  # sent piece by piece: nobody has counted its bytes
    assert client.head(path).headers["ETag"] == tag
    second = client.get(path, headers={"If-None-Match": tag, "Accept-Language": "en"})
    assert (second.status_code, second.data, second.headers["ETag"]) == (304, b"", tag)


def test_a_new_link_ends_the_old_one(app: Flask, person: Person) -> None:
    client, old = app.test_client(), link(app, person)
    new = link(app, person)
    assert client.get(f"/feeds/{old}/all.ics").status_code == 404
    assert client.get(f"/feeds/{new}/all.ics").status_code == 200


@pytest.mark.parametrize(
    "spoil", [lambda text: text[:-1] + ("A" if text[-1] != "A" else "Q"), lambda text: "x", str.lower]
)
def test_a_forged_link_is_like_none(app: Flask, person: Person, spoil: Callable[[str], str]) -> None:
    assert app.test_client().get(f"/feeds/{spoil(link(app, person))}/all.ics").status_code == 404


def test_the_link_of_a_disabled_account_is_closed(app: Flask, person: Person) -> None:
    token = link(app, person)
    with app.app_context(), transaction():
        db.session.get_one(Person, person.id).disabled_at = clock.now()
    assert app.test_client().get(f"/feeds/{token}/all.ics").status_code == 404


def test_the_link_of_a_guests_account_is_closed_after_its_last_day(app: Flask, person: Person) -> None:
    token = link(app, person)
    with app.app_context(), transaction():
        db.session.get_one(Person, person.id).open_until = clock.today() - timedelta(days=1)
    assert app.test_client().get(f"/feeds/{token}/all.ics").status_code == 404


def test_a_cancelled_event_leaves_the_feeds_sixty_days_after_the_later_day(app: Flask, person: Person) -> None:
    now = clock.now()
    with app.app_context():
        for held, cancelled in ((59, 59), (61, 61), (60, 200), (61, 200), (200, 60), (200, 61)):
            on, at = (now - timedelta(days=age) for age in (held, cancelled))
            title = f"{held}/{cancelled}"
            make_event(title=title, starts_at=on, status=Status.CANCELLED, cancelled_at=at, cancel_reason="下雨")
    # The window begins with last year, so all these days lie in it.
    shown = titles(app.test_client(), f"/feeds/{link(app, person)}/all.ics")
    assert sorted(shown) == ["【已取消】200/60", "【已取消】59/59", "【已取消】60/200"]


def test_last_fetched_is_written_at_most_hourly(app: Flask, person: Person) -> None:
    token, client = link(app, person), app.test_client()
    fetched = []
    for _poll in range(2):
        client.get(f"/feeds/{token}/all.ics")
        with app.app_context():
            fetched.append(db.session.scalar(db.select(FeedToken.last_fetched_at)))
    assert fetched[0] is not None
    assert fetched[0] == fetched[1]


def test_the_page_shows_the_link_and_its_picture(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = replace(sqlite_app.config["SETTINGS"], base_url="https://pufa.example.test")
    monkeypatch.setitem(sqlite_app.config, "SETTINGS", settings)
    client = sqlite_app.test_client()
    with sqlite_app.app_context():
        sign_in(client, make_person())
    assert "webcal:" not in client.get("/calendar/subscribe").text
    page = client.post("/calendar/subscribe/renew", follow_redirects=True)
    assert page.status_code == 200
    assert 'class="qr"' in page.text
    assert "webcal://pufa.example.test/feeds/" in page.text


def test_no_picture_leads_a_phone_to_the_desks_own_machine(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    with sqlite_app.app_context():
        sign_in(client, make_person())
    page = client.post("/calendar/subscribe/renew", follow_redirects=True)
    assert "http://localhost/feeds/" in page.text
    assert 'class="qr"' not in page.text


def test_a_lead_is_shown_the_own_teams_feed_first(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    with sqlite_app.app_context():
        lead = make_person(Role.LEAD, team=make_team("pension"))
    sign_in(client, lead)
    client.post("/calendar/subscribe/renew")
    assert "/teams/pension.ics" in client.get("/calendar/subscribe").text
    assert "/teams/pension.ics?alarm=eve" in client.get("/calendar/subscribe?feed=pension&alarm=eve").text


def test_one_event_is_a_file_for_those_who_are_signed_in(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    with sqlite_app.app_context():
        event, someone = make_event(title="咨询日"), make_person()
    assert client.get(f"/events/{event.id}.ics").status_code in (302, 303, 401)
    sign_in(client, someone)
    assert titles(client, f"/events/{event.id}.ics") == ["咨询日"]
