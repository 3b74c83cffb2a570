"""Sheets with people's names: kept out of exports, with a last day, and what is left of them afterwards."""

import io
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from outreach import clock
from outreach.audit.actions import Machine
from outreach.audit.models import AuditEntry
from outreach.db import db, transaction
from outreach.errors import NotFound
from outreach.evidence.actions import add_picture, flag_people, keep_picture, remove_evidence
from outreach.evidence.models import Evidence
from outreach.evidence.queries import evidence, evidence_of
from outreach.evidence.rules import PictureKind, keep_until
from outreach.evidence.scans.actions import erase_past_sheets
from outreach.evidence.store import is_there, name_of, small
from outreach.files import files
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.models import Assignment, Event
from tests.evidence.pictures import picture
from tests.making import NOW, make_event, make_person, make_team, stored
from tests.signing_in import sign_in

LATER = NOW + timedelta(days=3 * 366 + 1)


@pytest.mark.parametrize(
    ("kind", "shows_people", "today", "day"),
    [
        (PictureKind.SCAN, True, date(2025, 3, 4), date(2028, 3, 4)),
        (PictureKind.SCAN, True, date(2024, 2, 29), date(2027, 2, 28)),
        (PictureKind.SCAN, False, date(2025, 3, 4), None),
        (PictureKind.PHOTO, True, date(2025, 3, 4), None),
        (PictureKind.SCREENSHOT, True, date(2025, 3, 4), None),
    ],
)
def test_only_a_sheet_with_names_has_a_last_day(
    kind: PictureKind, shows_people: bool, today: date, day: date | None
) -> None:
    assert keep_until(kind, shows_people, today) == day


def loaded(*things: object) -> None:
    """Read the things again, so that they can be asked after the context."""
    for thing in things:
        db.session.refresh(thing)


def sheet(event: Event, person: Person, *, kind: PictureKind = PictureKind.SCAN, colour: str = "white") -> Evidence:
    """A scanned sign-in sheet of `event`, of which somebody says that nobody is to be seen on it."""
    kept = keep_picture(picture(colour=colour))
    facts = {"name": "签到表.jpg", "caption": "", "shows_people": False, "by": person, "now": NOW, "kind": kind}
    with transaction():
        return add_picture(db.session.get_one(Event, event.id), kept, **facts)


def test_a_sheet_is_kept_out_of_exports_whatever_is_said(app_context: Flask) -> None:
    item = sheet(make_event(), make_person())
    assert (item.shows_people, item.keep_until) == (True, date(2028, 3, 4))


def test_a_photo_that_turns_out_to_be_a_sheet_becomes_one(app_context: Flask) -> None:
    event, person = make_event(), make_person()
    sheet(event, person, kind=PictureKind.PHOTO)
    item = sheet(event, person)
    assert (item.kind, item.shows_people, item.keep_until) == (PictureKind.SCAN, True, date(2028, 3, 4))
    assert sheet(event, person, kind=PictureKind.PHOTO).kind is PictureKind.SCAN


def test_when_its_time_is_over_the_file_goes_and_the_row_stays(app_context: Flask) -> None:
    event, person = make_event(), make_person()
    item = sheet(event, person)
    assert small(item.sha256) is not None
    with transaction():
        assert erase_past_sheets(by=person, now=NOW) == 0
    assert is_there(item.sha256)
    with transaction():
        assert erase_past_sheets(by=person, now=LATER) == 1
    assert not is_there(item.sha256)
    assert small(item.sha256) is None
    (shown,) = evidence_of(event)
    assert (shown.sha256, shown.erased_at) == (item.sha256, LATER)
    with pytest.raises(NotFound) as gone:
        evidence(item.id)
    assert gone.value.code == "erased"
    entry = db.session.scalars(db.select(AuditEntry).filter_by(act="evidence.erased")).one()
    assert (entry.by_id, entry.facts["sha256"]) == (person.id, item.sha256)
    with transaction():
        assert erase_past_sheets(by=Machine(), now=LATER) == 0


def test_a_sheet_that_was_taken_away_goes_too(app_context: Flask) -> None:
    item = sheet(make_event(), make_person())
    with transaction():
        remove_evidence(evidence(item.id), by=Machine(), now=NOW)
        erase_past_sheets(by=Machine(), now=LATER)
    assert not is_there(item.sha256)


def test_a_file_that_is_shown_elsewhere_stays(app_context: Flask) -> None:
    person = make_person()
    item = sheet(make_event(), person)
    other = sheet(make_event(), person)
    with transaction():
        flag_people(evidence(other.id), False, by=person, now=NOW)
        assert erase_past_sheets(by=person, now=LATER) == 1
    assert is_there(item.sha256)


