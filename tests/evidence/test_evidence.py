"""Pictures as evidence: what is taken, what is left of it, and who may add one."""

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, ImageOps
from PIL.ExifTags import GPS, IFD, Base

from outreach.db import db, transaction
from outreach.errors import Refusal
from outreach.evidence.actions import add_picture, keep_picture, remove_evidence
from outreach.evidence.models import StoredFile
from outreach.evidence.queries import evidence, evidence_of
from outreach.evidence.rules import LONGEST_SIDE, clean_picture
from outreach.evidence.store import path_of
from outreach.people.rules import Role
from outreach.schedule.models import Event
from tests.making import NOW, make_event, make_person, make_team
from tests.signing_in import sign_in
from tests.waiting import watched


def picture(width: int = 400, height: int = 300, kind: str = "JPEG", **saved: object) -> bytes:
    """A plain picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, kind, **saved)
    return out.getvalue()


def giant() -> bytes:
    """A few bytes that say they are a picture of 60,000 by 60,000 pixels."""
    head = struct.pack(">4sIIBBBBB", b"IHDR", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = [struct.pack(">I", 13) + head, struct.pack(">I", 0) + b"IDAT", struct.pack(">I", 0) + b"IEND"]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk + struct.pack(">I", zlib.crc32(chunk[4:])) for chunk in chunks)


def with_place() -> bytes:
    """A picture into which a camera wrote where it was taken."""
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (28.0, 48.0, 21.0)
    return picture(exif=exif)


def test_what_the_camera_wrote_is_gone_and_the_picture_stands_upright() -> None:
    kept = Image.open(io.BytesIO(clean_picture(with_place())))
    assert dict(kept.getexif()) == {}
    assert kept.size == (300, 400)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_large_picture_is_made_smaller(kind: str) -> None:
    kept = Image.open(io.BytesIO(clean_picture(picture(4000, 2000, kind))))
    assert kept.size == (LONGEST_SIDE, LONGEST_SIDE // 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: b"", "empty"),
        (lambda: b"MZ\x90\x00 a program named .jpg", "no_picture"),
        (lambda: b"%PDF-1.7", "no_picture"),
        (lambda: b"GIF89a" + bytes(50), "no_picture"),
        (lambda: picture()[:300], "damaged"),
        (giant, "too_large"),
        (lambda: picture(10_000, 7_000, "PNG"), "too_large"),
        (lambda: picture() + bytes(16 * 1024 * 1024), "too_large"),
    ],
)
def test_what_is_no_picture_is_refused_with_its_reason(content: Callable[[], bytes], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        clean_picture(content())
    assert refused.value.code == code


def test_the_same_picture_twice_is_one(app_context: Flask) -> None:
    event, person = make_event(), make_person()
    facts = {"name": "a.jpg", "caption": "", "shows_people": False, "by": person, "now": NOW}
    for _time in range(2):
        kept = keep_picture(with_place())
        with transaction():
            add_picture(db.session.get_one(Event, event.id), kept, **facts)
    (item,) = evidence_of(event)
    assert db.session.scalar(db.select(db.func.count()).select_from(StoredFile)) == 1
    assert path_of(item.sha256).stat().st_size == item.file.size
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
    assert client.post(way, data={"picture": (io.BytesIO(b"MZ"), "x.jpg")}).status_code == 422
    assert client.post(way, data={}).status_code == 422
    sign_in(client, viewer)
    assert client.get(way).status_code == 403
    assert client.get(f"/evidence/places/{event.id}/new").status_code == 403
    with client.get(link) as answer:
        assert answer.status_code == 200


def test_others_may_write_while_a_picture_is_cleaned(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        event, person = make_event(), make_person()
    sign_in(client, person)
    with watched(sqlite_app, ImageOps, "exif_transpose") as could_write:
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
