"""A picture on its way from a phone: in parts, repeated, broken off, by strangers; it arrives whole and once."""

import hashlib
import itertools
import os
import time
import uuid
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach import clock
from outreach.db import db, new_id, transaction
from outreach.errors import NotFound
from outreach.evidence import cleaning, subjects
from outreach.evidence.actions import remove_evidence
from outreach.evidence.decoding import smaller
from outreach.evidence.models import Evidence, StoredFile
from outreach.evidence.queries import evidence_of
from outreach.evidence.rules import content_hash
from outreach.evidence.uploads import parts, rules
from outreach.evidence.uploads.models import Upload
from outreach.evidence.uploads.rules import LARGEST_PART
from outreach.files import files
from outreach.people.actions.phones import make_pairing_link
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.models import Event
from tests.evidence.pictures import picture, with_place
from tests.logbook.sending import strange_phone
from tests.long import examples
from tests.making import make_bureau, make_event, make_person
from tests.signing_in import sign_in

OWN = {"Sec-Fetch-Site": "same-origin"}
PHOTO = with_place()


class Phone:
    """Somebody's phone at an event."""

    def __init__(self, app: Flask, person: Person | None = None, event: Event | None = None) -> None:
        self.app = app
        with app.app_context():
            self.person = person or make_person()
            self.event = event or make_event()
        self.client: FlaskClient = app.test_client()
        sign_in(self.client, self.person)

    def words(self, content: bytes, **changes: Any) -> dict[str, Any]:
        """What it says of a picture."""
        facts = {"id": str(new_id()), "event": str(self.event.id), "person": str(self.person.id)}
        facts |= {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "name": "现场.jpg"}
        return facts | {"kind": "photo", "shows_people": False} | changes

    def declare(self, words: Any) -> Any:
        """Say what will come."""
        return self.client.post("/api/pictures", json=words, headers=OWN)

    def put(self, upload_id: str, offset: Any, part: bytes, **headers: str) -> Any:
        """Send a part."""
        way = f"/api/pictures/{upload_id}?offset={offset}"
        return self.client.put(way, data=part, content_type="application/octet-stream", headers=OWN | headers)

    def send(self, content: bytes, *, size: int = LARGEST_PART, **changes: Any) -> Any:
        """Send all of it, beginning where the server says; the last answer."""
        words = self.words(content, **changes)
        answer = self.declare(words)
        while answer.status_code == 200 and answer.json["state"] == "open":
            offset = answer.json["offset"]
            answer = self.put(words["id"], offset, content[offset : offset + size])
        return answer

    def shown(self) -> list[Evidence]:
        """The pictures of the event."""
        with self.app.app_context():
            return list(evidence_of(self.event))


@pytest.fixture
def phone(sqlite_app: Flask) -> Phone:
    """A phone on SQLite; nothing is under way from before."""
    for name in left_over(sqlite_app):
        (sqlite_app.config["SETTINGS"].data_dir / "uploads" / name).unlink()
    return Phone(sqlite_app)


def left_over(app: Flask) -> list[str]:
    """The files of what is under way."""
    return [file.name for file in (app.config["SETTINGS"].data_dir / "uploads").glob("*")]


def code_of(answer: Any) -> tuple[int, str]:
    """The status and the code of a refusal."""
    return answer.status_code, answer.json["error"]["code"]


def test_a_picture_comes_in_parts_and_is_evidence_once(app: Flask) -> None:
    phone = Phone(app)
    answer = phone.send(PHOTO, size=200, caption="咨询台", shows_people=True)
    assert (answer.status_code, answer.json["state"]) == (200, "stored")
    (item,) = phone.shown()
    assert (str(item.id), item.name, item.caption) == (answer.json["evidence"], "现场.jpg", "咨询台")
    assert (item.shows_people, item.added_by_id) == (True, phone.person.id)
    assert left_over(app) == []
    with phone.client.get(f"/evidence/{item.id}") as page:
        assert page.mimetype == "image/jpeg"
        assert page.data != PHOTO


def test_every_step_may_be_repeated(app: Flask) -> None:
    phone = Phone(app)
    words = phone.words(PHOTO)
    half = len(PHOTO) // 2
    for _time in range(2):
        assert phone.declare(words).json["offset"] == 0
    for _time in range(2):
        assert phone.put(words["id"], 0, PHOTO[:half]).json["offset"] == half
    assert phone.declare(words).json["offset"] == half
    for _time in range(2):
        assert phone.put(words["id"], half, PHOTO[half:]).json["state"] == "stored"
    assert phone.declare(words).json["state"] == "stored"
    assert len(phone.shown()) == 1