def test_a_sheet_that_comes_again_after_its_time_begins_anew(app_context: Flask) -> None:
    event, person = make_event(), make_person()
    item = sheet(event, person)
    with transaction():
        erase_past_sheets(by=person, now=LATER)
    again = sheet(event, person)
    assert (again.id, again.erased_at) == (item.id, None)
    assert is_there(item.sha256)


def test_the_office_sees_and_deletes_what_is_past_its_day(
    sqlite_app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite_app.app_context():
        event, person, clerk = make_event(), make_person(), make_person(Role.CLERK)
        sheet(event, person)
        loaded(event, person, clerk)
    sign_in(client, person)
    assert client.get("/evidence/sign-in-sheets").status_code == 403
    assert client.post("/evidence/sign-in-sheets/erase").status_code == 403
    sign_in(client, clerk)
    assert event.title in client.get("/evidence/sign-in-sheets").text
    assert "已过保存期限" not in client.get("/").text
    monkeypatch.setattr(clock, "now", lambda: LATER)
    sign_in(client, clerk)
    assert "已过保存期限" in client.get("/").text
    page = client.post("/evidence/sign-in-sheets/erase", follow_redirects=True)
    assert "还没有签到表扫描件" in page.text
    assert "SHA-256" in client.get(f"/events/{event.id}").text


def test_a_sheet_with_names_opens_to_who_has_to_do_with_it(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        team, other_team = make_team("employment"), make_team("pension")
        event, adder = make_event(team=team), make_person()
        item = sheet(event, adder)
        put_down = make_person(team=other_team)
        stored(Assignment(event_id=event.id, person_id=put_down.id))
        readers = [
            adder,
            put_down,
            make_person(team=team),
            make_person(Role.LEAD, team=other_team),
            make_person(Role.CLERK),
        ]
        others = [make_person(Role.VIEWER), make_person(Role.VIEWER, team=team), make_person(team=other_team)]
        loaded(event, item, *readers, *others)
    way = f"/evidence/{item.id}"
    for people, status in ((readers, 200), (others, 403)):
        for person in people:
            sign_in(client, person)
            for each in (way, f"{way}/small"):
                with client.get(each) as answer:
                    assert answer.status_code == status, (person.role, each)
            page = client.get(f"/events/{event.id}").text
            assert "签到表.jpg" in page and (f'href="{way}"' in page) is (status == 200)
    with sqlite_app.app_context(), transaction():
        flag_people(evidence(item.id), False, by=adder, now=NOW)
    with client.get(way) as answer:
        assert answer.status_code == 200


def test_the_command_deletes_them_too(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with sqlite_app.app_context():
        sheet(make_event(), make_person())
    monkeypatch.setattr(clock, "now", lambda: LATER)
    assert "1" in sqlite_app.test_cli_runner().invoke(args=["erase-scans"]).output


def test_anybody_keeps_a_picture_out_of_exports_and_not_anybody_lets_it_in(
    sqlite_app: Flask, client: FlaskClient
) -> None:
    with sqlite_app.app_context():
        team = make_team("employment")
        event, person, other = make_event(team=team), make_person(), make_person()
        lead = make_person(Role.LEAD, team=team)
        item = sheet(event, person, kind=PictureKind.PHOTO)
        way, page = f"/evidence/{item.id}/flag", f"/events/{event.id}"
        loaded(person, other, lead)
    sign_in(client, other)
    assert client.post(way, data={"shows_people": "yes"}).status_code == 302
    assert "不导出</span>" in client.get(page).text
    assert other.name in client.get(page).text
    assert client.post(way, data={"shows_people": "no"}).status_code == 403
    sign_in(client, lead)
    assert client.post(way, data={"shows_people": "no"}).status_code == 302
    assert "不导出</span>" not in client.get(page).text
    with sqlite_app.app_context():
        assert evidence(item.id).shows_people is False


def test_lists_show_small_pictures_that_are_made_once(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        event, person = make_event(), make_person()
        kept = keep_picture(picture(1600, 1200))
        facts = {"name": "", "caption": "咨询台", "shows_people": False, "by": person, "now": NOW}
        with transaction():
            item = add_picture(db.session.get_one(Event, event.id), kept, **facts)
        small(item.sha256)
        made = list(files().listed(f"{name_of(item.sha256)}."))
        way, page = f"/evidence/{item.id}/small", f"/events/{event.id}"
        loaded(person)
    sign_in(client, person)
    assert f'src="{way}" alt="咨询台" loading="lazy"' in client.get(page).text
    with client.get(way) as answer:
        assert Image.open(io.BytesIO(answer.data)).size == (480, 360)
    with sqlite_app.app_context():
        assert list(files().listed(f"{name_of(item.sha256)}.")) == made
