"""Pictures as evidence: on whose page they stand, and who may add one."""

import io
import subprocess

from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db, transaction
from outreach.evidence import store
from outreach.evidence.actions import add_picture, flag_people, keep_picture, remove_evidence
from outreach.evidence.models import StoredFile
from outreach.evidence.queries import evidence, evidence_of
from outreach.evidence.rules import content_hash
from outreach.people.rules import Role
from outreach.schedule.models import Event
from tests.evidence.pictures import picture, with_place
from tests.making import NOW, make_event, make_person, make_team
from tests.signing_in import sign_in
from tests.waiting import watched


def test_the_same_picture_twice_is_one(app_context: Flask) -> None:
    event, person = make_event(), make_person()
    facts = {"name": "a.jpg", "caption": "", "shows_people": False, "by": person, "now": NOW}
    for _time in range(2):
        kept = keep_picture(with_place())
        with transaction():
            add_picture(db.session.get_one(Event, event.id), kept, **facts)
    (item,) = evidence_of(event)
    assert db.session.scalar(db.select(db.func.count()).select_from(StoredFile)) == 1
    assert len(store.content(item.sha256) or b"") == item.file.size
    with transaction():
        remove_evidence(evidence(item.id), by=person, now=NOW)
    assert evidence_of(event) == []


def test_field_staff_add_a_picture_on_the_events_page(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        event, person, viewer = make_event(), make_person(), make_person(Role.VIEWER)
    sign_in(client, person)
    way = f"/evidence/events/{event.id}/new"
    sent = {"picture": (io.BytesIO(picture()), "现场.jpg"), "caption": "咨询台"}
    page = client.post(way, data=sent, follow_redirects=True)
    assert page.status_code == 200
    assert "咨询台" in page.text
    link = "/evidence/" + page.text.split('src="/evidence/')[1].split('"')[0]
    with client.get(link) as answer:
        assert answer.mimetype == "image/jpeg"
    with client.get(link.removesuffix("/small")) as answer:
        shown = page.text.split('id="evidence"')[1].split("</section>")[0]
        assert f"<code>{content_hash(answer.data)}</code>" in shown and "SHA-256" in shown
        assert person.name in shown and str(clock.local(clock.now()).year) in shown
    assert client.post(way, data={"picture": (io.BytesIO(b"MZ"), "x.jpg")}).status_code == 422
    assert client.post(way, data={}).status_code == 422
    sign_in(client, viewer)
    assert client.get(way).status_code == 403
    assert client.get(f"/evidence/places/{event.id}/new").status_code == 403
    with client.get(link) as answer:
        assert answer.status_code == 200


def test_a_picture_with_faces_or_names_stays_in_no_browser(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        event, person = make_event(), make_person()
        kept, said = keep_picture(picture()), {}
        for shows_people in (True, False):
            with transaction():
                facts = {"name": "a.jpg", "caption": "", "by": person, "now": NOW}
                item = add_picture(db.session.get_one(Event, event.id), kept, shows_people=True, **facts)
                flag_people(item, shows_people, by=person, now=NOW)
            sign_in(client, person)
            for way in ("", "/small"):
                with client.get(f"/evidence/{item.id}{way}") as answer:
                    said.setdefault(shows_people, set()).add(answer.headers["Cache-Control"])
    assert said == {True: {"no-store"}, False: {"private, max-age=86400"}}


def test_others_may_write_while_a_picture_is_cleaned(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        event, person = make_event(), make_person()
    sign_in(client, person)
    with watched(sqlite_app, subprocess, "run") as could_write:
        sent = {"picture": (io.BytesIO(picture()), "现场.jpg")}
        assert client.post(f"/evidence/events/{event.id}/new", data=sent).status_code == 302
    assert could_write == [True]


def test_the_same_picture_again_keeps_its_caption_and_stays_out_of_exports(
    sqlite_app: Flask, client: FlaskClient
) -> None:
    with sqlite_app.app_context():
        event, person = make_event(), make_person()
    sign_in(client, person)
    way = f"/evidence/events/{event.id}/new"
    first = {"picture": (io.BytesIO(picture()), "a.jpg"), "caption": "咨询台", "shows_people": "y"}
    client.post(way, data=first)
    again = client.post(way, data={"picture": (io.BytesIO(picture()), "b.jpg")}, follow_redirects=True)
    assert "这张照片" in again.text or "This picture was there already." in again.text
    with sqlite_app.app_context():
        (item,) = evidence_of(event)
        assert (item.caption, item.shows_people) == ("咨询台", True)


def test_only_who_added_a_picture_or_a_lead_of_the_team_takes_it_away(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        ours, theirs = make_team("employment"), make_team("pension")
        event, person = make_event(team=ours), make_person()
        other, own = make_person(Role.LEAD, team=theirs), make_person(Role.LEAD, team=ours)
        facts = {"name": "a.jpg", "caption": "", "shows_people": False, "by": person, "now": NOW}
        kept = keep_picture(with_place())
        with transaction():
            item = add_picture(db.session.get_one(Event, event.id), kept, **facts)
        way, page = f"/evidence/{item.id}/remove", f"/events/{event.id}"
        for each in (other, own, event):
            db.session.refresh(each)
    sign_in(client, other)
    assert way not in client.get(page).text
    assert client.post(way).status_code == 403
    sign_in(client, own)
    assert way in client.get(page).text
    assert client.post(way).status_code == 302