@settings(max_examples=examples(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, len(PHOTO)), max_size=8), order=st.randoms(use_true_random=False))
def test_however_it_is_cut_and_repeated_the_picture_is_the_same(sqlite_app: Flask, cuts: list[int], order: Any) -> None:
    phone = Phone(sqlite_app)
    words = phone.words(PHOTO)
    phone.declare(words)
    edges = sorted({0, *cuts, len(PHOTO)})
    pieces = [(begin, PHOTO[begin:end]) for begin, end in itertools.pairwise(edges)]
    for number, (offset, part) in enumerate(pieces):
        for earlier, again in order.sample(pieces[: number + 1], k=order.randint(0, min(2, number + 1))):
            phone.put(words["id"], earlier, again)
        phone.put(words["id"], offset, part)
    assert phone.declare(words).json["state"] == "stored"
    assert [item.sha256 for item in phone.shown()] == [content_hash(smaller(PHOTO))]


def test_a_server_that_died_in_the_middle_goes_on_where_the_file_ends(phone: Phone) -> None:
    words = phone.words(PHOTO)
    phone.declare(words)
    phone.put(words["id"], 0, PHOTO[:300])
    with phone.app.app_context():
        files().put(f"uploads/{words['id']}-000000000", PHOTO[:123])  # what had been written when it died
    answer = phone.declare(words)
    assert answer.json["offset"] == 123
    assert code_of(phone.put(words["id"], 300, PHOTO[300:])) == (409, "gap")
    assert phone.put(words["id"], 123, PHOTO[123:]).json["state"] == "stored"


def test_a_server_that_died_before_it_cleaned_is_asked_again_with_nothing(phone: Phone) -> None:
    words = phone.words(PHOTO)
    phone.declare(words)
    with phone.app.app_context():
        parts.write(uuid.UUID(words["id"]), 0, PHOTO, size=len(PHOTO))
    answer = phone.declare(words)
    assert (answer.json["state"], answer.json["offset"]) == ("open", len(PHOTO))
    assert phone.put(words["id"], len(PHOTO), b"").json["state"] == "stored"


def test_what_did_not_arrive_as_it_left_begins_anew(phone: Phone) -> None:
    words = phone.words(PHOTO)
    phone.declare(words)
    assert code_of(phone.put(words["id"], 0, bytes(len(PHOTO)))) == (422, "wrong_hash")
    assert phone.declare(words).json["offset"] == 0
    assert phone.send(PHOTO, id=words["id"]).json["state"] == "stored"


def test_the_same_photo_from_two_people_is_one_and_is_sent_once(app: Flask) -> None:
    first = Phone(app)
    second = Phone(app, event=first.event)
    first.send(PHOTO)
    assert second.declare(second.words(PHOTO)).json["state"] == "stored"
    assert len(first.shown()) == 1
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(StoredFile)) == 1


def test_a_photo_that_was_taken_away_is_asked_for_again(phone: Phone) -> None:
    phone.send(PHOTO)
    with phone.app.app_context():
        remove_evidence(db.session.get_one(Evidence, phone.shown()[0].id), by=phone.person, now=clock.now())
        db.session.commit()
    assert phone.shown() == []
    assert phone.declare(phone.words(PHOTO)).json["state"] == "open"


def test_a_program_named_jpg_is_refused_in_words_and_again_without_its_bytes(phone: Phone) -> None:
    program = b"MZ\x90\x00" + bytes(5000)
    words = phone.words(program, name="照片.jpg")
    phone.declare(words)
    answer = phone.put(words["id"], 0, program)
    assert code_of(answer) == (422, "program")
    assert "这是一个程序" in answer.json["error"]["message"]
    assert code_of(phone.declare(words)) == (422, "program")
    assert code_of(phone.put(words["id"], 0, program)) == (422, "program")
    assert left_over(phone.app) == []
    assert phone.shown() == []


