"""Evidence that lies in a bucket: it comes, is shown, goes into a pack and is erased as from a folder."""

import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.db import db, transaction
from outreach.evidence import store
from outreach.evidence.actions import Kept, add_picture, keep_picture
from outreach.evidence.models import Evidence
from outreach.evidence.store import Fault, fault_of, keep, name_of
from outreach.evidence.uploads import parts
from outreach.files import files, open_files
from outreach.schedule.models import Event
from tests.buckets import bucket_url
from tests.evidence.pictures import picture
from tests.making import NOW, make_event, make_person
from tests.signing_in import sign_in


@pytest.fixture
def bucket_app(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The app, whose files lie in a bucket."""
    monkeypatch.setitem(sqlite_app.extensions, "outreach.files", open_files(bucket_url()))
    return sqlite_app


def shown(kept: Kept) -> tuple[Evidence, Any]:
    """The file as a picture of an event, and who added it."""
    event, person = make_event(), make_person()
    with transaction():
        facts = {"name": "a.jpg", "caption": "", "shows_people": False, "by": person, "now": NOW}
        item = add_picture(db.session.get_one(Event, event.id), kept, **facts)
    db.session.refresh(item)
    db.session.refresh(person)
    return item, person


def test_a_picture_in_a_bucket_is_shown_whole_and_small(bucket_app: Flask, client: FlaskClient) -> None:
    with bucket_app.app_context():
        item, person = shown(keep_picture(picture(800, 600)))
        assert fault_of(item.sha256) is None
    sign_in(client, person)
    for _time in range(2):
        with client.get(f"/evidence/{item.id}/small") as small, client.get(f"/evidence/{item.id}") as whole:
            assert (small.mimetype, whole.mimetype) == ("image/jpeg", "image/jpeg")
            assert small.data != whole.data and len(whole.data) == item.file.size
    again = {"If-None-Match": f'"{item.sha256}"'}
    assert client.get(f"/evidence/{item.id}", headers=again).status_code == 304
    with bucket_app.app_context():
        store.drop(item.sha256)
        assert fault_of(item.sha256) is Fault.MISSING and store.small(item.sha256) is None
        assert [each.name for each in files().listed("evidence/")] == []
    assert client.get(f"/evidence/{item.id}").status_code == 404


def test_while_the_bucket_is_away_a_page_says_so(
    sqlite_app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A phone keeps its picture then, and sends it again by itself."""
    with sqlite_app.app_context():
        item, person = shown(keep_picture(picture()))
    sign_in(client, person)
    away = open_files("s3://evidence?endpoint=http://127.0.0.1:9")
    monkeypatch.setitem(sqlite_app.extensions, "outreach.files", away)
    answer = client.get(f"/evidence/{item.id}", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "files_away")


def test_a_file_that_is_not_what_it_was_is_found_and_a_cut_one_mended(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        kept = keep_picture(picture())
        whole = store.content(kept.sha256) or b""
        files().put(name_of(kept.sha256), whole[:-1] + b"?")
        assert fault_of(kept.sha256) is Fault.DAMAGED
        files().put(name_of(kept.sha256), whole[:100])
        keep(kept.sha256, whole)
        assert fault_of(kept.sha256) is None


def test_parts_come_to_a_bucket_in_any_cut(bucket_app: Flask) -> None:
    sent, upload_id = bytes(range(250)), uuid.uuid4()
    with bucket_app.app_context():
        for offset, end in ((0, 100), (50, 150), (0, 100), (150, 250)):
            parts.write(upload_id, offset, sent[offset:end], size=250)
        assert (parts.there(upload_id), parts.content(upload_id)) == (250, sent)
        parts.drop([upload_id])
        assert (parts.there(upload_id), parts.content(upload_id)) == (0, b"")