def test_a_busy_server_keeps_what_came(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    words = phone.words(PHOTO)
    phone.declare(words)
    monkeypatch.setattr(cleaning, "PATIENCE_SECONDS", 0.01)
    for _each in range(cleaning.AT_ONCE):
        cleaning._turns.acquire()
    answer = phone.put(words["id"], 0, PHOTO)
    for _each in range(cleaning.AT_ONCE):
        cleaning._turns.release()
    assert code_of(answer) == (429, "busy")
    assert answer.headers["Retry-After"] == "5"
    assert phone.declare(words).json["offset"] == len(PHOTO)
    assert phone.put(words["id"], len(PHOTO), b"").json["state"] == "stored"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"id": "../../etc/passwd"}, (422, "bad_id")),
        ({"id": None}, (422, "bad_id")),
        ({"event": "1"}, (422, "bad_event")),
        ({"event": str(uuid.uuid4())}, (404, "no_such_event")),
        ({"subject": "check_answers"}, (422, "bad_subject")),
        ({"subject": {"of": "Events'", "id": str(uuid.uuid4())}}, (422, "bad_subject")),
        ({"subject": {"of": "events", "id": "1"}}, (422, "bad_subject")),
        ({"subject": {"of": "secrets", "id": str(uuid.uuid4())}}, (404, "not_found")),
        ({"sha256": "../" * 20}, (422, "bad_sha256")),
        ({"sha256": "A" * 64}, (422, "bad_sha256")),
        ({"size": 0}, (422, "empty")),
        ({"size": -1}, (422, "empty")),
        ({"size": True}, (422, "empty")),
        ({"size": 15 * 1024 * 1024 + 1}, (413, "too_heavy")),
        ({"kind": "film"}, (422, "bad_kind")),
        ({"shows_people": "no"}, (422, "bad_shows_people")),
        ({"name": 7}, (422, "bad_name")),
        ({"person": str(uuid.uuid4())}, (409, "other_person")),
    ],
)
def test_what_a_phone_says_is_looked_at(phone: Phone, changes: dict[str, Any], code: tuple[int, str]) -> None:
    assert code_of(phone.declare(phone.words(PHOTO) | changes)) == code
    with phone.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Upload)) == 0


def test_where_nothing_is_said_faces_may_be_in_view(phone: Phone) -> None:
    words = phone.words(PHOTO)
    del words["shows_people"], words["kind"], words["person"]
    phone.declare(words)
    phone.put(words["id"], 0, PHOTO)
    (item,) = phone.shown()
    assert (item.kind, item.shows_people) == ("photo", True)


@pytest.mark.parametrize("body", ["[]", '"x"', "nonsense", "{", "null"])
def test_what_is_no_object_is_refused(phone: Phone, body: str) -> None:
    answer = phone.client.post("/api/pictures", data=body, content_type="application/json", headers=OWN)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("offset", "part", "code"),
    [
        (1, b"x", (409, "gap")),
        (0, bytes(len(PHOTO) + 1), (422, "too_long")),
        ("", b"x", (422, "bad_offset")),
        ("-1", b"x", (422, "bad_offset")),
        ("1e3", b"x", (422, "bad_offset")),
        ("٣", b"x", (422, "bad_offset")),
        ("99999999999", b"x", (422, "bad_offset")),
        (0, bytes(LARGEST_PART + 1), (413, "part_too_large")),
    ],
)
def test_a_part_has_its_place(phone: Phone, offset: Any, part: bytes, code: tuple[int, str]) -> None:
    words = phone.words(PHOTO)
    phone.declare(words)
    assert code_of(phone.put(words["id"], offset, part)) == code
    assert phone.declare(words).json["offset"] == 0


def test_a_stranger_neither_sees_nor_touches_what_is_under_way(sqlite_app: Flask) -> None:
    mine = Phone(sqlite_app)
    words = mine.words(PHOTO)
    mine.declare(words)
    stranger = Phone(sqlite_app, event=mine.event)
    assert code_of(stranger.put(words["id"], 0, PHOTO)) == (404, "no_such_upload")
    assert code_of(stranger.declare(stranger.words(PHOTO, id=words["id"]))) == (409, "differs")
    assert code_of(mine.declare(words | {"size": 7})) == (409, "differs")
    assert code_of(mine.put(str(uuid.uuid4()), 0, PHOTO)) == (404, "no_such_upload")
    assert mine.client.put("/api/pictures/..%2f..%2fx?offset=0", data=b"x", headers=OWN).status_code in (404, 405)
    assert mine.declare(words).json["offset"] == 0


def test_only_who_may_log_sends_and_only_from_our_own_pages(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        viewer = make_person(Role.VIEWER)
    assert Phone(sqlite_app, viewer).declare({}).status_code == 403
    phone = Phone(sqlite_app)
    words = phone.words(PHOTO)
    assert phone.client.post("/api/pictures", json=words, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    phone.declare(words)
    way = f"/api/pictures/{words['id']}?offset=0"
    for kind in ("text/plain", "multipart/form-data", "application/x-www-form-urlencoded", None):
        assert phone.client.put(way, data=PHOTO, content_type=kind, headers=OWN).status_code == 400
    assert phone.put(words["id"], 0, PHOTO, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert sqlite_app.test_client().put(way, data=PHOTO, headers=OWN).status_code == 401
    assert phone.shown() == []


def test_the_oldest_gives_way_where_one_person_has_too_much_under_way(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outreach.evidence.uploads.actions.MOST_OPEN", 2)
    other = Phone(phone.app, event=phone.event)
    others = other.words(b"theirs")
    other.declare(others)
    all_words = [phone.words(bytes([number]) * 9) for number in range(3)]
    for words in all_words:
        phone.declare(words)
        phone.put(words["id"], 0, b"x")
    assert code_of(phone.put(all_words[0]["id"], 1, b"x")) == (404, "no_such_upload")
    assert [phone.declare(words).json["offset"] for words in all_words[1:]] == [1, 1]
    assert other.declare(others).status_code == 200
    assert len(left_over(phone.app)) == 2


def test_bytes_under_way_are_bounded_too(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach.evidence.uploads.actions.MOST_OPEN_BYTES", 20)
    first, second = phone.words(b"1" * 12), phone.words(b"2" * 12)
    phone.declare(first)
    phone.declare(second)
    assert code_of(phone.put(first["id"], 0, b"1")) == (404, "no_such_upload")


def test_what_nobody_goes_on_with_is_forgotten_after_a_week(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    words = phone.words(PHOTO)
    phone.declare(words)
    phone.put(words["id"], 0, PHOTO[:100])
    with phone.app.app_context():
        folder = phone.app.config["SETTINGS"].data_dir / "uploads"
    orphan = folder / f"{uuid.uuid4()}.part"
    orphan.write_bytes(b"x")
    long_ago = time.time() - 8 * 24 * 3600
    os.utime(orphan, (long_ago, long_ago))
    later = clock.now() + rules.FORGOTTEN_AFTER * 1.1
    monkeypatch.setattr(clock, "now", lambda: later)
    sign_in(phone.client, phone.person)
    fresh = phone.words(picture())
    assert phone.declare(fresh).status_code == 200
    assert left_over(phone.app) == []
    assert code_of(phone.put(words["id"], 100, PHOTO[100:])) == (404, "no_such_upload")
    with phone.app.app_context():
        assert [str(each) for each in db.session.scalars(db.select(Upload.id))] == [fresh["id"]]


def test_two_processes_that_take_the_same_parts_store_one_picture(app: Flask) -> None:
    phone = Phone(app)
    words = phone.words(PHOTO)
    phone.declare(words)
    with app.app_context():
        for offset in (0, 100, 50, 0):
            parts.write(uuid.UUID(words["id"]), offset, PHOTO[offset : offset + 100], size=len(PHOTO))
        assert parts.content(uuid.UUID(words["id"])) == PHOTO[:200]
    assert phone.put(words["id"], 150, PHOTO[150:]).json["state"] == "stored"
    with app.app_context():
        parts.write(uuid.UUID(words["id"]), 0, PHOTO, size=len(PHOTO))  # the other one was slower
    assert phone.put(words["id"], 0, PHOTO).json["state"] == "stored"
    assert len(phone.shown()) == 1


def test_a_paired_phone_sends_pictures_without_a_session(sqlite_app: Flask) -> None:
    phone = Phone(sqlite_app)
    with sqlite_app.app_context():
        make_bureau()
        person = db.session.get_one(Person, phone.person.id)
        with transaction():
            link = make_pairing_link(person=person, by=person, now=clock.now())
        phone.person, phone.client = db.session.get_one(Person, phone.person.id), strange_phone(sqlite_app)
        db.session.refresh(phone.person)
    assert phone.client.post(f"/pair/{link}").status_code == 302
    assert phone.send(PHOTO, size=300).json["state"] == "stored"
    assert f'data-person="{phone.person.id}"' in phone.client.get(f"/log/{phone.event.id}").text
    (item,) = phone.shown()
    assert item.added_by_id == phone.person.id
    assert phone.client.get(f"/evidence/{item.id}").status_code != 200


def test_a_picture_of_what_was_found_belongs_to_that_and_waits_for_nothing_that_never_came(sqlite_app: Flask) -> None:
    """The phone says both: at which event, and of which row of an upper feature's table."""
    phone = Phone(sqlite_app)
    with sqlite_app.app_context():
        found, refused = make_event(), str(uuid.uuid4())

    def find(subject_id: uuid.UUID) -> Event:
        event = db.session.get(Event, subject_id)
        if event is None:
            raise NotFound
        return event

    kind = subjects.kind_of
    with sqlite_app.app_context():
        answers = replace(kind("events"), find=find)
    known = sqlite_app.extensions["outreach.evidence_subjects"]
    sqlite_app.extensions["outreach.evidence_subjects"] = known | {"findings": answers}
    try:
        said = phone.send(PHOTO, subject={"of": "findings", "id": str(found.id)})
        assert said.json["state"] == "stored"
        never = phone.send(PHOTO, subject={"of": "findings", "id": refused})
        assert code_of(never) == (404, "no_such_subject")
    finally:
        sqlite_app.extensions["outreach.evidence_subjects"] = known
    assert phone.shown() == []
    with sqlite_app.app_context():
        assert len(list(evidence_of(db.session.get_one(Event, found.id)))) == 1
